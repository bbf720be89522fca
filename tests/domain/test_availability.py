"""Rules 9 and 11: what is open, and the next available session."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.examples import key, level_2_session, london
from wset_desk.domain.availability import (
    BusyTime,
    Paper,
    SessionFacts,
    clash,
    closed_reasons,
    next_available,
    seats_left,
)
from wset_desk.domain.catalogue import ExamType, SessionType

NOW = london("2026-09-07 09:00")
LEVEL_2 = Paper(2, "wines", ExamType.THEORY)


def codes(session: SessionFacts, now: datetime = NOW) -> list[str]:
    return [reason.code for reason in closed_reasons(session, now)]


def test_an_open_session_with_a_seat_has_nothing_against_it() -> None:
    assert codes(level_2_session()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"booking_enabled": False}, "BOOKING_DISABLED"),
        ({"template_active": False}, "TEMPLATE_INACTIVE"),
        ({"start": NOW}, "SESSION_IN_THE_PAST"),
        ({"deadline": NOW - timedelta(seconds=1)}, "DEADLINE_PASSED"),
        ({"seats_left": 0}, "SESSION_FULL"),
    ],
)
def test_each_reason_is_told(changes: dict[str, object], code: str) -> None:
    assert codes(level_2_session(**changes)) == [code]


def test_all_reasons_are_told_together() -> None:
    closed = level_2_session(booking_enabled=False, template_active=False, seats_left=0)
    assert codes(closed) == ["BOOKING_DISABLED", "TEMPLATE_INACTIVE", "SESSION_FULL"]


def test_scenario_a_1700_is_in_time_and_1701_is_refused() -> None:
    assert codes(level_2_session(), london("2026-10-08 17:00")) == []
    assert codes(level_2_session(), london("2026-10-08 17:01")) == ["DEADLINE_PASSED"]


def test_a_session_without_a_deadline_is_open_until_it_starts() -> None:
    session = level_2_session(deadline=None)
    assert codes(session, session.start - timedelta(seconds=1)) == []
    assert codes(session, session.start) == ["SESSION_IN_THE_PAST"]


def test_seats_are_never_below_none() -> None:
    assert [seats_left(12, taken) for taken in (9, 12, 13)] == [3, 0, 0]


def test_scenario_a_the_full_session_is_skipped_and_25_october_proposed() -> None:
    full = level_2_session(
        id=key(2),
        start=london("2026-10-04 15:30"),
        end=london("2026-10-04 16:30"),
        deadline=london("2026-09-17 17:00"),
        seats_left=0,
    )
    october_25 = level_2_session()
    proposal = next_available([october_25, full], LEVEL_2, now=NOW)
    assert proposal.session == october_25
    [skipped] = proposal.skipped
    assert skipped.session == full
    assert [reason.code for reason in skipped.reasons] == ["SESSION_FULL"]


@pytest.mark.parametrize(
    "changes",
    [
        {"level": 1},
        {"subject": "spirits"},
        {"exam_type": ExamType.TASTING},
        {"session_type": SessionType.REMOTE_INVIGILATION},
    ],
)
def test_what_isnt_equivalent_is_neither_proposed_nor_mentioned(
    changes: dict[str, object],
) -> None:
    proposal = next_available([level_2_session(**changes)], LEVEL_2, now=NOW)
    assert proposal.session is None
    assert proposal.skipped == ()


@pytest.mark.parametrize(
    "session_type",
    [SessionType.BUNDLED, SessionType.MAKEUP, SessionType.RESIT, SessionType.STANDALONE],
)
def test_sessions_of_these_types_are_equivalent(session_type: SessionType) -> None:
    session = level_2_session(session_type=session_type)
    assert next_available([session], LEVEL_2, now=NOW).session == session


def test_a_session_that_clashes_is_skipped_with_the_reason() -> None:
    session = level_2_session()
    busy = BusyTime(session.end - timedelta(minutes=1), session.end + timedelta(hours=1))
    proposal = next_available([session], LEVEL_2, now=NOW, busy=[busy])
    assert proposal.session is None
    assert [reason.code for reason in proposal.skipped[0].reasons] == ["CLASH"]


def test_extra_time_counts_when_sessions_clash() -> None:
    session = level_2_session()
    after = BusyTime(session.end, session.end + timedelta(hours=1))
    assert clash(session, [after]) is None
    refusal = clash(session, [after], extra_time_percent=25)
    assert refusal is not None
    assert refusal.code == "CLASH"


def test_papers_of_one_course_session_never_clash_for_they_are_planned_together() -> None:
    session = level_2_session(course_session_id=key(9))
    sibling = BusyTime(session.start, session.end, course_session_id=key(9))
    assert clash(session, [sibling]) is None
    other = BusyTime(session.start, session.end, course_session_id=key(8))
    assert clash(session, [other]) is not None


def test_sessions_outside_any_course_do_clash() -> None:
    session = level_2_session()
    assert clash(session, [BusyTime(session.start, session.end)]) is not None


@st.composite
def sessions(draw: st.DrawFn) -> SessionFacts:
    start = NOW + timedelta(hours=draw(st.integers(-200, 2000)))
    return level_2_session(
        id=key(draw(st.integers(1, 10**6))),
        level=draw(st.sampled_from([1, 2])),
        start=start,
        end=start + timedelta(hours=1),
        seats_left=draw(st.integers(0, 2)),
        deadline=start - timedelta(days=draw(st.integers(0, 60))),
        booking_enabled=draw(st.booleans()),
        session_type=draw(st.sampled_from(SessionType)),
    )


@st.composite
def busy_times(draw: st.DrawFn) -> BusyTime:
    start = NOW + timedelta(hours=draw(st.integers(0, 2000)))
    return BusyTime(start, start + timedelta(hours=draw(st.integers(1, 48))))


@given(
    offered=st.lists(sessions(), max_size=12),
    busy=st.lists(busy_times(), max_size=4),
    percent=st.sampled_from([0, 25, 50]),
)
def test_the_proposal_is_open_and_the_earliest_of_those_that_are(
    offered: list[SessionFacts], busy: list[BusyTime], percent: int
) -> None:
    proposal = next_available(offered, LEVEL_2, now=NOW, busy=busy, extra_time_percent=percent)
    fitting = [
        session
        for session in offered
        if session.level == 2
        and session.session_type is not SessionType.REMOTE_INVIGILATION
        and session.booking_enabled
        and session.seats_left > 0
        and session.start > NOW
        and (session.deadline is not None and session.deadline >= NOW)
        and clash(session, busy, percent) is None
    ]
    earliest = min((session.start for session in fitting), default=None)
    assert (proposal.session and proposal.session.start) == earliest
    assert proposal.session is None or proposal.session in fitting
    assert all(each.reasons for each in proposal.skipped)
