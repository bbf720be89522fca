"""Types and statuses of registrations; who may be registered for what, and why not (rules 8-12)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from wset_desk.domain.availability import (
    EQUIVALENT_TYPES,
    BusyTime,
    Paper,
    SessionFacts,
    clash,
    closed_reasons,
    seats_left,
)
from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType, SessionType
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.scheduling import Window, exam_session_refusal, in_window

__all__ = [
    "ACTIVE_STATUSES",
    "OVERRIDABLE",
    "WITHOUT_WINDOW",
    "PaperHistory",
    "RegistrationFacts",
    "RegistrationStatus",
    "RegistrationType",
    "SessionType",
    "Waiting",
    "check_transition",
    "paper_refusals",
    "registration_refusals",
    "seats_left",
    "waiting_after",
    "waiting_from_enrolment",
]


class RegistrationType(StrEnum):
    BUNDLED = "bundled"
    MAKEUP = "makeup"
    RESIT = "resit"
    REMOTE_INVIGILATION = "remote_invigilation"
    STANDALONE = "standalone"


class RegistrationStatus(StrEnum):
    REGISTERED = "registered"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    RESCHEDULED = "rescheduled"


class Waiting(StrEnum):
    """What a candidate waits for, as the type of registration that ends the wait.

    `BUNDLED`: an online level 3 candidate who needs a place at a tasting in person.
    """

    BUNDLED = "bundled"
    MAKEUP = "makeup"
    RESIT = "resit"
    REMOTE_INVIGILATION = "remote_invigilation"


ACTIVE_STATUSES = frozenset(
    {RegistrationStatus.REGISTERED, RegistrationStatus.COMPLETED, RegistrationStatus.NO_SHOW}
)
"""The statuses that take a seat."""

_TRANSITIONS: Mapping[RegistrationStatus, frozenset[RegistrationStatus]] = {
    RegistrationStatus.REGISTERED: frozenset(RegistrationStatus) - {RegistrationStatus.REGISTERED},
    # attendance and marks can be put right, and each step can be undone
    RegistrationStatus.COMPLETED: frozenset(
        {RegistrationStatus.REGISTERED, RegistrationStatus.NO_SHOW}
    ),
    RegistrationStatus.NO_SHOW: frozenset(
        {RegistrationStatus.REGISTERED, RegistrationStatus.COMPLETED}
    ),
    RegistrationStatus.CANCELLED: frozenset({RegistrationStatus.REGISTERED}),
    RegistrationStatus.RESCHEDULED: frozenset({RegistrationStatus.REGISTERED}),
}


def check_transition(old: RegistrationStatus, new: RegistrationStatus) -> None:
    """Refuse STATUS_CHANGE_NOT_ALLOWED; back to `registered` undoes, and needs a seat again."""
    if new not in _TRANSITIONS[old]:
        raise DomainError("STATUS_CHANGE_NOT_ALLOWED", old=old.value, new=new.value)


_SESSION_TYPES: Mapping[RegistrationType, frozenset[SessionType]] = {
    # an online level 3 candidate's bundled tasting is at any session in person
    RegistrationType.BUNDLED: EQUIVALENT_TYPES,
    RegistrationType.MAKEUP: EQUIVALENT_TYPES,
    RegistrationType.RESIT: EQUIVALENT_TYPES,
    RegistrationType.REMOTE_INVIGILATION: frozenset({SessionType.REMOTE_INVIGILATION}),
    RegistrationType.STANDALONE: frozenset({SessionType.STANDALONE}),
}

WITHOUT_WINDOW = frozenset({RegistrationType.MAKEUP, RegistrationType.RESIT})
"""The window of an online enrolment doesn't bind these: rule 11 sends people there when it is
over."""

OVERRIDABLE = frozenset({"DEADLINE_PASSED"})
"""The refusals that staff may override with a reason."""


@dataclass(frozen=True, slots=True)
class PaperHistory:
    """What has become of the candidate's earlier registrations for the paper.

    `missed`: a no-show, or a place that was cancelled. `resits_allowed` is the failed paper's
    template's word. `booked`: one of them is still to be sat.
    """

    passed: bool = False
    failed: bool = False
    missed: bool = False
    resits_allowed: bool = True
    booked: bool = False


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """Everything on which it depends whether a candidate may be registered for a session.

    `paper` is the one that the candidate needs; `window` that of an online enrolment.
    """

    registration_type: RegistrationType
    paper: Paper
    session: SessionFacts
    now: datetime
    zone: ZoneInfo
    history: PaperHistory = PaperHistory()
    already_registered: bool = False
    busy: tuple[BusyTime, ...] = ()
    extra_time_percent: int = 0
    window: Window | None = None


def registration_refusals(facts: RegistrationFacts) -> tuple[Refusal, ...]:
    """Every reason against the registration, the most telling first; empty: it is allowed."""
    return (
        *paper_refusals(facts.paper, facts.session.paper),
        *_of_the_history(facts),
        *_of_the_session(facts),
        *_of_the_times(facts),
    )


@lru_cache(maxsize=4096)
def paper_refusals(wanted: Paper, paper: Paper) -> tuple[Refusal, ...]:
    """What tells a session's paper from the one that is wanted; empty: they are equivalent."""
    found = []
    if paper.level != wanted.level:
        found.append(Refusal("LEVEL_DIFFERS", {"level": paper.level, "wanted": wanted.level}))
    if paper.subject != wanted.subject:
        words: dict[str, object] = {"subject": paper.subject, "wanted": wanted.subject}
        found.append(Refusal("SUBJECT_DIFFERS", words))
    if paper.exam_type is not wanted.exam_type:
        found.append(Refusal("PAPER_DIFFERS"))
    return tuple(found)


