"""When a remote exam can begin because somebody is there to invigilate it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.remote import RemoteHours, Span, free_starts
from wset_desk.services.conflicts import SCHEDULED
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import REMOTE_HOURS_FROM, REMOTE_HOURS_UNTIL
from wset_desk.storage.schema import (
    BlackOut,
    CourseSession,
    ExamSession,
    SessionDay,
    SessionStaff,
    Staff,
    StaffAvailability,
)
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class FreeTime:
    """An exam can begin at `start`; `staff` (id and name) could invigilate it."""

    start: datetime
    staff: tuple[tuple[UUID, str], ...]


def free_times(
    uow: UnitOfWork, begin: datetime, end: datetime, *, minutes: int
) -> tuple[FreeTime, ...]:
    """The starts between two instants at which at least one person is free for `minutes`.

    Somebody who invigilates or teaches at the time isn't; nobody is in a black-out or outside the
    centre's remote hours.
    """
    black = _black_outs(uow, begin, end)
    busy = _busy(uow, begin, end)
    hours = remote_hours(uow)
    found: dict[datetime, list[tuple[UUID, str]]] = defaultdict(list)
    for (staff_id, name), spans in _available(uow, begin, end).items():
        taken = [*black, *busy.get(staff_id, ())]
        starts = free_starts(spans, minutes=minutes, taken=taken, hours=hours, zone=uow.zone)
        for start in starts:
            found[start].append((staff_id, name))
    return tuple(FreeTime(start, tuple(found[start])) for start in sorted(found))


def remote_hours(uow: UnitOfWork) -> RemoteHours:
    return RemoteHours(
        centre_setting(uow, REMOTE_HOURS_FROM), centre_setting(uow, REMOTE_HOURS_UNTIL)
    )


def _available(
    uow: UnitOfWork, begin: datetime, end: datetime
) -> dict[tuple[UUID, str], list[Span]]:
    rows = uow.session.execute(
        select(Staff.id, Staff.name, StaffAvailability.starts_at, StaffAvailability.ends_at)
        .join(Staff, Staff.id == StaffAvailability.staff_id)
        .where(Staff.active, StaffAvailability.starts_at < end, StaffAvailability.ends_at > begin)
        .order_by(Staff.name, Staff.id)
    )
    found: dict[tuple[UUID, str], list[Span]] = defaultdict(list)
    for staff_id, name, starts_at, ends_at in rows:
        found[staff_id, name].append(Span(max(starts_at, begin), min(ends_at, end)))
    return found


def _black_outs(uow: UnitOfWork, begin: datetime, end: datetime) -> list[Span]:
    rows = uow.session.execute(
        select(BlackOut.starts_at, BlackOut.ends_at).where(
            BlackOut.starts_at < end, BlackOut.ends_at > begin
        )
    )
    return [Span(*row) for row in rows]


def _busy(uow: UnitOfWork, begin: datetime, end: datetime) -> dict[UUID, list[Span]]:
    """By member of staff, where they invigilate or teach."""
    ends = func.coalesce(ExamSession.exam_end_time, ExamSession.exam_date)
    exams = uow.session.execute(
        select(SessionStaff.staff_id, ExamSession.exam_date, ends)
        .join(ExamSession, ExamSession.id == SessionStaff.exam_session_id)
        .where(ExamSession.status == SCHEDULED, ExamSession.exam_date < end, ends > begin)
    )
    lessons = uow.session.execute(
        select(SessionStaff.staff_id, SessionDay.starts_at, SessionDay.ends_at)
        .join(SessionDay, SessionDay.session_id == SessionStaff.session_id)
        .join(CourseSession, CourseSession.id == SessionStaff.session_id)
        .where(
            CourseSession.status == SCHEDULED,
            SessionDay.starts_at < end,
            SessionDay.ends_at > begin,
        )
    )
    return _by_staff((*exams, *lessons))


def _by_staff(rows: Iterable[tuple[UUID, datetime, datetime]]) -> dict[UUID, list[Span]]:
    found: dict[UUID, list[Span]] = defaultdict(list)
    for staff_id, start, end in rows:
        found[staff_id].append(Span(start, end))
    return found
