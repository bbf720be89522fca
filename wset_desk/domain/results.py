"""Percentages, pass rules, bands, overall result, result states (rules 3, 4, 13 and 14)."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal
from enum import StrEnum
from fractions import Fraction

from wset_desk.domain.catalogue import (
    HUNDRED_PERCENT,
    Award,
    Band,
    ExamType,
    PaperPart,
    RuleProfile,
)
from wset_desk.domain.decimals import TWO_PLACES, parse_decimal
from wset_desk.domain.errors import DomainError

__all__ = [
    "Award",
    "PaperOutcome",
    "PartMark",
    "ResultState",
    "award_band",
    "band",
    "check_state_change",
    "component_passed",
    "overall_result",
    "paper_award",
    "parse_mark",
    "percentage",
    "shown_percentage",
]

_DOWNWARDS = Context(prec=28, rounding=ROUND_DOWN)
_WORST_FIRST = list(Award)


class ResultState(StrEnum):
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    RELEASED = "released"


_STATE_CHANGES: Mapping[ResultState, frozenset[ResultState]] = {
    ResultState.PROVISIONAL: frozenset({ResultState.CONFIRMED}),
    # back to provisional: a corrected mark is a new version, to be confirmed anew
    ResultState.CONFIRMED: frozenset({ResultState.RELEASED, ResultState.PROVISIONAL}),
    ResultState.RELEASED: frozenset({ResultState.PROVISIONAL}),
}


def check_state_change(
    old: ResultState,
    new: ResultState,
    *,
    entered_by: Collection[Hashable],
    by: Hashable,
    needs_second_person: bool = True,
) -> None:
    """Refuse RESULT_STATE_NOT_ALLOWED, and SECOND_PERSON_NEEDED where `by` entered the mark.

    `entered_by` are all who entered some of what stands: a paper's parts may be marked by several.
    """
    if new not in _STATE_CHANGES[old]:
        raise DomainError("RESULT_STATE_NOT_ALLOWED", old=old.value, new=new.value)
    if new is ResultState.CONFIRMED and needs_second_person and by in entered_by:
        raise DomainError("SECOND_PERSON_NEEDED")


def parse_mark(text: str, max_score: Decimal | int) -> Decimal | None:
    """A typed mark, exactly; None for nothing typed.

    Refused: MARK_NOT_A_NUMBER, MARK_BELOW_ZERO, MARK_ABOVE_MAXIMUM, MARK_TOO_FINE.
    """
    if not text.strip():
        return None
    number = parse_decimal(text)
    if number is None:
        raise DomainError("MARK_NOT_A_NUMBER", field="score", text=text.strip())
    if number.negative:
        raise DomainError("MARK_BELOW_ZERO", field="score")
    if number.value > max_score:
        raise DomainError("MARK_ABOVE_MAXIMUM", field="score", mark=number.value, maximum=max_score)
    if number.too_fine:
        raise DomainError("MARK_TOO_FINE", field="score")
    return number.value


def percentage(score: Decimal, max_score: Decimal | int) -> Decimal:
    """The percentage to 28 digits, never rounded up. Whether it passes is `component_passed`."""
    return _DOWNWARDS.divide(score * HUNDRED_PERCENT, Decimal(max_score))


def shown_percentage(value: Decimal) -> Decimal:
    """A percentage as it is shown, cut after two decimals: 54.999 never shows as 55."""
    return value.quantize(TWO_PLACES, rounding=ROUND_DOWN)


@dataclass(frozen=True, slots=True)
class PartMark:
    part: PaperPart
    score: Decimal


def component_passed(
    score: Decimal,
    max_score: Decimal | int,
    pass_mark_percentage: Decimal,
    parts: Sequence[PartMark] = (),
) -> bool:
    """Whether a component is passed: its percentage, and that of each of its parts, suffices."""
    return _reaches(score, max_score, pass_mark_percentage) and all(
        _reaches(mark.score, mark.part.max_score, mark.part.pass_mark_percentage) for mark in parts
    )


def _reaches(score: Decimal, max_score: Decimal | int, needed: Decimal) -> bool:
    # by multiplication, for a quotient may have no end
    return score * HUNDRED_PERCENT >= needed * max_score


@dataclass(frozen=True, slots=True)
class PaperOutcome:
    """What has become of one paper of an enrolment, across attempts.

    `passed` is True as soon as a released result passes, False while all released ones fail, None
    without any; `score` is that result's, on the scale 0 to `max_score`.
    """

    exam_type: ExamType
    passed: bool | None
    score: Decimal | None = None
    max_score: Decimal | int | None = None


def overall_result(papers: Sequence[PaperOutcome]) -> bool | None:
    """Passed when every paper is; failed when every paper has a result and one fails; else None."""
    if not papers or any(paper.passed is None for paper in papers):
        return None
    return all(paper.passed for paper in papers)


def band(
    value: Decimal | Fraction, bands: Sequence[Band], weakest_paper: Fraction | None = None
) -> Award:
    """The best band that a percentage earns, or FAIL.

    `weakest_paper` is the lowest percentage among the papers of which `value` is the mean.
    """
    exact = Fraction(value)
    weakest = exact if weakest_paper is None else weakest_paper
    earned = [each.name for each in bands if _earns(each, exact, weakest)]
    return max(earned, key=_WORST_FIRST.index, default=Award.FAIL)


def _earns(each: Band, value: Fraction, weakest_paper: Fraction) -> bool:
    lowest = each.lowest_paper
    return value >= Fraction(each.minimum) and (lowest is None or weakest_paper >= Fraction(lowest))


def paper_award(
    *, passed: bool, score: Decimal, max_score: Decimal | int, bands: Sequence[Band]
) -> Award:
    """The word for one paper; `bands` are its rules'."""
    if not passed:
        return Award.FAIL
    return _better(Award.PASS, band(_exact(score, max_score), bands))


