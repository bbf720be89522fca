"""Rules 3, 4, 13 and 14: percentages, passes, bands, the overall result, who confirms."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.catalogue import Award, ExamType, RuleProfile
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import (
    PaperOutcome,
    PartMark,
    ResultState,
    award_band,
    band,
    check_state_change,
    component_passed,
    overall_result,
    paper_award,
    percentage,
    shown_percentage,
)
from wset_desk.domain.rule_profiles import SEED, WSET

THEORY, TASTING = ExamType.THEORY, ExamType.TASTING
SCENARIO_A = [
    Decimal(mark) for mark in ["92", "86", "78", "71", "66", "61", "58", "55", "54.99", "49", "40"]
]
hundredths = st.integers(0, 15000).map(lambda number: Decimal(number) / 100)
maxima = st.integers(1, 400)
percents = st.integers(0, 10000).map(lambda number: Decimal(number) / 100)


def passed(score: str | Decimal, maximum: int, needed: str) -> bool:
    return component_passed(Decimal(score), maximum, Decimal(needed))


# passing


def test_scenario_a_eight_pass_and_three_fail() -> None:
    assert [passed(mark, 100, "55") for mark in SCENARIO_A] == [True] * 8 + [False] * 3


@pytest.mark.parametrize(
    ("score", "shown", "seed", "wset"),
    [("24", "80.00", True, True), ("19", "63.33", True, False), ("16", "53.33", False, False)],
)
def test_scenario_c_out_of_30(score: str, shown: str, seed: bool, wset: bool) -> None:
    assert str(shown_percentage(percentage(Decimal(score), 30))) == shown
    assert passed(score, 30, "55") is seed
    assert passed(score, 30, "70") is wset


@pytest.mark.parametrize("value", ["54.99", "54.991", "54.999", "54.99999999999999999999999999"])
def test_just_below_55_is_never_shown_as_55(value: str) -> None:
    assert str(shown_percentage(Decimal(value))) == "54.99"


def test_each_part_of_a_paper_has_to_be_passed() -> None:
    choice, written = WSET.paper(3, THEORY).parts

    def both(choice_score: str, written_score: str) -> bool:
        marks = [PartMark(choice, Decimal(choice_score)), PartMark(written, Decimal(written_score))]
        total = sum(mark.score for mark in marks)
        return component_passed(Decimal(total), 150, Decimal(55), marks)

    assert both("27.5", "55")
    assert not both("27.49", "100")
    assert not both("50", "54.99")


@given(score=hundredths, maximum=maxima, needed=percents)
def test_whether_it_passes_is_decided_exactly(
    score: Decimal, maximum: int, needed: Decimal
) -> None:
    exact = Fraction(score) * 100 / maximum
    assert component_passed(score, maximum, needed) == (exact >= Fraction(needed))


@given(score=hundredths, more=hundredths, maximum=maxima, needed=percents)
def test_a_better_mark_never_fails_where_a_worse_one_passes(
    score: Decimal, more: Decimal, maximum: int, needed: Decimal
) -> None:
    if component_passed(score, maximum, needed):
        assert component_passed(score + more, maximum, needed)


@given(score=hundredths, maximum=maxima)
def test_a_percentage_is_never_rounded_up(score: Decimal, maximum: int) -> None:
    exact = Fraction(score) * 100 / maximum
    value = percentage(score, maximum)
    assert Fraction(value) <= exact
    assert exact - Fraction(value) < Fraction(1, 10**20)
    shown = shown_percentage(value)
    assert 0 <= exact - Fraction(shown) < Fraction(1, 100)


@given(score=hundredths, maximum=maxima, needed=percents)
def test_what_is_shown_never_contradicts_the_result(
    score: Decimal, maximum: int, needed: Decimal
) -> None:
    shown = shown_percentage(percentage(score, maximum))
    assert (shown >= needed) == component_passed(score, maximum, needed)


# the word for one paper


def level_2_word(mark: Decimal, profile: RuleProfile) -> Award:
    paper = profile.paper(2, THEORY)
    success = component_passed(mark, 100, paper.pass_mark_percentage)
    return paper_award(passed=success, score=mark, max_score=100, bands=paper.bands)


def test_scenario_a_under_the_wset_profile() -> None:
    words = [level_2_word(mark, WSET) for mark in SCENARIO_A]
    assert words == [
        *[Award.DISTINCTION] * 2,
        *[Award.MERIT] * 2,
        *[Award.PASS] * 4,
        *[Award.FAIL] * 3,
    ]


def test_the_seed_profile_knows_pass_and_fail_only() -> None:
    assert {level_2_word(mark, SEED) for mark in SCENARIO_A} == {Award.PASS, Award.FAIL}


@pytest.mark.parametrize(
    ("mark", "word"),
    [("69.99", "pass"), ("70", "merit"), ("84.99", "merit"), ("85", "distinction")],
)
def test_a_band_begins_at_its_minimum(mark: str, word: str) -> None:
    assert level_2_word(Decimal(mark), WSET) == word


def test_a_percentage_below_every_band_is_a_fail() -> None:
    rules = WSET.overall_of(3)
    assert rules is not None
    assert band(Decimal("54.99"), rules.bands) is Award.FAIL


@given(a=hundredths, b=hundredths)
def test_a_better_mark_never_earns_a_worse_word(a: Decimal, b: Decimal) -> None:
    order = list(Award)
    worse, better = sorted([a, b])
    assert order.index(level_2_word(worse, WSET)) <= order.index(level_2_word(better, WSET))


# the overall result


def papers(theory: bool | None, tasting: bool | None) -> list[PaperOutcome]:
    return [PaperOutcome(THEORY, theory), PaperOutcome(TASTING, tasting)]


@pytest.mark.parametrize(
    ("theory", "tasting", "overall"),
    [
        (True, True, True),
        (True, False, False),
        (False, True, False),
        (False, False, False),
        (True, None, None),
        (False, None, None),
        (None, None, None),
    ],
)
def test_the_overall_result_waits_for_every_paper(
    theory: bool | None, tasting: bool | None, overall: bool | None
) -> None:
    assert overall_result(papers(theory, tasting)) is overall


def test_scenario_a_no_show_leaves_the_overall_result_open() -> None:
    assert overall_result([PaperOutcome(THEORY, None)]) is None
    assert overall_result([]) is None


def level_3(
    theory: str,
    tasting: str,
    *,
    profile: RuleProfile = WSET,
    failed_before: bool = False,
) -> Award | None:
    """The word for marks on the profile's own scales."""
    outcomes = []
    for kind, mark in ((THEORY, Decimal(theory)), (TASTING, Decimal(tasting))):
        paper = profile.paper(3, kind)
        success = component_passed(mark, paper.max_score, paper.pass_mark_percentage)
        outcomes.append(PaperOutcome(kind, success, mark, paper.max_score))
    return award_band(profile, 3, outcomes, any_failed_attempt=failed_before)


