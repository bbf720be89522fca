"""What a review found (rule 16)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.catalogue import Award
from wset_desk.domain.enquiries import EnquiryOutcome
from wset_desk.domain.enquiry_decisions import (
    Finding,
    Judgement,
    ReviewedPaper,
    direction,
    outcome_of,
)

UPHELD, PARTIAL, REJECTED = EnquiryOutcome.UPHELD, EnquiryOutcome.PARTIAL, EnquiryOutcome.REJECTED
FAILED, PASSED = Judgement(False, Award.FAIL), Judgement(True, Award.PASS)
MERIT, DISTINCTION = Judgement(True, Award.MERIT), Judgement(True, Award.DISTINCTION)
UNDECIDED = Judgement(None, None)
WORST_FIRST = [FAILED, PASSED, MERIT, DISTINCTION]


def judged(score: Decimal) -> Judgement:
    """55 passes, 65 is a merit, 80 a distinction."""
    return WORST_FIRST[sum(score >= least for least in (55, 65, 80))]


def paper(old: str, new: str) -> ReviewedPaper:
    before, after = Decimal(old), Decimal(new)
    return ReviewedPaper(before, after, judged(before), judged(after))


def found(
    *papers: ReviewedPaper, old: Judgement = UNDECIDED, new: Judgement | None = None
) -> Finding:
    return outcome_of(papers, old, old if new is None else new)


@pytest.mark.parametrize(
    ("old", "new", "outcome", "changed"),
    [
        ("51", "57", UPHELD, True),  # Marta
        ("48", "48", REJECTED, False),  # Tom
        ("51", "53", PARTIAL, False),  # Ines
        ("60", "57", REJECTED, False),
        ("56", "53", REJECTED, True),
        ("64", "65", UPHELD, True),  # a better band
        ("54.99", "55", UPHELD, True),
        ("55", "54.99", REJECTED, True),
    ],
)
def test_of_one_paper(old: str, new: str, outcome: EnquiryOutcome, changed: bool) -> None:
    assert found(paper(old, new)) == Finding(outcome, changed)


def test_a_better_overall_result_is_enough() -> None:
    assert found(paper("66", "70"), old=PASSED, new=MERIT) == Finding(UPHELD, True)


@pytest.mark.parametrize(
    ("first", "second", "old", "new", "outcome"),
    [
        # one up without effect, one down
        (("57", "60"), ("60", "57"), PASSED, PASSED, PARTIAL),
        # one passes now, the other fails now: what is passed stays passed
        (("51", "57"), ("60", "51"), FAILED, FAILED, UPHELD),
        # one up without effect, the other fails now
        (("57", "60"), ("60", "51"), PASSED, FAILED, PARTIAL),
        # one in a better band, and yet overall it is worse
        (("64", "66"), ("60", "51"), PASSED, FAILED, PARTIAL),
        # one in a worse band, and yet overall it is better
        (("51", "57"), ("66", "62"), FAILED, PASSED, UPHELD),
        (("51", "50"), ("48", "40"), FAILED, FAILED, REJECTED),
    ],
)
def test_of_both_papers(
    first: tuple[str, str],
    second: tuple[str, str],
    old: Judgement,
    new: Judgement,
    outcome: EnquiryOutcome,
) -> None:
    assert found(paper(*first), paper(*second), old=old, new=new).outcome is outcome


def test_parts_that_suffice_now_count_though_the_total_is_the_same() -> None:
    moved = ReviewedPaper(Decimal(90), Decimal(90), FAILED, PASSED)
    assert moved.change == 0
    assert found(moved) == Finding(UPHELD, True)


def test_nothing_is_better_than_what_isnt_decided() -> None:
    assert direction(UNDECIDED, PASSED) == direction(PASSED, UNDECIDED) == 0
    assert direction(FAILED, PASSED) > 0 > direction(DISTINCTION, MERIT)


marks = st.decimals(min_value=0, max_value=100, places=2)
papers = st.builds(lambda a, b: ReviewedPaper(a, b, judged(a), judged(b)), marks, marks)
overalls = st.sampled_from([*WORST_FIRST, UNDECIDED])


@given(paper=papers, overall=st.sampled_from(WORST_FIRST), steps=st.integers(0, 3))
def test_one_paper_as_the_rule_reads(paper: ReviewedPaper, overall: Judgement, steps: int) -> None:
    """An only paper moves the overall result the way of its own mark, if at all."""
    way = (paper.change > 0) - (paper.change < 0)
    place = WORST_FIRST.index(overall) + way * steps
    after = WORST_FIRST[min(max(place, 0), len(WORST_FIRST) - 1)]
    finding = outcome_of([paper], overall, after)
    went_up = paper.new_score > paper.old_score
    result_changed = paper.old != paper.new or overall != after
    assert finding.result_changed == result_changed
    if went_up and result_changed:
        assert finding.outcome is UPHELD
    elif went_up:
        assert finding.outcome is PARTIAL
    else:
        assert finding.outcome is REJECTED


@given(both=st.lists(papers, min_size=2, max_size=2), old=overalls, new=overalls)
def test_both_papers_as_the_rule_reads(
    both: list[ReviewedPaper], old: Judgement, new: Judgement
) -> None:
    finding = outcome_of(both, old, new)
    went_up = [each for each in both if each.new_score > each.old_score]
    changed = old != new or any(each.old != each.new for each in both)
    assert finding.result_changed == changed
    assert (finding.outcome is REJECTED) == (not went_up)
    if finding.outcome is UPHELD:
        assert changed
    if went_up and not changed:
        assert finding.outcome is PARTIAL


@given(paper=papers, old=overalls, new=overalls)
def test_turned_round_nothing_stays_in_favour(
    paper: ReviewedPaper, old: Judgement, new: Judgement
) -> None:
    back = ReviewedPaper(paper.new_score, paper.old_score, paper.new, paper.old)
    there, home = outcome_of([paper], old, new), outcome_of([back], new, old)
    assert there.result_changed == home.result_changed
    assert REJECTED in (there.outcome, home.outcome)
