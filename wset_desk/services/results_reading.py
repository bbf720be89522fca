"""Reading the candidates of some exam sessions with their marks, and what is odd about those."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import RuleProfile
from wset_desk.domain.double_entry import EntryStage, entry_refusal, stage_of
from wset_desk.domain.errors import Refusal
from wset_desk.domain.mark_entry import ScaledMark, is_far, mark_refusal
from wset_desk.domain.paper_parts import part_passed
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.domain.results import ResultState, percentage, shown_percentage
from wset_desk.services.attempts import ResultKey
from wset_desk.services.exams_held import ExamHeld
from wset_desk.services.marking.entries import Entries, TypedCell, entered_twice, open_entries
from wset_desk.services.marking.holds import Hold, holds_of
from wset_desk.services.result_versions import StandingResult, standing_results
from wset_desk.services.results_awards import Awards
from wset_desk.services.results_rows import MarkCell, MarkEntry, PaperColumn, ResultsRow
from wset_desk.services.results_sitting import (
    OtherMarks,
    Person,
    Sat,
    marks_of_enrolments,
    names_of_staff,
    papers_sat,
)
from wset_desk.services.setting_values import centre_setting, course_setting
from wset_desk.settings import MARK_GAP_POINTS, RESULT_NEEDS_SECOND_PERSON
from wset_desk.storage.unit_of_work import UnitOfWork

_AT_ONCE = 1000
"""Candidates of one question to the store, which takes some thousands of parameters."""


class RowReader:
    """Makes the rows of some exam sessions under these columns."""

    def __init__(
        self,
        uow: UnitOfWork,
        exams: Sequence[ExamHeld],
        columns: Sequence[PaperColumn],
        profile: RuleProfile,
    ) -> None:
        self._uow = uow
        self._columns = columns
        level, zone = exams[0].offering.wset_level, uow.zone
        self._days = {e.session.id: e.session.exam_date.astimezone(zone).date() for e in exams}
        self._today = uow.now.astimezone(zone).date()
        self._compares = len(profile.papers_of(level)) > 1  # else there is no other paper
        self._second_person = centre_setting(uow, RESULT_NEEDS_SECOND_PERSON)
        self._gap = course_setting(uow, MARK_GAP_POINTS, exams[0].offering.course_id)
        self._awards = Awards(profile, level, columns)
        self._standing: dict[ResultKey, StandingResult] = {}
        self._entries: dict[ResultKey, MarkEntry] = {}
        self.entered_twice = bool(entered_twice(uow, [exams[0].offering.id]))
        self._typed: Entries = {}
        self._holds: dict[ResultKey, tuple[Hold, ...]] = {}
        self._others: OtherMarks = {}

    def read(self, people: Sequence[Person]) -> tuple[ResultsRow, ...]:
        """A row for each of these candidates."""
        rows: list[ResultsRow] = []
        for first in range(0, len(people), _AT_ONCE):
            some = people[first : first + _AT_ONCE]
            sat = papers_sat(self._uow, self._days, [person.id for person in some])
            self._look_up([each for papers in sat.values() for each in papers])
            rows += [self._row(person, sat[person.id]) for person in some]
        return tuple(rows)

    def _look_up(self, registrations: Sequence[Sat]) -> None:
        """Read what the rows of these registrations say besides."""
        ids = [each.id for each in registrations]
        self._standing = standing_results(self._uow, ids)
        self._holds = holds_of(self._uow, ids)
        self._typed = open_entries(self._uow, ids) if self.entered_twice else {}
        self._entries = _entries(self._uow, self._standing)
        if self._compares:
            enrolments = {e.course_enrollment_id for e in registrations if e.course_enrollment_id}
            self._others = marks_of_enrolments(self._uow, enrolments)

    def _row(self, person: Person, registrations: Sequence[Sat]) -> ResultsRow:
        papers = {each.exam_session_id: each for each in registrations}
        cells = tuple(
            self._cell(papers[column.exam_session_id], column)
            if column.exam_session_id in papers
            else None
            for column in self._columns
        )
        first = next(papers[id_] for id_ in self._days if id_ in papers)
        return ResultsRow(
            candidate_id=person.id,
            name=full_name(person.first_name, person.last_name),
            number=person.candidate_number,
            seat=next((paper.seat for paper in registrations if paper.seat), None),
            extra_time_percent=person.extra_time_percent,
            registration_type=RegistrationType(first.registration_type),
            cells=cells,
            award=self._awards.of(cells),
        )

    def _cell(self, registration: Sat, column: PaperColumn) -> MarkCell:
        key = (registration.id, column.component)
        standing = self._standing.get(key)
        score, passed, state = _mark(registration, column, standing)
        status = RegistrationStatus(registration.status)
        cell = MarkCell(
            registration_id=registration.id,
            status=status,
            score=score,
            percent=_percent(score, column),
            passed=passed,
            state=state,
            locked=mark_refusal(
                status=status,
                state=state,
                exam_day=self._days[column.exam_session_id],
                today=self._today,
            ),
            version_id=None if standing is None else standing.version_id,
            is_own=self._is_own(standing),
            warning=self._warning(registration, column, score),
            entry=self._entries.get(key),
            holds=self._holds.get(key, ()),
        )
        return self._with_entries(cell, column) if self.entered_twice else cell

    def _with_entries(self, cell: MarkCell, column: PaperColumn) -> MarkCell:
        """The cell with what the actor may know of its entries."""
        if column.is_total:
            return cell
        part = None if column.part is None else column.part.name
        actor = self._uow.actor.staff_id
        entries = self._typed.get(TypedCell(cell.registration_id, column.component, part), ())
        refusal = entry_refusal(entries, actor, stands=cell.score is not None)
        if cell.locked is not None or cell.score is not None:
            return replace(cell, locked=cell.locked or refusal)
        own = next((each.mark for each in entries if each.by == actor), None)
        stage = stage_of(entries)
        is_known = own is not None or stage is not EntryStage.ONCE
        return replace(cell, locked=refusal, typed=own, stage=stage if is_known else None)

    def _is_own(self, standing: StandingResult | None) -> bool:
        if standing is None or not self._second_person:
            return False
        return self._uow.actor.staff_id in standing.entered.values()

    def _warning(
        self, registration: Sat, column: PaperColumn, score: Decimal | None
    ) -> Refusal | None:
        """A mark that is far from all marks of the candidate's other papers."""
        enrollment_id = registration.course_enrollment_id
        if score is None or column.part is not None or enrollment_id is None:
            return None
        mark = ScaledMark(score, column.max_score)
        others = [
            other
            for kind, other in self._others.get(enrollment_id, ())
            if kind is not column.exam_type
        ]
        if others and all(is_far(mark, other, self._gap) for other in others):
            return Refusal("MARK_FAR_FROM_OTHER", {"points": self._gap})
        return None


def _entries(
    uow: UnitOfWork, standing: Mapping[ResultKey, StandingResult]
) -> dict[ResultKey, MarkEntry]:
    """Of the results that say something."""
    names = names_of_staff(uow, _everybody(standing.values()))
    return {
        key: MarkEntry(tuple(dict.fromkeys(names.get(by) for by in each.entered.values())), at)
        for key, each in standing.items()
        if each.entered and (at := each.entered_at) is not None
    }


def _everybody(standing: Iterable[StandingResult]) -> set[UUID | None]:
    return {by for each in standing for by in each.entered.values()}


def _mark(
    registration: Sat, column: PaperColumn, standing: StandingResult | None
) -> tuple[Decimal | None, bool | None, ResultState | None]:
    """Score and pass as the column has them, state as the whole result has it."""
    score, passed, state = getattr(registration, column.component)
    if column.part is not None:
        score = None if standing is None else standing.value.parts.get(column.part.name)
        passed = None if score is None else part_passed(column.part, score)
    return score, passed, ResultState(state) if state else None


def _percent(score: Decimal | None, column: PaperColumn) -> Decimal | None:
    return None if score is None else shown_percentage(percentage(score, column.max_score))
