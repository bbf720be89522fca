"""A device's part in a comparison: what differs from the server is fetched again.

Never is a side chosen: what the server has stands, and on top of it what this device hasn't sent.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from wset_desk.storage.digests import (
    UNREADABLE,
    Bucket,
    bucket_records,
    digest_of,
    empty_buckets,
)
from wset_desk.storage.migrate import revisions
from wset_desk.storage.records import Record
from wset_desk.storage.schema import ENTITIES, SyncCursor
from wset_desk.storage.store import Store
from wset_desk.storage.structure import columns_of
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.messages import WHOLE_CENTRE
from wset_desk.sync.outbox import Overlay, RowKey, waiting_rows
from wset_desk.sync.policy import classes_of
from wset_desk.sync.replica import overlaid, put_rows, settle_own
from wset_desk.sync.whole_messages import (
    BucketAnswer,
    BucketDigest,
    BucketRequest,
    DigestAnswer,
    DigestRequest,
)

EVERY = timedelta(days=7)
MOST_STRAY = 50
"""So many rows, or one in twenty, may be here and not on the server, and are taken out."""
ROWS_AT_ONCE = 2_000
"""So many rows are fetched in one request, or one bucket."""


class Source(Protocol):
    """The way to the server; see `Transport`."""

    def digest(self, request: DigestRequest) -> DigestAnswer: ...
    def bucket(self, request: BucketRequest) -> BucketAnswer: ...


@dataclass(frozen=True)
class Repaired:
    """How many rows differed from the server's, and in which tables. `kept` aren't on the server
    and were left: it lacks so many that it's the server which has lost them."""

    tables: frozenset[str] = frozenset()
    rows: int = 0
    kept: int = 0


def is_due(uow: UnitOfWork, cut_off_at: datetime | None) -> bool:
    """Whether it is time to compare: once a week, after the program was cut off or set back, and
    after it has learnt of new columns. Not where nothing was fetched yet."""
    cursors = {each.scope: each for each in uow.session.scalars(select(SyncCursor))}
    read, compared = cursors.get(WHOLE_CENTRE), cursors.get(_scope())
    if read is None or read.seq == 0:
        return False
    if compared is None or uow.now - compared.synced_at >= EVERY:
        return True
    return cut_off_at is not None and compared.synced_at < cut_off_at


def note_comparison(uow: UnitOfWork, seq: int, epoch: UUID) -> None:
    """Everything is as the server has it, now."""
    cursor = _cursor(uow, _scope())
    if cursor is None:
        cursor = SyncCursor(scope=_scope())
        uow.session.add(cursor)
    cursor.seq, cursor.epoch, cursor.synced_at = seq, epoch, uow.now


def forget_comparison(uow: UnitOfWork) -> None:
    """It is due again."""
    cursor = _cursor(uow, _scope())
    if cursor is not None:
        cursor.synced_at = uow.now - EVERY


def compare(store: Store, actor: Actor, source: Source, epoch: UUID) -> Repaired:
    """Right after a sync: compare every table, and fetch again what differs."""
    request = DigestRequest(epoch=epoch, schema_revision=revisions()[-1])
    theirs = source.digest(request)
    repaired: Counter[str] = Counter()
    mine = {entity: _digest_here(store, actor, entity) for entity in ENTITIES}
    lacks = _rows(mine.values()) - _rows(theirs.tables.values())
    may_remove = lacks <= max(MOST_STRAY, _rows(mine.values()) // 20)
    kept = 0
    for entity in ENTITIES:
        differing = _differing(mine[entity], theirs.tables.get(entity, {}))
        for buckets in _in_groups(differing, theirs.tables.get(entity, {})):
            found = source.bucket(BucketRequest(epoch=epoch, entity=entity, buckets=buckets))
            with store.replica(actor) as uow:
                records = {each.id: each.record for each in found.changes}
                wrong, stray = _wrong(uow, entity, buckets, records)
                if not may_remove:
                    kept += len(stray)
                    wrong = {key: record for key, record in wrong.items() if key not in stray}
                put_rows(uow, wrong)
                repaired[entity] += len(wrong)
                uow.commit()
    with store.replica(actor) as uow:
        settle_own(uow)
        note_comparison(uow, theirs.head, epoch)
        uow.commit()
    return Repaired(frozenset(+repaired), repaired.total(), kept)


def _digest_here(store: Store, actor: Actor, entity: str) -> Mapping[int, Bucket]:
    """None of it where a row can't be read."""
    with store.unit_of_work(actor, write=False) as uow:
        try:
            return digest_of(uow.session.connection(), uow.actor.centre_id, entity)
        except UNREADABLE:
            return {}


def _rows(tables: Iterable[Mapping[int, Bucket | BucketDigest]]) -> int:
    return sum(bucket.rows for buckets in tables for bucket in buckets.values())


def _differing(mine: Mapping[int, Bucket], theirs: Mapping[int, BucketDigest]) -> list[int]:
    return sorted(
        bucket
        for bucket in mine.keys() | theirs.keys()
        if bucket not in mine
        or bucket not in theirs
        or mine[bucket].digest != theirs[bucket].digest
    )


def _in_groups(buckets: Sequence[int], theirs: Mapping[int, BucketDigest]) -> Iterator[list[int]]:
    group: list[int] = []
    rows = 0
    for bucket in buckets:
        more = theirs[bucket].rows if bucket in theirs else 0
        if group and rows + more > ROWS_AT_ONCE:
            yield group
            group, rows = [], 0
        group.append(bucket)
        rows += more
    if group:
        yield group


def _wrong(
    uow: UnitOfWork, entity: str, buckets: Sequence[int], theirs: Mapping[UUID, Record]
) -> tuple[dict[RowKey, Record | None], set[RowKey]]:
    """The rows of these buckets that aren't as the server has them, with what it has, and which of
    them it doesn't have at all."""
    waiting = waiting_rows(uow)
    mine = _mine(uow, entity, buckets, waiting)
    computed = _computed(entity) if waiting else frozenset()
    wrong: dict[RowKey, Record | None] = {}
    for row_id in mine.keys() | theirs.keys():
        own = waiting.get((entity, row_id), ())
        record = theirs.get(row_id)
        if record is None and own:
            continue  # this device alone has it so far
        expected = overlaid(row_id, record, own)
        if _without(mine.get(row_id), computed) != _without(expected, computed):
            wrong[entity, row_id] = record
    return wrong, {key for key, record in wrong.items() if record is None}


def _mine(
    uow: UnitOfWork, entity: str, buckets: Sequence[int], waiting: Overlay
) -> Mapping[UUID, Record]:
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    try:
        return bucket_records(connection, centre_id, entity, buckets)
    except UNREADABLE:
        own = [row_id for name, row_id in waiting if name == entity]
        empty_buckets(connection, centre_id, entity, buckets, own)
        return {}


def _computed(entity: str) -> frozenset[str]:
    """What isn't the same while something waits: it depends on that, too."""
    return frozenset(columns_of(entity)) - classes_of(entity).keys() - {"id", "seq"}


def _without(record: Record | None, names: frozenset[str]) -> Record | None:
    if record is None or not names:
        return record
    return {name: value for name, value in record.items() if name not in names}


def _cursor(uow: UnitOfWork, scope: str) -> SyncCursor | None:
    return uow.session.scalars(select(SyncCursor).where(SyncCursor.scope == scope)).first()


def _scope() -> str:
    """A comparison says nothing of columns that the program didn't know then."""
    return f"digest {revisions()[-1]}"
