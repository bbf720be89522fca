"""How far the marks of an exam have come that two people type, and where they differ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import Component
from wset_desk.domain.double_entry import (
    Entry,
    EntryStage,
    decision_refusal,
    differ,
    may_see,
    stage_of,
)
from wset_desk.domain.errors import Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.contract import query
from wset_desk.services.derived import paper_rules
from wset_desk.services.exams_held import ExamHeld
from wset_desk.services.marking.entries import (
    Entries,
    TypedCell,
    entered_twice,
    open_entries,
    stands,
)
from wset_desk.services.result_versions import standing_results
from wset_desk.services.results_grid import exams_to_mark
from wset_desk.services.results_sitting import names_of_staff
from wset_desk.storage.schema import Candidate, ExamRegistration, MarkEntry
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Typist:
    """Somebody who has typed some of the marks that are no results yet."""

    name: str
    is_own: bool
    typed: int


@dataclass(frozen=True, slots=True)
class EntryProgress:
    """`is_on`: the exam's marks are entered twice; it may have been so before.

    `marks` counts what is to be typed, `settled` what is a result, `once` and `differing` what one
    person and what two have typed.
    """

    is_on: bool
    marks: int
    settled: int
    once: int
    differing: int
    typists: tuple[Typist, ...]


NOT_TWICE = EntryProgress(False, 0, 0, 0, 0, ())
"""Of an exam whose marks one person types."""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One person's entry; `mark` is None where the actor mustn't see it."""

    name: str
    is_own: bool
    at: datetime
    mark: Decimal | None


@dataclass(frozen=True, slots=True)
class UnsettledMark:
    """A mark that somebody has typed and that is no result yet, the earlier entry first.

    `refusal` is why the actor can't decide it.
    """

    registration_id: UUID
    component: Component
    part: str | None
    name: str
    number: str | None
    max_score: Decimal | int
    entries: tuple[ShownEntry, ...]
    differs: bool
    refusal: Refusal | None


@query(Permission.VIEW_RESULTS, Permission.ENTER_ASSIGNED_RESULTS)
def entry_progress(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID | None = None,
    course_session_id: UUID | None = None,
) -> EntryProgress:
    """Who has typed how many of an exam's marks, not what. Refuses NOT_ASSIGNED, NOT_FOUND."""
    exams = exams_to_mark(uow, exam_session_id, course_session_id)
    is_on = bool(entered_twice(uow, {exam.offering.id for exam in exams}))
    if not (is_on or _any_open(uow, exams)):
        return NOT_TWICE  # asked of every exam that is opened, however many sit it
    cells = _Cells(uow, exams)
    open_ = cells.open_entries()
    stages = Counter(stage_of(entries) for entries in open_.values())
    by = Counter(entry.by for entries in open_.values() for entry in entries)
    names = names_of_staff(uow, by)
    return EntryProgress(
        is_on=is_on,
        marks=len(cells.all),
        settled=cells.settled,
        once=stages[EntryStage.ONCE],
        differing=stages[EntryStage.DIFFERS],
        typists=tuple(
            Typist(names.get(each, ""), each == uow.actor.staff_id, count)
            for each, count in sorted(by.items(), key=lambda item: names.get(item[0], ""))
        ),
    )


@query(Permission.CONFIRM_RESULTS)
def unsettled_marks(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID | None = None,
    course_session_id: UUID | None = None,
) -> tuple[UnsettledMark, ...]:
    """What was typed and is no result yet: first where two people differ, candidates by name.

    Nobody is shown a mark that they may still have to type on their own, or the other's where they
    are one of the two. Refuses NOT_FOUND.
    """
    cells = _Cells(uow, exams_to_mark(uow, exam_session_id, course_session_id))
    found = cells.open_entries()
    people = _people(uow, {cell.registration_id for cell in found})
    names = names_of_staff(uow, {entry.by for entries in found.values() for entry in entries})
    order = {registration_id: number for number, registration_id in enumerate(people)}
    ordered = sorted(found, key=lambda cell: (not differ(found[cell]), order[cell.registration_id]))
    return tuple(
        UnsettledMark(
            *cell,
            *people[cell.registration_id],
            max_score=cells.all[cell],
            entries=_shown(uow, found[cell], names),
            differs=differ(found[cell]),
            refusal=decision_refusal(found[cell], uow.actor.staff_id),
        )
        for cell in ordered
    )


def _any_open(uow: UnitOfWork, exams: Sequence[ExamHeld]) -> bool:
    """Whether anything was typed here that is no result."""
    found = uow.session.scalar(
        select(MarkEntry.id)
        .join(ExamRegistration, ExamRegistration.id == MarkEntry.exam_registration_id)
        .where(
            ExamRegistration.exam_session_id.in_([exam.session.id for exam in exams]),
            MarkEntry.result_version_id.is_(None),
        )
        .limit(1)
    )
    return found is not None


class _Cells:
    """The marks that some exams have, of candidates who came, with their maxima."""

    def __init__(self, uow: UnitOfWork, exams: Sequence[ExamHeld]) -> None:
        self._uow = uow
        papers = paper_rules(uow, {exam.template for exam in exams})
        by_session = {exam.session.id: exam.template for exam in exams}
        rows = uow.session.execute(
            select(ExamRegistration.id, ExamRegistration.exam_session_id).where(
                ExamRegistration.exam_session_id.in_(by_session),
                ExamRegistration.status.in_(ACTIVE_STATUSES),
                ExamRegistration.status != RegistrationStatus.NO_SHOW,
            )
        )
        self.all: dict[TypedCell, Decimal | int] = {}
        for registration_id, session_id in rows:
            template = by_session[session_id]
            paper = papers[template.id]
            for component in paper.components:
                for part in paper.parts:
                    cell = TypedCell(registration_id, component, part.name)
                    self.all[cell] = part.max_score
                if not paper.parts:
                    self.all[TypedCell(registration_id, component)] = template.max_score
        standing = standing_results(uow, {cell.registration_id for cell in self.all})
        self._open = [cell for cell in self.all if not stands(cell, standing.get(cell.result))]
        self.settled = len(self.all) - len(self._open)

    def open_entries(self) -> Entries:
        """Entries of marks that aren't results, which are the ones that count."""
        found = open_entries(self._uow, {cell.registration_id for cell in self._open})
        return {cell: found[cell] for cell in self._open if cell in found}


def _people(uow: UnitOfWork, registration_ids: set[UUID]) -> dict[UUID, tuple[str, str | None]]:
    """Name and number by registration, in the order of the candidates' names."""
    rows = uow.session.execute(
        select(
            ExamRegistration.id,
            Candidate.first_name,
            Candidate.last_name,
            Candidate.candidate_number,
        )
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(ExamRegistration.id.in_(registration_ids))
        .order_by(*BY_NAME)
    )
    return {row[0]: (full_name(row[1], row[2]), row[3]) for row in rows}


def _shown(
    uow: UnitOfWork, entries: Sequence[Entry], names: Mapping[UUID | None, str]
) -> tuple[ShownEntry, ...]:
    by = uow.actor.staff_id
    return tuple(
        ShownEntry(
            names.get(entry.by, ""),
            entry.by == by,
            entry.at,
            entry.mark if may_see(entry, entries, by) else None,
        )
        for entry in entries
    )
