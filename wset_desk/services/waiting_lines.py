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
from wset_desk.services.conflicts import SCHEDULED
from wset_desk.services.notices.seat_offers import draft_offers, withdraw_offers
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import WAITING_LIST_OFFER_HOURS
from wset_desk.storage.schema import (
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    WaitingListEntry,
)
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

    def is_offered_to(self, enrollment_id: UUID) -> bool:
        return any(
            self.entries[each].course_enrollment_id == enrollment_id for each in self.line.offers
        )


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

    Nobody waits for a session that was called off, and whoever has withdrawn from the course
    stands in no line; both count again when that is undone.
    """
    rows = uow.session.execute(
        select(*_COLUMNS)
        .join(ExamSession, ExamSession.id == WaitingListEntry.exam_session_id)
        .join(CourseEnrollment, CourseEnrollment.id == WaitingListEntry.course_enrollment_id)
        .where(
            WaitingListEntry.status.in_(IN_LINE),
            CourseEnrollment.status == "enrolled",
            ExamSession.status == SCHEDULED,
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


def settle_lines(
    uow: UnitOfWork, exam_session_ids: Iterable[UUID], *, offer_free_seats: bool = True
) -> dict[UUID, int]:
    """Store which offers have expired, and offer what is free; answers the seats held by session.

    Sessions without a line are missing. With offers switched off no new one is made: a freed seat
    is free at once.
    """
    uow.session.flush()
    lines = lines_where(uow, ExamSession.id.in_(set(exam_session_ids)))
    for each in lines.values():
        if offer_free_seats:
            first = next(iter(each.entries.values()))
            seats = first.max_capacity - first.current_enrollment
            terms = _terms(first, centre_setting(uow, WAITING_LIST_OFFER_HOURS))
            offer_seats(each.line, uow.now, seats, terms)
        _store(uow, each.line)
    return {key: each.held for key, each in lines.items()}


def end_lines(uow: UnitOfWork, registration: ExamRegistration) -> None:
    """Who has a seat for a paper waits for no other: their places in line come to an end.

    In the line of the session itself they are booked, from the others they are withdrawn. Count
    the seats of that session afterwards.
    """
    exam_type = exam_type_of(uow, registration.exam_session_id)
    entries = uow.session.scalars(
        select(WaitingListEntry)
        .join(ExamSession, ExamSession.id == WaitingListEntry.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            WaitingListEntry.course_enrollment_id == registration.course_enrollment_id,
            WaitingListEntry.status.in_(IN_LINE),
            ExamTemplate.exam_type == exam_type,
        )
    ).all()
    for entry in entries:
        here = entry.exam_session_id == registration.exam_session_id
        entry.status = BOOKED if here else WITHDRAWN
        entry.exam_registration_id = registration.id
    withdraw_offers(uow, entries)
    others = {each.exam_session_id for each in entries} - {registration.exam_session_id}
    if others:
        settle_lines(uow, others)


def reopen_lines(uow: UnitOfWork, registration_id: UUID) -> frozenset[UUID]:
    """The inverse of `end_lines`: everybody is back in their place; answers the sessions.

    An offer that hasn't run out holds again. Settle the lines afterwards.
    """
    entries = uow.session.scalars(
        select(WaitingListEntry).where(WaitingListEntry.exam_registration_id == registration_id)
    ).all()
    for entry in entries:
        until = entry.offer_expires_at
        held = entry.status == BOOKED and until is not None and until > uow.now
        entry.status = OFFERED if held else WAITING
        entry.exam_registration_id = None
    draft_offers(uow, [each for each in entries if each.status == OFFERED])
    return frozenset(each.exam_session_id for each in entries)


def drop_offers(uow: UnitOfWork, enrollment_id: UUID) -> None:
    """Somebody withdraws from their course: what was held for them is on offer to the next.

    Their places in line stay, and count again should they come back.
    """
    entries = uow.session.scalars(
        select(WaitingListEntry).where(
            WaitingListEntry.course_enrollment_id == enrollment_id,
            WaitingListEntry.status.in_(IN_LINE),
        )
    ).all()
    for entry in entries:
        entry.status = WAITING
    withdraw_offers(uow, entries)
    if entries:
        settle_lines(uow, {each.exam_session_id for each in entries})


def retell_offers(uow: UnitOfWork, exam_session_ids: Collection[UUID]) -> None:
    """These sessions were moved, called off or restored: tell of the held seats as they are now."""
    offered = uow.session.scalars(
        select(WaitingListEntry).where(
            WaitingListEntry.exam_session_id.in_(exam_session_ids),
            WaitingListEntry.status == OFFERED,
        )
    ).all()
    if offered:
        withdraw_offers(uow, offered)
        lines = lines_where(uow, ExamSession.id.in_(exam_session_ids)).values()
        held = {entry_id for each in lines for entry_id in each.line.offers}
        draft_offers(uow, [entry for entry in offered if entry.id in held])


def offer_stands(uow: UnitOfWork, entry: WaitingListEntry) -> bool:
    """Whether a seat is held for this place in line now."""
    found = lines_where(uow, ExamSession.id == entry.exam_session_id).get(entry.exam_session_id)
    return entry.status == OFFERED and found is not None and entry.id in found.line.offers


def exam_type_of(uow: UnitOfWork, exam_session_id: UUID) -> str:
    """Which paper is sat there."""
    exam = uow.get(ExamSession, exam_session_id)
    return uow.get(ExamTemplate, exam.exam_template_id).exam_type


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
    expired = [uow.get(WaitingListEntry, each) for each in line.expired]
    for entry in expired:
        entry.status = EXPIRED
    made = {uow.get(WaitingListEntry, each): offer for each, offer in line.made.items()}
    for entry, offer in made.items():
        entry.status = OFFERED
        entry.offered_at, entry.offer_expires_at = offer.since, offer.until
    withdraw_offers(uow, expired)
    draft_offers(uow, made)