def _of_the_history(facts: RegistrationFacts) -> Iterator[Refusal]:
    history = facts.history
    if facts.already_registered:
        yield Refusal("ALREADY_REGISTERED")
    elif history.booked:
        yield Refusal("ALREADY_BOOKED")
    if history.passed:
        yield Refusal("ALREADY_PASSED")
    if facts.registration_type is RegistrationType.MAKEUP and not history.missed:
        yield Refusal("NOTHING_MISSED")
    if facts.registration_type is RegistrationType.RESIT and not history.passed:
        if not history.failed:
            yield Refusal("NOTHING_FAILED")
        elif not history.resits_allowed:
            yield Refusal("RESITS_NOT_ALLOWED")


def _of_the_session(facts: RegistrationFacts) -> Iterator[Refusal]:
    session = facts.session
    if session.session_type not in _SESSION_TYPES[facts.registration_type]:
        yield Refusal("SESSION_TYPE_DIFFERS")
    impossible = exam_session_refusal(
        exam_type=session.exam_type,
        session_type=session.session_type,
        delivery_method=session.delivery_method,
        can_schedule_independently=session.can_schedule_independently,
    )
    if impossible is not None:
        yield Refusal(impossible.code)
    for reason in closed_reasons(session, facts.now):
        if reason.code != "DEADLINE_PASSED" or not _ignores_deadline(facts):
            yield reason


def _ignores_deadline(facts: RegistrationFacts) -> bool:
    return facts.registration_type is RegistrationType.BUNDLED


def _of_the_times(facts: RegistrationFacts) -> Iterator[Refusal]:
    window = facts.window
    if window is not None and facts.registration_type not in WITHOUT_WINDOW:
        day = facts.session.start.astimezone(facts.zone).date()
        if not in_window(day, window):
            yield Refusal("OUTSIDE_WINDOW", {"first": window.first, "last": window.last})
    clashing = clash(facts.session, facts.busy, facts.extra_time_percent)
    if clashing is not None:
        yield clashing


def waiting_from_enrolment(course_format: CourseFormat, exam_type: ExamType) -> Waiting | None:
    """What a new enrolment waits for; in person nothing: its bundled exams are dated."""
    if course_format is CourseFormat.IN_PERSON:
        return None
    return Waiting.BUNDLED if exam_type is ExamType.TASTING else Waiting.REMOTE_INVIGILATION


def waiting_after(
    status: RegistrationStatus,
    *,
    passed: bool | None,
    delivery_method: DeliveryMethod,
    window_open: bool,
    resits_allowed: bool,
) -> Waiting | None:
    """What the candidate waits for after the newest attempt at a paper that took a seat.

    `passed` is None while there is no result. A remote exam missed goes back to the remote queue
    while the candidate's window is open.
    """
    if status is RegistrationStatus.NO_SHOW:
        remote = delivery_method is DeliveryMethod.REMOTE_INVIGILATION and window_open
        return Waiting.REMOTE_INVIGILATION if remote else Waiting.MAKEUP
    if status is RegistrationStatus.COMPLETED and passed is False and resits_allowed:
        return Waiting.RESIT
    return None
