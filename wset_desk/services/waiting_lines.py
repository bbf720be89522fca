"""The waiting lines of exam sessions: how they stand, and seats that are held (rule 8).

Reading looks at the time and changes nothing; `settle_lines` stores what has come about. Whatever
changes the seats of a session calls it (`derived.recount_seats` does), so that a freed seat is on
offer to the first in line at once. Nothing here is a service.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from wset_desk.domain.waiting_line import InLine, Line, OfferTerms, line_at, offer_seats
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import WAITING_LIST_OFFER_HOURS
from wset_desk.storage.schema import CourseEnrollment, ExamSession, WaitingListEntry
from wset_desk.storage.unit_of_work import UnitOfWork

WAITING, OFFERED, BOOKED = "waiting", "offered", "booked"
WITHDRAWN, EXPIRED = "withdrawn", "expired"
IN_LINE = (WAITING, OFFERED)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """The line of one session: its entries by id, and how they stand now."""

    line: Line
    entries: Mapping[UUID, Any]

    @property
    def held(self) -> int:
        """How many seats are held by open offers."""
        return len(self.line.offers)

    @property
    def length(self) -> int:
        return len(self.line.offers) + len(self.line.waiting)


_COLUMNS = (
    WaitingListEntry.id,
    WaitingListEntry.exam_session_id,
    WaitingListEntry.candidate_id,
    WaitingListEntry.course_enrollment_id,
    WaitingListEntry.offer_expires_at,
    WaitingListEntry.status,
    ExamSession.max_capacity,
    ExamSession.current_enrollment,
    ExamSession.exam_date,
    ExamSession.registration_deadline,
)


def lines_where(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> dict[UUID, SessionLine]:
    """The lines of the exam sessions that meet the conditions, by session; empty ones are missing.

    Whoever has withdrawn from the course stands in no line any more.
    """
    rows = uow.session.execute(
        select(*_COLUMNS)
        .join(ExamSession, ExamSession.id == WaitingListEntry.exam_session_id)
        .join(CourseEnrollment, CourseEnrollment.id == WaitingListEntry.course_enrollment_id)
        .where(
            WaitingListEntry.status.in_(IN_LINE),
            CourseEnrollment.status == "enrolled",
            *conditions,
        )
        .order_by(WaitingListEntry.position, WaitingListEntry.id)
    )
    by_session: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        by_session[row.exam_session_id].append(row)
    if not by_session:
        return {}
    hours = centre_setting(uow, WAITING_LIST_OFFER_HOURS)
    return {key: _session_line(entries, uow.now, hours) for key, entries in by_session.items()}


def held_seats(uow: UnitOfWork, exam_session_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many seats of each session are held by offers; sessions without any are missing."""
    lines = lines_where(uow, ExamSession.id.in_(exam_session_ids))
    return {key: each.held for key, each in lines.items() if each.held}


def settle_lines(uow: UnitOfWork, exam_session_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Store which offers have expired, and offer free seats; answers the seats held by session.

    With offers switched off no new one is made: a freed seat is free at once.
    """
    uow.session.flush()
    lines = lines_where(uow, ExamSession.id.in_(set(exam_session_ids)))
    for each in lines.values():
        first = next(iter(each.entries.values()))
        seats = first.max_capacity - first.current_enrollment
        offer_seats(each.line, uow.now, seats, _terms(first, _hours(uow)))
        _store(uow, each.line)
    return {key: each.held for key, each in lines.items()}


def _hours(uow: UnitOfWork) -> int:
    return centre_setting(uow, WAITING_LIST_OFFER_HOURS)


def _session_line(entries: list[Any], now: datetime, hours: int) -> SessionLine:
    first = entries[0]
    people = [
        InLine(each.id, each.offer_expires_at if each.status == OFFERED else None)
        for each in entries
    ]
    seats = first.max_capacity - first.current_enrollment
    line = line_at(now, people, seats, _terms(first, hours))
    return SessionLine(line, {each.id: each for each in entries})


def _terms(row: Any, hours: int) -> OfferTerms:
    return OfferTerms(hours, row.registration_deadline or row.exam_date)


def _store(uow: UnitOfWork, line: Line) -> None:
    for entry_id in line.expired:
        uow.get(WaitingListEntry, entry_id).status = EXPIRED
    for entry_id, offer in line.made.items():
        entry = uow.get(WaitingListEntry, entry_id)
        entry.status = OFFERED
        entry.offered_at, entry.offer_expires_at = offer.since, offer.until
