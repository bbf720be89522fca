"""The server's log: each change of a row gets the next number of its centre (see the sync design).

The counter's row is held to the commit, so that the numbers are the order of commits: whoever has
read up to one has missed none before it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Connection, Table, bindparam, update

from wset_desk.storage.alike import insert_alike
from wset_desk.storage.schema import Base, CentreCounter, ChangeLogEntry

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

_LOG = cast(Table, ChangeLogEntry.__table__)
_CLAIM = (
    update(CentreCounter)
    .where(CentreCounter.centre_id == bindparam("centre"))
    .values(seq=CentreCounter.seq + bindparam("count"))
    .returning(CentreCounter.seq)
)


class Logged(NamedTuple):
    """A change to be logged; `patch` in wire form, without what the server computes."""

    entity: str
    row_id: UUID
    op: str
    patch: dict[str, Any]


def write_log(
    connection: Connection, uow: "UnitOfWork", changes: Sequence[Logged]
) -> Sequence[int]:
    """Log the changes, number their rows, and answer the numbers."""
    numbers = claim_numbers(connection, uow.actor.centre_id, len(changes))
    same = {
        "centre_id": uow.actor.centre_id,
        "tx": uow.tx,
        "device_id": uow.actor.device_id,
        "user_id": uow.actor.staff_id,
        "at": uow.now,
    }
    insert_alike(connection, _LOG, same, _columns(uow, changes, numbers))
    _number_rows(connection, changes, numbers)
    return numbers


def log_numbered(
    connection: Connection,
    uow: "UnitOfWork",
    changes: Sequence[Logged],
    numbers: Sequence[int],
    own: Mapping[str, Sequence[Any]],
) -> None:
    """Log changes under numbers that were claimed; `own` has each one's `tx` and `user_id`."""
    same = {"centre_id": uow.actor.centre_id, "device_id": uow.actor.device_id, "at": uow.now}
    insert_alike(connection, _LOG, same, {**_columns(uow, changes, numbers), **own})


def _columns(
    uow: "UnitOfWork", changes: Sequence[Logged], numbers: Sequence[int]
) -> dict[str, Sequence[Any]]:
    return {
        "id": [uow.new_id() for _ in changes],
        "seq": numbers,
        "entity": [each.entity for each in changes],
        "row_id": [each.row_id for each in changes],
        "op": [each.op for each in changes],
        "patch": [each.patch for each in changes],
    }


def claim_numbers(connection: Connection, centre_id: UUID, count: int) -> range:
    """The next `count` numbers of the centre; a rollback frees them."""
    latest = connection.execute(_CLAIM, {"centre": centre_id, "count": count}).scalar_one()
    return range(int(latest) - count + 1, int(latest) + 1)


def _number_rows(connection: Connection, changes: Sequence[Logged], numbers: Sequence[int]) -> None:
    by_entity = defaultdict(list)
    for change, seq in zip(changes, numbers, strict=True):
        by_entity[change.entity].append({"_row": change.row_id, "_seq": seq})
    for entity, rows in by_entity.items():
        table = Base.metadata.tables[entity]
        number = update(table).where(table.c.id == bindparam("_row"))
        connection.execute(number.values(seq=bindparam("_seq")), rows)
