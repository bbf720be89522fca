"""Enquiries about results that a centre has released, as they may have gone in other years."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from wset_desk.domain.enquiries import (
    COVERED,
    EnquiryEventKind,
    EnquiryOutcome,
    EnquiryStatus,
    EnquiryType,
)
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.results import ResultState
from wset_desk.services.prices import enquiry_product
from wset_desk.services.result_versions import (
    Entered,
    sittings,
    standing_everywhere,
    write_version,
)
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    EnquiryEvent,
    ExamEnquiry,
    ExamRegistration,
    LedgerEntry,
    ResultVersion,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork

WORDS = "She says:\n  “question 7”\n\n=has two answers; see [1]: yes"
_DAY = timedelta(days=1)
_CASES: tuple[tuple[EnquiryType, dict[str, Any]], ...] = (
    (EnquiryType.THEORY, {}),
    (EnquiryType.TASTING, {"status": EnquiryStatus.UNDER_REVIEW}),
    (EnquiryType.THEORY, {"status": EnquiryStatus.REJECTED}),
    (
        EnquiryType.THEORY,
        {
            "outcome": EnquiryOutcome.UPHELD,
            "score_change_theory": Decimal("1.5"),
            "result_changed": True,
            "fee_refunded": True,
        },
    ),
    (
        EnquiryType.TASTING,
        {
            "outcome": EnquiryOutcome.REJECTED,
            "score_change_tasting": Decimal(-2),
            "result_changed": True,
        },
    ),
    (
        EnquiryType.BOTH,
        {
            "outcome": EnquiryOutcome.PARTIAL,
            "score_change_theory": Decimal("0.25"),
            "score_change_tasting": Decimal(-1),
        },
    ),
)
"""What is challenged, and what came of it; with an outcome it was completed."""

Paper = tuple[ExamRegistration, ResultVersion]


def challenge_results(workspace: Workspace) -> int:
    """Enquiries of each kind, the last of which is appealed; how many they are."""
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        made = list(_made(uow))
        uow.commit()
    return len(made)


def release_everything(workspace: Workspace) -> None:
    """Every result that stands, a minute after it was entered."""
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        standing = standing_everywhere(uow)
        places = sittings(uow, {booking_id for booking_id, _component in standing})
        for (booking_id, component), old in standing.items():
            assert old.entered_at is not None
            write_version(
                uow,
                places[booking_id],
                component,
                old,
                state=ResultState.RELEASED,
                value=old.value,
                entered=Entered(old.entered_at + timedelta(minutes=1), None, None),
            )
        uow.commit()


def _made(uow: UnitOfWork) -> Iterator[ExamEnquiry]:
    papers = _released(uow)
    for enquiry_type, values in _CASES:
        challenged = _next(papers, enquiry_type)
        enquiry = _enquiry(uow, enquiry_type, challenged, values)
        yield enquiry
    asked = {"appeal_of_id": enquiry.id, "submitted_at": enquiry.submitted_at + 25 * _DAY}
    yield _enquiry(uow, enquiry_type, challenged, asked)


def _released(uow: UnitOfWork) -> dict[str, list[Paper]]:
    """By component, the newest first."""
    rows = uow.session.execute(
        select(ExamRegistration, ResultVersion)
        .join(ResultVersion, ResultVersion.exam_registration_id == ExamRegistration.id)
        .where(ResultVersion.state == ResultState.RELEASED)
        .order_by(ResultVersion.entered_at.desc(), ResultVersion.id)
    )
    found: dict[str, list[Paper]] = {"theory": [], "tasting": []}
    for booking, version in rows:
        if 3 <= (version.score or 0) <= version.max_score - 3:
            found[version.component].append((booking, version))
    return found


def _next(papers: dict[str, list[Paper]], enquiry_type: EnquiryType) -> list[Paper]:
    """The oldest result that nobody has challenged; of both papers those of one enrolment."""
    if enquiry_type is not EnquiryType.BOTH:
        return [papers[COVERED[enquiry_type][0]].pop()]
    tasted = {each[0].course_enrollment_id: each for each in papers["tasting"]}
    theory = next(
        each for each in reversed(papers["theory"]) if each[0].course_enrollment_id in tasted
    )
    return [theory, tasted[theory[0].course_enrollment_id]]


def _enquiry(
    uow: UnitOfWork, enquiry_type: EnquiryType, papers: list[Paper], values: dict[str, Any]
) -> ExamEnquiry:
    (booking, version), *others = papers
    staff = uow.session.scalars(select(Staff.id).order_by(Staff.id)).all()
    status = EnquiryStatus.COMPLETED if "outcome" in values else EnquiryStatus.SUBMITTED
    enquiry = uow.add(
        ExamEnquiry(
            **{
                "exam_registration_id": booking.id,
                "tasting_registration_id": others[0][0].id if others else None,
                "candidate_id": booking.candidate_id,
                "enquiry_type": enquiry_type,
                "reason": WORDS,
                "enquiry_fee": Decimal(50),
                "submitted_at": version.entered_at.replace(microsecond=0) + 3 * _DAY,
                "submitted_by_id": staff[0],
                "consent_given_on": version.entered_at.date(),
                "due_on": (version.entered_at + 30 * _DAY).date(),
                "status": status,
                **{f"disputed_{each.component}_version_id": each.id for _booking, each in papers},
                **values,
            }
        )
    )
    if enquiry.status != EnquiryStatus.SUBMITTED:
        enquiry.reviewer_id = staff[-1]
    closed = enquiry.status in (EnquiryStatus.COMPLETED, EnquiryStatus.REJECTED)
    if closed:
        enquiry.resolved_at, enquiry.resolved_by_id = enquiry.submitted_at + 20 * _DAY, staff[-1]
        enquiry.resolution = f"{WORDS}."
    _add_case_file(uow, enquiry, staff[-1] if closed else None)
    _add_fee(uow, enquiry)
    return enquiry


def _add_case_file(uow: UnitOfWork, enquiry: ExamEnquiry, closed_by: Any) -> None:
    def add(kind: EnquiryEventKind, at: datetime, **values: Any) -> None:
        event = EnquiryEvent(exam_enquiry_id=enquiry.id, kind=kind, happened_at=at, **values)
        uow.add(event)

    add(EnquiryEventKind.SUBMITTED, enquiry.submitted_at, recorded_by_id=enquiry.submitted_by_id)
    if enquiry.resolved_at is None:
        return
    add(EnquiryEventKind.FORWARDED, enquiry.submitted_at + _DAY, text=WORDS, reference="W: 1")
    add(EnquiryEventKind.ANSWERED, enquiry.submitted_at + 9 * _DAY, text="[x]: y", reference="2]")
    add(EnquiryEventKind(enquiry.status), enquiry.resolved_at, recorded_by_id=closed_by)


def _add_fee(uow: UnitOfWork, enquiry: ExamEnquiry) -> None:
    product = enquiry_product(uow, EnquiryType(enquiry.enquiry_type))

    def enter(kind: LedgerKind, amount: int, **values: Any) -> LedgerEntry:
        return uow.add(
            LedgerEntry(
                candidate_id=enquiry.candidate_id,
                exam_registration_id=enquiry.exam_registration_id,
                exam_enquiry_id=enquiry.id,
                product_id=product.id if product else None,
                kind=kind,
                amount=Decimal(amount),
                currency=uow.centre.currency,
                **values,
            )
        )

    charge = enter(LedgerKind.CHARGE, 50)
    if enquiry.status != EnquiryStatus.SUBMITTED:
        enter(LedgerKind.PAYMENT, 30, method="card")
        enter(LedgerKind.WAIVER, 20)
    if enquiry.fee_refunded:
        enter(LedgerKind.REFUND, 30, method="card", charge_id=charge.id)
