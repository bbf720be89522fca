"""What a table's rows come to, in few words: hashes of buckets of rows, to be compared with those
of another store."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, String, cast, delete, func, select, type_coerce

from wset_desk.storage.records import Record, all_records, table_of, with_records

BUCKETS = 256
UNREADABLE = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError)
"""What reading raises where a value isn't what its column is for."""


class Bucket(NamedTuple):
    """So many rows, and the SHA-256 of them, shortened, in hex."""

    rows: int
    digest: str


def digest_of(connection: Connection, centre_id: UUID, entity: str) -> dict[int, Bucket]:
    """The buckets of this centre that have rows, deleted ones too.

    A row is in the bucket of its id's last byte, in the order of ids, as its record with sorted
    members.
    """
    hashes: defaultdict[int, Any] = defaultdict(hashlib.sha256)
    rows: defaultdict[int, int] = defaultdict(int)
    for record in all_records(connection, centre_id, entity):
        bucket = int(record["id"][-2:], 16)
        told = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        hashes[bucket].update(told.encode())
        rows[bucket] += 1
    return {
        bucket: Bucket(rows[bucket], found.hexdigest()[:32]) for bucket, found in hashes.items()
    }


def bucket_records(
    connection: Connection, centre_id: UUID, entity: str, buckets: Collection[int]
) -> dict[UUID, Record]:
    """The rows of some buckets."""
    table = table_of(entity)
    mine = (table.c.centre_id == centre_id) & _in_buckets(connection, table.c.id, buckets)
    return {
        row[0]: record
        for row, record in with_records(table, connection.execute(select(table).where(mine)))
    }


def empty_buckets(
    connection: Connection,
    centre_id: UUID,
    entity: str,
    buckets: Collection[int],
    but: Collection[UUID],
) -> None:
    """Take out all rows of some buckets but these: rows that can't be read."""
    table = table_of(entity)
    connection.execute(
        delete(table).where(
            table.c.centre_id == centre_id,
            _in_buckets(connection, table.c.id, buckets),
            table.c.id.not_in(but),
        )
    )


def _in_buckets(
    connection: Connection, row_id: ColumnElement[UUID], buckets: Collection[int]
) -> ColumnElement[bool]:
    if connection.dialect.name == "postgresql":
        last = func.right(cast(row_id, String), 2)
    else:
        last = func.substr(type_coerce(row_id, String), -2)
    return last.in_([f"{bucket:02x}" for bucket in buckets])
