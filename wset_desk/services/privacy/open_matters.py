"""What has to be settled before a person's data can be erased.

Nothing here is a service: whoever offers it declares who may call it.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from wset_desk.domain.enquiries import OPEN_STATUSES
from wset_desk.domain.errors import Refusal
from wset_desk.domain.notices import NoticeState
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState
from wset_desk.services.money.candidate_accounts import candidate_account
from wset_desk.services.privacy.periods import today
from wset_desk.storage.schema import (
    Candidate,
    CourseEnrollment,
    CourseSession,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Notice,
    Offering,
    SpecialConsideration,
    WaitingListEntry,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_ON_THEIR_WAY = (NoticeState.DRAFT, NoticeState.QUEUED, NoticeState.FAILED)
_IN_LINE = ("waiting", "offered")
_UNDECIDED = "requested"


def open_matters(uow: UnitOfWork, candidate: Candidate) -> Iterator[Refusal]:
    """Every reason against erasing somebody now; none: it can be done."""
    yield from _money(uow, candidate)
    yield from _exams(uow, candidate.id)
    yield from _courses(uow, candidate.id)
    yield from _lines(uow, candidate.id)
    yield from _results(uow, candidate.id)
    yield from _enquiries(uow, candidate.id)
    yield from _considerations(uow, candidate.id)
    yield from _messages(uow, candidate.id)


def _money(uow: UnitOfWork, candidate: Candidate) -> Iterator[Refusal]:
    owed = candidate_account(uow, candidate_id=candidate.id).total.owed
    if owed > 0:
        yield Refusal("ERASE_MONEY_OWED", {"amount": owed, "currency": uow.centre.currency})
    if owed < 0:
        yield Refusal("ERASE_MONEY_HELD", {"amount": -owed, "currency": uow.centre.currency})


def _seats(candidate_id: UUID) -> Select[str, datetime]:
    return (
        select(ExamTemplate.name, ExamSession.exam_date)
        .join(ExamSession, ExamSession.exam_template_id == ExamTemplate.id)
        .join(ExamRegistration, ExamRegistration.exam_session_id == ExamSession.id)
        .where(ExamRegistration.candidate_id == candidate_id)
        .order_by(ExamSession.exam_date)
    )


def _exams(uow: UnitOfWork, candidate_id: UUID) -> Iterator[Refusal]:
    booked = _seats(candidate_id).where(
        ExamRegistration.status == RegistrationStatus.REGISTERED,
        ExamRegistration.theory_score.is_(None),
        ExamRegistration.tasting_score.is_(None),
        ExamSession.status != "cancelled",
    )
    for name, starts_at in uow.session.execute(booked):
        day = starts_at.astimezone(uow.zone).date()
        code = "ERASE_EXAM_BOOKED" if starts_at > uow.now else "ERASE_EXAM_UNMARKED"
        yield Refusal(code, {"exam": name, "day": day})


def _courses(uow: UnitOfWork, candidate_id: UUID) -> Iterator[Refusal]:
    last_day = func.coalesce(CourseSession.ends_on, CourseEnrollment.window_ends_on)
    rows = uow.session.execute(
        select(Offering.name, last_day)
        .join(CourseEnrollment, CourseEnrollment.offering_id == Offering.id)
        .outerjoin(CourseSession, CourseSession.id == CourseEnrollment.session_id)
        .where(
            CourseEnrollment.candidate_id == candidate_id,
            CourseEnrollment.status == "enrolled",
            CourseEnrollment.completed_at.is_(None),
            or_(CourseSession.id.is_(None), CourseSession.status != "cancelled"),
            last_day >= today(uow),
        )
        .order_by(last_day)
    )
    for name, day in rows:
        yield Refusal("ERASE_COURSE_RUNS", {"course": name, "day": day})


def _lines(uow: UnitOfWork, candidate_id: UUID) -> Iterator[Refusal]:
    rows = uow.session.execute(
        select(ExamTemplate.name, ExamSession.exam_date)
        .join(ExamSession, ExamSession.exam_template_id == ExamTemplate.id)
        .join(WaitingListEntry, WaitingListEntry.exam_session_id == ExamSession.id)
        .where(
            WaitingListEntry.candidate_id == candidate_id,
            WaitingListEntry.status.in_(_IN_LINE),
            ExamSession.exam_date > uow.now,
        )
    )
    for name, starts_at in rows:
        day = starts_at.astimezone(uow.zone).date()
        yield Refusal("ERASE_WAITS_IN_LINE", {"exam": name, "day": day})


def _results(uow: UnitOfWork, candidate_id: UUID) -> Iterator[Refusal]:
    """Marks that nobody has told the candidate yet."""
    seat = ExamRegistration
    untold = _seats(candidate_id).where(
        or_(
            seat.theory_score.is_not(None) & (seat.theory_state != ResultState.RELEASED),
            seat.tasting_score.is_not(None) & (seat.tasting_state != ResultState.RELEASED),
        )
    )
    for name, starts_at in uow.session.execute(untold):
        day = starts_at.astimezone(uow.zone).date()
        yield Refusal("ERASE_RESULT_AWAITED", {"exam": name, "day": day})


def _enquiries(uow: UnitOfWork, candidate_id: UUID) -> Iterator[Refusal]:
    rows = uow.session.scalars(
        select(ExamEnquiry.submitted_at).where(
            ExamEnquiry.candidate_id == candidate_id, ExamEnquiry.status.in_(OPEN_STATUSES)
        )
    )
    for submitted_at in rows:
        yield Refusal("ERASE_ENQUIRY_OPEN", {"day": submitted_at.astimezone(uow.zone).date()})


def _considerations(uow: UnitOfWork, candidate_id: UUID) -> Iterator[Refusal]:
    undecided = _seats(candidate_id).join(
        SpecialConsideration, SpecialConsideration.exam_registration_id == ExamRegistration.id
    )
    undecided = undecided.where(SpecialConsideration.status == _UNDECIDED)
    for name, starts_at in uow.session.execute(undecided):
        day = starts_at.astimezone(uow.zone).date()
        yield Refusal("ERASE_CONSIDERATION_OPEN", {"exam": name, "day": day})


def _messages(uow: UnitOfWork, candidate_id: UUID) -> Iterator[Refusal]:
    waiting = uow.session.scalar(
        select(func.count(Notice.id)).where(
            Notice.candidate_id == candidate_id, Notice.state.in_(_ON_THEIR_WAY)
        )
    )
    if waiting:
        yield Refusal("ERASE_MESSAGES_WAIT", {"n": waiting})
