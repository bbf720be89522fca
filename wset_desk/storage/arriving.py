"""Writing what a device has changed into the server's store, past the session.

The rows come as the device has made them: nothing is computed here, and no rule is asked.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Connection, Table, insert, update

from wset_desk.storage.alike import insert_alike
from wset_desk.storage.capture import HIDDEN
from wset_desk.storage.change_log import Logged, write_log
from wset_desk.storage.records import Record, table_of
from wset_desk.storage.schema import AuditEntry
from wset_desk.storage.wire import decode

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

_AUDIT = cast(Table, AuditEntry.__table__)


class Arrived(NamedTuple):
    """A change of one row in wire form, with the row before it (empty for an insert)."""

    entity: str
    row_id: UUID
    op: str
    patch: dict[str, Any]
    before: Record


def write_arrived(
    connection: Connection, uow: "UnitOfWork", changes: Sequence[Arrived]
) -> Sequence[int]:
    """Write the changes of one user action with their log and audit entries; answers their `seq`.

    Who acts, when and why is the unit of work's. Raises SQLAlchemy's IntegrityError.
    """
    for change in changes:
        _write_row(connection, uow.actor.centre_id, change)
    logged = [Logged(each.entity, each.row_id, each.op, each.patch) for each in changes]
    numbers = write_log(connection, uow, logged)
    _write_audit(connection, uow, changes)
    uow.changed.update(each.entity for each in changes)
    return numbers


def _write_row(connection: Connection, centre_id: UUID, change: Arrived) -> None:
    table = table_of(change.entity)
    values = {name: decode(table.c[name], value) for name, value in change.patch.items()}
    if change.op == "insert":
        connection.execute(insert(table).values(id=change.row_id, centre_id=centre_id, **values))
    elif values:
        mine = (table.c.id == change.row_id) & (table.c.centre_id == centre_id)
        connection.execute(update(table).where(mine).values(**values))


def _write_audit(connection: Connection, uow: "UnitOfWork", changes: Sequence[Arrived]) -> None:
    same = {
        "centre_id": uow.actor.centre_id,
        "at": uow.now,
        "tx": uow.tx,
        "actor_id": uow.actor.staff_id,
        "actor_name": uow.actor.name,
        "device_id": uow.actor.device_id,
        "action": uow.action,
        "reason": uow.reason,
    }
    own: dict[str, list[Any]] = {
        "id": [uow.new_id() for _ in changes],
        "entity": [each.entity for each in changes],
        "row_id": [each.row_id for each in changes],
        "op": [each.op for each in changes],
        "changes": [_audited(each) for each in changes],
    }
    insert_alike(connection, _AUDIT, same, own)


def _audited(change: Arrived) -> dict[str, list[Any]]:
    columns = table_of(change.entity).columns
    return {
        name: [HIDDEN, HIDDEN]
        if columns[name].info.get("secret")
        else [change.before.get(name), value]
        for name, value in change.patch.items()
        if name != "created_at"
    }
