"""The exam sessions of a period, as light rows for the calendar's views."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Bundle

from wset_desk.domain.permissions import Permission
from wset_desk.services.conflicts import SCHEDULED
from wset_desk.services.contract import query
from wset_desk.storage.schema import (
    Course,
    ExamSession,
    ExamTemplate,
    Offering,
    Room,
    SessionStaff,
)
from wset_desk.storage.unit_of_work import UnitOfWork

ANY: frozenset[Any] = frozenset()
"""Of a filter: nothing is left out."""


class CalendarItem(NamedTuple):
    """One exam session. Types are the specification's words; instants are in UTC."""

    id: UUID
    start: datetime
    end: datetime
    session_type: str
    exam_type: str
    level: int
    subject: str
    exam_name: str
    room_name: str | None
    location: str | None
    delivery_method: str
    taken: int
    max_capacity: int
    booking_enabled: bool


_COLUMNS = (
    ExamSession.id,
    ExamSession.exam_date,
    func.coalesce(ExamSession.exam_end_time, ExamSession.exam_date),
    ExamSession.session_type,
    ExamTemplate.exam_type,
    Offering.wset_level,
    Course.subject,
    ExamTemplate.name,
    Room.name,
    ExamSession.location,
    ExamSession.delivery_method,
    ExamSession.current_enrollment,
    ExamSession.max_capacity,
    ExamSession.booking_enabled,
)


class _Item(Bundle[Any]):
    """The columns of an item, made into one as they are read: a month has a thousand rows, and a
    tuple of each in between would cost a tenth of the query."""

    inherit_cache = True
    single_entity = True

    def create_row_processor(
        self,
        query: Select[Any],
        procs: Sequence[Callable[[Row[Any]], Any]],
        labels: Sequence[str],
    ) -> Callable[[Row[Any]], CalendarItem]:
        return CalendarItem._make


_ITEMS = (
    select(_Item("item", *_COLUMNS))
    .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
    .join(Offering, Offering.id == ExamTemplate.course_offering_id)
    .join(Course, Course.id == Offering.course_id)
    .outerjoin(Room, Room.id == ExamSession.room_id)
    .order_by(ExamSession.exam_date, ExamSession.id)
)


@query(Permission.VIEW_CALENDAR)
def sessions_between(
    uow: UnitOfWork,
    *,
    start: datetime,
    end: datetime,
    types: Collection[str] = ANY,
    levels: Collection[int] = ANY,
    room_ids: Collection[UUID] = ANY,
    staff_ids: Collection[UUID] = ANY,
) -> tuple[CalendarItem, ...]:
    """The scheduled exam sessions that begin in [start, end), by time.

    An empty filter leaves nothing out; `staff_ids` are invigilators.
    """
    return items_where(
        uow,
        ExamSession.exam_date >= start,
        ExamSession.exam_date < end,
        *_narrowed(types, levels, room_ids, staff_ids),
    )


def items_where(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> tuple[CalendarItem, ...]:
    """The exam sessions that meet the conditions, by time; one query, for services."""
    return tuple(uow.session.scalars(_ITEMS.where(*conditions)))


@query(Permission.VIEW_CALENDAR)
def day_agenda(uow: UnitOfWork, *, day: date) -> tuple[CalendarItem, ...]:
    """The exam sessions of one of the centre's days, by time."""
    midnight = datetime.combine(day, time(), tzinfo=uow.zone)
    return sessions_between(uow, start=midnight, end=midnight + timedelta(days=1))


@query(Permission.VIEW_CALENDAR)
def next_session_after(
    uow: UnitOfWork,
    *,
    start: datetime,
    types: Collection[str] = ANY,
    levels: Collection[int] = ANY,
    room_ids: Collection[UUID] = ANY,
    staff_ids: Collection[UUID] = ANY,
) -> datetime | None:
    """When the first such session from `start` on begins; None if there is none."""
    found: datetime | None = uow.session.scalar(
        select(ExamSession.exam_date)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .where(ExamSession.exam_date >= start, *_narrowed(types, levels, room_ids, staff_ids))
        .order_by(ExamSession.exam_date)
        .limit(1)
    )
    return found


def _narrowed(
    types: Collection[str],
    levels: Collection[int],
    room_ids: Collection[UUID],
    staff_ids: Collection[UUID],
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [ExamSession.status == SCHEDULED]
    if types:
        conditions.append(ExamSession.session_type.in_(types))
    if levels:
        conditions.append(Offering.wset_level.in_(levels))
    if room_ids:
        conditions.append(ExamSession.room_id.in_(room_ids))
    if staff_ids:
        assigned = select(SessionStaff.exam_session_id).where(SessionStaff.staff_id.in_(staff_ids))
        conditions.append(ExamSession.id.in_(assigned))
    return conditions
