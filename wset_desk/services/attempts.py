"""The attempts of an enrolment and what has become of the qualification (rules 3 and 13)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Award, Component, ExamType, RuleProfile
from wset_desk.domain.mark_entry import ScaledMark
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.domain.results import PaperOutcome, ResultState, award_band, overall_result
from wset_desk.services.rule_profiles import profile_in
from wset_desk.storage.schema import (
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    RuleProfileRecord,
)
from wset_desk.storage.unit_of_work import UnitOfWork

ResultKey = tuple[UUID, Component]
"""A result: a registration's mark for one component."""


@dataclass(frozen=True)
class Qualification:
    """The overall result of an enrolment and its word; None until every paper is decided."""

    passed: bool | None
    award: Award | None


@dataclass(frozen=True)
class SupposedMark:
    """What a released mark might be instead."""

    score: Decimal
    passed: bool


@dataclass(frozen=True)
class Attempt:
    """A registration for one paper of an enrolment; `components` are what the paper examines.

    `supposed` are marks that count instead of its own.
    """

    registration: ExamRegistration
    exam_type: ExamType
    components: tuple[Component, ...]
    max_score: int
    supposed: Mapping[Component, SupposedMark] = field(default_factory=dict)

    def outcome(self, also: Collection[ResultKey]) -> PaperOutcome:
        """What is known of it: nothing until all its marks are released, or are in `also`."""
        if not all(self._is_released(component, also) for component in self.components):
            return PaperOutcome(self.exam_type, None)
        scores = [self._value(component, "score") for component in self.components]
        passes = [self._value(component, "passed") for component in self.components]
        maximum = self.max_score * len(scores)
        return PaperOutcome(self.exam_type, all(passes), sum(scores, Decimal(0)), maximum)

    def marks(self) -> list[ScaledMark]:
        """The marks that there are, in whatever state."""
        scores = (self._value(component, "score") for component in self.components)
        return [ScaledMark(score, self.max_score) for score in scores if score is not None]

    def _is_released(self, component: Component, also: Collection[ResultKey]) -> bool:
        released = self._value(component, "state") == ResultState.RELEASED
        has_mark = self._value(component, "score") is not None
        return has_mark and (released or (self.registration.id, component) in also)

    def _value(self, component: Component, name: str) -> Any:
        if component in self.supposed and name in ("score", "passed"):
            return getattr(self.supposed[component], name)
        return getattr(self.registration, f"{component}_{name}")


@dataclass(frozen=True)
class Enrolled:
    """An enrolment with the papers that its qualification needs, and all attempts at them."""

    level: int
    profile: RuleProfile
    papers: tuple[ExamType, ...]
    attempts: tuple[Attempt, ...]

    def qualification(self, also: Collection[ResultKey] = ()) -> Qualification:
        """As released; with `also`, as it will be once those results are released too."""
        outcomes = [each.outcome(also) for each in self.attempts]
        papers = self.best_papers(also)
        failed = any(each.passed is False for each in outcomes)
        return Qualification(
            overall_result(papers),
            award_band(self.profile, self.level, papers, any_failed_attempt=failed),
        )

    def best_papers(self, also: Collection[ResultKey] = ()) -> tuple[PaperOutcome, ...]:
        """What has become of each paper across attempts."""
        outcomes = [each.outcome(also) for each in self.attempts]
        return tuple(best_of(kind, outcomes) for kind in self.papers)

    def supposing(self, marks: Mapping[ResultKey, SupposedMark]) -> "Enrolled":
        """As it would be if these were the marks."""
        return replace(self, attempts=tuple(_supposing(each, marks) for each in self.attempts))


def _supposing(attempt: Attempt, marks: Mapping[ResultKey, SupposedMark]) -> Attempt:
    own = {key[1]: mark for key, mark in marks.items() if key[0] == attempt.registration.id}
    return replace(attempt, supposed=own)


def enrolled(uow: UnitOfWork, enrollment_ids: Iterable[UUID]) -> dict[UUID, Enrolled]:
    """The enrolments with everything that their overall results come from, by id."""
    wanted = set(enrollment_ids)
    taken = uow.session.execute(
        select(CourseEnrollment.id, CourseEnrollment.offering_id).where(
            CourseEnrollment.id.in_(wanted)
        )
    ).all()
    sold = uow.session.execute(
        select(Offering, RuleProfileRecord)
        .join(RuleProfileRecord, RuleProfileRecord.id == Offering.rule_profile_id)
        .where(Offering.id.in_({offering_id for _, offering_id in taken}))
    ).all()
    by_id = {offering.id: offering for offering, _ in sold}
    profiles = {record.id: profile_in(record) for _, record in sold}
    offerings = {enrollment_id: by_id[offering_id] for enrollment_id, offering_id in taken}
    papers = _papers_of(uow, {offering.id for offering in offerings.values()})
    attempts = _attempts_at(uow, wanted)
    return {
        each: _enrolled(offering, profiles[offering.rule_profile_id], papers, attempts[each])
        for each, offering in offerings.items()
    }


Sat = tuple[ExamRegistration, str, int]


def _enrolled(
    offering: Offering,
    profile: RuleProfile,
    papers: dict[UUID, list[ExamType]],
    sat: Sequence[Sat],
) -> Enrolled:
    level = offering.wset_level
    attempts = tuple(
        Attempt(registration, kind, profile.paper(level, kind).components, max_score)
        for registration, kind, max_score in ((row[0], ExamType(row[1]), row[2]) for row in sat)
    )
    return Enrolled(level, profile, tuple(papers[offering.id]), attempts)


def _attempts_at(uow: UnitOfWork, enrollment_ids: Collection[UUID]) -> dict[UUID, list[Sat]]:
    rows = uow.session.execute(
        select(ExamRegistration, ExamTemplate.exam_type, ExamTemplate.max_score)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamRegistration.course_enrollment_id.in_(enrollment_ids),
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
    )
    found: dict[UUID, list[Sat]] = defaultdict(list)
    for registration, kind, max_score in rows:
        if registration.course_enrollment_id is not None:
            found[registration.course_enrollment_id].append((registration, kind, max_score))
    return found


def _papers_of(uow: UnitOfWork, offering_ids: Collection[UUID]) -> dict[UUID, list[ExamType]]:
    rows = uow.session.execute(
        select(ExamTemplate.course_offering_id, ExamTemplate.exam_type).where(
            ExamTemplate.course_offering_id.in_(offering_ids), ExamTemplate.active
        )
    )
    found: dict[UUID, list[ExamType]] = defaultdict(list)
    for offering_id, kind in rows:
        found[offering_id].append(ExamType(kind))
    return found


def best_of(kind: ExamType, outcomes: Sequence[PaperOutcome]) -> PaperOutcome:
    """The paper across attempts: a pass before a fail, then the higher percentage."""
    known = [each for each in outcomes if each.exam_type is kind and each.passed is not None]
    return max(known, key=_rank, default=PaperOutcome(kind, None))


def _rank(outcome: PaperOutcome) -> tuple[bool, Fraction]:
    score, maximum = outcome.score, outcome.max_score
    share = Fraction(score) / Fraction(maximum) if score is not None and maximum else Fraction(0)
    return outcome.passed is True, share