def award_band(
    profile: RuleProfile,
    level: int,
    papers: Sequence[PaperOutcome],
    *,
    any_failed_attempt: bool = False,
) -> Award | None:
    """The word for the qualification; None while there is no overall result.

    The papers' percentages are averaged by weight, exactly. A level of a single paper takes that
    paper's bands.
    """
    passed = overall_result(papers)
    if passed is None:
        return None
    if not passed:
        return Award.FAIL
    percentages = {paper.exam_type: _exact_of(paper) for paper in papers}
    weights = {kind: Fraction(profile.paper(level, kind).weight) for kind in percentages}
    weighted = sum((percentages[kind] * weights[kind] for kind in weights), Fraction(0))
    mean = weighted / sum(weights.values(), Fraction(0))
    rules = profile.overall_of(level)
    if rules is None:
        return _better(Award.PASS, band(mean, _only_bands(profile, level)))
    award = _better(Award.PASS, band(mean, rules.bands, min(percentages.values())))
    cap = rules.best_after_failure if any_failed_attempt else None
    return award if cap is None else _worse(award, cap)


def _only_bands(profile: RuleProfile, level: int) -> tuple[Band, ...]:
    papers = profile.papers_of(level)
    return papers[0].bands if len(papers) == 1 else ()


def _exact_of(paper: PaperOutcome) -> Fraction:
    if paper.score is None or paper.max_score is None:
        raise ValueError(f"{paper.exam_type} has a result but no mark")
    return _exact(paper.score, paper.max_score)


def _exact(score: Decimal, max_score: Decimal | int) -> Fraction:
    return Fraction(score) * 100 / Fraction(max_score)


def _better(a: Award, b: Award) -> Award:
    return max(a, b, key=_WORST_FIRST.index)


def _worse(a: Award, b: Award) -> Award:
    return min(a, b, key=_WORST_FIRST.index)
