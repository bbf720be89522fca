"""Levels, formats, rule profiles and the exam templates that an offering gets (rules 2 to 4)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from enum import StrEnum
from typing import Any

from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.plain import from_plain, to_plain


class CourseFormat(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"


class DeliveryMethod(StrEnum):
    IN_PERSON = "in_person"
    REMOTE_INVIGILATION = "remote_invigilation"


class SessionType(StrEnum):
    BUNDLED = "bundled"
    MAKEUP = "makeup"
    RESIT = "resit"
    REMOTE_INVIGILATION = "remote_invigilation"
    STANDALONE = "standalone"


class Component(StrEnum):
    """What a mark is given for."""

    THEORY = "theory"
    TASTING = "tasting"


class ExamType(StrEnum):
    """What a paper examines; one that is `COMBINED` may carry a mark for each component."""

    THEORY = "theory"
    TASTING = "tasting"
    COMBINED = "combined"


class BundledTiming(StrEnum):
    """When a bundled paper is sat: on the first course day, on the last, on a date of its own."""

    SAME_DAY = "same_day"
    FINAL_DAY = "final_day"
    SEPARATE_DAY = "separate_day"


class FirstPaper(StrEnum):
    """Where the papers of a course day stand in it.

    `BY_COUNT`: a single paper ends when the day ends, two or more begin when it begins.
    """

    BY_COUNT = "by_count"
    BEGINS_WITH_DAY = "begins_with_day"
    ENDS_WITH_DAY = "ends_with_day"


class Award(StrEnum):
    """The word for a paper or a qualification, worst first."""

    FAIL = "fail"
    PASS = "pass"  # noqa: S105
    MERIT = "merit"
    DISTINCTION = "distinction"


LEVELS = (1, 2, 3)
DEFAULT_WINDOW_DAYS = 365
LONGEST_PAPER_MINUTES = 24 * 60
LARGEST_MAXIMUM = 9999
HUNDRED_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Band:
    """`name` is earned from `minimum` percent on, with no paper below `lowest_paper` percent."""

    name: Award
    minimum: Decimal
    lowest_paper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A part of a paper that has to be passed by itself."""

    name: str
    max_score: Decimal
    pass_mark_percentage: Decimal


@dataclass(frozen=True, slots=True)
class PaperRules:
    """One paper of a level. `bands` are earned above its pass mark; `weight` counts in the mean."""

    level: int
    name: str
    exam_type: ExamType
    duration_minutes: int
    pass_mark_percentage: Decimal
    max_score: int
    bundled_timing: BundledTiming
    components: tuple[Component, ...]
    question_count: int | None = None
    parts: tuple[PaperPart, ...] = ()
    bands: tuple[Band, ...] = ()
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class OverallRules:
    """How the weighted mean of a level's papers is banded; `best_after_failure` caps the band of
    a candidate who has ever failed a paper of it."""

    level: int
    bands: tuple[Band, ...]
    best_after_failure: Award | None = None


@dataclass(frozen=True, slots=True)
class RuleProfile:
    """The rules of an offering's exams, as data. Two are shipped: see `rule_profiles`."""

    name: str
    papers: tuple[PaperRules, ...]
    overall: tuple[OverallRules, ...] = ()
    break_minutes: int = 45
    first_paper: FirstPaper = FirstPaper.BY_COUNT

    def papers_of(self, level: int) -> tuple[PaperRules, ...]:
        """The papers of `level` in the order in which they are sat; LEVEL_UNKNOWN for none."""
        papers = tuple(paper for paper in self.papers if paper.level == level)
        if not papers:
            raise DomainError("LEVEL_UNKNOWN", field="level", level=level)
        return papers

    def paper(self, level: int, exam_type: ExamType) -> PaperRules:
        for paper in self.papers_of(level):
            if paper.exam_type is exam_type:
                return paper
        raise DomainError("RULE_PROFILE_INVALID", detail=f"{level} {exam_type.value}")

    def overall_of(self, level: int) -> OverallRules | None:
        return next((rules for rules in self.overall if rules.level == level), None)

    def to_dict(self) -> dict[str, Any]:
        """The profile as JSON can hold it, decimals exact as text."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "RuleProfile":
        """What `to_dict` gave; RULE_PROFILE_INVALID for anything else."""
        try:
            return from_plain(cls, data)
        except (KeyError, TypeError, ValueError, DecimalException) as error:
            raise DomainError("RULE_PROFILE_INVALID", detail=str(error)) from error


@dataclass(frozen=True, slots=True)
class ExamTemplateSpec:
    """The values of one row of `exam_templates`."""

    name: str
    exam_type: ExamType
    duration_minutes: int
    pass_mark_percentage: Decimal
    max_score: int
    bundled_timing: BundledTiming
    can_schedule_independently: bool
    is_bundled_with_course: bool = True
    scheduling_window_days: int = DEFAULT_WINDOW_DAYS
    allows_resits: bool = True
    allows_enquiries: bool = True
    active: bool = True


def templates_for(
    level: int, course_format: CourseFormat, profile: RuleProfile
) -> tuple[ExamTemplateSpec, ...]:
    """The exam templates that an offering gets when it is created; LEVEL_UNKNOWN for none."""
    return tuple(_template(paper, course_format) for paper in profile.papers_of(level))


def _template(paper: PaperRules, course_format: CourseFormat) -> ExamTemplateSpec:
    return ExamTemplateSpec(
        name=paper.name,
        exam_type=paper.exam_type,
        duration_minutes=paper.duration_minutes,
        pass_mark_percentage=paper.pass_mark_percentage,
        max_score=paper.max_score,
        bundled_timing=paper.bundled_timing,
        # tasting is in person: it never leaves its course
        can_schedule_independently=course_format is CourseFormat.ONLINE
        and Component.TASTING not in paper.components,
    )


RESULT_RULES = frozenset({"duration_minutes", "pass_mark_percentage", "max_score", "rule_profile"})
"""What may change only while no result of the template is confirmed."""


def template_edit_refusal(
    changed: Collection[str], *, has_confirmed_result: bool
) -> Refusal | None:
    """Why these fields of a template (or its offering's `rule_profile`) can't be changed now."""
    locked = sorted(RESULT_RULES.intersection(changed))
    if has_confirmed_result and locked:
        return Refusal("TEMPLATE_HAS_CONFIRMED_RESULT", {"field": locked[0]})
    return None


def check_template_values(
    paper: PaperRules,
    *,
    duration_minutes: int,
    pass_mark_percentage: Decimal,
    max_score: int,
    field: Callable[[str], str] = str,
) -> None:
    """Refuse values that no paper can have, and a maximum that isn't that of the paper's parts.

    `field` says what the three are called where they were typed.
    """
    if not 1 <= duration_minutes <= LONGEST_PAPER_MINUTES:
        raise DomainError(
            "DURATION_OUT_OF_RANGE", field=field("duration_minutes"), longest=LONGEST_PAPER_MINUTES
        )
    if not 0 <= pass_mark_percentage <= HUNDRED_PERCENT:
        raise DomainError("PASS_MARK_OUT_OF_RANGE", field=field("pass_mark_percentage"))
    if not 1 <= max_score <= LARGEST_MAXIMUM:
        raise DomainError("MAXIMUM_OUT_OF_RANGE", field=field("max_score"), largest=LARGEST_MAXIMUM)
    if paper.parts and max_score != sum(part.max_score for part in paper.parts):
        raise DomainError(
            "TEMPLATE_MAXIMUM_IS_SUM_OF_PARTS", field=field("max_score"), maximum=paper.max_score
        )