@pytest.mark.parametrize(
    ("theory", "tasting", "word"),
    [
        ("68", "51", "fail"),  # scenario B: Marta
        ("68", "57", "pass"),  # after her enquiry
        ("83", "48", "fail"),  # Tom
        ("83", "90", "pass"),  # after his resit
    ],
)
def test_scenario_b_under_seed(theory: str, tasting: str, word: str) -> None:
    assert level_3(theory, tasting, profile=SEED) == word


@pytest.mark.parametrize(
    ("theory", "tasting", "word"),
    [
        ("82.5", "22.55", "pass"),  # 55 and 55
        ("82.49", "41", "fail"),  # theory just below
        ("97.5", "26.65", "merit"),  # 65 and 65
        ("97.49", "26.65", "pass"),  # a mean just below 65
        ("120", "32.8", "distinction"),  # 80 and 80
        ("142.5", "26.65", "distinction"),  # 95 and 65: no paper below 65
        ("150", "26.64", "merit"),  # a mean above 80, but the tasting is below 65
        ("150", "41", "distinction"),
    ],
)
def test_level_3_bands_of_the_wset_profile(theory: str, tasting: str, word: str) -> None:
    assert level_3(theory, tasting) == word


def test_after_a_failed_paper_merit_is_the_best_there_is() -> None:
    assert level_3("150", "41", failed_before=True) is Award.MERIT
    assert level_3("97.5", "26.65", failed_before=True) is Award.MERIT
    assert level_3("82.5", "22.55", failed_before=True) is Award.PASS


def test_a_level_of_one_paper_takes_that_papers_bands() -> None:
    def level_2(mark: str, profile: RuleProfile) -> Award | None:
        outcome = PaperOutcome(THEORY, passed=True, score=Decimal(mark), max_score=100)
        return award_band(profile, 2, [outcome], any_failed_attempt=True)

    assert level_2("86", WSET) is Award.DISTINCTION
    assert level_2("86", SEED) is Award.PASS


def test_without_an_overall_result_there_is_no_word() -> None:
    assert award_band(WSET, 3, papers(True, None)) is None


def test_a_pass_under_an_edited_pass_mark_is_at_least_a_pass() -> None:
    outcomes = [
        PaperOutcome(kind, passed=True, score=Decimal(50), max_score=100)
        for kind in (THEORY, TASTING)
    ]
    assert award_band(WSET, 3, outcomes) is Award.PASS


def test_a_result_without_a_mark_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="theory"):
        award_band(WSET, 3, papers(True, True))


# states

PROVISIONAL, CONFIRMED, RELEASED = ResultState
ALLOWED = {
    (PROVISIONAL, CONFIRMED),
    (CONFIRMED, RELEASED),
    (CONFIRMED, PROVISIONAL),
    (RELEASED, PROVISIONAL),
}


@pytest.mark.parametrize("old", ResultState)
@pytest.mark.parametrize("new", ResultState)
def test_results_go_from_provisional_to_confirmed_to_released(
    old: ResultState, new: ResultState
) -> None:
    if (old, new) in ALLOWED:
        check_state_change(old, new, entered_by=["Dan"], by="Eva")
        return
    with pytest.raises(DomainError) as refused:
        check_state_change(old, new, entered_by=["Dan"], by="Eva")
    assert refused.value.code == "RESULT_STATE_NOT_ALLOWED"


def test_a_second_person_confirms() -> None:
    with pytest.raises(DomainError) as refused:
        check_state_change(PROVISIONAL, CONFIRMED, entered_by=["Dan"], by="Dan")
    assert refused.value.code == "SECOND_PERSON_NEEDED"


def test_the_centre_may_do_without_a_second_person() -> None:
    check_state_change(
        PROVISIONAL, CONFIRMED, entered_by=["Dan"], by="Dan", needs_second_person=False
    )


def test_whoever_entered_a_mark_may_release_it_once_it_is_confirmed() -> None:
    check_state_change(CONFIRMED, RELEASED, entered_by=["Dan"], by="Dan")
