"""The two rule profiles that are shipped (rules 2 and 3).

This is the one place of those values; the store takes them up as data, and staff edit them there.
"""

from collections.abc import Mapping
from decimal import Decimal

from wset_desk.domain.catalogue import (
    Award,
    Band,
    BundledTiming,
    Component,
    ExamType,
    OverallRules,
    PaperPart,
    PaperRules,
    RuleProfile,
)

_PASS_55 = Decimal(55)
_THEORY = (Component.THEORY,)
_TASTING = (Component.TASTING,)

SEED = RuleProfile(
    name="Seed",
    papers=(
        PaperRules(
            level=1,
            name="Level 1 Theory Exam",
            exam_type=ExamType.COMBINED,
            duration_minutes=45,
            pass_mark_percentage=_PASS_55,
            max_score=100,
            bundled_timing=BundledTiming.SAME_DAY,
            components=_THEORY,
        ),
        PaperRules(
            level=2,
            name="Level 2 Theory Exam",
            exam_type=ExamType.THEORY,
            duration_minutes=60,
            pass_mark_percentage=_PASS_55,
            max_score=100,
            bundled_timing=BundledTiming.FINAL_DAY,
            components=_THEORY,
        ),
        PaperRules(
            level=3,
            name="Level 3 Theory Exam",
            exam_type=ExamType.THEORY,
            duration_minutes=120,
            pass_mark_percentage=_PASS_55,
            max_score=100,
            bundled_timing=BundledTiming.FINAL_DAY,
            components=_THEORY,
        ),
        PaperRules(
            level=3,
            name="Level 3 Tasting Exam",
            exam_type=ExamType.TASTING,
            duration_minutes=90,
            pass_mark_percentage=_PASS_55,
            max_score=100,
            bundled_timing=BundledTiming.FINAL_DAY,
            components=_TASTING,
        ),
    ),
)

WSET = RuleProfile(
    name="WSET",
    papers=(
        PaperRules(
            level=1,
            name="Level 1 Theory Exam",
            exam_type=ExamType.COMBINED,
            duration_minutes=45,
            pass_mark_percentage=Decimal(70),
            max_score=30,
            bundled_timing=BundledTiming.SAME_DAY,
            components=_THEORY,
            question_count=30,
        ),
        PaperRules(
            level=2,
            name="Level 2 Theory Exam",
            exam_type=ExamType.THEORY,
            duration_minutes=60,
            pass_mark_percentage=_PASS_55,
            max_score=100,
            bundled_timing=BundledTiming.FINAL_DAY,
            components=_THEORY,
            bands=(Band(Award.MERIT, Decimal(70)), Band(Award.DISTINCTION, Decimal(85))),
        ),
        PaperRules(
            level=3,
            name="Level 3 Theory Exam",
            exam_type=ExamType.THEORY,
            duration_minutes=120,
            pass_mark_percentage=_PASS_55,
            max_score=150,
            bundled_timing=BundledTiming.FINAL_DAY,
            components=_THEORY,
            parts=(
                PaperPart("multiple_choice", Decimal(50), _PASS_55),
                PaperPart("written", Decimal(100), _PASS_55),
            ),
        ),
        PaperRules(
            level=3,
            name="Level 3 Tasting Exam",
            exam_type=ExamType.TASTING,
            duration_minutes=30,
            pass_mark_percentage=_PASS_55,
            max_score=41,
            bundled_timing=BundledTiming.FINAL_DAY,
            components=_TASTING,
        ),
    ),
    overall=(
        OverallRules(
            level=3,
            bands=(
                Band(Award.PASS, _PASS_55),
                Band(Award.MERIT, Decimal(65)),
                Band(Award.DISTINCTION, Decimal(80), lowest_paper=Decimal(65)),
            ),
            best_after_failure=Award.MERIT,
        ),
    ),
)

RULE_PROFILES: Mapping[str, RuleProfile] = {profile.name: profile for profile in (SEED, WSET)}
