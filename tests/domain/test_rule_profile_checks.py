"""What a rule profile may be, and which results a change of it touches."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from wset_desk.domain.catalogue import (
    Award,
    Band,
    BundledTiming,
    Component,
    ExamType,
    OverallRules,
    PaperPart,
    RuleProfile,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.rule_profile_checks import check_rule_profile, judged_differently
from wset_desk.domain.rule_profiles import SEED, WSET

THEORY, TASTING = ExamType.THEORY, ExamType.TASTING
LEVEL_3 = frozenset({(3, THEORY), (3, TASTING)})


def with_paper(profile: RuleProfile, level: int, kind: ExamType, **values: Any) -> RuleProfile:
    papers = tuple(
        replace(paper, **values) if (paper.level, paper.exam_type) == (level, kind) else paper
        for paper in profile.papers
    )
    return replace(profile, papers=papers)


def with_overall(*bands: Band, best: Award | None = None) -> RuleProfile:
    return replace(WSET, overall=(OverallRules(3, bands, best),))


def part(name: str, maximum: str) -> PaperPart:
    return PaperPart(name, Decimal(maximum), Decimal(55))


def band(award: Award, minimum: str, lowest: str | None = None) -> Band:
    return Band(award, Decimal(minimum), None if lowest is None else Decimal(lowest))


@pytest.mark.parametrize("profile", [SEED, WSET], ids=["Seed", "WSET"])
def test_what_is_shipped_can_be_used(profile: RuleProfile) -> None:
    check_rule_profile(profile)


@pytest.mark.parametrize(
    ("profile", "code", "field"),
    [
        (replace(SEED, name=" "), "NAME_MISSING", "name"),
        (replace(SEED, name="x" * 81), "TEXT_TOO_LONG", "name"),
        (replace(SEED, break_minutes=-1), "BREAK_OUT_OF_RANGE", "break_minutes"),
        (replace(SEED, break_minutes=481), "BREAK_OUT_OF_RANGE", "break_minutes"),
        (with_paper(SEED, 2, THEORY, name=""), "NAME_MISSING", "2.theory.name"),
        (
            with_paper(SEED, 2, THEORY, duration_minutes=0),
            "DURATION_OUT_OF_RANGE",
            "2.theory.duration_minutes",
        ),
        (
            with_paper(SEED, 3, TASTING, pass_mark_percentage=Decimal("100.01")),
            "PASS_MARK_OUT_OF_RANGE",
            "3.tasting.pass_mark_percentage",
        ),
        (
            with_paper(SEED, 3, TASTING, pass_mark_percentage=Decimal("55.555")),
            "PERCENT_OUT_OF_RANGE",
            "3.tasting.pass_mark_percentage",
        ),
        (with_paper(SEED, 3, TASTING, max_score=0), "MAXIMUM_OUT_OF_RANGE", "3.tasting.max_score"),
        (
            with_paper(SEED, 2, THEORY, parts=(part("Written", "100"),)),
            "PARTS_TOO_FEW",
            "2.theory.parts",
        ),
        (
            with_paper(SEED, 2, THEORY, parts=(part("Written", "50"), part("written", "50"))),
            "PART_NAME_TAKEN",
            "2.theory.parts",
        ),
        (
            with_paper(SEED, 2, THEORY, parts=(part("Written", "50"), part("Oral", "49"))),
            "PARTS_NOT_MAXIMUM",
            "2.theory.parts",
        ),
        (
            with_paper(SEED, 2, THEORY, parts=(part("Written", "50.5"), part("Oral", "49.5"))),
            "PART_MAXIMUM_NOT_WHOLE",
            "2.theory.parts",
        ),
        (
            with_paper(SEED, 2, THEORY, bands=(band(Award.MERIT, "54"),)),
            "BAND_BELOW_PASS",
            "2.theory.bands",
        ),
        (
            with_paper(
                SEED, 2, THEORY, bands=(band(Award.MERIT, "70"), band(Award.DISTINCTION, "70"))
            ),
            "BANDS_NOT_RISING",
            "2.theory.bands",
        ),
        (with_paper(SEED, 2, THEORY, weight=Decimal(0)), "WEIGHT_OUT_OF_RANGE", "2.theory.weight"),
        (
            with_paper(SEED, 2, THEORY, question_count=0),
            "QUESTIONS_OUT_OF_RANGE",
            "2.theory.question_count",
        ),
        (
            with_paper(SEED, 1, ExamType.COMBINED, components=(Component.TASTING,)),
            "THEORY_MISSING",
            "1.combined.components",
        ),
        (with_overall(band(Award.MERIT, "65")), "PASS_BAND_MISSING", "3.overall.bands"),
        (
            with_overall(band(Award.PASS, "55"), band(Award.MERIT, "65", "100.5")),
            "PERCENT_OUT_OF_RANGE",
            "3.overall.bands",
        ),
        (
            with_overall(band(Award.PASS, "65"), band(Award.MERIT, "55")),
            "BANDS_NOT_RISING",
            "3.overall.bands",
        ),
    ],
)
def test_what_nobody_can_be_examined_by_is_refused_at_its_field(
    profile: RuleProfile, code: str, field: str
) -> None:
    with pytest.raises(DomainError, match=code) as refused:
        check_rule_profile(profile)
    assert refused.value.parameters["field"] == field


@pytest.mark.parametrize(
    ("after", "touched"),
    [
        (WSET, frozenset()),
        (replace(WSET, name="Ours", break_minutes=30), frozenset()),
        (with_paper(WSET, 2, THEORY, name="Level 2"), frozenset()),
        (with_paper(WSET, 3, THEORY, bundled_timing=BundledTiming.SEPARATE_DAY), frozenset()),
        (with_paper(WSET, 2, THEORY, bands=()), {(2, THEORY)}),
        (with_paper(WSET, 3, TASTING, duration_minutes=45), {(3, TASTING)}),
        (with_paper(WSET, 3, THEORY, weight=Decimal(2)), LEVEL_3),
        (replace(WSET, overall=()), LEVEL_3),
        (with_overall(*WSET.overall[0].bands, best=None), LEVEL_3),
        (SEED, {(1, ExamType.COMBINED), (2, THEORY), *LEVEL_3}),
    ],
)
def test_a_change_touches_the_results_that_depend_on_it(
    after: RuleProfile, touched: set[tuple[int, ExamType]]
) -> None:
    assert judged_differently(WSET, after) == touched


def test_weights_in_the_same_relation_judge_the_same() -> None:
    doubled = with_paper(WSET, 3, THEORY, weight=Decimal(2))
    doubled = with_paper(doubled, 3, TASTING, weight=Decimal(2))
    assert judged_differently(WSET, doubled) == frozenset()
