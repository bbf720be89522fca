"""Receipts: what somebody has paid, and what was paid back."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import Effect
from wset_desk.domain.letters import LetterKind
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.contract import query
from wset_desk.services.fee_accounts import LedgerLine, fee_group, ledger_lines
from wset_desk.services.letters import words
from wset_desk.services.letters.rows import LetterBatch, LetterTable
from wset_desk.services.letters.writing import batch_of, letter_to
from wset_desk.services.merged_records import standing_id
from wset_desk.services.notices.phrases import amount_text
from wset_desk.storage.schema import (
    Candidate,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    LedgerEntry,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_MOVED = frozenset({Effect.PAID, Effect.REFUNDED})
_WIDTHS = (18, 44, 20, 18)


@query(Permission.VIEW_MONEY)
def candidate_receipt(uow: UnitOfWork, *, candidate_id: UUID) -> LetterBatch:
    """All that a candidate has paid and was paid back. Refuses LETTER_NOTHING_PAID."""
    candidate = uow.get(Candidate, standing_id(uow, candidate_id))
    lines = ledger_lines(uow, LedgerEntry.candidate_id == candidate.id)
    return _receipt(uow, candidate, lines)


@query(Permission.VIEW_MONEY)
def booking_receipt(uow: UnitOfWork, *, registration_id: UUID) -> LetterBatch:
    """What was paid, and paid back, for one booking's fee. Refuses LETTER_NOTHING_PAID."""
    registration = uow.get(ExamRegistration, registration_id)
    lines = fee_group(uow, registration).lines
    return _receipt(uow, uow.get(Candidate, registration.candidate_id), lines)


@query(Permission.VIEW_MONEY)
def enquiry_receipt(uow: UnitOfWork, *, enquiry_id: UUID) -> LetterBatch:
    """What was paid, and paid back, for one enquiry. Refuses LETTER_NOTHING_PAID."""
    enquiry = uow.get(ExamEnquiry, enquiry_id)
    lines = fee_group(uow, enquiry).lines
    return _receipt(uow, uow.get(Candidate, enquiry.candidate_id), lines)


def _receipt(uow: UnitOfWork, candidate: Candidate, lines: tuple[LedgerLine, ...]) -> LetterBatch:
    moved = _without_errors(lines)
    if not moved:
        raise DomainError("LETTER_NOTHING_PAID")
    names = _exam_names(uow, (line.registration_id for line in moved))
    total = sum((_received(line) for line in moved), start=Decimal("0.00"))
    table = LetterTable(
        (_("Day"), _("For"), _("How"), _("Amount")),
        tuple(_row(uow, line, names) for line in moved),
        _WIDTHS,
        frozenset({3}),
        (_("Received"), "", "", amount_text(uow, total)),
    )
    letter = letter_to(uow, candidate, LetterKind.RECEIPT, {}, table=table)
    return batch_of(uow, [letter])


def _without_errors(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """What came in and went out: what was entered in error, and taken back, never moved."""
    found: list[LedgerLine] = []
    for line in lines:
        if line.posting.effect not in _MOVED:
            continue
        mistaken = [each for each in found if _is_taken_back_by(each, line)]
        if mistaken:
            found.remove(mistaken[-1])
        else:
            found.append(line)
    return found


def _is_taken_back_by(line: LedgerLine, later: LedgerLine) -> bool:
    same_fee = (line.registration_id, line.enquiry_id) == (later.registration_id, later.enquiry_id)
    undone = line.posting.effect is later.posting.effect
    return same_fee and undone and line.posting.amount == -later.posting.amount


def _received(line: LedgerLine) -> Decimal:
    """What came in; below zero what went out."""
    amount = line.posting.amount
    return amount if line.posting.effect is Effect.PAID else -amount


def _row(uow: UnitOfWork, line: LedgerLine, names: dict[UUID, str]) -> tuple[str, ...]:
    name = "" if line.registration_id is None else names.get(line.registration_id, "")
    exam = _("Enquiry: {exam}").format(exam=name) if line.enquiry_id else name
    refunded = _received(line) < 0
    subject = _("Refund: {what}").format(what=exam) if refunded else exam
    how = " · ".join(part for part in (words.method_text(line.method), line.reference) if part)
    day = words.short_date(line.entered_at.astimezone(uow.zone).date())
    return (day, subject, how, amount_text(uow, _received(line)))


def _exam_names(uow: UnitOfWork, registration_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    rows = uow.session.execute(
        select(ExamRegistration.id, ExamTemplate.name)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(ExamRegistration.id.in_(set(registration_ids)))
    )
    return {row[0]: row[1] for row in rows}
