"""What the assignment board shows: people who wait for a seat, and the sessions with seats."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.availability import BusyTime, SessionFacts
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.fees import FeeState
from wset_desk.domain.registrations import PaperHistory, RegistrationType, Waiting
from wset_desk.domain.scheduling import Window
from wset_desk.domain.seating import WaitingKey, WaitReason


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """A candidate without a seat for a paper; meets `domain.seating.Seeker`.

    `since`: the exam that was missed, failed or lost, or the first day of an online window.
    `last_day`: the last day of the window that binds them. `last_mark`: the percentage of the
    latest paper that has a mark, for display; `is_released`: candidates know of it.
    `fee`: what an assignment charges now; nothing where an earlier fee moves along.
    `fee_waived`: an approved special consideration waives it. `owes`: of their other bookings.
    `busy`: exams to come, extra time included. `line_of`: sessions in whose waiting line they
    stand; `offers`: those of them in which a seat is held for them.
    `urgency`: days until it gets too late for the next seat, or for the window.
    """

    key: WaitingKey
    candidate_id: UUID
    name: str
    number: str | None
    wait: Waiting
    level: int
    subject: str
    exam_type: ExamType
    reason: WaitReason
    since: datetime | None
    last_day: date | None
    last_mark: Decimal | None
    is_released: bool
    fee: Decimal
    fee_waived: bool
    owes: Decimal
    extra_time_percent: int
    time_zone: str | None
    busy: tuple[BusyTime, ...]
    history: PaperHistory
    window: Window | None
    resits_allowed: bool
    line_of: tuple[UUID, ...]
    offers: frozenset[UUID]
    urgency: int
    course_session_id: UUID | None


@dataclass(frozen=True, slots=True)
class SeatedPerson:
    """Somebody who has a seat in a session."""

    registration_id: UUID
    candidate_id: UUID
    name: str
    type: RegistrationType
    fee_state: FeeState


@dataclass(frozen=True, slots=True)
class BoardSession:
    """An exam session with seats. `facts.seats_left` leaves out `taken` and `offered` seats.

    `line`: how many people stand in its waiting line, those with an offer among them.
    """

    id: UUID
    facts: SessionFacts
    name: str
    place: str
    max_capacity: int
    taken: int
    offered: int
    line: int
    people: tuple[SeatedPerson, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everybody who waits, the most urgent first, and the sessions by time, as of `now`."""

    people: tuple[WaitingPerson, ...]
    sessions: tuple[BoardSession, ...]
    now: datetime
