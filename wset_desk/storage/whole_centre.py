"""Everything that a server has of a centre, table by table, as it stands: for another server that
takes its place.

Rows come and go past the session: nobody acts, and nothing is captured.
"""

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Column, Connection, LargeBinary, Table, delete, func, insert, select

from wset_desk.storage.alike import insert_alike
from wset_desk.storage.schema import (
    AuditHead,
    Base,
    Centre,
    OutboxEntry,
    ServerLink,
    Snapshot,
    SnapshotPart,
    SyncCursor,
    SyncRun,
)
from wset_desk.storage.wire import encode, reader_of

PART_ROWS = 2_000
LEFT_BEHIND = frozenset(
    each.__tablename__
    for each in (AuditHead, OutboxEntry, ServerLink, Snapshot, SnapshotPart, SyncCursor, SyncRun)
)
"""What is a device's, can be made anew, or is signed by the one server itself."""
_PARTS = cast(Table, SnapshotPart.__table__)
_SNAPSHOTS = cast(Table, Snapshot.__table__)
_LEVEL = 5

Rows = Sequence[dict[str, Any]]


class TablePart(NamedTuple):
    """Some rows of one table in wire form."""

    table: str
    rows: Rows


def tables() -> dict[str, Table]:
    """Those that go along by name, each after those to which it refers."""
    return {
        table.name: table
        for table in Base.metadata.sorted_tables
        if "centre_id" in table.columns and table.columns["centre_id"].nullable is False
        if table.name not in LEFT_BEHIND
    }


def read_centre(connection: Connection, centre_id: UUID) -> Iterator[TablePart]:
    """Everything, in parts."""
    for name, table in tables().items():
        latest: UUID | None = None
        while rows := _read(connection, table, centre_id, latest):
            latest = rows[-1].id
            yield TablePart(name, [_as_wire(row._mapping) for row in rows])


def _read(connection: Connection, table: Table, centre_id: UUID, after: UUID | None) -> Any:
    wanted = select(table).where(table.c.centre_id == centre_id).order_by(table.c.id)
    if after is not None:
        wanted = wanted.where(table.c.id > after)
    return connection.execute(wanted.limit(PART_ROWS)).all()


def _as_wire(row: Any) -> dict[str, Any]:
    return {
        name: b64encode(value).decode() if isinstance(value, bytes) else encode(value)
        for name, value in row.items()
        if value is not None and name != "centre_id"
    }


def stage(connection: Connection, centre_id: UUID, own: UUID, number: int, part: TablePart) -> None:
    """Keep a part until all have come, in the place of one that came before under its number."""
    content = gzip.compress(json.dumps(part.rows).encode(), _LEVEL)
    mine = (_PARTS.c.centre_id == centre_id) & (_PARTS.c.number == number)
    connection.execute(delete(_PARTS).where(mine))
    connection.execute(
        insert(_PARTS).values(
            id=own,
            centre_id=centre_id,
            snapshot_id=centre_id,
            number=number,
            entity=part.table,
            rows=len(part.rows),
            digest="",
            content=content,
        )
    )


def staged(connection: Connection, centre_id: UUID) -> int:
    """How many parts have come."""
    count = select(func.count()).where(_PARTS.c.centre_id == centre_id)
    return int(connection.execute(count).scalar_one())


def begin_staging(connection: Connection, centre_id: UUID, now: Any) -> None:
    """Forget parts that came before."""
    end_staging(connection, centre_id)
    values = {"id": centre_id, "centre_id": centre_id, "seq": 0, "epoch": centre_id}
    connection.execute(insert(_SNAPSHOTS).values(**values, made_at=now))


def end_staging(connection: Connection, centre_id: UUID) -> None:
    for table in (_PARTS, _SNAPSHOTS):
        connection.execute(delete(table).where(table.c.centre_id == centre_id))


def write_staged(connection: Connection, centre_id: UUID) -> None:
    """Put every row in its place. Raises SQLAlchemy's IntegrityError where one can't stand there.

    The row of the centre itself takes the place of the one that had to be there before.
    """
    connection.execute(delete(Centre).where(Centre.id == centre_id))
    numbers = select(_PARTS.c.number).where(_PARTS.c.centre_id == centre_id)
    known = tables()
    for number in connection.execute(numbers.order_by(_PARTS.c.number)).scalars().all():
        this = (_PARTS.c.centre_id == centre_id) & (_PARTS.c.number == number)
        name, content = connection.execute(
            select(_PARTS.c.entity, _PARTS.c.content).where(this)
        ).one()
        _insert(connection, known[name], centre_id, json.loads(gzip.decompress(content)))


def _insert(connection: Connection, table: Table, centre_id: UUID, rows: Rows) -> None:
    columns = {
        column.name: [_read_value(read, row.get(column.name)) for row in rows]
        for column in table.columns
        if column.name != "centre_id"
        for read in (_reader(column),)
    }
    if rows:
        insert_alike(connection, table, {"centre_id": centre_id}, columns)


def _reader(column: Column[Any]) -> Callable[[Any], Any] | None:
    return b64decode if isinstance(column.type, LargeBinary) else reader_of(column)


def _read_value(read: Callable[[Any], Any] | None, value: Any) -> Any:
    return value if value is None or read is None else read(value)


def forget_link(connection: Connection, centre_id: UUID) -> None:
    """A server goes on after all."""
    connection.execute(delete(ServerLink).where(ServerLink.centre_id == centre_id))
