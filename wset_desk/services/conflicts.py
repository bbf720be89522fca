"""What else needs a room, an invigilator or a candidate at some time (helpers of this layer)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.scheduling import CourseDay, end_with_extra_time, overlaps
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.storage.schema import (
    Candidate,
    CourseSession,
    ExamRegistration,
    ExamSession,
    Room,
    SessionDay,
    SessionStaff,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork

SCHEDULED = "scheduled"
_NOBODY: frozenset[UUID] = frozenset()


class Kind(StrEnum):
    """Who or what can't be in two places."""

    ROOM = "room"
    STAFF = "staff"
    CANDIDATE = "candidate"


@dataclass(frozen=True)
class Conflict:
    """`who` (a room, a member of staff, a candidate) is taken by `session` from start to end."""

    kind: Kind
    who: str
    session: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class AffectedCandidate:
    """Somebody who is booked on what changes; `clash` names what they have at the new time."""

    id: UUID
    name: str
    number: str | None
    clash: str | None = None


def conflicts_at(
    uow: UnitOfWork,
    start: datetime,
    end: datetime,
    *,
    room_id: UUID | None = None,
    staff_ids: Collection[UUID] = _NOBODY,
    apart_from: Collection[UUID] = _NOBODY,
) -> tuple[Conflict, ...]:
    """Who else has the room or needs these people between two instants, by time.

    `apart_from` names the exam sessions and course sessions that don't count.
    """
    found: list[Conflict] = []
    if room_id is not None:
        found += _of_room(uow, room_id, start, end, apart_from)
    if staff_ids:
        found += _of_staff(uow, staff_ids, start, end, apart_from)
    return tuple(sorted(found, key=lambda each: (each.start, each.kind, each.who)))


def other_exams_of(
    uow: UnitOfWork, exam_session_id: UUID, start: datetime, end: datetime
) -> dict[UUID, list[Conflict]]:
    """By candidate registered for the session: their other exams between two instants.

    Their own times count, extra time included.
    """
    mine, other, session = (
        aliased(ExamRegistration),
        aliased(ExamRegistration),
        aliased(ExamSession),
    )
    rows = uow.session.execute(
        select(
            other.candidate_id,
            Candidate.first_name,
            Candidate.last_name,
            session.name,
            other.starts_at,
            other.ends_at,
            session.exam_date,
            session.exam_end_time,
        )
        .join(mine, mine.candidate_id == other.candidate_id)
        .join(session, session.id == other.exam_session_id)
        .join(Candidate, Candidate.id == other.candidate_id)
        .where(
            mine.exam_session_id == exam_session_id,
            mine.status == RegistrationStatus.REGISTERED,
            other.exam_session_id != exam_session_id,
            other.status.in_(ACTIVE_STATUSES),
            session.status == SCHEDULED,
            session.exam_date < end,
        )
    )
    found: dict[UUID, list[Conflict]] = {}
    for candidate_id, first, last, name, own_start, own_end, begins, ends in rows:
        from_, until = own_start or begins, own_end or ends or begins
        if start < until:
            found.setdefault(candidate_id, []).append(
                Conflict(Kind.CANDIDATE, f"{first} {last}", name or "", from_, until)
            )
    return found


def affected_by(
    uow: UnitOfWork, exam_session_id: UUID, to: CourseDay | None = None
) -> tuple[AffectedCandidate, ...]:
    """Who is registered for an exam session, by name; with `to`, what clashes at that time."""
    rows = uow.session.execute(
        select(Candidate)
        .join(ExamRegistration, ExamRegistration.candidate_id == Candidate.id)
        .where(
            ExamRegistration.exam_session_id == exam_session_id,
            ExamRegistration.status == RegistrationStatus.REGISTERED,
        )
        .order_by(*BY_NAME)
    )
    people = [row[0] for row in rows]
    busy: dict[UUID, list[Conflict]] = {}
    if to is not None:
        latest = max(
            (end_with_extra_time(to, each.extra_time_percent) for each in people), default=to.end
        )
        busy = other_exams_of(uow, exam_session_id, to.start, latest)
    return tuple(_affected(each, to, busy.get(each.id, ())) for each in people)


def _affected(
    candidate: Candidate, to: CourseDay | None, busy: Sequence[Conflict]
) -> AffectedCandidate:
    clash = None
    if to is not None:
        own = CourseDay(to.start, end_with_extra_time(to, candidate.extra_time_percent))
        clash = next((each.session for each in busy if overlaps(each, own)), None)
    name = f"{candidate.first_name} {candidate.last_name}"
    return AffectedCandidate(candidate.id, name, candidate.candidate_number, clash)


def _of_room(
    uow: UnitOfWork, room_id: UUID, start: datetime, end: datetime, apart_from: Collection[UUID]
) -> Iterator[Conflict]:
    room = uow.get(Room, room_id).name
    exams = _exams(start, end, apart_from, ExamSession.name).where(ExamSession.room_id == room_id)
    days = _course_days(start, end, apart_from, CourseSession.name).where(
        CourseSession.room_id == room_id
    )
    yield from _named(Kind.ROOM, ((room, *row) for row in uow.session.execute(exams)))
    yield from _named(Kind.ROOM, ((room, *row) for row in uow.session.execute(days)))


def _of_staff(
    uow: UnitOfWork,
    staff_ids: Collection[UUID],
    start: datetime,
    end: datetime,
    apart_from: Collection[UUID],
) -> Iterator[Conflict]:
    these = SessionStaff.staff_id.in_(staff_ids)
    exams = (
        _exams(start, end, apart_from, Staff.name, ExamSession.name)
        .join(SessionStaff, SessionStaff.exam_session_id == ExamSession.id)
        .join(Staff, Staff.id == SessionStaff.staff_id)
        .where(these)
    )
    days = (
        _course_days(start, end, apart_from, Staff.name, CourseSession.name)
        .join(SessionStaff, SessionStaff.session_id == CourseSession.id)
        .join(Staff, Staff.id == SessionStaff.staff_id)
        .where(these)
    )
    yield from _named(Kind.STAFF, uow.session.execute(exams))
    yield from _named(Kind.STAFF, uow.session.execute(days))


def _named(kind: Kind, rows: Iterable[Any]) -> Iterator[Conflict]:
    for who, session, start, end in rows:
        yield Conflict(kind, who, session or "", start, end or start)


def _exams(
    start: datetime, end: datetime, apart_from: Collection[UUID], *columns: Any
) -> Select[Any]:
    """These columns, start and end of the exam sessions that overlap a time."""
    return (
        select(*columns, ExamSession.exam_date, ExamSession.exam_end_time)
        .select_from(ExamSession)
        .where(
            ExamSession.exam_date < end,
            ExamSession.exam_end_time > start,
            ExamSession.status == SCHEDULED,
            *_others(ExamSession.id, apart_from),
        )
    )


def _course_days(
    start: datetime, end: datetime, apart_from: Collection[UUID], *columns: Any
) -> Select[Any]:
    """These columns, start and end of the course days that overlap a time."""
    return (
        select(*columns, SessionDay.starts_at, SessionDay.ends_at)
        .select_from(CourseSession)
        .join(SessionDay, SessionDay.session_id == CourseSession.id)
        .where(
            SessionDay.starts_at < end,
            SessionDay.ends_at > start,
            CourseSession.status == SCHEDULED,
            *_others(CourseSession.id, apart_from),
        )
    )


def _others(column: Any, apart_from: Collection[UUID]) -> list[ColumnElement[bool]]:
    return [column.not_in(apart_from)] if apart_from else []
