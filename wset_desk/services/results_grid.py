"""The results of one exam session, or of the papers of a course session side by side."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, select

from wset_desk.domain.catalogue import Component, ExamType, RuleProfile, SessionType
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.mark_entry import mark_refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.results import (
    Award,
    PaperOutcome,
    ResultState,
    award_band,
    paper_award,
    percentage,
    shown_percentage,
)
from wset_desk.services.assigned import check_assigned, within_reach
from wset_desk.services.contract import query
from wset_desk.services.derived import profile_of_offering
from wset_desk.services.exams_held import ExamHeld, exams_where, places_of
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PaperColumn:
    """A column of marks: one component of one paper, out of `max_score`."""

    exam_session_id: UUID
    component: Component
    exam_type: ExamType
    max_score: int


@dataclass(frozen=True)
class MarkCell:
    """A candidate's mark in one column; `locked` says why it can't be typed now.

    `percent` is cut after two decimals, so that 54.99 is never shown as 55.
    """

    registration_id: UUID
    status: RegistrationStatus
    score: Decimal | None
    percent: Decimal | None
    passed: bool | None
    state: ResultState | None
    locked: Refusal | None


@dataclass(frozen=True)
class ResultsRow:
    """A candidate; one cell a column, None where they don't sit that paper.

    `award` is provisional: what the marks at hand come to, None until all of them are there.
    """

    candidate_id: UUID
    name: str
    number: str | None
    seat: str | None
    extra_time_percent: int
    cells: tuple[MarkCell | None, ...]
    award: Award | None


@dataclass(frozen=True)
class ResultsGrid:
    name: str
    level: int
    starts_at: datetime
    places: tuple[str, ...]
    columns: tuple[PaperColumn, ...]
    rows: tuple[ResultsRow, ...]


@query(Permission.VIEW_RESULTS, Permission.ENTER_ASSIGNED_RESULTS)
def results_grid(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID | None = None,
    course_session_id: UUID | None = None,
) -> ResultsGrid:
    """The marks of one exam session, or of all bundled papers of a course session together.

    Candidates by name. Of a course session an invigilator sees the papers assigned to them.
    Refuses NOT_ASSIGNED, NOT_FOUND.
    """
    if course_session_id is not None:
        exams = _bundled_exams(uow, course_session_id)
    else:
        exams = exams_where(uow, ExamSession.id == exam_session_id)
    if not exams:
        raise DomainError("NOT_FOUND", entity=ExamSession.__tablename__)
    check_assigned(uow, [exam.session.id for exam in exams], Permission.VIEW_RESULTS)
    first = exams[0]
    profile = profile_of_offering(uow, first.offering.id)
    columns = tuple(column for exam in exams for column in _columns(exam, profile))
    return ResultsGrid(
        name=first.name,
        level=first.offering.wset_level,
        starts_at=first.session.exam_date,
        places=places_of(exams),
        columns=columns,
        rows=_Rows(uow, exams, columns, profile).read(),
    )


def _bundled_exams(uow: UnitOfWork, course_session_id: UUID) -> list[ExamHeld]:
    """Those within the actor's reach; all of them if none is, to be refused as not assigned."""
    bundled = and_(
        ExamSession.course_session_id == course_session_id,
        ExamSession.session_type == SessionType.BUNDLED,
    )
    return exams_where(uow, bundled, within_reach(uow, Permission.VIEW_RESULTS)) or exams_where(
        uow, bundled
    )


def _columns(exam: ExamHeld, profile: RuleProfile) -> list[PaperColumn]:
    kind = ExamType(exam.template.exam_type)
    components = profile.paper(exam.offering.wset_level, kind).components
    return [
        PaperColumn(exam.session.id, component, kind, exam.template.max_score)
        for component in components
    ]


