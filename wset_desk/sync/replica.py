"""A device's store as the server's image with the device's own unsent changes on top.

Rows are taken over as they come: nothing is made of them that the server hasn't made.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from wset_desk.domain.errors import DomainError
from wset_desk.services import derived
from wset_desk.storage.records import (
    Record,
    insert_records,
    read_records,
    remove_records,
    table_of,
)
from wset_desk.storage.schema import ENTITIES, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.erased import erase_all, forget_unsent, people_to_erase
from wset_desk.sync.messages import ChangeResult, PulledRecord
from wset_desk.sync.outbox import (
    Overlay,
    RowKey,
    Unsent,
    settle_changes,
    unsettled_rows,
    waiting_rows,
)

Own = Sequence[Unsent]
REVOKED = "DEVICE_REVOKED"


def take_over(uow: UnitOfWork, pulled: Sequence[PulledRecord]) -> None:
    """Put the server's rows in place, and on top of them what the server hasn't seen.

    Of tables that only a newer program knows nothing is kept: it fetches them when it is here.
    """
    rows = {(each.entity, each.id): each.record for each in pulled if each.entity in ENTITIES}
    if rows:  # most syncs bring nothing
        _put(uow, rows, waiting_rows(uow))


def own_rows(uow: UnitOfWork) -> dict[RowKey, Record]:
    """The rows that this device has changed and not sent, as they stand."""
    return _records(uow, waiting_rows(uow))


def lay_over(uow: UnitOfWork, own: Mapping[RowKey, Record]) -> None:
    """Put what the server hasn't seen on top of rows that are all the server's.

    `own` is what `own_rows` said before: a row that only this device has is as it was.
    """
    waiting = waiting_rows(uow)
    theirs = _records(uow, waiting)
    _put(uow, theirs, waiting)
    for entity, row_id in waiting.keys() & own.keys() - theirs.keys():
        _written(uow, entity, {row_id: own[entity, row_id]})
    forget_unsent(uow)


def show_again(uow: UnitOfWork, keys: Collection[RowKey]) -> None:
    """Put what waits once more on top of these rows: it may have been refused, or written over."""
    theirs = _records(uow, keys)
    put_rows(uow, {key: theirs.get(key) for key in keys})


def _records(uow: UnitOfWork, keys: Iterable[RowKey]) -> dict[RowKey, Record]:
    ids: defaultdict[str, list[UUID]] = defaultdict(list)
    for entity, row_id in keys:
        ids[entity].append(row_id)
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    return {
        (entity, row_id): record
        for entity, wanted in ids.items()
        for row_id, record in read_records(connection, centre_id, entity, wanted).items()
    }


def put_rows(uow: UnitOfWork, rows: Mapping[RowKey, Record | None]) -> None:
    """The same of rows by key; None takes one out that isn't this device's to have any more."""
    if rows:
        _put(uow, rows, waiting_rows(uow))


def take_answers(uow: UnitOfWork, results: Sequence[ChangeResult]) -> None:
    """Store what became of the changes that were sent.

    Of those that were taken the row has a new number; a row of which a change wasn't is again as
    the server has it, and what was typed stays in the outbox for a person to look at.
    """
    rows = settle_changes(uow, results)
    refused: dict[RowKey, Record | None] = {}
    numbers: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for result in results:
        entity, row_id = rows[result.change_id]
        if result.code == REVOKED:
            continue  # what stands is nothing for this device any more
        if result.seq is None:
            refused[entity, row_id] = result.record
        else:
            numbers[entity].append({"_row": row_id, "_seq": result.seq})
    _number(uow, numbers)
    put_rows(uow, refused)


def settle_own(
    uow: UnitOfWork, *, answered_since: datetime | None = None, knows_fees: bool = True
) -> None:
    """Compute what depends on changes that the server hasn't seen, or hasn't taken.

    What the server computed doesn't know of them; where there are none, its word stands, and so it
    does for fees at a device that doesn't have the ledger. What was computed here before it took
    them (`answered_since`) is computed again: it may have come to what it had, and says no word.
    """
    ids = unsettled_rows(uow, ExamRegistration.__tablename__, answered_since)
    if not ids:
        return
    wanted = select(ExamRegistration).where(ExamRegistration.id.in_(ids))
    for registration in uow.session.scalars(wanted).all():
        _settle_registration(uow, registration, knows_fees=knows_fees)
        uow.changed |= {"exam_registrations", "exam_sessions"}
    uow.session.flush()


def _settle_registration(
    uow: UnitOfWork, registration: ExamRegistration, *, knows_fees: bool
) -> None:
    try:
        derived.count_seats(uow, uow.get(ExamSession, registration.exam_session_id))
        derived.settle_results(uow, registration)
        if knows_fees:
            derived.settle_fee(uow, registration)
    except DomainError:
        return  # what it depends on is still to come: it is settled then


def _put(uow: UnitOfWork, rows: Mapping[RowKey, Record | None], waiting: Overlay) -> None:
    leaving = people_to_erase(uow, rows)
    by_entity: defaultdict[str, dict[UUID, Record | None]] = defaultdict(dict)
    for (entity, row_id), record in rows.items():
        by_entity[entity][row_id] = record
    for entity, records in by_entity.items():
        own = {key[1]: entries for key, entries in waiting.items() if key[0] == entity}
        _put_entity(uow, entity, records, own)
    uow.changed.update(by_entity)
    uow.session.expire_all()
    erase_all(uow, leaving)


def _put_entity(
    uow: UnitOfWork, entity: str, rows: Mapping[UUID, Record | None], own: Mapping[UUID, Own]
) -> None:
    """Where a row of the server's and an unsent change can't both be, the server's row stands.

    The change is answered when it is sent: until then it is in the outbox alone.
    """
    seen = {
        row_id: overlaid(row_id, record, own.get(row_id, ())) for row_id, record in rows.items()
    }
    if _written(uow, entity, seen):
        return
    base = {row_id: _without_own(uow, entity, row_id, entries) for row_id, entries in own.items()}
    plain = {**base, **rows}
    _write(uow, entity, plain, displacing=True)
    for row_id, entries in own.items():
        _written(uow, entity, {row_id: overlaid(row_id, plain[row_id], entries)})


def _written(uow: UnitOfWork, entity: str, rows: Mapping[UUID, Record | None]) -> bool:
    """Put the rows in place; False, with nothing changed, where they break a constraint."""
    try:
        with uow.session.begin_nested():
            _write(uow, entity, rows)
    except IntegrityError:
        return False
    return True


def _write(
    uow: UnitOfWork,
    entity: str,
    rows: Mapping[UUID, Record | None],
    *,
    displacing: bool = False,
) -> None:
    """All out first, then in: of rows that changed places none is in the way of another.

    What else is `displaced` has changed on the server, too, and comes with a later page.
    """
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    remove_records(connection, centre_id, entity, rows)
    records = [record for record in rows.values() if record is not None]
    insert_records(connection, centre_id, entity, records, displacing=displacing)


def _without_own(uow: UnitOfWork, entity: str, row_id: UUID, own: Own) -> Record | None:
    """The row as it was before this device's unsent changes."""
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    record = read_records(connection, centre_id, entity, [row_id]).get(row_id)
    for entry in reversed(own):
        if entry.op == "insert" or record is None:
            return None
        record = {**record, **(entry.base or {})}
    return record


def overlaid(row_id: UUID, record: Record | None, own: Iterable[Unsent]) -> Record | None:
    for entry in own:
        if record is not None or entry.op == "insert":
            record = {**(record or {"id": str(row_id)}), **entry.patch}
    return record


def _number(uow: UnitOfWork, numbers: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Give the rows their numbers, by table."""
    for entity, rows in numbers.items():
        table = table_of(entity)
        statement: Any = table.update().where(table.c.id == bindparam("_row"))
        uow.session.connection().execute(statement.values(seq=bindparam("_seq")), rows)
