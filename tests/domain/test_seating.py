"""Who waits, why, and in which sessions they may be seated."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from wset_desk.domain.availability import BusyTime, SessionFacts
from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType, SessionType
from wset_desk.domain.registrations import (
    PaperHistory,
    RegistrationStatus,
    RegistrationType,
    Waiting,
)
from wset_desk.domain.scheduling import Window
from wset_desk.domain.seating import (
    PaperAttempt,
    Wait,
    WaitReason,
    refusals,
    registration_type_for,
    wait_of,
)

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/London")
IN_PERSON, ONLINE = CourseFormat.IN_PERSON, CourseFormat.ONLINE
SAT, MISSED = RegistrationStatus.COMPLETED, RegistrationStatus.NO_SHOW
BOOKED, LOST = RegistrationStatus.REGISTERED, RegistrationStatus.CANCELLED
MOVED = RegistrationStatus.RESCHEDULED
MISSED_ONE = PaperHistory(missed=True)


def attempt(
    number: int,
    status: RegistrationStatus,
    passed: bool | None = None,
    *,
    remote: bool = False,
    resits_allowed: bool = True,
    exam_cancelled: bool = False,
) -> PaperAttempt:
    delivery = DeliveryMethod.REMOTE_INVIGILATION if remote else DeliveryMethod.IN_PERSON
    return PaperAttempt(UUID(int=number), status, passed, delivery, resits_allowed, exam_cancelled)


def waits(*attempts: PaperAttempt, online: bool = False, window_open: bool = False) -> Wait | None:
    course_format = ONLINE if online else IN_PERSON
    return wait_of(course_format, ExamType.THEORY, attempts, window_open=window_open)


@pytest.mark.parametrize(
    "attempts",
    [
        (attempt(1, BOOKED),),
        (attempt(1, SAT),),
        (attempt(1, SAT, passed=True),),
        (attempt(1, MISSED), attempt(2, BOOKED)),
        (attempt(1, SAT, passed=True), attempt(2, SAT, passed=False)),
        (attempt(1, MOVED), attempt(2, BOOKED)),
        (attempt(1, SAT, passed=False, resits_allowed=False),),
    ],
)
def test_who_is_booked_or_through_waits_for_nothing(attempts: tuple[PaperAttempt, ...]) -> None:
    assert waits(*attempts) is None


@pytest.mark.parametrize(
    ("attempts", "waiting", "reason", "after"),
    [
        ((attempt(1, MISSED),), Waiting.MAKEUP, WaitReason.MISSED, 1),
        ((attempt(1, SAT, passed=False),), Waiting.RESIT, WaitReason.FAILED, 1),
        ((attempt(1, SAT, passed=False), attempt(2, MISSED)), Waiting.MAKEUP, WaitReason.MISSED, 2),
        ((attempt(1, MISSED), attempt(2, LOST)), Waiting.MAKEUP, WaitReason.WITHDRAWN_SEAT, 2),
        (
            (attempt(1, SAT, passed=False), attempt(2, LOST, exam_cancelled=True)),
            Waiting.RESIT,
            WaitReason.EXAM_CANCELLED,
            2,
        ),
        ((attempt(1, LOST),), Waiting.BUNDLED, WaitReason.WITHDRAWN_SEAT, 1),
        ((attempt(1, LOST), attempt(2, MISSED)), Waiting.MAKEUP, WaitReason.MISSED, 2),
        ((attempt(1, MOVED), attempt(2, MISSED)), Waiting.MAKEUP, WaitReason.MISSED, 2),
        ((), Waiting.BUNDLED, WaitReason.TRANSFER, None),
    ],
)
def test_what_is_waited_for_and_why(
    attempts: tuple[PaperAttempt, ...],
    waiting: Waiting,
    reason: WaitReason,
    after: int | None,
) -> None:
    assert waits(*attempts) == Wait(waiting, reason, None if after is None else UUID(int=after))


def test_a_remote_exam_missed_goes_where_the_window_says() -> None:
    missed = attempt(1, MISSED, remote=True)
    back = waits(missed, online=True, window_open=True)
    assert back == Wait(Waiting.REMOTE_INVIGILATION, WaitReason.MISSED, UUID(int=1))
    over = waits(missed, online=True)
    assert over == Wait(Waiting.MAKEUP, WaitReason.MISSED, UUID(int=1))


def test_online_enrolments_wait_from_the_start() -> None:
    theory = wait_of(ONLINE, ExamType.THEORY, (), window_open=True)
    assert theory == Wait(Waiting.REMOTE_INVIGILATION, WaitReason.ONLINE)
    tasting = wait_of(ONLINE, ExamType.TASTING, (), window_open=True)
    assert tasting == Wait(Waiting.BUNDLED, WaitReason.ONLINE)


@dataclass(frozen=True)
class Person:
    wait: Waiting = Waiting.MAKEUP
    level: int = 2
    subject: str = "Wines"
    exam_type: ExamType = ExamType.THEORY
    busy: tuple[BusyTime, ...] = ()
    extra_time_percent: int = 0
    history: PaperHistory = MISSED_ONE
    window: Window | None = None
    offers: frozenset[UUID] = frozenset()


def session(
    *,
    exam_type: ExamType = ExamType.THEORY,
    session_type: SessionType = SessionType.MAKEUP,
    seats_left: int = 3,
    level: int = 2,
    deadline: datetime | None = None,
) -> SessionFacts:
    start = NOW + timedelta(days=30)
    return SessionFacts(
        id=UUID(int=7),
        level=level,
        subject="Wines",
        exam_type=exam_type,
        session_type=session_type,
        delivery_method=DeliveryMethod.IN_PERSON,
        start=start,
        end=start + timedelta(hours=1),
        seats_left=seats_left,
        deadline=deadline,
        can_schedule_independently=True,
    )


def codes(person: Person, facts: SessionFacts) -> list[str]:
    return [reason.code for reason in refusals(person, facts, NOW, ZONE)]


def test_a_fitting_session_has_nothing_against_it() -> None:
    assert codes(Person(), session()) == []


def test_of_another_paper_that_is_all_there_is_to_say() -> None:
    assert codes(Person(), session(level=3, seats_left=0)) == ["LEVEL_DIFFERS"]
    tasting = session(exam_type=ExamType.TASTING, level=3)
    assert codes(Person(), tasting) == ["LEVEL_DIFFERS", "PAPER_DIFFERS"]


def test_every_reason_is_said() -> None:
    start = NOW + timedelta(days=30)
    busy = BusyTime(start + timedelta(minutes=30), start + timedelta(hours=2))
    late = session(seats_left=0, deadline=NOW - timedelta(days=1))
    assert codes(Person(busy=(busy,)), late) == ["DEADLINE_PASSED", "SESSION_FULL", "CLASH"]


def test_a_held_seat_is_there_for_whom_it_is_held() -> None:
    full = session(seats_left=0)
    assert codes(Person(), full) == ["SESSION_FULL"]
    assert codes(Person(offers=frozenset({full.id})), full) == []


def test_first_remote_exams_have_a_queue_of_their_own() -> None:
    online = Person(wait=Waiting.REMOTE_INVIGILATION, history=PaperHistory())
    assert codes(online, session()) == ["REMOTE_QUEUE"]
    assert codes(online, session(session_type=SessionType.STANDALONE)) == []


@pytest.mark.parametrize(
    ("wait", "expected"),
    [(Waiting.BUNDLED, ["OUTSIDE_WINDOW"]), (Waiting.MAKEUP, []), (Waiting.RESIT, [])],
)
def test_the_window_binds_nobody_whom_its_end_sent_here(wait: Waiting, expected: list[str]) -> None:
    over = Window(date(2025, 9, 1), date(2026, 9, 1))
    history = PaperHistory(missed=True, failed=True)
    assert codes(Person(wait=wait, window=over, history=history), session()) == expected


@pytest.mark.parametrize("wait", Waiting)
@pytest.mark.parametrize("session_type", SessionType)
def test_type_and_fee_follow_what_is_waited_for(wait: Waiting, session_type: SessionType) -> None:
    alone = wait is Waiting.REMOTE_INVIGILATION and session_type is SessionType.STANDALONE
    expected = RegistrationType.STANDALONE if alone else RegistrationType(wait.value)
    assert registration_type_for(wait, session_type) is expected
