"""Marks: typed or pasted, each change a new version, each undo one more (rules 4 and 14)."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import UNDO_REASON, checked_reason
from wset_desk.services.contract import command
from wset_desk.services.mark_sheet import MarkSheet, SavedMark
from wset_desk.services.marking.entries import TypedCell, reopen_entries
from wset_desk.services.marking.typed_marks import EntryChange, TypedMarks, correction_refused
from wset_desk.services.release_messages import withdraw_results
from wset_desk.services.result_versions import changes_of
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class MarkInput:
    """A mark as it was typed, on its component's own scale; empty text or None takes it back.

    `part` names the part of a paper that is marked by part; its total is computed.
    """

    registration_id: UUID
    component: Component
    mark: str | Decimal | None
    part: str | None = None


@dataclass(frozen=True)
class RefusedMark:
    registration_id: UUID
    component: Component
    refusal: Refusal
    part: str | None = None


@dataclass(frozen=True)
class MarksOutcome:
    """What became of each mark; one that is what it was before is nowhere in it.

    `entered` are the actor's own entries of marks that two people type.
    """

    saved: tuple[SavedMark, ...]
    refused: tuple[RefusedMark, ...]
    entered: tuple[EntryChange, ...] = ()

    @property
    def versions(self) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(mark.version_id for mark in self.saved))


@command(Permission.ENTER_RESULTS, Permission.ENTER_ASSIGNED_RESULTS)
def set_marks(uow: UnitOfWork, *, marks: tuple[MarkInput, ...]) -> MarksOutcome:
    """Save the good ones among `marks` and answer the others with what is wrong with them.

    A result that changes gets a provisional version, and completes the registration; one that
    doesn't gets none. Of two marks for one cell the later counts. A paper that is marked by part
    has no mark until every part has one. Where the course has its marks entered twice, a mark is
    the actor's own entry until a second person has typed the same. Raises NOT_ASSIGNED and
    NOT_FOUND for the whole call.
    """
    return _enter(uow, marks)


@command(Permission.ENTER_RESULTS)
def correct_marks(uow: UnitOfWork, *, marks: tuple[MarkInput, ...], reason: str) -> MarksOutcome:
    """As `set_marks`, of results that are confirmed or released too: for a reason.

    What is corrected is provisional again: a second person confirms it, and until it is released
    anew nothing of it reaches the candidate, nor does a message that wasn't sent yet. Refuses
    REASON_MISSING, TEXT_TOO_LONG.
    """
    uow.reason = checked_reason(reason)
    outcome = _enter(uow, marks, corrects=True)
    withdraw_results(uow, {mark.registration_id for mark in outcome.saved})
    return outcome


@command(Permission.ENTER_RESULTS, Permission.ENTER_ASSIGNED_RESULTS)
def restore_marks(uow: UnitOfWork, *, versions: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The inverse of `set_marks`, and of itself: give each result the mark from before its version.

    Makes new versions with the reason "undo" and answers them. All or none: refuses
    RESULT_BUILT_UPON where another mark stands by now, RESULT_CONFIRMED,
    MARK_FOR_NO_SHOW, NOT_ASSIGNED, NOT_FOUND.
    """
    uow.reason = UNDO_REASON
    changes = changes_of(uow, versions)
    sheet = MarkSheet(uow, {each.key[0] for each in changes})
    for each in changes:
        sheet.take_back(each)
    reopen_entries(uow, versions)
    return tuple(dict.fromkeys(mark.version_id for mark in sheet.write()))


def _enter(
    uow: UnitOfWork, marks: Collection[MarkInput], *, corrects: bool = False
) -> MarksOutcome:
    cells = {TypedCell(m.registration_id, Component(m.component), m.part): m.mark for m in marks}
    registrations = {cell.registration_id for cell in cells}
    sheet = MarkSheet(uow, registrations, corrects=corrects)
    twice = TypedMarks(uow, sheet, registrations)
    refused = []
    for cell, mark in cells.items():
        try:
            _take(sheet, twice, cell, mark, corrects=corrects)
        except DomainError as error:
            refusal = Refusal(error.code, error.parameters)
            refused.append(RefusedMark(*cell.result, refusal, cell.part))
    saved = sheet.write()
    return MarksOutcome(saved, tuple(refused), twice.write())


def _take(
    sheet: MarkSheet,
    twice: TypedMarks,
    cell: TypedCell,
    mark: str | Decimal | None,
    *,
    corrects: bool,
) -> None:
    read = sheet.read(cell.result, cell.part, mark)
    if corrects:
        correction_refused(twice, cell, read)
    elif cell in twice:
        twice.take(cell, read)
        return
    sheet.put(cell.result, cell.part, read)