class _Rows:
    """Reads the candidates of some exam sessions with their marks."""

    def __init__(
        self,
        uow: UnitOfWork,
        exams: Sequence[ExamHeld],
        columns: Sequence[PaperColumn],
        profile: RuleProfile,
    ) -> None:
        self._uow = uow
        self._columns = columns
        self._profile = profile
        self._level = exams[0].offering.wset_level
        zone = uow.zone
        self._days = {e.session.id: e.session.exam_date.astimezone(zone).date() for e in exams}
        self._today = uow.now.astimezone(zone).date()

    def read(self) -> tuple[ResultsRow, ...]:
        rows = self._uow.session.execute(
            select(ExamRegistration, Candidate)
            .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
            .where(
                ExamRegistration.exam_session_id.in_(self._days),
                ExamRegistration.status.in_(ACTIVE_STATUSES),
            )
            .order_by(Candidate.last_name, Candidate.first_name, Candidate.id)
        )
        sitting: dict[UUID, dict[UUID, ExamRegistration]] = defaultdict(dict)
        people: dict[UUID, Candidate] = {}
        for registration, candidate in rows:
            people[candidate.id] = candidate
            sitting[candidate.id][registration.exam_session_id] = registration
        return tuple(self._row(person, sitting[person.id]) for person in people.values())

    def _row(self, person: Candidate, papers: dict[UUID, ExamRegistration]) -> ResultsRow:
        cells = tuple(
            self._cell(papers[column.exam_session_id], column)
            if column.exam_session_id in papers
            else None
            for column in self._columns
        )
        return ResultsRow(
            candidate_id=person.id,
            name=f"{person.first_name} {person.last_name}",
            number=person.candidate_number,
            seat=next((paper.seat for paper in papers.values() if paper.seat), None),
            extra_time_percent=person.extra_time_percent,
            cells=cells,
            award=self._award(cells),
        )

    def _cell(self, registration: ExamRegistration, column: PaperColumn) -> MarkCell:
        score: Decimal | None = getattr(registration, f"{column.component}_score")
        state = getattr(registration, f"{column.component}_state")
        status = RegistrationStatus(registration.status)
        known_state = ResultState(state) if state else None
        return MarkCell(
            registration_id=registration.id,
            status=status,
            score=score,
            percent=None
            if score is None
            else shown_percentage(percentage(score, column.max_score)),
            passed=getattr(registration, f"{column.component}_passed"),
            state=known_state,
            locked=mark_refusal(
                status=status,
                state=known_state,
                exam_day=self._days[column.exam_session_id],
                today=self._today,
            ),
        )

    def _award(self, cells: Sequence[MarkCell | None]) -> Award | None:
        """Of the whole level where all its papers are here, else of the one paper."""
        papers: dict[ExamType, list[tuple[PaperColumn, MarkCell]]] = defaultdict(list)
        for column, cell in zip(self._columns, cells, strict=True):
            if cell is not None:
                papers[column.exam_type].append((column, cell))
        outcomes = [_outcome(kind, parts) for kind, parts in papers.items()]
        if papers.keys() == {paper.exam_type for paper in self._profile.papers_of(self._level)}:
            return award_band(self._profile, self._level, outcomes)
        return self._one_paper(outcomes[0]) if outcomes else None

    def _one_paper(self, outcome: PaperOutcome) -> Award | None:
        if outcome.passed is None or outcome.score is None or outcome.max_score is None:
            return None
        return paper_award(
            passed=outcome.passed,
            score=outcome.score,
            max_score=outcome.max_score,
            bands=self._profile.paper(self._level, outcome.exam_type).bands,
        )


def _outcome(kind: ExamType, parts: Sequence[tuple[PaperColumn, MarkCell]]) -> PaperOutcome:
    """A paper of two components is passed when both are; its mark is then their sum."""
    scores = [cell.score for _, cell in parts]
    if None in scores:
        return PaperOutcome(kind, None)
    return PaperOutcome(
        kind,
        all(cell.passed for _, cell in parts),
        sum((score for score in scores if score is not None), Decimal(0)),
        sum(column.max_score for column, _ in parts),
    )
