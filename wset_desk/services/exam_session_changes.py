"""Moving and calling off exam sessions, each with a preview of whom it affects, and its inverse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import checked_reason
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.scheduling import CourseDay, check_deadline
from wset_desk.services.bundled_exams import exam_name
from wset_desk.services.conflicts import (
    AffectedCandidate,
    Conflict,
    affected_by,
    conflicts_at,
    other_exams_of,
)
from wset_desk.services.contract import command, query
from wset_desk.services.deadlines import moved_deadline
from wset_desk.services.derived import recount_seats, settle_overall, settle_own_times
from wset_desk.services.exam_session_details import (
    ExamSessionDetail,
    detail_of,
    end_of,
    invigilators_of,
)
from wset_desk.services.exam_sessions import scheduled_session
from wset_desk.services.notices.drafting import (
    draft_cancellations,
    draft_moves,
    draft_restored,
    starts_of,
)
from wset_desk.services.seats_since import check_not_seated_since
from wset_desk.services.waiting_lines import retell_offers
from wset_desk.storage.schema import ExamRegistration, ExamSession, ExamTemplate
from wset_desk.storage.unit_of_work import UnitOfWork

_HELD = (RegistrationStatus.COMPLETED, RegistrationStatus.NO_SHOW)


@dataclass(frozen=True)
class ExamMovePreview:
    """What moving one exam session would do. Deadlines are None where booking never closes."""

    exam_session_id: UUID
    name: str
    old_start: datetime
    old_end: datetime
    start: datetime
    end: datetime
    old_deadline: datetime | None
    deadline: datetime | None
    affected: tuple[AffectedCandidate, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def clashes(self) -> tuple[AffectedCandidate, ...]:
        """Who couldn't come: they have another exam at the new time."""
        return tuple(each for each in self.affected if each.clash)


@dataclass(frozen=True)
class MovedExamSession:
    """A session that was moved, and what moves it back."""

    exam_session: ExamSessionDetail
    old_start: datetime
    old_deadline: datetime | None


@dataclass(frozen=True)
class CancelledExamSession:
    """A session that was called off, and the registrations that were cancelled with it."""

    exam_session_id: UUID
    name: str
    registration_ids: tuple[UUID, ...]


@query(Permission.MANAGE_SESSIONS)
def preview_exam_move(
    uow: UnitOfWork, *, exam_session_id: UUID, start: datetime
) -> ExamMovePreview:
    """Whom and what it affects if the session begins at `start` (an instant).

    Refuses what `move_exam_session` refuses, clashes apart: those are in the preview.
    """
    row = _movable(uow, exam_session_id)
    end = start + (end_of(row) - row.exam_date)
    return ExamMovePreview(
        exam_session_id=row.id,
        name=row.name or "",
        old_start=row.exam_date,
        old_end=end_of(row),
        start=start,
        end=end,
        old_deadline=row.registration_deadline,
        deadline=moved_deadline(uow, row, start),
        affected=affected_by(uow, row.id, CourseDay(start, end)),
        conflicts=_conflicts(uow, row, start, end),
    )


@query(Permission.MANAGE_SESSIONS)
def move_obstacles(
    uow: UnitOfWork, *, exam_session_id: UUID, start: datetime, end: datetime
) -> tuple[Conflict, ...]:
    """Everything between two instants at which the session couldn't be held as it is, by time.

    Its room is taken, an invigilator is busy, or a registered candidate has another exam.
    """
    row = uow.get(ExamSession, exam_session_id)
    candidates = other_exams_of(uow, row.id, start, end).values()
    found = [*_conflicts(uow, row, start, end), *(each for busy in candidates for each in busy)]
    return tuple(sorted(found, key=lambda each: (each.start, each.kind, each.who)))


@command(Permission.MANAGE_SESSIONS)
def move_exam_session(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID,
    start: datetime,
    registration_deadline: datetime | None = None,
) -> MovedExamSession:
    """Hold the session at `start` (an instant) instead, as long as before.

    A default deadline becomes that of the new day; one that staff gave keeps its distance in
    days; `registration_deadline` sets another. Moving back to `old_start` and `old_deadline` is
    the inverse. Refuses BUNDLED_WITH_COURSE, SESSION_CANCELLED, EXAM_ALREADY_HELD,
    CANDIDATES_CLASH, DEADLINE_AFTER_START.
    """
    row = _movable(uow, exam_session_id)
    end = start + (end_of(row) - row.exam_date)
    affected = affected_by(uow, row.id, CourseDay(start, end))
    _check_clashes(affected)
    before = (row.exam_date, row.registration_deadline)
    if registration_deadline is not None:
        check_deadline(registration_deadline, start)
    registrations = _registrations(uow, row, (RegistrationStatus.REGISTERED,))
    own_starts = starts_of(uow, registrations)
    place_exam(uow, row, start, registration_deadline)
    for candidate in affected:
        settle_own_times(uow, candidate.id)
    draft_moves(uow, registrations, own_starts)
    retell_offers(uow, [row.id])
    return MovedExamSession(detail_of(uow, row), *before)


