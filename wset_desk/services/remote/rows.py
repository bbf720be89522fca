"""What the remote queue shows: cases, their bookings, and the times that are offered to them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.errors import Refusal
from wset_desk.domain.fees import FeeState
from wset_desk.domain.remote import RemoteState
from wset_desk.domain.scheduling import Window
from wset_desk.domain.seating import WaitingKey
from wset_desk.services.remote.tasks import TaskRow


@dataclass(frozen=True, slots=True)
class RemoteBooking:
    """A remote exam to come; `end` is the candidate's own, `invigilators` are names."""

    registration_id: UUID
    exam_session_id: UUID
    start: datetime
    end: datetime
    deadline: datetime | None
    invigilators: str
    fee: Decimal
    fee_state: FeeState
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class RemoteCase:
    """A paper that an online candidate sits remotely, and how its booking stands.

    `missed`: when they stayed away from a remote exam of it. `duration_minutes` is the paper's,
    `minutes` how long they sit, extra time included. `time_zone` is the candidate's, None where
    it is the centre's. `fee` is what a booking is charged today.
    """

    key: WaitingKey
    candidate_id: UUID
    name: str
    number: str | None
    email: str | None
    time_zone: str | None
    offering: str
    level: int
    subject: str
    extra_time_percent: int
    duration_minutes: int
    minutes: int
    window: Window
    state: RemoteState
    days_left: int
    is_pressing: bool
    missed: datetime | None
    fee: Decimal
    booking: RemoteBooking | None

    @property
    def is_open(self) -> bool:
        """Whether it waits to be booked or checked."""
        return self.state in (RemoteState.READY, RemoteState.CHECKS_MISSING)


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which a case could be sat: an exam session with seats, or a free invigilator.

    `exam_session_id` is None where booking makes the session. `refusals` say why it can't be
    booked.
    """

    exam_session_id: UUID | None
    start: datetime
    end: datetime
    deadline: datetime | None
    seats_left: int
    staff: tuple[tuple[UUID, str], ...]
    refusals: tuple[Refusal, ...] = ()

    @property
    def is_free(self) -> bool:
        return not self.refusals


@dataclass(frozen=True, slots=True)
class SlotSearch:
    """The times of some days, the earliest first, and why there may be fewer than expected.

    `first_in_time` is the first day that can still be booked in time.
    """

    slots: tuple[Slot, ...]
    first_day: date
    last_day: date
    first_in_time: date
    window: Window
