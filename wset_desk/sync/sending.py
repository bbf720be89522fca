"""What the server hands out: the rows that changed since a device last asked, as they stand now."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select

from wset_desk.storage.records import Record, read_records
from wset_desk.storage.schema import CentreCounter, ChangeLogEntry
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.messages import PullAnswer, PulledRecord


def send(uow: UnitOfWork, *, cursor: int, limit: int) -> PullAnswer:
    """The next rows after `cursor`, each once, in the order in which they changed.

    Of `limit` entries of the log; a row may be ahead of `next`, and comes again then.
    """
    head = uow.session.scalars(select(CentreCounter.seq)).one()
    if cursor == head:
        return PullAnswer(changes=[], next=head, head=head, more=False)
    entries = uow.session.execute(
        select(ChangeLogEntry.seq, ChangeLogEntry.entity, ChangeLogEntry.row_id)
        .where(ChangeLogEntry.seq > cursor)
        .order_by(ChangeLogEntry.seq)
        .limit(limit)
    ).all()
    latest = {(entity, row_id): seq for seq, entity, row_id in entries}
    records = _records(uow, latest)
    following = entries[-1][0] if entries else head
    return PullAnswer(
        changes=[
            PulledRecord(seq=seq, entity=entity, id=row_id, record=records[entity, row_id])
            for (entity, row_id), seq in latest.items()
        ],
        next=following,
        head=head,
        more=following < head,
    )


def _records(uow: UnitOfWork, rows: dict[tuple[str, UUID], int]) -> dict[tuple[str, UUID], Record]:
    by_entity: defaultdict[str, list[UUID]] = defaultdict(list)
    for entity, row_id in rows:
        by_entity[entity].append(row_id)
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    return {
        (entity, row_id): record
        for entity, ids in by_entity.items()
        for row_id, record in read_records(connection, centre_id, entity, ids).items()
    }
