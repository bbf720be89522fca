"""Writing what devices have changed into the server's store, past the session.

The rows come as the devices have made them: nothing is computed here, and no rule is asked. However
many changes there are, each table is written in few statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Connection, Table

from wset_desk.storage.alike import insert_alike
from wset_desk.storage.arriving_rows import NewValues, write_rows
from wset_desk.storage.audit_entries import Deed, Told
from wset_desk.storage.capture import HIDDEN
from wset_desk.storage.change_log import Logged, claim_numbers, log_numbered
from wset_desk.storage.records import Record, table_of
from wset_desk.storage.schema import ReceivedChange

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

_RECEIVED = cast(Table, ReceivedChange.__table__)


class Arrived(NamedTuple):
    """A change of one row in wire form, with the row before it (empty for an insert)."""

    deed: Deed
    entity: str
    row_id: UUID
    op: str
    patch: dict[str, Any]
    before: Record


def write_arrived(
    connection: Connection, uow: "UnitOfWork", changes: Sequence[Arrived]
) -> Sequence[int]:
    """Write the changes with their log and audit entries; answers their `seq`.

    The device is that of the unit of work's actor. Raises SQLAlchemy's IntegrityError, as it would
    if the changes were written one by one.
    """
    numbers = claim_numbers(connection, uow.actor.centre_id, len(changes))
    by_entity: defaultdict[str, list[NewValues]] = defaultdict(list)
    for change, seq in zip(changes, numbers, strict=True):
        values = {**change.patch, "seq": seq}
        by_entity[change.entity].append(NewValues(change.row_id, change.op == "insert", values))
    for entity, rows in by_entity.items():
        write_rows(connection, uow.actor.centre_id, entity, rows)
    _write_log(connection, uow, changes, numbers)
    if uow.is_audited:
        _write_audit(connection, uow, changes)
    uow.changed.update(by_entity)
    return numbers


def _write_log(
    connection: Connection, uow: "UnitOfWork", changes: Sequence[Arrived], numbers: Sequence[int]
) -> None:
    logged = [Logged(each.entity, each.row_id, each.op, each.patch) for each in changes]
    own: dict[str, Sequence[Any]] = {
        "tx": [each.deed.tx for each in changes],
        "user_id": [each.deed.actor.staff_id for each in changes],
    }
    log_numbered(connection, uow, logged, numbers, own)


def _write_audit(connection: Connection, uow: "UnitOfWork", changes: Sequence[Arrived]) -> None:
    told = [Told(each.deed, each.entity, each.row_id, each.op, _audited(each)) for each in changes]
    uow.audit.write(connection, told)


def _audited(change: Arrived) -> dict[str, list[Any]]:
    before = change.before
    found = {
        name: [before.get(name), value]
        for name, value in change.patch.items()
        if name != "created_at"
    }
    for name in _secrets(change.entity).intersection(found):
        found[name] = [HIDDEN, HIDDEN]
    return found


@cache
def _secrets(entity: str) -> frozenset[str]:
    return frozenset(each.name for each in table_of(entity).columns if each.info.get("secret"))


def write_received(
    connection: Connection, same: Mapping[str, Any], own: Mapping[str, Iterable[Any]]
) -> None:
    """Keep what a device has sent, and what became of it: as `insert_alike` takes it."""
    insert_alike(connection, _RECEIVED, same, own)
