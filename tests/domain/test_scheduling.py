"""Rules 5 and 6: where the papers of a course stand, each candidate's own times, windows."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.examples import course_day, key, london, wall
from wset_desk.domain.catalogue import (
    BundledTiming,
    DeliveryMethod,
    ExamType,
    FirstPaper,
    SessionType,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.scheduling import (
    CourseDay,
    PaperPlan,
    PlannedPaper,
    check_deadline,
    check_no_overlap,
    exam_session_refusal,
    in_time,
    in_window,
    minutes_with_extra_time,
    overlaps,
    own_times,
    plan_bundled,
    remote_window,
)

SAME_DAY, FINAL_DAY = BundledTiming.SAME_DAY, BundledTiming.FINAL_DAY
SEPARATE_DAY = BundledTiming.SEPARATE_DAY
THEORY, TASTING = key(1), key(2)
SATURDAY, SUNDAY = course_day("2026-09-05"), course_day("2026-09-06")


def theory(minutes: int, timing: BundledTiming = FINAL_DAY) -> PaperPlan:
    return PaperPlan(THEORY, ExamType.THEORY, minutes, timing)


def tasting(minutes: int, timing: BundledTiming = FINAL_DAY) -> PaperPlan:
    return PaperPlan(TASTING, ExamType.TASTING, minutes, timing)


def times(papers: Sequence[PlannedPaper]) -> list[str]:
    return [f"{wall(paper.start)}–{wall(paper.end)}" for paper in papers]


def refusal_of(days: Sequence[CourseDay], papers: Sequence[PaperPlan]) -> DomainError:
    with pytest.raises(DomainError) as refused:
        plan_bundled(days, papers, break_minutes=45)
    return refused.value


def test_scenario_a_a_single_paper_ends_when_the_final_course_day_ends() -> None:
    [paper] = plan_bundled([SATURDAY, SUNDAY], [theory(60)], break_minutes=45)
    assert paper == PlannedPaper(THEORY, london("2026-09-06 15:30"), london("2026-09-06 16:30"))


def test_scenario_b_two_papers_begin_with_the_day_theory_first_a_break_between() -> None:
    day = course_day("2026-09-20", "09:30", "17:00")
    planned = plan_bundled([day], [tasting(90), theory(120)], break_minutes=45)
    assert [paper.key for paper in planned] == [THEORY, TASTING]
    assert times(planned) == ["09:30–11:30", "12:15–13:45"]


def test_same_day_is_the_first_course_day() -> None:
    [paper] = plan_bundled([SUNDAY, SATURDAY], [theory(45, SAME_DAY)], break_minutes=45)
    assert paper.end == SATURDAY.end


def test_papers_on_different_days_are_single_papers_of_their_days() -> None:
    papers = [theory(60, SAME_DAY), tasting(30, FINAL_DAY)]
    planned = plan_bundled([SATURDAY, SUNDAY], papers, break_minutes=45)
    assert [paper.end for paper in planned] == [SATURDAY.end, SUNDAY.end]


def test_on_a_course_of_one_day_the_first_day_is_the_final_one() -> None:
    papers = [theory(60, SAME_DAY), tasting(30, FINAL_DAY)]
    planned = plan_bundled([SUNDAY], papers, break_minutes=45)
    assert times(planned) == ["09:30–10:30", "11:15–11:45"]


@pytest.mark.parametrize(
    ("first_paper", "expected"),
    [
        (FirstPaper.BEGINS_WITH_DAY, ["09:30–10:30"]),
        (FirstPaper.ENDS_WITH_DAY, ["15:30–16:30"]),
        (FirstPaper.BY_COUNT, ["15:30–16:30"]),
    ],
)
def test_the_profile_says_where_the_first_paper_stands(
    first_paper: FirstPaper, expected: list[str]
) -> None:
    planned = plan_bundled([SUNDAY], [theory(60)], break_minutes=45, first_paper=first_paper)
    assert times(planned) == expected


def test_two_papers_may_end_with_the_day() -> None:
    planned = plan_bundled(
        [SUNDAY],
        [theory(120), tasting(30)],
        break_minutes=45,
        first_paper=FirstPaper.ENDS_WITH_DAY,
    )
    assert times(planned) == ["13:15–15:15", "16:00–16:30"]


def test_a_separate_day_is_what_staff_give() -> None:
    start = london("2026-09-12 10:00")
    paper = PaperPlan(THEORY, ExamType.THEORY, 60, SEPARATE_DAY, separate_start=start)
    assert plan_bundled([SUNDAY], [paper], break_minutes=45) == (
        PlannedPaper(THEORY, start, start + timedelta(minutes=60)),
    )


def test_a_separate_day_without_a_date_is_refused() -> None:
    error = refusal_of([SUNDAY], [theory(60, SEPARATE_DAY)])
    assert error.code == "SEPARATE_DATE_MISSING"
    assert error.parameters["field"] == "separate_start"


def test_a_separate_paper_at_the_time_of_another_is_refused() -> None:
    start = london("2026-09-06 15:00")
    separate = PaperPlan(TASTING, ExamType.TASTING, 60, SEPARATE_DAY, separate_start=start)
    assert refusal_of([SUNDAY], [theory(60), separate]).code == "PAPERS_OVERLAP"


def test_papers_that_need_more_than_the_day_are_refused() -> None:
    morning = course_day("2026-09-06", "09:30", "13:30")
    error = refusal_of([morning], [theory(120), tasting(90)])
    assert error.code == "PAPERS_DO_NOT_FIT"
    assert error.parameters == {"needed": 255, "available": 240}


def test_papers_may_fill_the_day_to_the_minute() -> None:
    morning = course_day("2026-09-06", "09:30", "13:45")
    planned = plan_bundled([morning], [theory(120), tasting(90)], break_minutes=45)
    assert times(planned) == ["09:30–11:30", "12:15–13:45"]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ([], "COURSE_DAYS_MISSING"),
        ([course_day("2026-09-06", "16:30", "09:30")], "COURSE_DAY_ENDS_BEFORE_START"),
        ([SUNDAY, course_day("2026-09-06", "16:00", "18:00")], "COURSE_DAYS_OVERLAP"),
    ],
)
def test_impossible_days_are_refused(days: list[CourseDay], code: str) -> None:
    assert refusal_of(days, [theory(60)]).code == code


def test_nothing_bundled_is_nothing_planned() -> None:
    assert plan_bundled([SUNDAY], [], break_minutes=45) == ()


def test_scenario_b_both_papers_at_the_same_time_are_refused() -> None:
    first = PlannedPaper(THEORY, london("2026-09-20 09:30"), london("2026-09-20 11:30"))
    second = PlannedPaper(TASTING, london("2026-09-20 09:30"), london("2026-09-20 11:00"))
    with pytest.raises(DomainError) as refused:
        check_no_overlap([first, second])
    assert refused.value.code == "PAPERS_OVERLAP"


def test_one_paper_may_begin_as_the_other_ends() -> None:
    first = PlannedPaper(THEORY, london("2026-09-20 09:30"), london("2026-09-20 11:30"))
    second = PlannedPaper(TASTING, london("2026-09-20 11:30"), london("2026-09-20 13:00"))
    check_no_overlap([second, first])
    assert not overlaps(first, second)


# extra time


@pytest.mark.parametrize(("minutes", "with_extra"), [(45, 57), (60, 75), (90, 113), (120, 150)])
def test_a_quarter_more_is_rounded_up(minutes: int, with_extra: int) -> None:
    assert minutes_with_extra_time(minutes, 25) == with_extra


@given(st.integers(1, 600), st.integers(0, 300))
def test_extra_time_is_never_less_than_granted_nor_a_minute_more(
    minutes: int, percent: int
) -> None:
    granted = minutes_with_extra_time(minutes, percent)
    assert granted * 100 >= minutes * (100 + percent)
    assert (granted - 1) * 100 < minutes * (100 + percent)


def level_3_day() -> tuple[PlannedPaper, ...]:
    day = course_day("2026-09-20", "09:30", "17:00")
    return plan_bundled([day], [theory(120), tasting(90)], break_minutes=45)


def own(percent: int) -> list[str]:
    return [
        f"{wall(time.start)}–{wall(time.end)}"
        for time in own_times(level_3_day(), percent, break_minutes=45)
    ]


def test_scenario_b_c03_with_a_quarter_more_ends_1200_and_1408() -> None:
    assert own(25) == ["09:30–12:00", "12:15–14:08"]


def test_without_extra_time_the_own_times_are_the_papers() -> None:
    assert own(0) == ["09:30–11:30", "12:15–13:45"]


def test_extra_time_that_reaches_into_the_next_paper_moves_its_start_past_a_break() -> None:
    assert own(50) == ["09:30–12:30", "13:15–15:30"]


def test_extra_time_up_to_the_next_papers_start_moves_nothing() -> None:
    papers = [
        PlannedPaper(THEORY, london("2026-09-20 09:30"), london("2026-09-20 10:30")),
        PlannedPaper(TASTING, london("2026-09-20 10:45"), london("2026-09-20 11:45")),
    ]
    second = own_times(papers, 25, break_minutes=45)[1]
    assert wall(second.start) == "10:45"


durations = st.lists(st.integers(10, 180), min_size=1, max_size=4)


@given(
    minutes=durations,
    percent=st.integers(0, 300),
    pause=st.integers(0, 90),
    first_paper=st.sampled_from(FirstPaper),
)
def test_no_candidates_papers_ever_overlap(
    minutes: list[int], percent: int, pause: int, first_paper: FirstPaper
) -> None:
    day = course_day("2026-09-20", "06:00", "23:00")
    papers = [
        PaperPlan(key(n), ExamType.THEORY if n else ExamType.TASTING, length, FINAL_DAY)
        for n, length in enumerate(minutes)
    ]
    planned = plan_bundled([day], papers, break_minutes=pause, first_paper=first_paper)
    assert all(day.start <= paper.start and paper.end <= day.end for paper in planned)
    assert all(b.start - a.end == timedelta(minutes=pause) for a, b in pairwise(planned))
    mine = own_times(planned, percent, break_minutes=pause)
    assert [time.key for time in mine] == [paper.key for paper in planned]
    assert all(a.end <= b.start for a, b in pairwise(mine))
    for time, paper in zip(mine, planned, strict=True):
        length = (paper.end - paper.start) // timedelta(minutes=1)
        granted = minutes_with_extra_time(length, percent)
        assert time.start >= paper.start
        assert time.end - time.start == timedelta(minutes=granted)


# windows of online courses


def test_scenario_c_2_march_2027_is_the_last_bookable_day() -> None:
    window = remote_window(date(2026, 3, 2), 365)
    assert window == (date(2026, 3, 2), date(2027, 3, 2))
    assert in_window(date(2027, 3, 2), window)
    assert not in_window(date(2027, 3, 3), window)
    assert in_window(date(2026, 3, 2), window)
    assert not in_window(date(2026, 3, 1), window)


# what kind of session may be scheduled


def refused_kind(
    exam_type: ExamType, session_type: SessionType, delivery: DeliveryMethod, *, alone: bool
) -> str | None:
    refusal = exam_session_refusal(
        exam_type=exam_type,
        session_type=session_type,
        delivery_method=delivery,
        can_schedule_independently=alone,
    )
    return None if refusal is None else refusal.code


@pytest.mark.parametrize("session_type", SessionType)
@pytest.mark.parametrize("alone", [True, False])
def test_a_tasting_is_never_remote(session_type: SessionType, alone: bool) -> None:
    remote = DeliveryMethod.REMOTE_INVIGILATION
    assert refused_kind(ExamType.TASTING, session_type, remote, alone=alone) == "REMOTE_TASTING"


@pytest.mark.parametrize(
    ("session_type", "delivery"),
    [
        (SessionType.STANDALONE, DeliveryMethod.IN_PERSON),
        (SessionType.REMOTE_INVIGILATION, DeliveryMethod.REMOTE_INVIGILATION),
    ],
)
def test_what_stands_alone_needs_a_template_that_may(
    session_type: SessionType, delivery: DeliveryMethod
) -> None:
    theory_paper = ExamType.THEORY
    assert refused_kind(theory_paper, session_type, delivery, alone=True) is None
    refused = refused_kind(theory_paper, session_type, delivery, alone=False)
    assert refused == "NOT_SCHEDULED_INDEPENDENTLY"


@pytest.mark.parametrize(
    "session_type", [SessionType.BUNDLED, SessionType.MAKEUP, SessionType.RESIT]
)
@pytest.mark.parametrize("exam_type", ExamType)
def test_bundled_makeup_and_resit_sessions_need_no_such_template(
    exam_type: ExamType, session_type: SessionType
) -> None:
    in_person = DeliveryMethod.IN_PERSON
    assert refused_kind(exam_type, session_type, in_person, alone=False) is None


def test_a_remote_session_is_not_held_in_person() -> None:
    refused = refused_kind(
        ExamType.THEORY, SessionType.REMOTE_INVIGILATION, DeliveryMethod.IN_PERSON, alone=True
    )
    assert refused == "REMOTE_SESSION_IN_PERSON"


# deadlines


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-10-08 16:59:59.999999", True),
        ("2026-10-08 17:00:00.999999", True),
        ("2026-10-08 17:00:01", False),
        ("2026-10-08 17:01:00", False),
    ],
)
def test_the_last_second_is_still_in_time(now: str, expected: bool) -> None:
    assert in_time(london(now), london("2026-10-08 17:00")) is expected


def test_registration_closes_before_the_exam() -> None:
    start: datetime = london("2026-10-25 15:30")
    check_deadline(start, start)
    with pytest.raises(DomainError) as refused:
        check_deadline(start + timedelta(seconds=1), start)
    assert refused.value.code == "DEADLINE_AFTER_START"
