"""What a rule profile may be, and which results a change of it touches (rule 3).

Refusals name what is wrong as `field`: a field of the profile, or `field_of` one of a level.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from wset_desk.domain.catalogue import (
    HUNDRED_PERCENT,
    Award,
    Band,
    BundledTiming,
    Component,
    ExamType,
    OverallRules,
    PaperPart,
    PaperRules,
    RuleProfile,
    check_template_values,
)
from wset_desk.domain.decimals import TWO_PLACES
from wset_desk.domain.errors import DomainError

OVERALL = "overall"
LONGEST_NAME = 80
LONGEST_BREAK = 8 * 60
LARGEST_WEIGHT = Decimal(100)
FEWEST_PARTS = 2
PAPER_AWARDS = (Award.MERIT, Award.DISTINCTION)
OVERALL_AWARDS = (Award.PASS, *PAPER_AWARDS)
CAPS = (Award.PASS, Award.MERIT)
"""What may be the best result after a failure."""

PaperKey = tuple[int, ExamType]


def field_of(level: int, part: str, name: str) -> str:
    """How a refusal names a value of a level's paper (`part` its exam type) or of its `OVERALL`."""
    return f"{level}.{part}.{name}"


def check_rule_profile(profile: RuleProfile) -> None:
    """Refuse what nobody can be examined by.

    NAME_MISSING, TEXT_TOO_LONG, BREAK_OUT_OF_RANGE, what `check_template_values` refuses,
    PERCENT_OUT_OF_RANGE, PARTS_TOO_FEW, PART_NAME_TAKEN, PARTS_NOT_MAXIMUM, BAND_BELOW_PASS,
    BANDS_NOT_RISING, WEIGHT_OUT_OF_RANGE, QUESTIONS_OUT_OF_RANGE, TIMING_MISSING.
    """
    _check_name(profile.name, "name", LONGEST_NAME)
    if not 0 <= profile.break_minutes <= LONGEST_BREAK:
        raise DomainError("BREAK_OUT_OF_RANGE", field="break_minutes", longest=LONGEST_BREAK)
    for paper in profile.papers:
        _check_paper(paper)
    for overall in profile.overall:
        _check_overall(overall)


def judged_differently(before: RuleProfile, after: RuleProfile) -> frozenset[PaperKey]:
    """The papers that `after` may judge differently, or give another length.

    How a level's papers make up its overall result concerns all of them.
    """
    return frozenset(_touched(before, after))


def _touched(before: RuleProfile, after: RuleProfile) -> Iterator[PaperKey]:
    for paper in before.papers:
        own = _judging(paper) != _judging(after.paper(paper.level, paper.exam_type))
        if own or _whole(before, paper.level) != _whole(after, paper.level):
            yield paper.level, paper.exam_type


def _judging(paper: PaperRules) -> PaperRules:
    """The paper without what no result depends on."""
    return replace(
        paper,
        name="",
        question_count=None,
        bundled_timing=BundledTiming.SAME_DAY,
        weight=Decimal(1),
    )


def _whole(profile: RuleProfile, level: int) -> tuple[object, ...]:
    weights = tuple(paper.weight for paper in profile.papers_of(level))
    return profile.overall_of(level), tuple(weight / sum(weights) for weight in weights)


def _check_paper(paper: PaperRules) -> None:
    def field(name: str) -> str:
        return field_of(paper.level, paper.exam_type, name)

    _check_name(paper.name, field("name"))
    if paper.parts:
        _check_parts(paper, field("parts"))
    check_template_values(
        paper,
        duration_minutes=paper.duration_minutes,
        pass_mark_percentage=paper.pass_mark_percentage,
        max_score=paper.max_score,
        field=field,
    )
    _check_percent(paper.pass_mark_percentage, field("pass_mark_percentage"))
    _check_bands(paper.bands, field("bands"), lowest=paper.pass_mark_percentage)
    if not 0 < paper.weight <= LARGEST_WEIGHT:
        raise DomainError("WEIGHT_OUT_OF_RANGE", field=field("weight"), largest=LARGEST_WEIGHT)
    if paper.question_count is not None and paper.question_count < 1:
        raise DomainError("QUESTIONS_OUT_OF_RANGE", field=field("question_count"))
    if Component.THEORY not in paper.components and paper.exam_type is not ExamType.TASTING:
        raise DomainError("THEORY_MISSING", field=field("components"))


def _check_parts(paper: PaperRules, field: str) -> None:
    if len(paper.parts) < FEWEST_PARTS:
        raise DomainError("PARTS_TOO_FEW", field=field)
    for part in paper.parts:
        _check_part(part, field)
    if len({part.name.casefold() for part in paper.parts}) < len(paper.parts):
        raise DomainError("PART_NAME_TAKEN", field=field)
    total = sum(part.max_score for part in paper.parts)
    if total != paper.max_score:
        raise DomainError("PARTS_NOT_MAXIMUM", field=field, total=total, maximum=paper.max_score)


def _check_part(part: PaperPart, field: str) -> None:
    _check_name(part.name, field)
    if part.max_score < 1 or part.max_score != part.max_score.to_integral_value():
        raise DomainError("PART_MAXIMUM_NOT_WHOLE", field=field)
    _check_percent(part.pass_mark_percentage, field)


def _check_overall(overall: OverallRules) -> None:
    field = field_of(overall.level, OVERALL, "bands")
    _check_bands(overall.bands, field, lowest=Decimal(0))
    if overall.bands and overall.bands[0].name is not Award.PASS:
        raise DomainError("PASS_BAND_MISSING", field=field)


def _check_bands(bands: tuple[Band, ...], field: str, *, lowest: Decimal) -> None:
    """They rise with their awards, from `lowest` on."""
    awards = list(Award)
    for band in bands:
        _check_percent(band.minimum, field)
        if band.lowest_paper is not None:
            _check_percent(band.lowest_paper, field)
        if band.minimum < lowest:
            raise DomainError("BAND_BELOW_PASS", field=field, lowest=lowest)
    for worse, better in pairwise(bands):
        rising = awards.index(worse.name) < awards.index(better.name)
        if not rising or worse.minimum >= better.minimum:
            raise DomainError("BANDS_NOT_RISING", field=field)


def _check_percent(value: Decimal, field: str) -> None:
    if not 0 <= value <= HUNDRED_PERCENT or value != value.quantize(TWO_PLACES):
        raise DomainError("PERCENT_OUT_OF_RANGE", field=field)


def _check_name(name: str, field: str, longest: int = 200) -> None:
    if not name.strip():
        raise DomainError("NAME_MISSING", field=field)
    if len(name) > longest:
        raise DomainError("TEXT_TOO_LONG", field=field, maximum=longest)
