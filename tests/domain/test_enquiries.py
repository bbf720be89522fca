"""The states of an enquiry, who may ask for one, and until when (rules 15 and 16)."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import (
    COVERED,
    OPEN_STATUSES,
    TRANSITIONS,
    EnquiryStatus,
    EnquiryType,
    check_status_change,
)
from wset_desk.domain.enquiry_eligibility import (
    AppealedEnquiry,
    ChallengedResult,
    appeal_refusals,
    appeal_until,
    check_consent,
    check_override,
    enquiry_refusals,
    last_day,
)
from wset_desk.domain.errors import DomainError, Refusal

SAT = date(2026, 9, 20)
LAST_DAY = date(2026, 12, 13)
WEEKS = 12
RESULT = ChallengedResult(SAT, is_released=True)
ANSWERED = AppealedEnquiry(
    EnquiryStatus.COMPLETED, frozenset(Component), date(2026, 10, 9), False, False
)
STEPS = {(old, new) for old, targets in TRANSITIONS.items() for new in targets}


def codes(*results: ChallengedResult, today: date = date(2026, 9, 28)) -> list[str]:
    kind = EnquiryType.BOTH if len(results) > 1 else EnquiryType.TASTING
    found = enquiry_refusals(kind, results, weeks=WEEKS, today=today)
    return [each.code for each in found]


def appeal_codes(
    first: AppealedEnquiry,
    *results: ChallengedResult,
    kind: EnquiryType = EnquiryType.TASTING,
    today: date = date(2026, 10, 12),
) -> list[str]:
    until = appeal_until(first.answered_on, 20, "England") if first.answered_on else None
    found = appeal_refusals(kind, results or (RESULT,), first, until=until, today=today)
    return [each.code for each in found]


def test_the_table_is_that_of_the_rules() -> None:
    assert {(old.value, new.value) for old, new in STEPS} == {
        ("submitted", "under_review"),
        ("submitted", "rejected"),
        ("under_review", "completed"),
        ("under_review", "rejected"),
    }


@pytest.mark.parametrize(("old", "new"), sorted(STEPS))
def test_a_step_of_the_table_is_allowed(old: EnquiryStatus, new: EnquiryStatus) -> None:
    check_status_change(old, new)


@pytest.mark.parametrize(("old", "new"), sorted(set(product(EnquiryStatus, EnquiryStatus)) - STEPS))
def test_any_other_is_refused_with_its_reason(old: EnquiryStatus, new: EnquiryStatus) -> None:
    with pytest.raises(DomainError) as refused:
        check_status_change(old, new)
    if old not in OPEN_STATUSES:
        expected = "ENQUIRY_CLOSED"
    elif new is EnquiryStatus.COMPLETED:
        expected = "ENQUIRY_NOT_UNDER_REVIEW"
    else:
        expected = "ENQUIRY_THIS_FAR_ALREADY"
    assert refused.value.code == expected


def test_the_window_ends_so_many_weeks_after_the_exam() -> None:
    assert last_day(SAT, WEEKS) == LAST_DAY
    assert codes(RESULT, today=LAST_DAY) == []
    (refusal,) = enquiry_refusals(
        EnquiryType.TASTING, [RESULT], weeks=WEEKS, today=date(2026, 12, 14)
    )
    assert refusal == Refusal("ENQUIRY_WINDOW_OVER", {"day": LAST_DAY})


def test_of_two_papers_the_earlier_one_binds() -> None:
    later = replace(RESULT, exam_day=date(2026, 10, 18))
    assert codes(later, RESULT, today=LAST_DAY) == []
    assert codes(later, RESULT, today=date(2026, 12, 14)) == ["ENQUIRY_WINDOW_OVER"]
    assert codes(later, today=date(2026, 12, 14)) == []


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (replace(RESULT, is_released=False), "RESULT_NOT_RELEASED"),
        (replace(RESULT, allows_enquiries=False), "ENQUIRIES_NOT_ALLOWED"),
        (replace(RESULT, is_open=True), "ENQUIRY_OPEN"),
        (replace(RESULT, was_decided=True), "ENQUIRY_DECIDED"),
    ],
)
def test_what_stands_in_the_way(result: ChallengedResult, code: str) -> None:
    assert codes(result) == [code]


def test_both_papers_need_their_results() -> None:
    assert codes(RESULT, RESULT) == []
    assert codes(RESULT, replace(RESULT, is_released=False)) == ["BOTH_NEEDS_BOTH_RESULTS"]
    found = enquiry_refusals(EnquiryType.BOTH, [RESULT], weeks=WEEKS, today=SAT)
    assert [each.code for each in found] == ["BOTH_NEEDS_BOTH_RESULTS"]


def test_an_open_enquiry_about_one_paper_stands_in_the_way_of_both() -> None:
    assert codes(RESULT, replace(RESULT, is_open=True)) == ["ENQUIRY_OPEN"]


def test_all_reasons_are_told() -> None:
    result = ChallengedResult(SAT, is_released=True, allows_enquiries=False, is_open=True)
    assert codes(result, today=date(2027, 1, 1)) == [
        "ENQUIRIES_NOT_ALLOWED",
        "ENQUIRY_OPEN",
        "ENQUIRY_WINDOW_OVER",
    ]


def test_an_answer_can_be_appealed_though_the_window_is_over() -> None:
    over = replace(RESULT, exam_day=date(2025, 1, 1), was_decided=True, allows_enquiries=False)
    assert appeal_codes(ANSWERED, over) == []


def test_the_days_for_an_appeal_are_working_days() -> None:
    # 9 October is a Friday
    assert appeal_until(date(2026, 10, 9), 20, "England") == date(2026, 11, 6)
    assert appeal_codes(ANSWERED, today=date(2026, 11, 6)) == []
    assert appeal_codes(ANSWERED, today=date(2026, 11, 7)) == ["APPEAL_OVER"]


@pytest.mark.parametrize(
    ("first", "code"),
    [
        (replace(ANSWERED, status=EnquiryStatus.SUBMITTED), "APPEAL_TOO_EARLY"),
        (replace(ANSWERED, status=EnquiryStatus.UNDER_REVIEW), "APPEAL_TOO_EARLY"),
        (replace(ANSWERED, is_appeal=True), "APPEAL_OF_APPEAL"),
        (replace(ANSWERED, was_appealed=True), "APPEALED_ALREADY"),
        (replace(ANSWERED, covers=frozenset({Component.THEORY})), "APPEAL_OTHER_PAPER"),
    ],
)
def test_what_stands_in_the_way_of_an_appeal(first: AppealedEnquiry, code: str) -> None:
    assert appeal_codes(first) == [code]


@pytest.mark.parametrize("status", [EnquiryStatus.COMPLETED, EnquiryStatus.REJECTED])
@pytest.mark.parametrize("kind", EnquiryType)
def test_either_answer_can_be_appealed_as_a_whole_or_in_part(
    status: EnquiryStatus, kind: EnquiryType
) -> None:
    results = (RESULT,) * len(COVERED[kind])
    assert appeal_codes(replace(ANSWERED, status=status), *results, kind=kind) == []


def test_an_appeal_waits_for_another_enquiry_about_the_paper() -> None:
    assert appeal_codes(ANSWERED, replace(RESULT, is_open=True)) == ["ENQUIRY_OPEN"]


def test_a_reason_passes_over_the_window_alone() -> None:
    late = [Refusal("ENQUIRY_WINDOW_OVER", {"day": LAST_DAY})]
    check_override(late, is_overridden=True)
    with pytest.raises(DomainError, match="ENQUIRY_WINDOW_OVER"):
        check_override(late, is_overridden=False)
    with pytest.raises(DomainError, match="ENQUIRY_OPEN"):
        check_override([*late, Refusal("ENQUIRY_OPEN")], is_overridden=True)


@pytest.mark.parametrize(
    ("given", "code"), [(None, "CONSENT_MISSING"), (date(2026, 9, 29), "CONSENT_IN_FUTURE")]
)
def test_the_candidate_has_to_consent(given: date | None, code: str) -> None:
    check_consent(date(2026, 9, 28), today=date(2026, 9, 28))
    with pytest.raises(DomainError) as refused:
        check_consent(given, today=date(2026, 9, 28))
    assert refused.value.code == code
    assert refused.value.parameters["field"] == "consent_given_on"
