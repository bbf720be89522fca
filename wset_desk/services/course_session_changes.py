"""Moving and cancelling course sessions with their bundled exams, after a preview (rule 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import checked_reason
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.scheduling import CourseDay, PlannedPaper, shift_days, shifted
from wset_desk.services.bundled_exams import exams_of
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.conflicts import AffectedCandidate, Conflict
from wset_desk.services.contract import command, query
from wset_desk.services.course_people import is_settled
from wset_desk.services.course_reading import conflicts_at_any, days_of, educators_of
from wset_desk.services.course_rows import CourseDayRow
from wset_desk.services.course_times import check_no_clash, clashes_of, planned
from wset_desk.services.deadlines import moved_deadline
from wset_desk.services.derived import settle_own_times
from wset_desk.services.enrollments import set_statuses
from wset_desk.services.exam_session_changes import place_exam
from wset_desk.services.notices.drafting import (
    draft_cancellations,
    draft_moves,
    draft_restored,
    starts_of,
)
from wset_desk.services.seats_since import check_not_seated_since
from wset_desk.services.waiting_lines import retell_offers
from wset_desk.storage.schema import (
    Candidate,
    CourseSession,
    ExamRegistration,
    ExamSession,
)
from wset_desk.storage.unit_of_work import UnitOfWork

CANCELLED, SCHEDULED = "cancelled", "scheduled"


@dataclass(frozen=True)
class MovedExam:
    """A bundled exam's times before and after; the deadline moves along."""

    exam_session_id: UUID
    name: str
    old: datetime
    new: datetime
    new_end: datetime
    registration_deadline: datetime | None


