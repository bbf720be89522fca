"""What an edit of a rule profile would change, before it is made: nothing here is written."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import Award, Component, ExamType, RuleProfile
from wset_desk.domain.paper_parts import part_marks
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import PaperOutcome, award_band, component_passed, paper_award
from wset_desk.services.attempts import ResultKey, best_of
from wset_desk.services.contract import query
from wset_desk.services.result_versions import standing_results
from wset_desk.services.rule_profile_editing import Follower, check_edit, followers_of
from wset_desk.services.rule_profiles import profile_in
from wset_desk.services.templates import PaperValues, values_of
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession, RuleProfileRecord
from wset_desk.storage.unit_of_work import UnitOfWork

PartMarks = Mapping[ResultKey, Mapping[str, Decimal]]


@dataclass(frozen=True)
class ChangedTemplate:
    """A template that follows its profile."""

    offering: str
    name: str
    before: PaperValues
    after: PaperValues


@dataclass(frozen=True)
class ChangedWord:
    """A candidate whose result is called otherwise; `paper` is None for the overall result."""

    candidate: str
    number: str | None
    offering: str
    paper: ExamType | None
    before: Award | None
    after: Award | None


@dataclass(frozen=True)
class ProfilePreview:
    """The offerings that use the profile, their templates that change, and whose results do."""

    offerings: tuple[str, ...]
    templates: tuple[ChangedTemplate, ...]
    results: tuple[ChangedWord, ...]


@dataclass(frozen=True)
class _Marked:
    """Somebody's attempt at a paper, with its marks."""

    registration: ExamRegistration
    candidate: Candidate
    follower: Follower


@query(Permission.MANAGE_SETTINGS)
def preview_rule_profile(
    uow: UnitOfWork, *, profile_id: UUID, profile: RuleProfile
) -> ProfilePreview:
    """What `edit_rule_profile` would change. Refuses what that refuses, at the same fields."""
    record = uow.get(RuleProfileRecord, profile_id)
    check_edit(uow, record, profile)
    followers = followers_of(uow, record, profile)
    marked = _marked(uow, followers)
    parts = _part_marks(uow, marked)
    before = _Words(profile_in(record), {f.template.id: values_of(f.template) for f in followers})
    after = _Words(profile, {each.template.id: each.after for each in followers})
    words = zip(before.of(marked, parts), after.of(marked, parts), strict=True)
    return ProfilePreview(
        tuple(dict.fromkeys(each.offering.name for each in followers)),
        tuple(_changed_templates(followers)),
        tuple(
            ChangedWord(
                full_name(one.candidate.first_name, one.candidate.last_name),
                one.candidate.candidate_number,
                one.follower.offering.name,
                paper,
                was,
                becomes,
            )
            for (one, paper, was), (_, _, becomes) in words
            if was is not becomes
        ),
    )


def _changed_templates(followers: Sequence[Follower]) -> Iterator[ChangedTemplate]:
    for each in followers:
        present = values_of(each.template)
        if present != each.after:
            name = each.template.name
            yield ChangedTemplate(each.offering.name, name, present, each.after)


def _marked(uow: UnitOfWork, followers: Sequence[Follower]) -> list[_Marked]:
    """By candidate's name."""
    by_template = {each.template.id: each for each in followers}
    has_mark = or_(
        ExamRegistration.theory_score.is_not(None), ExamRegistration.tasting_score.is_not(None)
    )
    rows = uow.session.execute(
        select(ExamRegistration, Candidate, ExamSession.exam_template_id)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .where(ExamSession.exam_template_id.in_(by_template), has_mark)
        .order_by(Candidate.search_text, ExamRegistration.id)
    )
    return [_Marked(row[0], row[1], by_template[row[2]]) for row in rows]


def _part_marks(uow: UnitOfWork, marked: Sequence[_Marked]) -> PartMarks:
    standing = standing_results(uow, {each.registration.id for each in marked})
    return {key: result.value.parts for key, result in standing.items()}


Word = tuple[_Marked, ExamType | None, Award | None]


class _Words:
    """What results are called under a profile, with these values of the templates."""

    def __init__(self, profile: RuleProfile, values: Mapping[UUID, PaperValues]) -> None:
        self._profile = profile
        self._values = values

    def of(self, marked: Sequence[_Marked], parts: PartMarks) -> Iterator[Word]:
        """Each attempt's word; after the last of an enrolment, the qualification's."""
        attempts: dict[UUID, list[tuple[_Marked, PaperOutcome]]] = defaultdict(list)
        for each in marked:
            outcome = self._outcome(each, parts)
            yield each, outcome.exam_type, self._paper(each, outcome)
            if each.registration.course_enrollment_id is not None:
                attempts[each.registration.course_enrollment_id].append((each, outcome))
        for sat in attempts.values():
            yield sat[0][0], None, self._whole(sat)

    def _outcome(self, each: _Marked, parts: PartMarks) -> PaperOutcome:
        level, kind = each.follower.key
        paper = self._profile.paper(level, kind)
        values = self._values[each.follower.template.id]
        passes, scores = [], []
        for component in paper.components:
            score = _score(each.registration, component)
            if score is None:
                return PaperOutcome(kind, None)
            known = part_marks(paper.parts, parts.get((each.registration.id, component), {}))
            pass_mark = values.pass_mark_percentage
            passes.append(component_passed(score, values.max_score, pass_mark, known))
            scores.append(score)
        maximum = values.max_score * len(scores)
        return PaperOutcome(kind, all(passes), sum(scores, Decimal(0)), maximum)

    def _paper(self, each: _Marked, outcome: PaperOutcome) -> Award | None:
        if outcome.passed is None or outcome.score is None or outcome.max_score is None:
            return None
        return paper_award(
            passed=outcome.passed,
            score=outcome.score,
            max_score=outcome.max_score,
            bands=self._profile.paper(*each.follower.key).bands,
        )

    def _whole(self, sat: Sequence[tuple[_Marked, PaperOutcome]]) -> Award | None:
        """None for a level of one paper: its word says it all."""
        level = sat[0][0].follower.offering.wset_level
        papers = self._profile.papers_of(level)
        if len(papers) == 1:
            return None
        outcomes = [outcome for _, outcome in sat]
        best = [best_of(paper.exam_type, outcomes) for paper in papers]
        failed = any(outcome.passed is False for outcome in outcomes)
        return award_band(self._profile, level, best, any_failed_attempt=failed)


def _score(registration: ExamRegistration, component: Component) -> Decimal | None:
    score: Decimal | None = getattr(registration, f"{component}_score")
    return score
