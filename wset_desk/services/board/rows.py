"""What the assignment board shows: people who wait for a seat, and the sessions with seats."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.availability import BusyTime, SessionFacts
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import Refusal
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
    `course_session_id`: the course they are enrolled in; `after`: the registration that was
    missed, failed or lost.
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
    after: UUID | None


@dataclass(frozen=True, slots=True)
class SeatedPerson:
    """Somebody who has a seat in a session; `is_provisional` until the server has it."""

    registration_id: UUID
    candidate_id: UUID
    name: str
    type: RegistrationType
    fee_state: FeeState
    is_provisional: bool = False


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

    @property
    def provisional(self) -> int:
        """How many of the seats that are taken the server hasn't confirmed."""
        return sum(each.is_provisional for each in self.people)


@dataclass(frozen=True, slots=True)
class Board:
    """Everybody who waits, the most urgent first, and the sessions by time, as of `now`."""

    people: tuple[WaitingPerson, ...]
    sessions: tuple[BoardSession, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class AssignmentInput:
    """Somebody is to sit in a session. `fee` is typed where they book a standalone exam."""

    key: WaitingKey
    exam_session_id: UUID
    fee: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """A seat that was given; `fee` is what was charged, `waived` whether that was waived."""

    registration_id: UUID
    key: WaitingKey
    exam_session_id: UUID
    fee: Decimal
    waived: bool


@dataclass(frozen=True, slots=True)
class AssignResult:
    """What `undo_assign` needs, in the order of the assignments."""

    assigned: tuple[Assigned, ...]


@dataclass(frozen=True, slots=True)
class ExamChoice:
    """A session of the right paper, and every reason against it; none: somebody may sit in it."""

    session: BoardSession
    reasons: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class NextAvailable:
    """The earliest session that somebody fits in, and the earlier ones passed over, by time."""

    person: WaitingPerson
    session: BoardSession | None
    skipped: tuple[ExamChoice, ...]


@dataclass(frozen=True, slots=True)
class SuggestedSeat:
    key: WaitingKey
    exam_session_id: UUID


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody for whom there is no seat. Of the sessions of their paper, why not, most first.

    Empty: no session is planned. SEATS_GIVEN_TO_OTHERS: there are seats, but not enough.
    """

    key: WaitingKey
    reasons: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A placement to accept as a whole or in part; nothing is booked yet."""

    pairs: tuple[SuggestedSeat, ...]
    unplaced: tuple[Unplaced, ...]


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Somebody in a session's waiting line; a seat is held for them until `offered_until`."""

    entry_id: UUID
    key: WaitingKey
    candidate_id: UUID
    name: str
    number: str | None
    joined_at: datetime
    offered_until: datetime | None
