"""When a mark, or an absence, may be recorded (rules 11 and 14)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.mark_entry import ScaledMark, absence_refusal, is_far, mark_refusal
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState

EXAM_DAY, DAY_BEFORE, LATER = date(2026, 9, 6), date(2026, 9, 5), date(2026, 12, 24)
REGISTERED, COMPLETED = RegistrationStatus.REGISTERED, RegistrationStatus.COMPLETED


def code_for_mark(
    status: RegistrationStatus = REGISTERED,
    state: ResultState | None = None,
    today: date = EXAM_DAY,
    *,
    corrects: bool = False,
) -> str | None:
    refusal = mark_refusal(
        status=status, state=state, exam_day=EXAM_DAY, today=today, corrects=corrects
    )
    return refusal.code if refusal is not None else None


def code_for_absence(
    status: RegistrationStatus = REGISTERED, *, has_mark: bool = False, today: date = EXAM_DAY
) -> str | None:
    refusal = absence_refusal(status=status, has_mark=has_mark, exam_day=EXAM_DAY, today=today)
    return refusal.code if refusal is not None else None


@pytest.mark.parametrize("today", [EXAM_DAY, LATER])
def test_from_the_day_of_the_exam_on(today: date) -> None:
    assert code_for_mark(today=today) is None
    assert code_for_absence(today=today) is None


def test_not_before_the_day_of_the_exam() -> None:
    assert code_for_mark(today=DAY_BEFORE) == "MARK_BEFORE_EXAM"
    assert code_for_absence(today=DAY_BEFORE) == "NO_SHOW_BEFORE_EXAM"


def test_a_provisional_mark_may_be_changed_a_settled_one_not() -> None:
    assert code_for_mark(COMPLETED, ResultState.PROVISIONAL) is None
    assert code_for_mark(COMPLETED, ResultState.CONFIRMED) == "RESULT_CONFIRMED"
    assert code_for_mark(COMPLETED, ResultState.RELEASED) == "RESULT_CONFIRMED"


def test_a_no_show_gets_no_mark_and_who_has_a_mark_was_there() -> None:
    assert code_for_mark(RegistrationStatus.NO_SHOW) == "MARK_FOR_NO_SHOW"
    assert code_for_absence(COMPLETED, has_mark=True) == "NO_SHOW_WITH_MARK"


@pytest.mark.parametrize("status", [RegistrationStatus.CANCELLED, RegistrationStatus.RESCHEDULED])
def test_who_gave_up_the_seat_has_neither(status: RegistrationStatus) -> None:
    assert code_for_mark(status) == "STATUS_CHANGE_NOT_ALLOWED"
    assert code_for_absence(status) == "STATUS_CHANGE_NOT_ALLOWED"


@pytest.mark.parametrize("state", [ResultState.CONFIRMED, ResultState.RELEASED])
def test_a_correction_opens_a_settled_result_and_nothing_else(state: ResultState) -> None:
    assert code_for_mark(COMPLETED, state) == "RESULT_CONFIRMED"
    assert code_for_mark(COMPLETED, state, corrects=True) is None
    assert code_for_mark(RegistrationStatus.NO_SHOW, state, corrects=True) == "MARK_FOR_NO_SHOW"
    assert code_for_mark(today=DAY_BEFORE, corrects=True) == "MARK_BEFORE_EXAM"


@pytest.mark.parametrize(
    ("theory", "tasting", "far"), [("80", "50", True), ("80", "50.01", False), ("20", "50", True)]
)
def test_marks_of_two_papers_are_far_apart_from_the_points_on(
    theory: str, tasting: str, far: bool
) -> None:
    mark, other = (ScaledMark(Decimal(text), 100) for text in (theory, tasting))
    assert is_far(mark, other, 30) is is_far(other, mark, 30) is far


def test_papers_of_different_scales_are_compared_by_their_percentages() -> None:
    theory = ScaledMark(Decimal(120), 150)  # 80 %
    assert is_far(theory, ScaledMark(Decimal("20.5"), 41), 30)  # 50 %
    assert not is_far(theory, ScaledMark(Decimal("20.51"), 41), 30)


@given(mark=st.integers(0, 4100), other=st.integers(0, 15000), points=st.integers(1, 100))
def test_distance_is_exact(mark: int, other: int, points: int) -> None:
    found = is_far(
        ScaledMark(Decimal(mark) / 100, 41), ScaledMark(Decimal(other) / 100, 150), points
    )
    assert found == (abs(mark * 150 - other * 41) >= points * 41 * 150)
