"""The one hook that sees every change: it writes the outbox and the audit log, no service does.

It runs inside the flush, on the flush's own connection, so that a row, its outbox entry and its
audit entry are one transaction. On a server the outbox's place is taken by the log of its centre.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Column, Connection, Table, bindparam, inspect, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from wset_desk.storage.alike import insert_alike
from wset_desk.storage.audit_entries import Deed, Told
from wset_desk.storage.change_log import Logged, write_log
from wset_desk.storage.schema import OutboxEntry, Synced, ThisDevice
from wset_desk.storage.wire import PLAIN, encode

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

HIDDEN = "•••"
_OUTBOX = cast(Table, OutboxEntry.__table__)
_CLAIM = (
    update(ThisDevice)
    .where(ThisDevice.centre_id == bindparam("centre"))
    .values(n=ThisDevice.n + bindparam("count"))
    .returning(ThisDevice.id, ThisDevice.n)
)
_IDENTITY = frozenset({"id", "centre_id"})
_NO_BASE = {"base": None, "base_seq": None}


class _Field(NamedTuple):
    """A captured attribute: its column's name, whether it is sent, whether its value is secret."""

    column: str
    sent: bool
    secret: bool


class _Fields(dict[str, _Field]):
    """The captured attributes of a class by their names: most of them are all sent, none secret."""

    def __init__(self, fields: Mapping[str, _Field]) -> None:
        super().__init__(fields)
        self.unsent = frozenset(name for name, each in fields.items() if not each.sent)
        self.secret = frozenset(name for name, each in fields.items() if each.secret)

    def sent(self, values: dict[str, Any]) -> dict[str, Any]:
        """Those of these values that leave the device."""
        if self.unsent.isdisjoint(values):
            return values
        return {name: value for name, value in values.items() if name not in self.unsent}


@dataclass(frozen=True)
class RowChange:
    """One row's change in wire form. `before` is empty for an insert."""

    row: Synced
    entity: str
    row_id: UUID
    op: str
    seq: int | None
    before: dict[str, Any]
    after: dict[str, Any]
    fields: _Fields

    @property
    def patch(self) -> dict[str, Any]:
        return self.fields.sent(self.after)

    @property
    def base(self) -> dict[str, Any]:
        return self.fields.sent(self.before)

    @property
    def audited(self) -> dict[str, list[Any]]:
        before = self.before
        found = {k: [before.get(k), v] for k, v in self.after.items() if k != "created_at"}
        for name in self.fields.secret.intersection(found):
            found[name] = [HIDDEN, HIDDEN]
        return found


_fields_of: dict[type[Any], _Fields] = {}


def fields_of(entity: type[Any]) -> _Fields:
    """Attribute name → field, for the columns of a synced class that are worth capturing."""
    known = _fields_of.get(entity)
    if known is None:
        known = _Fields(
            {
                attribute.key: _field(attribute.columns[0])
                for attribute in inspect(entity).column_attrs
                if attribute.key not in _IDENTITY and attribute.key != "seq"
            }
        )
        _fields_of[entity] = known
    return known


def _field(column: Column[Any]) -> _Field:
    info = column.info
    return _Field(column.name, info["sync"] != "server", info.get("secret", False))


def changed_rows(session: Session) -> Iterable[RowChange]:
    """What this flush writes, read before SQLAlchemy forgets the old values."""
    for row in session.new:
        if isinstance(row, Synced):
            yield _inserted(row)
    for row in session.dirty:
        if isinstance(row, Synced) and (change := _updated(row)):
            yield change


def _inserted(row: Synced) -> RowChange:
    fields, values = fields_of(type(row)), vars(row)
    after = {
        # spares a call for each of many
        key: value if type(value) in PLAIN else encode(value)
        for key in fields
        if (value := values.get(key)) is not None
    }
    return RowChange(row, row.__tablename__, row.id, "insert", None, {}, after, fields)  # type: ignore[attr-defined]


