"""A centre's rows as they stood at one moment, packed for devices that fetch them all."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Engine, delete, or_, select
from sqlalchemy.orm import Session

from wset_desk.storage.records import Record, all_records
from wset_desk.storage.schema import ENTITIES, CentreCounter, Snapshot, SnapshotPart
from wset_desk.storage.unit_of_work import UnitOfWork

PART_ROWS, PART_LETTERS = 2_000, 1_000_000
"""A part has this many rows of a table at most, and little more JSON; packed it is far smaller."""
_LEVEL = 5


class Part(NamedTuple):
    """Some rows of one table: `content` is a JSON array of records, packed; `digest` its SHA-256 in
    hex."""

    entity: str
    rows: int
    digest: str
    content: bytes


class Packed(NamedTuple):
    """A whole centre as it stood at `seq` in the server's life `epoch`."""

    seq: int
    epoch: UUID | None
    parts: list[Part]


def pack_centre(engine: Engine, centre_id: UUID) -> Packed:
    """Read everything at one moment. Who writes meanwhile isn't held up, and isn't in it."""
    with _frozen(engine) as connection:
        counter = select(CentreCounter.seq, CentreCounter.epoch)
        seq, epoch = connection.execute(counter.where(CentreCounter.centre_id == centre_id)).one()
        parts = [
            part
            for entity in sorted(ENTITIES)
            for part in _packed(entity, all_records(connection, centre_id, entity))
        ]
    return Packed(seq, epoch, parts)


def unpacked(content: bytes) -> list[Record]:
    """The records of a part. Raises ValueError, EOFError or OSError for what isn't one."""
    records: list[Record] = json.loads(gzip.decompress(content))
    return records


def remove_snapshots(
    engine: Engine, centre_id: UUID, *, made_before: datetime, epoch: UUID
) -> None:
    """Those that are old, and those of another life of the server."""
    old = select(Snapshot.id).where(
        Snapshot.centre_id == centre_id,
        or_(Snapshot.made_at < made_before, Snapshot.epoch != epoch),
    )
    with Session(engine) as session, session.begin():
        ids = session.scalars(old).all()
        session.execute(delete(SnapshotPart).where(SnapshotPart.snapshot_id.in_(ids)))
        session.execute(delete(Snapshot).where(Snapshot.id.in_(ids)))


def keep_snapshot(uow: UnitOfWork, packed: Packed, epoch: UUID) -> Snapshot:
    """Keep it for the devices that are going to fetch it."""
    snapshot = Snapshot(id=uow.new_id(), seq=packed.seq, epoch=epoch, made_at=uow.now)
    uow.session.add(snapshot)
    uow.session.add_all(
        SnapshotPart(snapshot_id=snapshot.id, number=number, **part._asdict())
        for number, part in enumerate(packed.parts)
    )
    return snapshot


@contextmanager
def _frozen(engine: Engine) -> Iterator[Connection]:
    """A connection to which the store stays as it is at its first question."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def _packed(entity: str, records: Iterator[Record]) -> Iterator[Part]:
    lines: list[str] = []
    letters = 0
    for record in records:
        lines.append(json.dumps(record, separators=(",", ":"), ensure_ascii=False))
        letters += len(lines[-1])
        if len(lines) == PART_ROWS or letters >= PART_LETTERS:
            yield _part(entity, lines)
            lines, letters = [], 0
    if lines:
        yield _part(entity, lines)


def _part(entity: str, lines: list[str]) -> Part:
    content = gzip.compress(f"[{','.join(lines)}]".encode(), _LEVEL, mtime=0)
    return Part(entity, len(lines), hashlib.sha256(content).hexdigest(), content)
