"""Reading the candidates of some exam sessions with their marks, and what is odd about those."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Award, ExamType, RuleProfile
from wset_desk.domain.errors import Refusal
from wset_desk.domain.mark_entry import ScaledMark, is_far, mark_refusal
from wset_desk.domain.paper_parts import part_passed
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.results import (
    PaperOutcome,
    ResultState,
    award_band,
    paper_award,
    percentage,
    shown_percentage,
)
from wset_desk.services.attempts import Attempt, enrolled
from wset_desk.services.exams_held import ExamHeld
from wset_desk.services.result_versions import StandingResult, standing_in
from wset_desk.services.results_rows import MarkCell, PaperColumn, ResultsRow
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import MARK_GAP_POINTS, RESULT_NEEDS_SECOND_PERSON
from wset_desk.storage.schema import Candidate, ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork


def read_rows(
    uow: UnitOfWork,
    exams: Sequence[ExamHeld],
    columns: Sequence[PaperColumn],
    profile: RuleProfile,
) -> tuple[ResultsRow, ...]:
    """A row for each candidate of these exam sessions, by name."""
    return _Reader(uow, exams, columns, profile).read()


class _Reader:
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
        self._standing = standing_in(uow, self._days)
        self._second_person = centre_setting(uow, RESULT_NEEDS_SECOND_PERSON)
        self._gap = centre_setting(uow, MARK_GAP_POINTS)
        self._attempts: Mapping[UUID, Sequence[Attempt]] = {}

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
        registrations = [each for papers in sitting.values() for each in papers.values()]
        self._attempts = self._attempts_of(registrations)
        return tuple(self._row(person, sitting[person.id]) for person in people.values())

    def _attempts_of(
        self, registrations: Sequence[ExamRegistration]
    ) -> Mapping[UUID, Sequence[Attempt]]:
        """By enrolment; nothing for a level of one paper, which has no other to compare with."""
        if len(self._profile.papers_of(self._level)) == 1:
            return {}
        ids = {each.course_enrollment_id for each in registrations} - {None}
        found = enrolled(self._uow, (each for each in ids if each is not None))
        return {key: enrollment.attempts for key, enrollment in found.items()}

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
        standing = self._standing.get((registration.id, column.component))
        score = _score(registration, column, standing)
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
            passed=_passed(registration, column, score),
            state=known_state,
            locked=mark_refusal(
                status=status,
                state=known_state,
                exam_day=self._days[column.exam_session_id],
                today=self._today,
            ),
            version_id=None if standing is None else standing.version_id,
            is_own=self._is_own(standing),
            warning=self._warning(registration, column, score),
        )

    def _is_own(self, standing: StandingResult | None) -> bool:
        by = self._uow.actor.staff_id
        return self._second_person and standing is not None and by in standing.entered_by

    def _warning(
        self, registration: ExamRegistration, column: PaperColumn, score: Decimal | None
    ) -> Refusal | None:
        """A mark that is far from all marks of the candidate's other papers."""
        enrollment_id = registration.course_enrollment_id
        if score is None or column.part is not None or enrollment_id is None:
            return None
        mark = ScaledMark(score, column.max_score)
        others = [
            other
            for attempt in self._attempts.get(enrollment_id, ())
            if attempt.exam_type is not column.exam_type
            for other in attempt.marks()
        ]
        if others and all(is_far(mark, other, self._gap) for other in others):
            return Refusal("MARK_FAR_FROM_OTHER", {"points": self._gap})
        return None

    def _award(self, cells: Sequence[MarkCell | None]) -> Award | None:
        """Of the whole level where all its papers are here, else of the one paper."""
        papers: dict[ExamType, list[tuple[PaperColumn, MarkCell]]] = defaultdict(list)
        for column, cell in zip(self._columns, cells, strict=True):
            if cell is not None and column.part is None:
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


def _score(
    registration: ExamRegistration, column: PaperColumn, standing: StandingResult | None
) -> Decimal | None:
    if column.part is None:
        score: Decimal | None = getattr(registration, f"{column.component}_score")
        return score
    return None if standing is None else standing.value.parts.get(column.part.name)


def _passed(
    registration: ExamRegistration, column: PaperColumn, score: Decimal | None
) -> bool | None:
    if column.part is not None:
        return None if score is None else part_passed(column.part, score)
    passed: bool | None = getattr(registration, f"{column.component}_passed")
    return passed


def _outcome(kind: ExamType, marked: Sequence[tuple[PaperColumn, MarkCell]]) -> PaperOutcome:
    """A paper of two components is passed when both are; its mark is then their sum."""
    scores = [cell.score for _, cell in marked if cell.score is not None]
    if len(scores) < len(marked):
        return PaperOutcome(kind, None)
    return PaperOutcome(
        kind,
        all(cell.passed for _, cell in marked),
        sum(scores, Decimal(0)),
        sum((Decimal(column.max_score) for column, _ in marked), Decimal(0)),
    )
