"""Rules 2 to 4: the templates of an offering, the two rule profiles, what may still be edited."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.catalogue import (
    LEVELS,
    Award,
    Band,
    BundledTiming,
    Component,
    CourseFormat,
    ExamTemplateSpec,
    ExamType,
    FirstPaper,
    PaperPart,
    PaperRules,
    RuleProfile,
    check_template_values,
    template_edit_refusal,
    templates_for,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.rule_profiles import RULE_PROFILES, SEED, WSET

IN_PERSON, ONLINE = CourseFormat.IN_PERSON, CourseFormat.ONLINE

# level, name, exam_type, minutes, pass %, timing, schedulable alone when online
RULE_2 = [
    (1, "Level 1 Theory Exam", "combined", 45, "55", "same_day", True),
    (2, "Level 2 Theory Exam", "theory", 60, "55", "final_day", True),
    (3, "Level 3 Theory Exam", "theory", 120, "55", "final_day", True),
    (3, "Level 3 Tasting Exam", "tasting", 90, "55", "final_day", False),
]


@pytest.mark.parametrize("course_format", CourseFormat)
@pytest.mark.parametrize("level", LEVELS)
def test_the_seed_templates_are_exactly_those_of_rule_2(
    level: int, course_format: CourseFormat
) -> None:
    expected = tuple(
        ExamTemplateSpec(
            name=name,
            exam_type=ExamType(exam_type),
            duration_minutes=minutes,
            pass_mark_percentage=Decimal(pass_mark),
            max_score=100,
            is_bundled_with_course=True,
            bundled_timing=BundledTiming(timing),
            can_schedule_independently=alone_online and course_format is ONLINE,
            scheduling_window_days=365,
            allows_resits=True,
            allows_enquiries=True,
            active=True,
        )
        for of_level, name, exam_type, minutes, pass_mark, timing, alone_online in RULE_2
        if of_level == level
    )
    assert templates_for(level, course_format, SEED) == expected


# level, exam_type, minutes, pass %, maximum
RULE_3 = [
    (1, "combined", 45, "70", 30),
    (2, "theory", 60, "55", 100),
    (3, "theory", 120, "55", 150),
    (3, "tasting", 30, "55", 41),
]


@pytest.mark.parametrize(("level", "exam_type", "minutes", "pass_mark", "maximum"), RULE_3)
def test_the_wset_profile_fills_duration_pass_mark_and_maximum(
    level: int, exam_type: str, minutes: int, pass_mark: str, maximum: int
) -> None:
    [template] = [
        spec for spec in templates_for(level, IN_PERSON, WSET) if spec.exam_type == exam_type
    ]
    assert template.duration_minutes == minutes
    assert template.pass_mark_percentage == Decimal(pass_mark)
    assert template.max_score == maximum


@pytest.mark.parametrize("profile", RULE_PROFILES.values(), ids=lambda profile: profile.name)
@pytest.mark.parametrize("level", LEVELS)
def test_every_profile_knows_every_level(level: int, profile: RuleProfile) -> None:
    papers = profile.papers_of(level)
    assert all(profile.paper(level, paper.exam_type) is paper for paper in papers)
    assert all(paper.components for paper in papers)
    assert profile.break_minutes == 45
    assert profile.first_paper is FirstPaper.BY_COUNT


@pytest.mark.parametrize("profile", RULE_PROFILES.values(), ids=lambda profile: profile.name)
def test_the_parts_of_a_paper_add_up_to_its_maximum(profile: RuleProfile) -> None:
    for paper in profile.papers:
        if paper.parts:
            assert sum(part.max_score for part in paper.parts) == paper.max_score


def test_a_level_that_no_profile_has_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        templates_for(4, IN_PERSON, SEED)
    assert refused.value.code == "LEVEL_UNKNOWN"
    assert refused.value.parameters == {"field": "level", "level": 4}


def test_a_paper_that_the_profile_lacks_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        SEED.paper(2, ExamType.TASTING)
    assert refused.value.code == "RULE_PROFILE_INVALID"


percents = st.decimals(min_value=0, max_value=100, places=2)
bands = st.builds(Band, st.sampled_from(Award), percents, st.none() | percents)
papers = st.builds(
    PaperRules,
    level=st.integers(1, 9),
    name=st.text(max_size=30),
    exam_type=st.sampled_from(ExamType),
    duration_minutes=st.integers(1, 600),
    pass_mark_percentage=percents,
    max_score=st.integers(1, 500),
    bundled_timing=st.sampled_from(BundledTiming),
    components=st.lists(st.sampled_from(Component), unique=True).map(tuple),
    question_count=st.none() | st.integers(1, 100),
    parts=st.lists(st.builds(PaperPart, st.text(max_size=9), percents, percents)).map(tuple),
    bands=st.lists(bands).map(tuple),
    weight=percents,
)


@given(papers=st.lists(papers, max_size=3).map(tuple), pause=st.integers(0, 240))
def test_a_profile_survives_being_stored_as_data(
    papers: tuple[PaperRules, ...], pause: int
) -> None:
    profile = replace(WSET, papers=papers, break_minutes=pause)
    assert RuleProfile.from_dict(json.loads(json.dumps(profile.to_dict()))) == profile


@pytest.mark.parametrize("profile", RULE_PROFILES.values(), ids=lambda profile: profile.name)
def test_the_shipped_profiles_survive_with_their_kinds(profile: RuleProfile) -> None:
    again = RuleProfile.from_dict(json.loads(json.dumps(profile.to_dict())))
    assert again == profile
    assert all(isinstance(paper.exam_type, ExamType) for paper in again.papers)
    assert all(isinstance(paper.pass_mark_percentage, Decimal) for paper in again.papers)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("break_minutes", "45"),
        ("break_minutes", True),
        ("break_minutes", 45.0),
        ("first_paper", "at noon"),
        ("name", 3),
        ("papers", 3),
        ("papers", ["theory"]),
        ("overall", [{"level": 3, "bands": [{"name": "pass", "minimum": 55}]}]),
        ("overall", [{"level": 3}]),
    ],
)
def test_data_of_another_kind_is_refused(name: str, value: object) -> None:
    with pytest.raises(DomainError) as refused:
        RuleProfile.from_dict({**WSET.to_dict(), name: value})
    assert refused.value.code == "RULE_PROFILE_INVALID"


def test_a_number_that_is_none_is_refused() -> None:
    data = SEED.to_dict()
    data["papers"][0]["pass_mark_percentage"] = "fifty-five"
    with pytest.raises(DomainError) as refused:
        RuleProfile.from_dict(data)
    assert refused.value.code == "RULE_PROFILE_INVALID"


@pytest.mark.parametrize(
    "changed", ["duration_minutes", "pass_mark_percentage", "max_score", "rule_profile"]
)
def test_result_rules_are_editable_until_a_result_is_confirmed(changed: str) -> None:
    assert template_edit_refusal({changed}, has_confirmed_result=False) is None
    refusal = template_edit_refusal({changed, "name"}, has_confirmed_result=True)
    assert refusal is not None
    assert refusal.code == "TEMPLATE_HAS_CONFIRMED_RESULT"
    assert refusal.parameters == {"field": changed}


def test_other_fields_stay_editable() -> None:
    fields = {"name", "active", "allows_resits", "bundled_timing"}
    assert template_edit_refusal(fields, has_confirmed_result=True) is None


def check(
    paper: PaperRules, minutes: int = 60, needed: str = "55", maximum: int = 100
) -> str | None:
    try:
        check_template_values(
            paper,
            duration_minutes=minutes,
            pass_mark_percentage=Decimal(needed),
            max_score=maximum,
        )
    except DomainError as error:
        assert error.parameters["field"]
        return error.code
    return None


def test_values_that_no_paper_can_have_are_refused() -> None:
    level_2 = SEED.paper(2, ExamType.THEORY)
    assert check(level_2) is None
    assert check(level_2, minutes=1, needed="0", maximum=1) is None
    assert check(level_2, needed="100") is None
    assert check(level_2, minutes=0) == "DURATION_OUT_OF_RANGE"
    assert check(level_2, minutes=1441) == "DURATION_OUT_OF_RANGE"
    assert check(level_2, needed="-0.01") == "PASS_MARK_OUT_OF_RANGE"
    assert check(level_2, needed="100.01") == "PASS_MARK_OUT_OF_RANGE"
    assert check(level_2, maximum=0) == "MAXIMUM_OUT_OF_RANGE"
    assert check(level_2, maximum=10000) == "MAXIMUM_OUT_OF_RANGE"


def test_the_maximum_of_a_paper_in_parts_is_their_sum() -> None:
    in_parts = WSET.paper(3, ExamType.THEORY)
    assert check(in_parts, maximum=150) is None
    assert check(in_parts, maximum=100) == "TEMPLATE_MAXIMUM_IS_SUM_OF_PARTS"
