"""What is kept about changes, without one person's data: outbox, log, what devices have sent."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Row, Table, null, select, update

from wset_desk.storage.personal import RowIds, portions, ways_to_people
from wset_desk.storage.schema import ChangeLogEntry, OutboxEntry, ReceivedChange

Without = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""What is left of a table's values by column."""

PERSON_ERASED = "PERSON_ERASED"
HANDED_IN = "DEVICE_REVOKED"
"""Of what a device sent that is kept out: nobody has judged it yet."""
NOT_TAKEN = ("conflict", "rejected", "blocked")
_OUTBOX = cast(Table, OutboxEntry.__table__)
_LOG = cast(Table, ChangeLogEntry.__table__)
_RECEIVED = cast(Table, ReceivedChange.__table__)
_TELLING = ("parameters", "conflict", "overwrote", "record")
"""What of an answer to a change has values in it."""


def with_refused(connection: Connection, centre_id: UUID, rows: RowIds) -> RowIds:
    """The rows, and those that were to hang on them, but were never taken up."""
    known = {entity: dict.fromkeys(ids) for entity, ids in rows.items()}
    for made in _never_taken(connection, centre_id):
        ways = ways_to_people().get(made.entity, ())
        named = ((way.table, made.patch.get(way.column)) for way in ways)
        if any(row_id and UUID(row_id) in known.get(table, ()) for table, row_id in named):
            known.setdefault(made.entity, {})[made.row_id] = None
    return {entity: list(ids) for entity, ids in known.items()}


def _never_taken(connection: Connection, centre_id: UUID) -> list[Row[Any]]:
    """In the order of tables: what hangs on a row comes after it."""
    found: list[Row[Any]] = []
    for table, state in ((_OUTBOX, _OUTBOX.c.state), (_RECEIVED, _RECEIVED.c.status)):
        found += connection.execute(
            select(table.c.entity, table.c.row_id, table.c.patch).where(
                table.c.centre_id == centre_id, table.c.op == "insert", state.in_(NOT_TAKEN)
            )
        )
    order = {entity: number for number, entity in enumerate(ways_to_people())}
    return sorted(found, key=lambda row: order.get(row.entity, 0))


def rewrite_journal(
    connection: Connection, centre_id: UUID, rows: RowIds, without: Without
) -> None:
    """Put what `without` leaves of them in place of the values of all changes of these rows.

    Of what the server didn't take it is said why; the reasons that were typed go.
    """
    for row in _entries(connection, centre_id, _OUTBOX, rows):
        values: dict[str, Any] = {"reason": None, "detail": None}
        values |= {name: _but_for(without, row, name) for name in ("patch", "base")}
        if row.state in NOT_TAKEN:
            values |= {"code": PERSON_ERASED, "detail": _settled(row.detail)}
        _write(connection, _OUTBOX, row, values)
    for row in _entries(connection, centre_id, _LOG, rows):
        _write(connection, _LOG, row, {"patch": _but_for(without, row, "patch")})
    for row in _entries(connection, centre_id, _RECEIVED, rows):
        answer = {name: each for name, each in row.result.items() if name not in _TELLING}
        values = {"patch": _but_for(without, row, "patch"), "result": answer}
        if row.code == HANDED_IN:
            values["code"] = PERSON_ERASED
        _write(connection, _RECEIVED, row, values)


def _settled(detail: Mapping[str, Any] | None) -> dict[str, Any]:
    """Without what stood on either side; whether somebody has settled it stays."""
    kept = {name: each for name, each in (detail or {}).items() if name == "kept"}
    return {"parameters": {}, "conflict": {}, **kept}


def _entries(
    connection: Connection, centre_id: UUID, table: Table, rows: RowIds
) -> Iterator[Row[Any]]:
    every = [row_id for ids in rows.values() for row_id in ids]  # the outbox has no index by row
    for some in portions(every):
        mine = (table.c.centre_id == centre_id) & table.c.row_id.in_(some)
        yield from connection.execute(select(table).where(mine)).all()


def _but_for(without: Without, row: Row[Any], name: str) -> dict[str, Any] | None:
    values = getattr(row, name)
    return None if values is None else without(row.entity, values)


def _write(connection: Connection, table: Table, row: Row[Any], values: dict[str, Any]) -> None:
    """Only what is other than it was: most entries have nothing personal."""
    changed = {
        name: null() if value is None else value
        for name, value in values.items()
        if value != getattr(row, name)
    }
    if changed:
        connection.execute(update(table).where(table.c.id == row.id).values(changed))
