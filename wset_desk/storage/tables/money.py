"""The ledger: append-only, balances are computed."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped

from wset_desk.domain.pricing import LedgerKind
from wset_desk.storage.base import Base, Synced, check, column, one_of, reference, scoped
from wset_desk.storage.types import Id, Money

_ONE_REFUND = text("kind = 'refund' AND charge_id IS NOT NULL")


class LedgerEntry(Base, Synced):
    """A charge, payment, waiver or refund; `amount` is never negative, its kind gives the sign.

    Nothing of it is ever changed but whose it is: a merge of records hands it over.
    """

    __tablename__ = "ledger_entries"
    __table_args__ = scoped(
        reference("candidate_id", "candidates"),
        reference("exam_registration_id", "exam_registrations"),
        reference("exam_enquiry_id", "exam_enquiries"),
        reference("product_id", "products"),
        reference("charge_id", "ledger_entries"),
        reference("recorded_by_id", "staff"),
        reference("approved_by_id", "staff"),
        one_of("kind", LedgerKind),
        check("amount", "amount >= 0"),
        Index("ix_ledger_entries_candidate", "centre_id", "candidate_id"),
        Index("ix_ledger_entries_registration", "centre_id", "exam_registration_id"),
        Index(
            "uq_ledger_entries_one_refund",
            "centre_id",
            "charge_id",
            unique=True,
            sqlite_where=_ONE_REFUND,
            postgresql_where=_ONE_REFUND,
        ),
    )

    candidate_id: Mapped[UUID] = column("guard", Id)
    exam_registration_id: Mapped[UUID | None] = column("append", Id)
    exam_enquiry_id: Mapped[UUID | None] = column("append", Id)
    product_id: Mapped[UUID | None] = column("append", Id)
    charge_id: Mapped[UUID | None] = column("append", Id)
    kind: Mapped[str] = column("append", String(20))
    amount: Mapped[Decimal] = column("append", Money)
    currency: Mapped[str] = column("append", String(3))
    method: Mapped[str | None] = column("append", String(40))
    reference: Mapped[str | None] = column("append", String(120), personal=True)
    reason: Mapped[str | None] = column("append", String(500), personal=True)
    recorded_by_id: Mapped[UUID | None] = column("append", Id)
    approved_by_id: Mapped[UUID | None] = column("append", Id)
