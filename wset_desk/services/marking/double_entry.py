"""What becomes of marks that two people type: taken back, decided by a third, taken over."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Component
from wset_desk.domain.double_entry import Entry, decision_refusal
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import UNDO_REASON, checked_reason
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.services.contract import command
from wset_desk.services.mark_sheet import MarkSheet
from wset_desk.services.marking.entries import (
    TypedCell,
    cell_of,
    entered_twice,
    mark_in,
    open_entries,
    open_rows,
    reopen_entries,
)
from wset_desk.services.marking.typed_marks import EntryChange, TypedMarks
from wset_desk.services.result_versions import Entered, changes_of
from wset_desk.storage.schema import ExamRegistration, MarkEntry
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork


@command(Permission.ENTER_RESULTS, Permission.ENTER_ASSIGNED_RESULTS)
def restore_entries(
    uow: UnitOfWork, *, changes: tuple[EntryChange, ...]
) -> tuple[EntryChange, ...]:
    """The inverse of typing one's own entries, and of itself; a result they made goes with it.

    All or none. Refuses RESULT_BUILT_UPON where another entry or mark stands by now,
    RESULT_CONFIRMED, MARK_FOR_NO_SHOW, NOT_ASSIGNED, NOT_FOUND.
    """
    uow.reason = UNDO_REASON
    registrations = {each.registration_id for each in changes}
    made = tuple(each.version_id for each in changes if each.version_id is not None)
    sheet = MarkSheet(uow, registrations)
    for change in changes_of(uow, made) if made else ():
        sheet.take_back(change)
    sheet.write()
    reopen_entries(uow, made)
    sheet.begin_anew()
    typed = TypedMarks(uow, sheet, registrations)
    for each in changes:
        if each.cell not in typed or typed.own(each.cell) != each.new:
            raise DomainError("RESULT_BUILT_UPON")
        typed.take(each.cell, each.old)
    return typed.write()


@command(Permission.CONFIRM_RESULTS)
def decide_mark(
    uow: UnitOfWork,
    *,
    registration_id: UUID,
    component: Component,
    part: str | None = None,
    mark: str | Decimal,
    reason: str,
) -> tuple[UUID, ...]:
    """Decide what two people typed differently: one of their marks, or another.

    Answers the version, which `restore_marks` takes back. Refuses THIRD_PERSON_NEEDED for the two,
    MARK_NOT_TYPED_TWICE, MARK_STANDS, MARK_MISSING, REASON_MISSING, and what isn't a mark.
    """
    uow.reason = checked_reason(reason)
    cell = TypedCell(registration_id, component, part)
    sheet = MarkSheet(uow, {registration_id})
    read = sheet.read(cell.result, part, mark)
    if read is None:
        raise DomainError("MARK_MISSING", field="mark")
    rows = _open(uow, sheet, cell)
    refusal = decision_refusal(_entries(rows), uow.actor.staff_id)
    if refusal is not None:
        raise refusal.as_error()
    sheet.put(cell.result, part, read)
    versions = tuple(saved.version_id for saved in sheet.write())
    for row in rows:
        row.result_version_id = versions[0]
    return versions


@command(Permission.CONFIRM_RESULTS)
def drop_entries(
    uow: UnitOfWork,
    *,
    registration_id: UUID,
    component: Component,
    part: str | None = None,
    reason: str,
) -> tuple[UUID, ...]:
    """Set aside what was typed for a mark, so that it is typed anew or the candidate was absent.

    Answers what `restore_dropped` brings back. Refuses MARK_NOT_TYPED, MARK_STANDS, REASON_MISSING.
    """
    uow.reason = checked_reason(reason)
    cell = TypedCell(registration_id, component, part)
    rows = _open(uow, MarkSheet(uow, {registration_id}), cell)
    if not rows:
        raise DomainError("MARK_NOT_TYPED")
    for row in rows:
        uow.delete(row)
    return tuple(row.id for row in rows)


@command(Permission.CONFIRM_RESULTS)
def restore_dropped(uow: UnitOfWork, *, entry_ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The inverse of `drop_entries`. Refuses RESULT_BUILT_UPON where somebody typed since."""
    uow.reason = UNDO_REASON
    rows = uow.session.scalars(
        select(MarkEntry).where(MarkEntry.id.in_(entry_ids)), execution_options=WITH_DELETED
    ).all()
    if {row.id for row in rows} != set(entry_ids):
        raise DomainError("NOT_FOUND", entity=MarkEntry.__tablename__)
    if any(open_entries(uow, {row.exam_registration_id}).get(cell_of(row)) for row in rows):
        raise DomainError("RESULT_BUILT_UPON")
    for row in rows:
        row.deleted_at = None
    return entry_ids


@command(Permission.ENTER_RESULTS)
def adopt_entries(uow: UnitOfWork, *, exam_session_ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """Make results of what one person typed, where marks aren't entered twice any more.

    Each is that person's. Answers the versions, which `restore_marks` takes back. What two people
    typed differently waits for a decision. Refuses MARK_ENTERED_TWICE while they still are.
    """
    registrations = _registrations(uow, exam_session_ids)
    sheet = MarkSheet(uow, registrations)
    if entered_twice(uow, {sheet.offering_of(each) for each in registrations}):
        raise DomainError("MARK_ENTERED_TWICE")
    by_typist: dict[UUID, list[MarkEntry]] = defaultdict(list)
    for cell, rows in open_rows(uow, registrations).items():
        if len(rows) == 1 and mark_in(sheet.stands(cell.result), cell.part) is None:
            by_typist[rows[0].entered_by_id].append(rows[0])
    return tuple(
        version for by, rows in by_typist.items() for version in _adopt(uow, sheet, by, rows)
    )


def _adopt(uow: UnitOfWork, sheet: MarkSheet, by: UUID, rows: Sequence[MarkEntry]) -> list[UUID]:
    """What one person typed; where no mark can be given any more it stays an entry."""
    sheet.begin_anew()
    taken = [row for row in rows if _was_read(sheet, cell_of(row), row.mark)]
    saved = sheet.write(Entered(uow.now, by, uow.reason))
    versions = {(each.registration_id, each.component): each.version_id for each in saved}
    for row in taken:
        row.result_version_id = versions[cell_of(row).result]
    return list(dict.fromkeys(versions.values()))


def _was_read(sheet: MarkSheet, cell: TypedCell, mark: Decimal) -> bool:
    try:
        sheet.take(cell.result, cell.part, mark)
    except DomainError:
        return False
    return True


def _open(uow: UnitOfWork, sheet: MarkSheet, cell: TypedCell) -> list[MarkEntry]:
    if mark_in(sheet.stands(cell.result), cell.part) is not None:
        raise DomainError("MARK_STANDS")
    return open_rows(uow, {cell.registration_id}).get(cell, [])


def _entries(rows: Sequence[MarkEntry]) -> list[Entry]:
    return [Entry(row.entered_by_id, row.mark, row.entered_at) for row in rows]


def _registrations(uow: UnitOfWork, exam_session_ids: tuple[UUID, ...]) -> set[UUID]:
    rows = uow.session.scalars(
        select(ExamRegistration.id).where(
            ExamRegistration.exam_session_id.in_(exam_session_ids),
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
    )
    return set(rows)
