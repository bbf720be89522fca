"""What a review found: outcome, and whether the result changed (rule 16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wset_desk.domain.catalogue import Award
from wset_desk.domain.enquiries import EnquiryOutcome

_WORST_FIRST = list(Award)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A result: passed or not, and its band. Both None while a qualification is undecided."""

    passed: bool | None
    award: Award | None


@dataclass(frozen=True, slots=True)
class ReviewedPaper:
    """A component's mark and result as the candidate was told them, and as they are found."""

    old_score: Decimal
    new_score: Decimal
    old: Judgement
    new: Judgement

    @property
    def change(self) -> Decimal:
        """Signed."""
        return self.new_score - self.old_score

    @property
    def went_up(self) -> bool:
        """A mark of it did: its own, or those of parts that now suffice for a better result."""
        return self.change > 0 or direction(self.old, self.new) > 0


@dataclass(frozen=True, slots=True)
class Finding:
    """`result_changed`: pass or fail, or the band, of a paper or overall; either way."""

    outcome: EnquiryOutcome
    result_changed: bool


def outcome_of(
    papers: Sequence[ReviewedPaper], overall_old: Judgement, overall_new: Judgement
) -> Finding:
    """The outcome of a review of one paper or of both.

    `upheld`: a mark went up and the result changed in the candidate's favour. `partial`: a mark
    went up, but the result didn't change, or not in their favour. `rejected`: no mark went up.

    Where one paper went up and the other down, the overall result decides what is in their favour
    if it changed; if it didn't, a paper whose own result got better is, whatever became of the
    other: a paper once passed stays passed.
    """
    changed = overall_old != overall_new or any(each.old != each.new for each in papers)
    return Finding(_outcome(papers, direction(overall_old, overall_new)), changed)


def direction(old: Judgement, new: Judgement) -> int:
    """Above zero: better, below: worse, zero: the same, or there is nothing to compare."""
    before, after = _rank(old), _rank(new)
    if before is None or after is None:
        return 0
    return (after > before) - (after < before)


def _outcome(papers: Sequence[ReviewedPaper], overall: int) -> EnquiryOutcome:
    if not any(each.went_up for each in papers):
        return EnquiryOutcome.REJECTED
    of_papers = max(direction(each.old, each.new) for each in papers)
    in_favour = overall > 0 if overall else of_papers > 0
    return EnquiryOutcome.UPHELD if in_favour else EnquiryOutcome.PARTIAL


def _rank(judgement: Judgement) -> tuple[bool, int] | None:
    if judgement.passed is None:
        return None
    award = judgement.award or (Award.PASS if judgement.passed else Award.FAIL)
    return judgement.passed, _WORST_FIRST.index(award)
