"""The server's part in a comparison: what its rows come to, and those of buckets that differ."""

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.digests import bucket_records, digest_of
from wset_desk.storage.migrate import revisions
from wset_desk.storage.schema import ENTITIES, CentreCounter
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.messages import PulledRecord
from wset_desk.sync.whole_messages import (
    BucketAnswer,
    BucketDigest,
    BucketRequest,
    DigestAnswer,
    DigestRequest,
)


def digest(uow: UnitOfWork, request: DigestRequest) -> DigestAnswer:
    """Of every table. Refuses SCHEMA_DIFFERS: rows that have other columns come to something
    else."""
    if request.schema_revision != revisions()[-1]:
        raise DomainError("SCHEMA_DIFFERS")
    head = _head(uow)
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    tables = {
        entity: {
            bucket: BucketDigest(rows=found.rows, digest=found.digest)
            for bucket, found in digest_of(connection, centre_id, entity).items()
        }
        for entity in sorted(ENTITIES)
    }
    return DigestAnswer(head=head, tables=tables)


def bucket(uow: UnitOfWork, request: BucketRequest) -> BucketAnswer:
    """Refuses ENTITY_NOT_SYNCED for a table that isn't one."""
    if request.entity not in ENTITIES:
        raise DomainError("ENTITY_NOT_SYNCED")
    head = _head(uow)
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    records = bucket_records(connection, centre_id, request.entity, request.buckets)
    return BucketAnswer(
        head=head,
        changes=[
            PulledRecord(seq=record.get("seq", 0), entity=request.entity, id=row_id, record=record)
            for row_id, record in records.items()
        ],
    )


def _head(uow: UnitOfWork) -> int:
    return uow.session.scalars(select(CentreCounter.seq)).one()
