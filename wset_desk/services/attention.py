"""What somebody should look after soon: each kind with its count and its first cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType, SessionType
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.assigned import within_reach
from wset_desk.services.board.waits import OpenWait, open_waits
from wset_desk.services.conflicts import SCHEDULED
from wset_desk.services.enquiries.concerns import (
    enquiries_due,
    enquiries_to_review,
    needless_bookings,
)
from wset_desk.services.marking.concerns import marks_differing, results_held
from wset_desk.storage.schema import (
    Candidate,
    CourseEnrollment,
    CourseSession,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    RegistrationTask,
    SessionStaff,
    SpecialConsideration,
)
from wset_desk.storage.unit_of_work import UnitOfWork

SOON = timedelta(days=14)
DEADLINE_NEAR = timedelta(days=7)
WINDOW_NEAR = timedelta(days=30)
_FIRST_CASES = 3


class Concern(StrEnum):
    """Why something needs attention, the most pressing first."""

    RESULTS_MISSING = "results_missing"
    MARKS_DIFFER = "marks_differ"
    SEAT_MISSING = "seat_missing"
    CHECKS_OVERDUE = "checks_overdue"
    FEE_OWED = "fee_owed"
    ENQUIRY_DUE = "enquiry_due"
    ENQUIRY_TO_REVIEW = "enquiry_to_review"
    BOOKING_NEEDLESS = "booking_needless"
    CONSIDERATION_OPEN = "consideration_open"
    RESULT_HELD = "result_held"
    INVIGILATOR_MISSING = "invigilator_missing"
    PLACE_MISSING = "place_missing"
    BIRTH_DATE_MISSING = "birth_date_missing"
    WINDOW_ENDING = "window_ending"
    DEADLINE_NEAR = "deadline_near"


@dataclass(frozen=True)
class Case:
    """A session of exam or course, candidate or enquiry, and when it matters (UTC, or a day)."""

    id: UUID
    name: str
    when: datetime | date


@dataclass(frozen=True)
class Attention:
    """`count` cases of one kind (papers without a mark, for results), and the first few."""

    concern: Concern
    count: int
    cases: tuple[Case, ...]


def what_needs_attention(uow: UnitOfWork) -> tuple[Attention, ...]:
    """Everything that does, by kind; for whoever sees no calendar, their own results only."""
    results = _results_missing(uow)
    found = [Attention(Concern.RESULTS_MISSING, sum(n for _case, n in results), _first(results))]
    if Permission.VIEW_CALENDAR in uow.actor.permissions:
        found += [_of(concern, cases(uow)) for concern, cases in _CASES.items()]
    return tuple(each for each in found if each.count)


def _results_missing(uow: UnitOfWork) -> list[tuple[Case, int]]:
    """Exam sessions that are over, with how many of their candidates have no mark."""
    registration = ExamRegistration
    unmarked = or_(
        and_(ExamTemplate.exam_type == ExamType.TASTING, registration.tasting_score.is_(None)),
        and_(ExamTemplate.exam_type != ExamType.TASTING, registration.theory_score.is_(None)),
    )
    rows = uow.session.execute(
        select(ExamSession.id, ExamTemplate.name, ExamSession.exam_date, func.count())
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(registration, registration.exam_session_id == ExamSession.id)
        .where(
            ExamSession.status == SCHEDULED,
            func.coalesce(ExamSession.exam_end_time, ExamSession.exam_date) < uow.now,
            registration.status.in_((RegistrationStatus.REGISTERED, RegistrationStatus.COMPLETED)),
            unmarked,
            within_reach(uow, Permission.VIEW_RESULTS),
        )
        .group_by(ExamSession.id, ExamTemplate.name, ExamSession.exam_date)
        .order_by(ExamSession.exam_date, ExamSession.id)
    )
    return [(Case(id_, name, when), count) for id_, name, when, count in rows]


def _seat_missing(uow: UnitOfWork) -> list[Case]:
    """Who waits for a seat, the longest first: as many as the assignment board shows.

    Each with the exam that they missed, failed or lost, or the first day of their window.
    """
    cases = [
        Case(
            wait.row.candidate_id,
            full_name(wait.row.first_name, wait.row.last_name),
            _waits_since(wait, _today(uow)),
        )
        for wait in open_waits(uow)
    ]
    return sorted(cases, key=lambda case: (_day_of(case, uow), case.name))


def _waits_since(wait: OpenWait, today: date) -> datetime | date:
    if wait.after is not None:
        return wait.after.when
    return wait.window.first if wait.window is not None else today


def _day_of(case: Case, uow: UnitOfWork) -> date:
    when = case.when
    return when.astimezone(uow.zone).date() if isinstance(when, datetime) else when


def _invigilator_missing(uow: UnitOfWork) -> list[Case]:
    assigned = select(SessionStaff.exam_session_id).where(SessionStaff.exam_session_id.is_not(None))
    rows = uow.session.execute(
        select(ExamSession.id, ExamTemplate.name, ExamSession.exam_date)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamSession.status == SCHEDULED,
            ExamSession.exam_date >= uow.now,
            ExamSession.exam_date < uow.now + SOON,
            ExamSession.id.not_in(assigned),
        )
        .order_by(ExamSession.exam_date, ExamSession.id)
    )
    return [Case(*row) for row in rows]


def _deadline_near(uow: UnitOfWork) -> list[Case]:
    """Sessions that can still be booked, though not for long."""
    rows = uow.session.execute(
        select(ExamSession.id, ExamTemplate.name, ExamSession.registration_deadline)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamSession.status == SCHEDULED,
            ExamSession.session_type != SessionType.BUNDLED,
            ExamSession.booking_enabled,
            ExamSession.current_enrollment < ExamSession.max_capacity,
            ExamSession.registration_deadline >= uow.now,
            ExamSession.registration_deadline < uow.now + DEADLINE_NEAR,
        )
        .order_by(ExamSession.registration_deadline, ExamSession.id)
    )
    return [Case(id_, name, deadline) for id_, name, deadline in rows if deadline is not None]


def _place_missing(uow: UnitOfWork) -> list[Case]:
    """Courses in person of the next weeks that have neither a room nor another place."""
    today = _today(uow)
    rows = uow.session.execute(
        select(CourseSession.id, CourseSession.name, CourseSession.starts_on)
        .where(
            CourseSession.status == SCHEDULED,
            CourseSession.delivery_method == DeliveryMethod.IN_PERSON,
            CourseSession.room_id.is_(None),
            func.coalesce(CourseSession.location, "") == "",
            CourseSession.ends_on >= today,
        )
        .order_by(CourseSession.starts_on, CourseSession.id)
    )
    return [Case(*row) for row in rows]


def _birth_date_missing(uow: UnitOfWork) -> list[Case]:
    """Candidates without a date of birth who sit an exam soon."""
    return _by_next_exam(
        uow, Candidate.birth_date.is_(None), ExamSession.exam_date < uow.now + SOON
    )


def _checks_overdue(uow: UnitOfWork) -> list[Case]:
    """Candidates of remote exams to come for whom something should have been done by now."""
    overdue = select(RegistrationTask.exam_registration_id).where(
        RegistrationTask.done_at.is_(None), RegistrationTask.due_at < uow.now
    )
    return _by_next_exam(uow, ExamRegistration.id.in_(overdue))


def _fee_owed(uow: UnitOfWork) -> list[Case]:
    """Candidates who wouldn't be let in to an exam soon: they owe its fee."""
    return _by_next_exam(
        uow,
        ~ExamRegistration.fee_paid,
        ExamRegistration.fee_override_reason.is_(None),
        ExamRegistration.fee_amount > 0,
        ExamSession.status == SCHEDULED,
        ExamSession.exam_date < uow.now + SOON,
    )