def _updated(row: Synced) -> RowChange | None:
    fields = fields_of(type(row))
    before = {
        key: encode(old)
        for key, old in inspect(row).committed_state.items()
        if key in fields and old != getattr(row, key)
    }
    if not before:
        return None
    after = {key: encode(getattr(row, key)) for key in before}
    op = "delete" if after.get("deleted_at") else "update"
    return RowChange(row, row.__tablename__, row.id, op, row.seq, before, after, fields)  # type: ignore[attr-defined]


def record(session: Session, uow: "UnitOfWork", changes: list[RowChange]) -> None:
    """Write the outbox and audit entries of `changes` on the flush's connection."""
    connection = session.connection()
    if uow.is_server:
        _number(connection, uow, changes)
    elif sent := [change for change in changes if change.op == "insert" or change.patch]:
        _write_outbox(connection, uow, sent)
    if uow.is_audited:
        _write_audit(connection, uow, changes)


def _number(connection: Connection, uow: "UnitOfWork", changes: list[RowChange]) -> None:
    """Give each row its place in the order of commits."""
    logged = [Logged(each.entity, each.row_id, each.op, each.patch) for each in changes]
    for change, seq in zip(changes, write_log(connection, uow, logged), strict=True):
        set_committed_value(change.row, "seq", seq)


def _write_outbox(connection: Connection, uow: "UnitOfWork", changes: list[RowChange]) -> None:
    device_id, first = _claim_numbers(connection, uow.actor.centre_id, len(changes))
    same = {
        "centre_id": uow.actor.centre_id,
        "device_id": device_id,
        "tx": uow.tx,
        "user_id": uow.actor.staff_id,
        "client_time": uow.now,
        "action": uow.action,
        "reason": uow.reason,
        "state": "waiting",
    }
    own: dict[str, Sequence[Any]] = {
        **_of(changes, uow),
        **_bases(changes),
        "n": range(first, first + len(changes)),
        "patch": [change.patch for change in changes],
    }
    insert_alike(connection, _OUTBOX, _NO_BASE | same, own)


def _bases(changes: list[RowChange]) -> dict[str, list[Any]]:
    """What was there before; nothing where all rows are new, as in an import."""
    if not any(change.before for change in changes):
        return {}
    return {
        "base": [change.base or None for change in changes],
        "base_seq": [change.seq for change in changes],
    }


def _write_audit(connection: Connection, uow: "UnitOfWork", changes: list[RowChange]) -> None:
    deed = Deed(uow.actor, uow.tx, uow.action, uow.reason, uow.done_at or uow.now)
    told = [Told(deed, each.entity, each.row_id, each.op, each.audited) for each in changes]
    uow.audit.write(connection, told)


def _of(changes: list[RowChange], uow: "UnitOfWork") -> dict[str, list[Any]]:
    """An identifier of its own for each entry, and which row it is about."""
    return {
        "id": [uow.new_id() for _ in changes],
        "entity": [change.entity for change in changes],
        "row_id": [change.row_id for change in changes],
        "op": [change.op for change in changes],
    }


def _claim_numbers(connection: Connection, centre_id: UUID, count: int) -> tuple[UUID, int]:
    """Reserve `count` change numbers of this device, dense because a rollback frees them; answers
    which device that is by now, and the first of them."""
    claim = {"centre": centre_id, "count": count}
    device_id, latest = connection.execute(_CLAIM, claim).one()
    return device_id, int(latest) - count + 1


def record_act(uow: "UnitOfWork", row: Synced) -> None:
    """Write down what was done with a row that it doesn't change, such as an export: the journal
    and the audit log have it as a change of nothing."""
    entity: str = row.__tablename__  # type: ignore[attr-defined]
    act = RowChange(row, entity, row.id, "update", row.seq, {}, {}, fields_of(type(row)))
    uow.session.flush()
    connection = uow.session.connection()
    if uow.is_server:
        _number(connection, uow, [act])
    else:
        _write_outbox(connection, uow, [act])
    if uow.is_audited:
        _write_audit(connection, uow, [act])
