"""The server's part in a first sync: a centre as it stood at one number of its log, in parts."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.migrate import revisions
from wset_desk.storage.schema import CentreCounter, ChangeLogEntry, Snapshot, SnapshotPart
from wset_desk.storage.snapshots import keep_snapshot, pack_centre, remove_snapshots
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.messages import HelloRequest
from wset_desk.sync.whole_messages import PartRequest, PartSummary, SnapshotManifest

SNAPSHOT_FROM = 2_000
"""So many entries of the log are pulled sooner than a snapshot is made."""
FAR_BEHIND = 2
"""So many times as many entries are missing as there are rows."""
SNAPSHOT_SCHEMA = "0005"
"""Programs from this schema on know what a snapshot is."""
FRESH, KEPT = timedelta(hours=1), timedelta(days=1)
"""A snapshot serves other devices while it is fresh, and the one that fetches it a while longer."""


def is_better_than_pulling(uow: UnitOfWork, hello: HelloRequest, head: int) -> bool:
    """Whether the device had better fetch the centre as a whole: it has nothing, or is far
    behind.

    In a new life of the server it pulls: there may be rows that the server has lost, and its people
    haven't sent again.
    """
    missing = head - hello.cursor
    if missing <= SNAPSHOT_FROM or hello.schema_revision < SNAPSHOT_SCHEMA:
        return False
    if hello.cursor == 0:
        return True
    has_lived_on = hello.epoch == uow.session.scalar(select(CentreCounter.epoch))
    rows = select(func.count(func.distinct(ChangeLogEntry.row_id)))
    return has_lived_on and missing > FAR_BEHIND * (uow.session.scalar(rows) or 0)


def offer(store: Store, actor: Actor, epoch: UUID) -> SnapshotManifest:
    """A fresh snapshot, which is made where there is none."""
    with store.unit_of_work(actor, write=False) as uow:
        found = _fresh(uow, epoch)
        if found is not None:
            return _manifest(uow, found)
    packed = pack_centre(store.engine, actor.centre_id)
    if packed.epoch != epoch:
        raise DomainError("EPOCH_CHANGED")
    too_old = store.clock.now() - KEPT
    remove_snapshots(store.engine, actor.centre_id, made_before=too_old, epoch=epoch)
    with store.unit_of_work(actor, write=True) as uow:
        snapshot = keep_snapshot(uow, packed, epoch)
        uow.session.flush()
        manifest = _manifest(uow, snapshot)
        uow.commit()
    return manifest


def part_of(uow: UnitOfWork, request: PartRequest) -> bytes:
    """Refuses SNAPSHOT_GONE where there is no such part any more, or the epoch is another."""
    part = uow.session.scalars(
        select(SnapshotPart)
        .join(Snapshot, Snapshot.id == SnapshotPart.snapshot_id)
        .join(CentreCounter, CentreCounter.epoch == Snapshot.epoch)
        .where(Snapshot.id == request.snapshot, SnapshotPart.number == request.number)
    ).first()
    if part is None:
        raise DomainError("SNAPSHOT_GONE")
    return part.content


def _fresh(uow: UnitOfWork, epoch: UUID) -> Snapshot | None:
    wanted = select(Snapshot).where(Snapshot.epoch == epoch, Snapshot.made_at > uow.now - FRESH)
    return uow.session.scalars(wanted.order_by(Snapshot.seq.desc())).first()


def _manifest(uow: UnitOfWork, snapshot: Snapshot) -> SnapshotManifest:
    columns = (SnapshotPart.number, SnapshotPart.entity, SnapshotPart.rows, SnapshotPart.digest)
    mine = select(*columns).where(SnapshotPart.snapshot_id == snapshot.id)
    parts = uow.session.execute(mine.order_by(SnapshotPart.number))
    return SnapshotManifest(
        id=snapshot.id,
        seq=snapshot.seq,
        epoch=snapshot.epoch,
        schema_revision=revisions()[-1],
        parts=[PartSummary(**row._mapping) for row in parts],
    )
