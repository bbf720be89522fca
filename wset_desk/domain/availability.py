"""Which exam sessions are open, and the next available one for a candidate (rules 9 and 11)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from wset_desk.domain.catalogue import DeliveryMethod, ExamType, SessionType
from wset_desk.domain.errors import Refusal
from wset_desk.domain.scheduling import end_with_extra_time, in_time, overlaps

EQUIVALENT_TYPES = frozenset(
    {SessionType.BUNDLED, SessionType.MAKEUP, SessionType.RESIT, SessionType.STANDALONE}
)
"""The types of session in which a missed or failed paper can be made good."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What makes two exams equivalent."""

    level: int
    subject: str
    exam_type: ExamType


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What the rules need to know of an exam session. `start` and `end` are without extra time.

    `course_session_id` ties the papers of one course session: their times are planned together
    (see `scheduling.own_times`), so that they never clash with each other.
    """

    id: UUID
    level: int
    subject: str
    exam_type: ExamType
    session_type: SessionType
    delivery_method: DeliveryMethod
    start: datetime
    end: datetime
    seats_left: int
    deadline: datetime | None
    booking_enabled: bool = True
    template_active: bool = True
    can_schedule_independently: bool = False
    course_session_id: UUID | None = None

    @property
    def paper(self) -> Paper:
        return Paper(self.level, self.subject, self.exam_type)


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A time at which the candidate already sits an exam, their extra time included."""

    start: datetime
    end: datetime
    course_session_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An equivalent session that can't be proposed, and every reason why."""

    session: SessionFacts
    reasons: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next available session, and the earlier ones that were passed over, in order."""

    session: SessionFacts | None
    skipped: tuple[Skipped, ...] = field(default=())


def seats_left(max_capacity: int, current_enrollment: int) -> int:
    return max(0, max_capacity - current_enrollment)


def closed_reasons(session: SessionFacts, now: datetime) -> Iterator[Refusal]:
    """Why nobody can be registered for the session now; nothing: it is open and has a seat."""
    if not session.booking_enabled:
        yield Refusal("BOOKING_DISABLED")
    if not session.template_active:
        yield Refusal("TEMPLATE_INACTIVE")
    if session.start <= now:
        yield Refusal("SESSION_IN_THE_PAST")
    elif session.deadline is not None and not in_time(now, session.deadline):
        yield Refusal("DEADLINE_PASSED", {"deadline": session.deadline})
    if session.seats_left <= 0:
        yield Refusal("SESSION_FULL")


def clash(
    session: SessionFacts, busy: Iterable[BusyTime], extra_time_percent: int = 0
) -> Refusal | None:
    """CLASH where the candidate's own time in the session overlaps an exam that they have."""
    mine = BusyTime(session.start, end_with_extra_time(session, extra_time_percent))
    for other in busy:
        siblings = other.course_session_id is not None and (
            other.course_session_id == session.course_session_id
        )
        if not siblings and overlaps(mine, other):
            return Refusal("CLASH", {"start": other.start, "end": other.end})
    return None


def next_available(
    sessions: Iterable[SessionFacts],
    paper: Paper,
    *,
    now: datetime,
    busy: Sequence[BusyTime] = (),
    extra_time_percent: int = 0,
) -> Proposal:
    """The earliest session of an equivalent paper that is open, has a seat and doesn't clash."""
    skipped: list[Skipped] = []
    equivalent = (s for s in sessions if s.paper == paper and s.session_type in EQUIVALENT_TYPES)
    for session in sorted(equivalent, key=lambda s: (s.start, s.id)):
        reasons = tuple(closed_reasons(session, now))
        clashing = clash(session, busy, extra_time_percent)
        if clashing is not None:
            reasons += (clashing,)
        if not reasons:
            return Proposal(session, tuple(skipped))
        skipped.append(Skipped(session, reasons))
    return Proposal(None, tuple(skipped))
