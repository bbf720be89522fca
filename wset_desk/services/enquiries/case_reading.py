"""A whole enquiry as windows get it (helpers of this layer)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.enquiries import EnquiryEventKind, EnquiryOutcome, EnquiryStatus, EnquiryType
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.attempts import Qualification, enrolled
from wset_desk.services.board.changes import BookedPlace
from wset_desk.services.enquiries.decisions import UNDECIDED
from wset_desk.services.enquiries.eligibility import Challenges
from wset_desk.services.enquiries.enquiry_list import enquiry_rows
from wset_desk.services.enquiries.needless import needless_places
from wset_desk.services.enquiries.next_steps import next_steps
from wset_desk.services.enquiries.rows import (
    DisputedPaper,
    EnquiryCase,
    EnquiryDecision,
    EnquiryLink,
    TimelineEntry,
)
from wset_desk.services.enquiries.versions import disputed_papers
from wset_desk.services.ledger import BookingAccount, account_of
from wset_desk.storage.schema import (
    Candidate,
    EnquiryEvent,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_FIRST, _CHARGED, _VERSION, _EVENT, _MONEY = range(5)
"""What comes first of what happened at one instant."""


def read_case(uow: UnitOfWork, enquiry: ExamEnquiry) -> EnquiryCase:
    """All of an enquiry, as the actor sees it."""
    uow.session.flush()
    papers = disputed_papers(uow, enquiry)
    account = account_of(uow, enquiry)
    challenges = Challenges(uow, enquiry.candidate_id)
    (row,) = enquiry_rows(uow, ExamEnquiry.id == enquiry.id)
    registration = uow.get(ExamRegistration, enquiry.exam_registration_id)
    return EnquiryCase(
        row=row,
        offering=_offering(uow, registration).name,
        email=uow.get(Candidate, enquiry.candidate_id).email,
        reason=enquiry.reason,
        consent_given_on=enquiry.consent_given_on,
        submitted_by=_name(uow, enquiry.submitted_by_id),
        papers=papers,
        overall=_overall(uow, registration),
        decision=_decision(uow, enquiry),
        account=account,
        timeline=_timeline(uow, enquiry, account, papers),
        appeal_of=_appealed(uow, enquiry),
        appeals=_links(uow, enquiry),
        appeal_until=challenges.appeal_until(enquiry),
        steps=next_steps(uow, enquiry, account, papers, challenges),
        needless=_needless(uow, enquiry, registration),
    )


def _offering(uow: UnitOfWork, registration: ExamRegistration) -> Offering:
    exam = uow.get(ExamSession, registration.exam_session_id)
    template = uow.get(ExamTemplate, exam.exam_template_id)
    return uow.get(Offering, template.course_offering_id)


def _name(uow: UnitOfWork, staff_id: UUID | None) -> str | None:
    return None if staff_id is None else uow.get(Staff, staff_id).name


def _overall(uow: UnitOfWork, registration: ExamRegistration) -> Qualification:
    enrollment_id = registration.course_enrollment_id
    if enrollment_id is None:
        return UNDECIDED
    return enrolled(uow, [enrollment_id])[enrollment_id].qualification()


def _decision(uow: UnitOfWork, enquiry: ExamEnquiry) -> EnquiryDecision | None:
    if enquiry.resolved_at is None:
        return None
    return EnquiryDecision(
        outcome=EnquiryOutcome(enquiry.outcome) if enquiry.outcome else None,
        score_change_theory=enquiry.score_change_theory,
        score_change_tasting=enquiry.score_change_tasting,
        result_changed=enquiry.result_changed,
        fee_refunded=enquiry.fee_refunded,
        resolution=enquiry.resolution or "",
        resolved_at=enquiry.resolved_at,
        resolved_by=_name(uow, enquiry.resolved_by_id),
    )


def _appealed(uow: UnitOfWork, enquiry: ExamEnquiry) -> EnquiryLink | None:
    return (
        None if enquiry.appeal_of_id is None else _link(uow.get(ExamEnquiry, enquiry.appeal_of_id))
    )


def _links(uow: UnitOfWork, enquiry: ExamEnquiry) -> tuple[EnquiryLink, ...]:
    rows = uow.session.scalars(
        select(ExamEnquiry)
        .where(ExamEnquiry.appeal_of_id == enquiry.id)
        .order_by(ExamEnquiry.submitted_at, ExamEnquiry.id)
    )
    return tuple(_link(each) for each in rows)


def _link(row: ExamEnquiry) -> EnquiryLink:
    return EnquiryLink(
        id=row.id,
        enquiry_type=EnquiryType(row.enquiry_type),
        status=EnquiryStatus(row.status),
        outcome=EnquiryOutcome(row.outcome) if row.outcome else None,
        submitted_at=row.submitted_at,
    )


def _needless(
    uow: UnitOfWork, enquiry: ExamEnquiry, registration: ExamRegistration
) -> tuple[BookedPlace, ...]:
    """Once it is completed; what isn't needed for other reasons is no matter of an enquiry."""
    enrollment_id = registration.course_enrollment_id
    if enquiry.status != EnquiryStatus.COMPLETED or enrollment_id is None:
        return ()
    return needless_places(uow, [enrollment_id])


def _timeline(
    uow: UnitOfWork, enquiry: ExamEnquiry, account: BookingAccount, papers: Sequence[DisputedPaper]
) -> tuple[TimelineEntry, ...]:
    entries = [*_events(uow, enquiry), *_money(account), *_versions(papers)]
    return tuple(entry for _, entry in sorted(entries, key=lambda each: (each[1].at, each[0])))


def _events(uow: UnitOfWork, enquiry: ExamEnquiry) -> list[tuple[int, TimelineEntry]]:
    rows = uow.session.execute(
        select(EnquiryEvent, Staff.name)
        .outerjoin(Staff, Staff.id == EnquiryEvent.recorded_by_id)
        .where(EnquiryEvent.exam_enquiry_id == enquiry.id)
        .order_by(EnquiryEvent.created_at, EnquiryEvent.id)
    )
    return [(_rank(EnquiryEventKind(row.kind)), _event(row, by)) for row, by in rows]


def _rank(kind: EnquiryEventKind) -> int:
    return _FIRST if kind is EnquiryEventKind.SUBMITTED else _EVENT


def _event(row: EnquiryEvent, by: str | None) -> TimelineEntry:
    return TimelineEntry(
        at=row.happened_at,
        by=by,
        event=EnquiryEventKind(row.kind),
        text=row.text,
        reference=row.reference,
    )


def _money(account: BookingAccount) -> list[tuple[int, TimelineEntry]]:
    return [
        (
            _CHARGED if line.kind is LedgerKind.CHARGE and line.charge_id is None else _MONEY,
            TimelineEntry(at=line.entered_at, by=line.recorded_by, line=line),
        )
        for line in account.entries
    ]


def _versions(papers: Iterable[DisputedPaper]) -> list[tuple[int, TimelineEntry]]:
    return [
        (_VERSION, TimelineEntry(at=each.at, by=each.by, version=each))
        for paper in papers
        for each in paper.versions
    ]
