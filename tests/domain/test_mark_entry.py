"""When a mark, or an absence, may be recorded (rules 11 and 14)."""

from datetime import date

import pytest

from wset_desk.domain.mark_entry import absence_refusal, mark_refusal
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState

EXAM_DAY, DAY_BEFORE, LATER = date(2026, 9, 6), date(2026, 9, 5), date(2026, 12, 24)
REGISTERED, COMPLETED = RegistrationStatus.REGISTERED, RegistrationStatus.COMPLETED


def code_for_mark(
    status: RegistrationStatus = REGISTERED,
    state: ResultState | None = None,
    today: date = EXAM_DAY,
) -> str | None:
    refusal = mark_refusal(status=status, state=state, exam_day=EXAM_DAY, today=today)
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