@query(Permission.MANAGE_SESSIONS)
def preview_exam_cancel(uow: UnitOfWork, *, exam_session_id: UUID) -> tuple[AffectedCandidate, ...]:
    """Whose registration would be cancelled with the session."""
    return affected_by(uow, _movable(uow, exam_session_id).id)


@command(Permission.MANAGE_SESSIONS)
def cancel_exam_session(
    uow: UnitOfWork, *, exam_session_id: UUID, reason: str
) -> CancelledExamSession:
    """Call the session off; its registrations become `cancelled`.

    Refuses REASON_MISSING, TEXT_TOO_LONG, BUNDLED_WITH_COURSE, SESSION_CANCELLED,
    EXAM_ALREADY_HELD.
    """
    uow.reason = checked_reason(reason)
    row = _movable(uow, exam_session_id)
    row.status, row.cancellation_reason = "cancelled", uow.reason
    registrations = _registrations(uow, row, (RegistrationStatus.REGISTERED,))
    for registration in registrations:
        registration.status = RegistrationStatus.CANCELLED
    draft_cancellations(uow, registrations)
    recount_seats(uow, row)
    retell_offers(uow, [row.id])
    _settle(uow, registrations)
    return CancelledExamSession(row.id, row.name or "", tuple(r.id for r in registrations))


@command(Permission.MANAGE_SESSIONS)
def restore_exam_session(
    uow: UnitOfWork, *, exam_session_id: UUID, registration_ids: tuple[UUID, ...]
) -> ExamSessionDetail:
    """Undo calling a session off: it is held after all, with exactly these registrations.

    Refuses SESSION_NOT_CANCELLED, SESSION_FULL, and CANDIDATES_CLASH and SEATED_SINCE where
    somebody has taken another exam at that time or of this paper.
    """
    row = uow.get(ExamSession, exam_session_id)
    if row.status != "cancelled":
        raise DomainError("SESSION_NOT_CANCELLED")
    row.status, row.cancellation_reason = "scheduled", None
    registrations = [
        each
        for each in _registrations(uow, row, (RegistrationStatus.CANCELLED,))
        if each.id in registration_ids
    ]
    check_not_seated_since(uow, registrations)
    for registration in registrations:
        registration.status = RegistrationStatus.REGISTERED
    recount_seats(uow, row)
    _check_clashes(affected_by(uow, row.id, CourseDay(row.exam_date, end_of(row))))
    _settle(uow, registrations)
    draft_restored(uow, registrations)
    retell_offers(uow, [row.id])
    return detail_of(uow, row)


def _movable(uow: UnitOfWork, exam_session_id: UUID) -> ExamSession:
    row = scheduled_session(uow, exam_session_id)
    if row.session_type == SessionType.BUNDLED:
        raise DomainError("BUNDLED_WITH_COURSE")
    if _registrations(uow, row, _HELD):
        raise DomainError("EXAM_ALREADY_HELD")
    return row


def place_exam(
    uow: UnitOfWork, exam: ExamSession, start: datetime, deadline: datetime | None = None
) -> None:
    """Hold the exam at `start`, as long as before (helper of this layer).

    Its deadline moves along unless another is given, and so does a date in its name.
    """
    template = uow.get(ExamTemplate, exam.exam_template_id).name
    if exam.name == exam_name(template, exam.exam_date, uow.zone):
        exam.name = exam_name(template, start, uow.zone)
    exam.registration_deadline = deadline or moved_deadline(uow, exam, start)
    exam.exam_date, exam.exam_end_time = start, start + (end_of(exam) - exam.exam_date)


def _conflicts(
    uow: UnitOfWork, row: ExamSession, start: datetime, end: datetime
) -> tuple[Conflict, ...]:
    return conflicts_at(
        uow,
        start,
        end,
        room_id=row.room_id,
        staff_ids=[person.id for person in invigilators_of(uow, row.id)],
        apart_from=[row.id, row.course_session_id] if row.course_session_id else [row.id],
    )


def _check_clashes(affected: Sequence[AffectedCandidate]) -> None:
    clashing = [each.name for each in affected if each.clash]
    if clashing:
        raise DomainError("CANDIDATES_CLASH", names=", ".join(clashing))


def _registrations(
    uow: UnitOfWork, row: ExamSession, statuses: Sequence[RegistrationStatus]
) -> list[ExamRegistration]:
    return list(
        uow.session.scalars(
            select(ExamRegistration).where(
                ExamRegistration.exam_session_id == row.id, ExamRegistration.status.in_(statuses)
            )
        )
    )


def _settle(uow: UnitOfWork, registrations: Sequence[ExamRegistration]) -> None:
    for candidate_id in {each.candidate_id for each in registrations}:
        settle_own_times(uow, candidate_id)
    enrollments = {each.course_enrollment_id for each in registrations}
    settle_overall(uow, *(each for each in enrollments if each is not None))
