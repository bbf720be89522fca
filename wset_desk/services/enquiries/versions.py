"""The versions of a disputed result, and who had a hand in them (helpers of this layer)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Award
from wset_desk.domain.paper_parts import part_marks
from wset_desk.domain.results import (
    ResultState,
    component_passed,
    paper_award,
    percentage,
    shown_percentage,
)
from wset_desk.services.attempts import ResultKey
from wset_desk.services.enquiries.asked_papers import (
    AskedPaper,
    asked_papers,
    covered_results,
    disputed_versions,
)
from wset_desk.services.enquiries.rows import DisputedPaper, PaperVersion
from wset_desk.services.result_versions import (
    ResultValue,
    StandingResult,
    standing_at_each_version,
)
from wset_desk.storage.schema import ExamEnquiry, MarkEntry, ResultVersion, Staff
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Hands:
    """Who entered and who confirmed what a result says; None is the program."""

    entered: tuple[UUID | None, ...] = ()
    confirmed: tuple[UUID | None, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionInHands:
    """A version with what stood as of it, and whose work that was."""

    row: ResultVersion
    standing: StandingResult
    hands: Hands = field(default_factory=Hands)


def disputed_papers(uow: UnitOfWork, enquiry: ExamEnquiry) -> tuple[DisputedPaper, ...]:
    """The results that an enquiry is about, as they were told and as they stand."""
    papers = asked_papers(uow, covered_results(enquiry))
    versions = versions_of(uow, papers)
    names = _names(uow)
    told = disputed_versions(enquiry)
    return tuple(
        _disputed(paper, versions.get(key, []), names, told.get(key))
        for key, paper in papers.items()
    )


def versions_of(
    uow: UnitOfWork, keys: Iterable[ResultKey]
) -> dict[ResultKey, list[VersionInHands]]:
    """Every version of these results, the oldest first."""
    wanted = set(keys)
    registrations = {registration_id for registration_id, _ in wanted}
    rows = uow.session.scalars(
        select(ResultVersion).where(ResultVersion.exam_registration_id.in_(registrations))
    )
    by_id = {row.id: row for row in rows}
    typed = _typists(uow, registrations)
    history = standing_at_each_version(uow, registrations)
    return {
        key: _in_hands([VersionInHands(by_id[each.version_id], each) for each in found], typed)
        for key, found in history.items()
        if key in wanted
    }


def told_versions(uow: UnitOfWork, enquiry: ExamEnquiry) -> dict[ResultKey, VersionInHands]:
    """What the candidate had been told; of what isn't known, what stands."""
    told = disputed_versions(enquiry)
    return {
        key: next((each for each in found if each.row.id == told.get(key)), found[-1])
        for key, found in versions_of(uow, covered_results(enquiry)).items()
    }


def _in_hands(
    versions: Sequence[VersionInHands], typed: Mapping[UUID, list[UUID]]
) -> list[VersionInHands]:
    found: list[VersionInHands] = []
    typists: list[UUID] = []
    confirmed: list[UUID | None] = []
    before: ResultValue | None = None
    for each in versions:
        if each.standing.value != before:
            typists, before = [], each.standing.value
        if each.standing.state is ResultState.PROVISIONAL or not typists:
            typists += typed.get(each.row.id, [])
        confirmed = _confirmed(each, found, confirmed)
        entered = tuple(dict.fromkeys([*each.standing.entered.values(), *typists]))
        found.append(VersionInHands(each.row, each.standing, Hands(entered, tuple(confirmed))))
    return found


def _confirmed(
    each: VersionInHands, earlier: Sequence[VersionInHands], so_far: list[UUID | None]
) -> list[UUID | None]:
    if each.standing.state is ResultState.CONFIRMED:
        return [each.row.entered_by_id]
    is_same = bool(earlier) and earlier[-1].standing.value == each.standing.value
    return so_far if is_same and each.standing.state is ResultState.RELEASED else []


def _typists(uow: UnitOfWork, registrations: set[UUID]) -> dict[UUID, list[UUID]]:
    """By version: the two who typed its marks, where marks are entered twice."""
    rows = uow.session.execute(
        select(MarkEntry.result_version_id, MarkEntry.entered_by_id)
        .where(
            MarkEntry.exam_registration_id.in_(registrations),
            MarkEntry.result_version_id.is_not(None),
        )
        .order_by(MarkEntry.entered_at, MarkEntry.id)
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for version_id, staff_id in rows:
        if version_id is not None:
            found[version_id].append(staff_id)
    return found


def _names(uow: UnitOfWork) -> dict[UUID | None, str | None]:
    rows = uow.session.execute(select(Staff.id, Staff.name))
    return {None: None, **{row[0]: row[1] for row in rows}}


def _disputed(
    paper: AskedPaper,
    versions: Sequence[VersionInHands],
    names: Mapping[UUID | None, str | None],
    told: UUID | None,
) -> DisputedPaper:
    shown = {each.row.id: _shown(paper, each, names) for each in versions}
    latest = versions[-1] if versions else None
    disputed = next((each for each in versions if each.row.id == told), None)
    template = paper.sitting.template
    return DisputedPaper(
        registration_id=paper.key[0],
        component=paper.key[1],
        exam_type=paper.exam_type,
        exam_name=template.name,
        day=paper.day,
        max_score=template.max_score,
        pass_mark_percentage=template.pass_mark_percentage,
        parts=paper.rules.parts if latest and latest.standing.value.parts else (),
        disputed=None if disputed is None else shown[disputed.row.id],
        current=None if latest is None else shown[latest.row.id],
        is_unchanged=latest is not None and still_stands(latest.standing, disputed),
        versions=tuple(shown.values()),
    )


def still_stands(standing: StandingResult, disputed: VersionInHands | None) -> bool:
    """Whether what was told is released and says the same; what isn't known is what stands."""
    if standing.state is not ResultState.RELEASED:
        return False
    return disputed is None or disputed.standing.value == standing.value


def _shown(
    paper: AskedPaper, each: VersionInHands, names: Mapping[UUID | None, str | None]
) -> PaperVersion:
    value, row = each.standing.value, each.row
    score = value.score
    passed = None if score is None else passes(paper, value)
    return PaperVersion(
        version_id=row.id,
        registration_id=paper.key[0],
        component=paper.key[1],
        number=row.number,
        state=each.standing.state,
        score=score,
        max_score=row.max_score,
        percent=None if score is None else shown_percentage(percentage(score, row.max_score)),
        passed=passed,
        award=None if passed is None else award_of(paper, value),
        parts=tuple(value.parts.items()),
        entered_by=tuple(names.get(by) for by in each.hands.entered),
        confirmed_by=tuple(names.get(by) for by in each.hands.confirmed),
        at=row.entered_at,
        by=names.get(row.entered_by_id),
        reason=row.reason,
    )


def passes(paper: AskedPaper, value: ResultValue) -> bool:
    """Whether a mark passes by the paper's rules, its parts included."""
    if value.score is None:
        return False
    template, parts = paper.sitting.template, part_marks(paper.rules.parts, value.parts)
    return component_passed(value.score, template.max_score, template.pass_mark_percentage, parts)


def award_of(paper: AskedPaper, value: ResultValue) -> Award:
    """The word for a mark; FAIL for none."""
    if value.score is None:
        return Award.FAIL
    return paper_award(
        passed=passes(paper, value),
        score=value.score,
        max_score=paper.sitting.template.max_score,
        bands=paper.rules.bands,
    )
