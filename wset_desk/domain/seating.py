"""Who waits for a seat, why, and in which exam sessions they may be seated (rules 9 to 12).

Waiting is never stored: it follows from an enrolment and its registrations for a paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from wset_desk.domain.availability import BusyTime, Paper, SessionFacts
from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType, SessionType
from wset_desk.domain.errors import Refusal
from wset_desk.domain.registrations import (
    WITHOUT_WINDOW,
    PaperHistory,
    RegistrationFacts,
    RegistrationStatus,
    RegistrationType,
    Waiting,
    paper_refusals,
    registration_refusals,
    waiting_after,
    waiting_from_enrolment,
)
from wset_desk.domain.scheduling import Window


class WaitReason(StrEnum):
    """Why somebody has no seat. `TRANSFER`: enrolled, and never booked for the paper."""

    MISSED = "missed"
    FAILED = "failed"
    ONLINE = "online"
    EXAM_CANCELLED = "exam_cancelled"
    WITHDRAWN_SEAT = "withdrawn_seat"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class WaitingKey:
    """What somebody waits for: a paper of their enrolment."""

    enrollment_id: UUID
    exam_type: ExamType


@dataclass(frozen=True, slots=True)
class PaperAttempt:
    """One registration of an enrolment for a paper. `passed` is None while there is no mark."""

    registration_id: UUID
    status: RegistrationStatus
    passed: bool | None
    delivery_method: DeliveryMethod
    resits_allowed: bool
    exam_cancelled: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """What is waited for and why; `after` is the attempt that was missed, failed or lost."""

    waiting: Waiting
    reason: WaitReason
    after: UUID | None = None


def wait_of(
    course_format: CourseFormat,
    exam_type: ExamType,
    attempts: Sequence[PaperAttempt],
    *,
    window_open: bool,
) -> Wait | None:
    """What the candidate of an enrolment waits for; None: for nothing.

    `attempts` are all registrations for the paper, in the order in which they were made. A place
    that was cancelled leaves everything as it was before it, but says why there is none.
    """
    sat = [each for each in attempts if each.status not in _GIVEN_UP]
    if any(each.passed or each.status is RegistrationStatus.REGISTERED for each in sat):
        return None
    wait = _after(sat[-1], window_open=window_open) if sat else _unbooked(course_format, exam_type)
    lost = lost_place(attempts)
    if wait is None or lost is None:
        return wait
    reason = WaitReason.EXAM_CANCELLED if lost.exam_cancelled else WaitReason.WITHDRAWN_SEAT
    return Wait(wait.waiting, reason, lost.registration_id)


_GIVEN_UP = frozenset({RegistrationStatus.CANCELLED, RegistrationStatus.RESCHEDULED})


def _after(newest: PaperAttempt, *, window_open: bool) -> Wait | None:
    waiting = waiting_after(
        newest.status,
        passed=newest.passed,
        delivery_method=newest.delivery_method,
        window_open=window_open,
        resits_allowed=newest.resits_allowed,
    )
    if waiting is None:
        return None
    reason = WaitReason.FAILED if waiting is Waiting.RESIT else WaitReason.MISSED
    return Wait(waiting, reason, newest.registration_id)


def _unbooked(course_format: CourseFormat, exam_type: ExamType) -> Wait:
    waiting = waiting_from_enrolment(course_format, exam_type)
    if waiting is None:
        return Wait(Waiting.BUNDLED, WaitReason.TRANSFER)
    return Wait(waiting, WaitReason.ONLINE)


def lost_place(attempts: Sequence[PaperAttempt]) -> PaperAttempt | None:
    """The newest attempt, if it is a place that was cancelled."""
    kept = [each for each in attempts if each.status is not RegistrationStatus.RESCHEDULED]
    newest = kept[-1] if kept else None
    return newest if newest and newest.status is RegistrationStatus.CANCELLED else None


def history_of(attempts: Sequence[PaperAttempt]) -> PaperHistory:
    """What has become of all registrations for a paper, for `registration_refusals`."""
    return PaperHistory(
        passed=any(each.passed is True for each in attempts),
        failed=any(each.passed is False for each in attempts),
        missed=any(each.status in _MISSED for each in attempts),
        resits_allowed=all(each.resits_allowed for each in attempts if not each.passed),
        booked=any(each.status is RegistrationStatus.REGISTERED for each in attempts),
    )


_MISSED = frozenset({RegistrationStatus.NO_SHOW, RegistrationStatus.CANCELLED})


class Seeker(Protocol):
    """Somebody who waits, as far as it decides where they may be seated.

    `offers` are the full sessions in which a seat is held for them (rule 8).
    """

    @property
    def wait(self) -> Waiting: ...
    @property
    def level(self) -> int: ...
    @property
    def subject(self) -> str: ...
    @property
    def exam_type(self) -> ExamType: ...
    @property
    def busy(self) -> tuple[BusyTime, ...]: ...
    @property
    def extra_time_percent(self) -> int: ...
    @property
    def history(self) -> PaperHistory: ...
    @property
    def window(self) -> Window | None: ...
    @property
    def offers(self) -> frozenset[UUID]: ...


def paper_of(person: Seeker) -> Paper:
    """The paper that somebody waits for."""
    return Paper(person.level, person.subject, person.exam_type)


_ENDS_WAIT = {wait: RegistrationType(wait.value) for wait in Waiting}


def registration_type_for(wait: Waiting, session_type: SessionType) -> RegistrationType:
    """The type of registration that ends the wait in a session.

    Only who still has their remote exam to book takes a standalone session as one; for anybody
    else fee and product follow what they wait for (rule 11).
    """
    if wait is Waiting.REMOTE_INVIGILATION and session_type is SessionType.STANDALONE:
        return RegistrationType.STANDALONE
    return _ENDS_WAIT[wait]


def window_for(wait: Waiting, window: Window | None) -> Window | None:
    """The window of an enrolment, where it binds somebody who waits for this."""
    return None if _ENDS_WAIT[wait] in WITHOUT_WINDOW else window


def with_own_offer(session: SessionFacts, *, offered: bool) -> SessionFacts:
    """The session as somebody sees it for whom a seat in it may be held (rule 8)."""
    return replace(session, seats_left=1) if offered and session.seats_left <= 0 else session


def refusals(
    person: Seeker, session: SessionFacts, now: datetime, zone: ZoneInfo
) -> tuple[Refusal, ...]:
    """Every reason against seating the person in the session; empty: they may be seated.

    Of a session of another paper that reason is enough. Quick: windows ask for each person × each
    session while something is dragged over them.
    """
    if _differs(person, session):
        return paper_refusals(paper_of(person), session.paper)
    kind = registration_type_for(person.wait, session.session_type)
    if kind is RegistrationType.REMOTE_INVIGILATION:
        return (Refusal("REMOTE_QUEUE"),)
    return registration_refusals(
        RegistrationFacts(
            registration_type=kind,
            paper=session.paper,
            session=with_own_offer(session, offered=session.id in person.offers),
            now=now,
            zone=zone,
            history=person.history,
            busy=person.busy,
            extra_time_percent=person.extra_time_percent,
            window=person.window,
        )
    )


def _differs(person: Seeker, session: SessionFacts) -> bool:
    return (
        session.level != person.level
        or session.exam_type is not person.exam_type
        or session.subject != person.subject
    )