@dataclass(frozen=True)
class MovePreview:
    """What moving a course session would do, and whom it affects.

    `conflicts` are warnings (rooms, educators); an affected candidate's `clash` forbids the move.
    """

    first_day: date
    days: tuple[CourseDayRow, ...]
    exams: tuple[MovedExam, ...]
    affected: tuple[AffectedCandidate, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def clashes(self) -> tuple[AffectedCandidate, ...]:
        """Who couldn't come: they have another exam at the new time."""
        return tuple(each for each in self.affected if each.clash)


@dataclass(frozen=True)
class MovedCourseSession:
    """A course session that was moved; moving it to `old_first_day` is the inverse."""

    session_id: UUID
    name: str
    old_first_day: date
    first_day: date


@dataclass(frozen=True)
class CancelledCourseSession:
    """A cancelled course session, and the registrations that were cancelled with it."""

    session_id: UUID
    name: str
    registration_ids: tuple[UUID, ...]


@query(Permission.MANAGE_SESSIONS)
def preview_move(uow: UnitOfWork, *, session_id: UUID, first_day: date) -> MovePreview:
    """What happens if the course session begins on `first_day`; wall-clock times stay.

    Refuses SESSION_CANCELLED, EXAM_ALREADY_HELD, LOCAL_TIME_DOES_NOT_EXIST.
    """
    session = _changeable(uow, session_id)
    exams = exams_of(uow, session_id)
    days = _moved_days(uow, session, first_day)
    papers = _moved_papers(uow, session, exams, first_day)
    return MovePreview(
        first_day=first_day,
        days=tuple(CourseDayRow(day.start, day.end) for day in days),
        exams=tuple(
            MovedExam(
                exam_session_id=exam.id,
                name=exam.name or "",
                old=exam.exam_date,
                new=paper.start,
                new_end=paper.end,
                registration_deadline=moved_deadline(uow, exam, paper.start),
            )
            for exam, paper in zip(exams, papers, strict=True)
        ),
        affected=_affected(uow, exams, papers),
        conflicts=_conflicts(uow, session, days, exams, papers),
    )


@command(Permission.MANAGE_SESSIONS)
def move_course_session(
    uow: UnitOfWork, *, session_id: UUID, first_day: date
) -> MovedCourseSession:
    """Move a course session so that it begins on `first_day`; its bundled exams move along.

    Wall-clock times, order and the deadlines' distance stay. Moving it back is the inverse.
    Refuses what `preview_move` refuses, and CANDIDATES_CLASH.
    """
    session = _changeable(uow, session_id)
    exams = exams_of(uow, session_id)
    days = _moved_days(uow, session, first_day)
    papers = _moved_papers(uow, session, exams, first_day)
    people = _registered(uow, exams)
    registrations = _registrations(uow, exams)
    before = starts_of(uow, registrations)
    for exam, paper in zip(exams, papers, strict=True):
        place_exam(uow, exam, paper.start)
    check_no_clash(uow, exams, people)
    for row, day in zip(days_of(uow, session_id), days, strict=True):
        row.starts_at, row.ends_at = day.start, day.end
    old_first_day, length = session.starts_on, session.ends_on - session.starts_on
    session.starts_on, session.ends_on = first_day, first_day + length
    for candidate in people:
        settle_own_times(uow, candidate.id)
    draft_moves(uow, registrations, before)
    retell_offers(uow, [each.id for each in exams])
    return MovedCourseSession(session_id, session.name, old_first_day, first_day)


@query(Permission.MANAGE_SESSIONS)
def preview_cancel(uow: UnitOfWork, *, session_id: UUID) -> tuple[AffectedCandidate, ...]:
    """Whose registrations would be cancelled with the course session, by name."""
    _changeable(uow, session_id)
    exams = exams_of(uow, session_id)
    return tuple(_as_affected(each) for each in _registered(uow, exams))


@command(Permission.MANAGE_SESSIONS)
def cancel_course_session(
    uow: UnitOfWork, *, session_id: UUID, reason: str
) -> CancelledCourseSession:
    """Cancel a course session with its bundled exams; their registrations become `cancelled`.

    Enrolments stay, so that nobody is lost. Refuses REASON_MISSING, TEXT_TOO_LONG,
    SESSION_CANCELLED, EXAM_ALREADY_HELD.
    """
    uow.reason = checked_reason(reason)
    session = _changeable(uow, session_id)
    exams = exams_of(uow, session_id)
    _set_status([session, *exams], CANCELLED, uow.reason)
    registrations = _registrations(uow, exams)
    set_statuses(uow, registrations, RegistrationStatus.CANCELLED)
    draft_cancellations(uow, registrations)
    retell_offers(uow, [each.id for each in exams])
    _settle_times(uow, registrations)
    return CancelledCourseSession(session_id, session.name, tuple(r.id for r in registrations))


@command(Permission.MANAGE_SESSIONS)
def restore_course_session(
    uow: UnitOfWork, *, session_id: UUID, registration_ids: tuple[UUID, ...]
) -> None:
    """Undo cancelling: the course session is held after all, with exactly these registrations.

    Refuses SESSION_NOT_CANCELLED, and CANDIDATES_CLASH and SEATED_SINCE where somebody has taken
    another exam at that time or of the same paper.
    """
    session = uow.get(CourseSession, session_id)
    if session.status != CANCELLED:
        raise DomainError("SESSION_NOT_CANCELLED")
    exams = exams_of(uow, session_id)
    _set_status([session, *exams], SCHEDULED, None)
    registrations = [uow.get(ExamRegistration, each) for each in registration_ids]
    check_not_seated_since(uow, registrations)
    set_statuses(uow, registrations, RegistrationStatus.REGISTERED)
    check_no_clash(uow, exams, _registered(uow, exams))
    _settle_times(uow, registrations)
    draft_restored(uow, registrations)
    retell_offers(uow, [each.id for each in exams])


def _changeable(uow: UnitOfWork, session_id: UUID) -> CourseSession:
    session = uow.get(CourseSession, session_id)
    if session.status == CANCELLED:
        raise DomainError("SESSION_CANCELLED")
    if any(is_settled(each) for each in _registrations(uow, exams_of(uow, session_id))):
        raise DomainError("EXAM_ALREADY_HELD")
    return session


def _set_status(
    rows: Sequence[CourseSession | ExamSession], status: str, reason: str | None
) -> None:
    for row in rows:
        row.status, row.cancellation_reason = status, reason


def _moved_days(uow: UnitOfWork, session: CourseSession, first_day: date) -> tuple[CourseDay, ...]:
    days = [CourseDay(day.starts_at, day.ends_at) for day in days_of(uow, session.id)]
    return shift_days(days, first_day, uow.zone)


def _moved_papers(
    uow: UnitOfWork, session: CourseSession, exams: Sequence[ExamSession], first_day: date
) -> tuple[PlannedPaper, ...]:
    by_days = (first_day - session.starts_on) // timedelta(days=1)
    moved = []
    for paper in map(planned, exams):
        start = shifted(paper.start, by_days, uow.zone)
        moved.append(PlannedPaper(paper.key, start, start + (paper.end - paper.start)))
    return tuple(moved)


def _registrations(uow: UnitOfWork, exams: Sequence[ExamSession]) -> list[ExamRegistration]:
    """Who takes a seat in any of these exams."""
    return list(
        uow.session.scalars(
            select(ExamRegistration).where(
                ExamRegistration.exam_session_id.in_([exam.id for exam in exams]),
                ExamRegistration.status.in_(ACTIVE_STATUSES),
            )
        )
    )


def _registered(uow: UnitOfWork, exams: Sequence[ExamSession]) -> list[Candidate]:
    ids = {each.candidate_id for each in _registrations(uow, exams)}
    return list(
        uow.session.scalars(select(Candidate).where(Candidate.id.in_(ids)).order_by(*BY_NAME))
    )


def _affected(
    uow: UnitOfWork, exams: Sequence[ExamSession], papers: Sequence[PlannedPaper]
) -> tuple[AffectedCandidate, ...]:
    people = _registered(uow, exams)
    clashes = clashes_of(uow, exams, papers, people)
    return tuple(_as_affected(each, clashes.get(each.id)) for each in people)


def _as_affected(candidate: Candidate, clash: str | None = None) -> AffectedCandidate:
    name = full_name(candidate.first_name, candidate.last_name)
    return AffectedCandidate(candidate.id, name, candidate.candidate_number, clash)


def _conflicts(
    uow: UnitOfWork,
    session: CourseSession,
    days: Sequence[CourseDay],
    exams: Sequence[ExamSession],
    papers: Sequence[PlannedPaper],
) -> tuple[Conflict, ...]:
    times = [(day.start, day.end, session.room_id) for day in days]
    times += [
        (paper.start, paper.end, exam.room_id) for exam, paper in zip(exams, papers, strict=True)
    ]
    return conflicts_at_any(
        uow,
        times,
        staff_ids=[person.id for person in educators_of(uow, session.id)],
        apart_from=[session.id, *(exam.id for exam in exams)],
    )


def _settle_times(uow: UnitOfWork, registrations: Sequence[ExamRegistration]) -> None:
    for candidate_id in {each.candidate_id for each in registrations}:
        settle_own_times(uow, candidate_id)