def _by_next_exam(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> list[Case]:
    """The candidates of bookings to come that meet the conditions, each with the first of them."""
    first = func.min(ExamSession.exam_date)
    rows = uow.session.execute(
        select(Candidate.id, Candidate.first_name, Candidate.last_name, first)
        .join(ExamRegistration, ExamRegistration.candidate_id == Candidate.id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .where(
            ExamRegistration.status == RegistrationStatus.REGISTERED,
            ExamSession.exam_date >= uow.now,
            *conditions,
        )
        .group_by(Candidate.id, Candidate.first_name, Candidate.last_name)
        .order_by(first, Candidate.id)
    )
    return [Case(id_, full_name(given, family), when) for id_, given, family, when in rows]


def _consideration_open(uow: UnitOfWork) -> list[Case]:
    """Candidates whose evidence nobody has decided on, with the day on which it came."""
    asked = SpecialConsideration
    rows = uow.session.execute(
        select(Candidate.id, Candidate.first_name, Candidate.last_name, asked.evidence_received_on)
        .join(ExamRegistration, ExamRegistration.candidate_id == Candidate.id)
        .join(asked, asked.exam_registration_id == ExamRegistration.id)
        .where(asked.status == "requested")
        .order_by(asked.evidence_received_on, asked.id)
    )
    return [Case(id_, full_name(first, last), day) for id_, first, last, day in rows if day]


def _enquiry_due(uow: UnitOfWork) -> list[Case]:
    return [Case(*each) for each in enquiries_due(uow)]


def _enquiry_to_review(uow: UnitOfWork) -> list[Case]:
    return [Case(*each) for each in enquiries_to_review(uow)]


def _booking_needless(uow: UnitOfWork) -> list[Case]:
    return [Case(*each) for each in needless_bookings(uow)]


def _marks_differ(uow: UnitOfWork) -> list[Case]:
    return [Case(*each) for each in marks_differing(uow)]


def _result_held(uow: UnitOfWork) -> list[Case]:
    return [Case(*each) for each in results_held(uow)]


def _window_ending(uow: UnitOfWork) -> list[Case]:
    """Online candidates whose window ends soon, who have neither passed nor a seat to come."""
    today = _today(uow)
    rows = uow.session.execute(
        select(
            Candidate.id, Candidate.first_name, Candidate.last_name, CourseEnrollment.window_ends_on
        )
        .join(CourseEnrollment, CourseEnrollment.candidate_id == Candidate.id)
        .join(Offering, Offering.id == CourseEnrollment.offering_id)
        .where(
            Offering.course_format == CourseFormat.ONLINE,
            CourseEnrollment.status == "enrolled",
            CourseEnrollment.window_ends_on >= today,
            CourseEnrollment.window_ends_on < today + WINDOW_NEAR,
            CourseEnrollment.id.not_in(_looked_after(uow)),
        )
        .order_by(CourseEnrollment.window_ends_on, Candidate.id)
    )
    return [Case(id_, full_name(first, last), ends) for id_, first, last, ends in rows if ends]


def _looked_after(uow: UnitOfWork) -> list[UUID]:
    """Enrolments that are passed, or have an exam to come."""
    registration = ExamRegistration
    ahead = and_(
        registration.status == RegistrationStatus.REGISTERED, ExamSession.exam_date >= uow.now
    )
    ids = uow.session.scalars(
        select(registration.course_enrollment_id)
        .join(ExamSession, ExamSession.id == registration.exam_session_id)
        .join(CourseEnrollment, CourseEnrollment.id == registration.course_enrollment_id)
        .where(
            CourseEnrollment.window_ends_on >= _today(uow),
            or_(registration.overall_passed.is_(True), ahead),
        )
    )
    return [found for found in ids if found is not None]


_CASES = {
    Concern.MARKS_DIFFER: _marks_differ,
    Concern.SEAT_MISSING: _seat_missing,
    Concern.CHECKS_OVERDUE: _checks_overdue,
    Concern.FEE_OWED: _fee_owed,
    Concern.ENQUIRY_DUE: _enquiry_due,
    Concern.ENQUIRY_TO_REVIEW: _enquiry_to_review,
    Concern.BOOKING_NEEDLESS: _booking_needless,
    Concern.CONSIDERATION_OPEN: _consideration_open,
    Concern.RESULT_HELD: _result_held,
    Concern.INVIGILATOR_MISSING: _invigilator_missing,
    Concern.PLACE_MISSING: _place_missing,
    Concern.BIRTH_DATE_MISSING: _birth_date_missing,
    Concern.WINDOW_ENDING: _window_ending,
    Concern.DEADLINE_NEAR: _deadline_near,
}


def _of(concern: Concern, cases: Sequence[Case]) -> Attention:
    return Attention(concern, len(cases), tuple(cases[:_FIRST_CASES]))


def _first(results: Sequence[tuple[Case, int]]) -> tuple[Case, ...]:
    return tuple(case for case, _count in results[:_FIRST_CASES])


def _today(uow: UnitOfWork) -> date:
    return uow.now.astimezone(uow.zone).date()
