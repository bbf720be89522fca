"""Typing where two people type each mark: one's own entry, and the result that two make."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.catalogue import Component
from wset_desk.domain.double_entry import Entry, agreed, entry_refusal
from wset_desk.domain.errors import DomainError
from wset_desk.services.mark_sheet import MarkSheet
from wset_desk.services.marking.entries import (
    TypedCell,
    entered_twice,
    mark_in,
    open_entries,
    open_rows,
)
from wset_desk.services.result_versions import Entered
from wset_desk.storage.schema import MarkEntry
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class EntryChange:
    """What the actor's own entry of a mark was, and what it is now.

    `version_id`: the result in which it ended, because the other person had typed the same.
    """

    registration_id: UUID
    component: Component
    part: str | None
    old: Decimal | None
    new: Decimal | None
    version_id: UUID | None = None

    @property
    def cell(self) -> TypedCell:
        return TypedCell(self.registration_id, self.component, self.part)


class TypedMarks:
    """The entries of one command among the registrations of its sheet."""

    def __init__(self, uow: UnitOfWork, sheet: MarkSheet, registration_ids: set[UUID]) -> None:
        self._uow = uow
        self._sheet = sheet
        offerings = {each: sheet.offering_of(each) for each in registration_ids}
        twice = entered_twice(uow, offerings.values())
        self._twice = {each for each, offering in offerings.items() if offering in twice}
        self._entries = open_entries(uow, self._twice) if self._twice else {}
        self._typed: dict[TypedCell, Decimal | None] = {}

    def __contains__(self, cell: TypedCell) -> bool:
        """Whether two people type this mark."""
        return cell.registration_id in self._twice

    def stands(self, cell: TypedCell) -> bool:
        return mark_in(self._sheet.stands(cell.result), cell.part) is not None

    def take(self, cell: TypedCell, mark: Decimal | None) -> None:
        """Take up the actor's own entry; None takes it back. Refuses MARK_STANDS,
        MARK_TYPED_TWICE."""
        refusal = entry_refusal(self._of(cell), self._uow.actor.staff_id, stands=self.stands(cell))
        if refusal is not None:
            raise refusal.as_error()
        self._typed[cell] = mark

    def own(self, cell: TypedCell) -> Decimal | None:
        """What the actor has typed there."""
        mine = (each.mark for each in self._of(cell) if each.by == self._uow.actor.staff_id)
        return next(mine, None)

    def write(self) -> tuple[EntryChange, ...]:
        """Keep the entries, and make results of those on which two agree."""
        changed = {cell: mark for cell, mark in self._typed.items() if self._tells(cell, mark)}
        if not changed:
            return ()
        rows = open_rows(self._uow, {cell.registration_id for cell in changed})
        for row in (row for cell in changed for row in rows[cell]):
            if row.entered_by_id == self._uow.actor.staff_id:
                self._uow.delete(row)
        self._uow.session.flush()  # one's own are unique
        settled = self._settle(changed)
        for cell, mark in changed.items():
            self._keep(cell, mark, rows[cell], settled.get(cell))
        return tuple(
            EntryChange(*cell, self.own(cell), mark, settled.get(cell))
            for cell, mark in changed.items()
        )

    def _tells(self, cell: TypedCell, mark: Decimal | None) -> bool:
        """Whether it is something new, or makes a result that had been taken back."""
        return mark != self.own(cell) or agreed(self._with(cell, mark)) is not None

    def _keep(
        self,
        cell: TypedCell,
        mark: Decimal | None,
        others: Sequence[MarkEntry],
        version_id: UUID | None,
    ) -> None:
        actor = self._uow.actor.staff_id
        if mark is not None and actor is not None:
            self._uow.add(
                MarkEntry(
                    exam_registration_id=cell.registration_id,
                    component=cell.component,
                    part=cell.part or "",
                    mark=mark,
                    entered_by_id=actor,
                    entered_at=self._uow.now,
                    result_version_id=version_id,
                )
            )
        for row in others:
            if version_id is not None and row.entered_by_id != actor:
                row.result_version_id = version_id

    def _settle(self, changed: dict[TypedCell, Decimal | None]) -> dict[TypedCell, UUID]:
        """One version a result for each person who typed first, so that it is theirs."""
        groups: dict[UUID, dict[TypedCell, Decimal]] = defaultdict(dict)
        for cell, mark in changed.items():
            first = agreed(self._with(cell, mark))
            if first is not None:
                groups[first.by][cell] = first.mark
        settled: dict[TypedCell, UUID] = {}
        for by, marks in groups.items():
            self._sheet.begin_anew()
            for cell, mark in marks.items():
                self._sheet.put(cell.result, cell.part, mark)
            saved = self._sheet.write(Entered(self._uow.now, by, self._uow.reason))
            versions = {(each.registration_id, each.component): each.version_id for each in saved}
            settled |= {cell: versions[cell.result] for cell in marks}
        return settled

    def _with(self, cell: TypedCell, mark: Decimal | None) -> list[Entry]:
        actor = self._uow.actor.staff_id
        others = [each for each in self._of(cell) if each.by != actor]
        if mark is None or actor is None:
            return others
        return [*others, Entry(actor, mark, self._uow.now)]

    def _of(self, cell: TypedCell) -> Sequence[Entry]:
        return self._entries.get(cell, ())


def correction_refused(typed: TypedMarks, cell: TypedCell, mark: Decimal | None) -> None:
    """Refuse MARK_ENTERED_TWICE for a mark that nobody's two entries have made a result yet."""
    if cell in typed and mark is not None and not typed.stands(cell):
        raise DomainError("MARK_ENTERED_TWICE")
