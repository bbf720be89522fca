"""Rules 8 to 12: who may be registered for what, and why not; what a candidate waits for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.examples import LONDON, key, level_2_session, london
from wset_desk.domain.availability import BusyTime, Paper, SessionFacts
from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import (
    ACTIVE_STATUSES,
    OVERRIDABLE,
    PaperHistory,
    RegistrationFacts,
    RegistrationStatus,
    RegistrationType,
    Waiting,
    check_transition,
    registration_refusals,
    waiting_after,
    waiting_from_enrolment,
)
from wset_desk.domain.scheduling import remote_window

NOW = london("2026-09-07 09:00")
MISSED, FAILED = PaperHistory(missed=True), PaperHistory(failed=True)
TASTING_3 = Paper(3, "wines", ExamType.TASTING)
MAKEUP = RegistrationFacts(
    registration_type=RegistrationType.MAKEUP,
    paper=Paper(2, "wines", ExamType.THEORY),
    session=level_2_session(),
    now=NOW,
    zone=LONDON,
    history=MISSED,
)
RESIT = replace(MAKEUP, registration_type=RegistrationType.RESIT, history=FAILED)
BUNDLED = replace(MAKEUP, registration_type=RegistrationType.BUNDLED, history=PaperHistory())


def codes(facts: RegistrationFacts) -> list[str]:
    return [refusal.code for refusal in registration_refusals(facts)]


def remote(**changes: object) -> RegistrationFacts:
    """Scenario C: Ana books 22 September 18:00 at home, in a window from 2 March 2026."""
    session = level_2_session(
        level=1,
        exam_type=ExamType.COMBINED,
        session_type=SessionType.REMOTE_INVIGILATION,
        delivery_method=DeliveryMethod.REMOTE_INVIGILATION,
        can_schedule_independently=True,
        start=london("2026-09-22 18:00"),
        end=london("2026-09-22 18:45"),
        deadline=london("2026-08-24 17:00"),
        seats_left=1,
    )
    return RegistrationFacts(
        registration_type=RegistrationType.REMOTE_INVIGILATION,
        paper=Paper(1, "wines", ExamType.COMBINED),
        session=replace(session, **changes),  # type: ignore[arg-type]
        now=london("2026-08-24 12:00"),
        zone=LONDON,
        window=remote_window(london("2026-03-02 12:00").date(), 365),
    )


@pytest.mark.parametrize("facts", [MAKEUP, RESIT, BUNDLED, remote()])
def test_what_the_rules_allow_has_nothing_against_it(facts: RegistrationFacts) -> None:
    assert registration_refusals(facts) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"level": 3}, "LEVEL_DIFFERS"),
        ({"subject": "spirits"}, "SUBJECT_DIFFERS"),
        ({"exam_type": ExamType.TASTING}, "PAPER_DIFFERS"),
        ({"seats_left": 0}, "SESSION_FULL"),
        ({"booking_enabled": False}, "BOOKING_DISABLED"),
        ({"template_active": False}, "TEMPLATE_INACTIVE"),
        ({"deadline": NOW - timedelta(minutes=1)}, "DEADLINE_PASSED"),
        ({"start": NOW - timedelta(minutes=1)}, "SESSION_IN_THE_PAST"),
        ({"session_type": SessionType.STANDALONE}, "NOT_SCHEDULED_INDEPENDENTLY"),
    ],
)
def test_a_session_may_be_the_reason(changes: dict[str, object], code: str) -> None:
    session = level_2_session(**changes)
    assert codes(replace(MAKEUP, session=session)) == [code]


def test_every_reason_is_told_not_only_the_first() -> None:
    session = level_2_session(level=3, seats_left=0)
    assert codes(replace(MAKEUP, session=session)) == ["LEVEL_DIFFERS", "SESSION_FULL"]


def test_the_levels_are_named() -> None:
    [refusal] = registration_refusals(replace(MAKEUP, session=level_2_session(level=3)))
    assert refusal.parameters == {"level": 3, "wanted": 2}


def test_one_active_registration_per_candidate_and_session() -> None:
    assert codes(replace(MAKEUP, already_registered=True)) == ["ALREADY_REGISTERED"]


@pytest.mark.parametrize("facts", [MAKEUP, RESIT, BUNDLED])
def test_a_passed_paper_cant_be_sat_again(facts: RegistrationFacts) -> None:
    passed = replace(facts.history, passed=True)
    assert codes(replace(facts, history=passed)) == ["ALREADY_PASSED"]


def test_a_makeup_is_for_a_missed_paper() -> None:
    assert codes(replace(MAKEUP, history=FAILED)) == ["NOTHING_MISSED"]


def test_a_resit_is_for_a_failed_paper() -> None:
    assert codes(replace(RESIT, history=MISSED)) == ["NOTHING_FAILED"]


def test_a_resit_needs_the_failed_papers_template_to_allow_it() -> None:
    refused = replace(FAILED, resits_allowed=False)
    assert codes(replace(RESIT, history=refused)) == ["RESITS_NOT_ALLOWED"]
    assert codes(replace(MAKEUP, history=replace(MISSED, resits_allowed=False))) == []


def test_bundled_registrations_ignore_the_deadline_and_nothing_else() -> None:
    late = level_2_session(deadline=NOW - timedelta(days=1))
    assert codes(replace(BUNDLED, session=late)) == []
    full = replace(late, seats_left=0, booking_enabled=False)
    assert codes(replace(BUNDLED, session=full)) == ["BOOKING_DISABLED", "SESSION_FULL"]


def test_only_the_deadline_can_be_overridden() -> None:
    late = level_2_session(deadline=NOW - timedelta(days=1))
    [refusal] = registration_refusals(replace(MAKEUP, session=late))
    assert {refusal.code} == OVERRIDABLE


def test_two_sessions_that_overlap_cant_be_held() -> None:
    session = level_2_session()
    busy = BusyTime(session.start - timedelta(hours=1), session.start + timedelta(minutes=1))
    assert codes(replace(MAKEUP, busy=(busy,))) == ["CLASH"]
    before = BusyTime(session.start - timedelta(hours=1), session.start)
    assert codes(replace(MAKEUP, busy=(before,))) == []


def test_extra_time_is_part_of_what_overlaps() -> None:
    session = level_2_session()
    after = BusyTime(session.end, session.end + timedelta(hours=1))
    assert codes(replace(MAKEUP, busy=(after,))) == []
    assert codes(replace(MAKEUP, busy=(after,), extra_time_percent=25)) == ["CLASH"]


def test_an_online_candidates_tasting_is_bundled_at_any_session_in_person() -> None:
    session = level_2_session(level=3, exam_type=ExamType.TASTING, session_type=SessionType.RESIT)
    assert codes(replace(BUNDLED, paper=TASTING_3, session=session)) == []


def test_a_remote_tasting_is_never_allowed() -> None:
    facts = remote(level=3, exam_type=ExamType.TASTING)
    assert codes(replace(facts, paper=TASTING_3)) == ["REMOTE_TASTING"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-01", ["OUTSIDE_WINDOW"]),
        ("2026-03-02", []),
        ("2027-03-02", []),
        ("2027-03-03", ["OUTSIDE_WINDOW"]),
    ],
)
def test_scenario_c_the_window_of_an_online_candidate(day: str, expected: list[str]) -> None:
    # late in the evening it is the next day elsewhere: the centre's date counts
    facts = remote(start=london(f"{day} 23:00"), end=london(f"{day} 23:45"), deadline=None)
    assert codes(replace(facts, now=london("2026-02-01 09:00"))) == expected


def test_scenario_c_twenty_working_days_notice() -> None:
    on_the_25th = replace(remote(), now=london("2026-08-25 09:00"))
    assert codes(on_the_25th) == ["DEADLINE_PASSED"]


def test_scenario_c_a_sixth_seat_is_refused() -> None:
    assert codes(remote(seats_left=0)) == ["SESSION_FULL"]


FITTING = {
    RegistrationType.BUNDLED: {"bundled", "makeup", "resit", "standalone"},
    RegistrationType.MAKEUP: {"bundled", "makeup", "resit", "standalone"},
    RegistrationType.RESIT: {"bundled", "makeup", "resit", "standalone"},
    RegistrationType.REMOTE_INVIGILATION: {"remote_invigilation"},
    RegistrationType.STANDALONE: {"standalone"},
}


@pytest.mark.parametrize("registration_type", RegistrationType)
@pytest.mark.parametrize("session_type", SessionType)
def test_which_registrations_are_made_for_which_sessions(
    registration_type: RegistrationType, session_type: SessionType
) -> None:
    delivery = (
        DeliveryMethod.REMOTE_INVIGILATION
        if session_type is SessionType.REMOTE_INVIGILATION
        else DeliveryMethod.IN_PERSON
    )
    session = level_2_session(
        session_type=session_type, delivery_method=delivery, can_schedule_independently=True
    )
    history = PaperHistory(missed=True, failed=True)
    facts = replace(MAKEUP, registration_type=registration_type, session=session, history=history)
    fits = session_type in FITTING[registration_type]
    assert codes(facts) == ([] if fits else ["SESSION_TYPE_DIFFERS"])


# statuses


def test_a_seat_is_taken_by_whoever_is_registered_came_or_stayed_away() -> None:
    assert {"registered", "completed", "no_show"} == ACTIVE_STATUSES


ALLOWED_CHANGES = {
    ("registered", "completed"),
    ("registered", "no_show"),
    ("registered", "cancelled"),
    ("registered", "rescheduled"),
    ("completed", "registered"),
    ("completed", "no_show"),
    ("no_show", "registered"),
    ("no_show", "completed"),
    ("cancelled", "registered"),
    ("rescheduled", "registered"),
}


@pytest.mark.parametrize("old", RegistrationStatus)
@pytest.mark.parametrize("new", RegistrationStatus)
def test_changes_of_status(old: RegistrationStatus, new: RegistrationStatus) -> None:
    if (old, new) in ALLOWED_CHANGES:
        check_transition(old, new)
        return
    with pytest.raises(DomainError) as refused:
        check_transition(old, new)
    assert refused.value.code == "STATUS_CHANGE_NOT_ALLOWED"


# waiting


def waits(
    status: RegistrationStatus,
    passed: bool | None = None,
    *,
    remotely: bool = False,
    window_open: bool = False,
    resits: bool = True,
) -> Waiting | None:
    delivery = DeliveryMethod.REMOTE_INVIGILATION if remotely else DeliveryMethod.IN_PERSON
    return waiting_after(
        status,
        passed=passed,
        delivery_method=delivery,
        window_open=window_open,
        resits_allowed=resits,
    )


def test_a_no_show_waits_for_a_makeup() -> None:
    assert waits(RegistrationStatus.NO_SHOW) is Waiting.MAKEUP
    # an open window is of no use for an exam in person
    assert waits(RegistrationStatus.NO_SHOW, window_open=True) is Waiting.MAKEUP


def test_a_missed_remote_exam_goes_back_to_the_remote_queue_while_the_window_is_open() -> None:
    no_show = RegistrationStatus.NO_SHOW
    assert waits(no_show, remotely=True, window_open=True) is Waiting.REMOTE_INVIGILATION
    assert waits(no_show, remotely=True) is Waiting.MAKEUP


def test_a_failed_paper_makes_a_resit_available() -> None:
    completed = RegistrationStatus.COMPLETED
    assert waits(completed, passed=False) is Waiting.RESIT
    assert waits(completed, passed=False, resits=False) is None
    assert waits(completed, passed=True) is None
    assert waits(completed) is None


def test_whoever_is_registered_waits_for_nothing() -> None:
    assert waits(RegistrationStatus.REGISTERED) is None


def test_online_enrolments_wait_from_the_start() -> None:
    online = CourseFormat.ONLINE
    assert waiting_from_enrolment(online, ExamType.COMBINED) is Waiting.REMOTE_INVIGILATION
    assert waiting_from_enrolment(online, ExamType.THEORY) is Waiting.REMOTE_INVIGILATION
    assert waiting_from_enrolment(online, ExamType.TASTING) is Waiting.BUNDLED


@pytest.mark.parametrize("exam_type", ExamType)
def test_in_person_enrolments_have_their_dates(exam_type: ExamType) -> None:
    assert waiting_from_enrolment(CourseFormat.IN_PERSON, exam_type) is None


@pytest.mark.parametrize("waiting", Waiting)
def test_a_wait_is_ended_by_a_registration_of_its_name(waiting: Waiting) -> None:
    assert RegistrationType(waiting.value) in FITTING


@st.composite
def any_session(draw: st.DrawFn) -> SessionFacts:
    return level_2_session(
        id=key(draw(st.integers(1, 99))),
        seats_left=draw(st.integers(-1, 2)),
        booking_enabled=draw(st.booleans()),
        start=NOW + timedelta(days=draw(st.integers(-5, 50))),
    )


@given(session=any_session(), registration_type=st.sampled_from(RegistrationType))
def test_nobody_is_ever_let_into_a_full_closed_or_past_session(
    session: SessionFacts, registration_type: RegistrationType
) -> None:
    facts = replace(
        MAKEUP,
        registration_type=registration_type,
        session=session,
        history=PaperHistory(missed=True, failed=True),
    )
    if not registration_refusals(facts):
        assert session.seats_left > 0
        assert session.booking_enabled
        assert session.start > NOW
