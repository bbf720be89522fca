"""The one writer of the audit log: it takes what people say apart, seals it, and chains entries.

Who is the authority of a centre chains: its server, and a desk that has none. A desk with a server
writes entries without a number, which wait for the server's (see the sync design, "Audit").
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import JSON, Connection, Table

from wset_desk.storage.alike import insert_alike
from wset_desk.storage.audit_chain import BEFORE_ALL, Changes, Link, next_hash, seal, split
from wset_desk.storage.audit_heads import Standing, keep_head, last_link, own_head, standing_of
from wset_desk.storage.records import table_of
from wset_desk.storage.schema import AuditEntry, AuditPersonal
from wset_desk.storage.wire import encode

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import Actor, UnitOfWork

_AUDIT, _PERSONAL = cast(Table, AuditEntry.__table__), cast(Table, AuditPersonal.__table__)
_SALT_BYTES = 16


class Deed(NamedTuple):
    """What one person did at once: who, what, why and when; `tx` ties its changes together."""

    actor: "Actor"
    tx: UUID
    action: str
    reason: str | None
    at: datetime


class Told(NamedTuple):
    """What the log is to tell of one row."""

    deed: Deed
    entity: str
    row_id: UUID
    op: str
    changes: Changes


class AuditWriter:
    """Writes what one unit of work does. `sign` comes last, before its commit."""

    def __init__(self, uow: "UnitOfWork") -> None:
        self._uow = uow
        self._standing: Standing | None = None
        self._end = BEFORE_ALL

    def write(self, connection: Connection, entries: Sequence[Told]) -> None:
        """Write one entry each, in this order, but for actions that are told already."""
        entries = [each for each in entries if each.deed.tx not in self._uow.told]
        if not entries:
            return
        centre_id = self._uow.actor.centre_id
        standing = self._look(connection)
        sealed = list(_sealed(entries))
        own: dict[str, Sequence[Any]] = {
            "id": [self._uow.new_id() for _ in entries],
            "entity": [each.entity for each in entries],
            "row_id": [each.row_id for each in entries],
            "op": [each.op for each in entries],
            "changes": [each.plain for each in sealed],
            "sealed": [each.sealed for each in sealed],
        }
        same: dict[str, Any] = {"centre_id": centre_id}
        deeds = [each.deed for each in entries]
        if all(deed is deeds[0] for deed in deeds):
            same |= _told_of(deeds[0])
        else:
            told = [_told_of(deed) for deed in deeds]
            own |= {name: [each[name] for each in told] for name in told[0]}
        if standing.chains:
            own |= _links(self._end, same, own)
            self._end = Link(own["n"][-1], own["hash"][-1])
        insert_alike(connection, _AUDIT, same, own)
        self._keep_personal(connection, own["id"], sealed)

    def sign(self) -> None:
        """Sign the new end of the chain, if this unit has made one."""
        if self._standing is not None and self._standing.signs:
            self._look(self._uow.session.connection())
            head = own_head(self._uow, self._standing.epoch, self._end)
            if head is not None:
                keep_head(self._uow, head)

    def _look(self, connection: Connection) -> Standing:
        """Where the chain ends. On a server some of it may have been rolled back in between."""
        if self._standing is None:
            self._standing = standing_of(connection, self._uow)
            self._end = self._standing.end
        elif self._uow.is_server:
            self._end = last_link(connection, self._uow.actor.centre_id)
        return self._standing

    def _keep_personal(
        self, connection: Connection, ids: Sequence[UUID], sealed: "Sequence[_Sealed]"
    ) -> None:
        kept = [(row, each) for row, each in zip(ids, sealed, strict=True) if each.sealed]
        if kept:
            own: dict[str, Sequence[Any]] = {
                "id": [row for row, _ in kept],
                "salt": [each.salt for _, each in kept],
                "changes": [each.personal or None for _, each in kept],
            }
            insert_alike(connection, _PERSONAL, {"centre_id": self._uow.actor.centre_id}, own)


class _Sealed(NamedTuple):
    plain: Changes
    personal: Changes
    salt: str | None
    sealed: str | None


def _sealed(entries: Sequence[Told]) -> Iterator[_Sealed]:
    salts = secrets.token_hex(_SALT_BYTES * len(entries))
    for number, entry in enumerate(entries):
        plain, personal = split(entry.entity, _as_stored(entry))
        if personal or entry.deed.reason is not None:
            salt = salts[number * 2 * _SALT_BYTES : (number + 1) * 2 * _SALT_BYTES]
            yield _Sealed(plain, personal, salt, seal(salt, personal, entry.deed.reason))
        else:
            yield _Sealed(plain, personal, None, None)


def _as_stored(entry: Told) -> Changes:
    """As they come back from the database: JSON has no keys but texts."""
    if _json_columns(entry.entity).isdisjoint(entry.changes):
        return entry.changes
    stored: Changes = json.loads(json.dumps(entry.changes))
    return stored


@cache
def _json_columns(entity: str) -> frozenset[str]:
    return frozenset(each.name for each in table_of(entity).columns if isinstance(each.type, JSON))


def _told_of(deed: Deed) -> dict[str, Any]:
    return {
        "at": deed.at,
        "tx": deed.tx,
        "actor_id": deed.actor.staff_id,
        "actor_name": deed.actor.name,
        "device_id": deed.actor.device_id,
        "action": deed.action,
        "reason": deed.reason,
    }


def _links(
    end: Link, same: dict[str, Any], own: dict[str, Sequence[Any]]
) -> dict[str, Sequence[Any]]:
    """The numbers and the hashes of new entries."""
    shared = {name: encode(value) for name, value in same.items() if name != "reason"}
    names = [name for name in own if name != "reason"]
    n, hashes, previous = end.n, [], end.hash
    for values in zip(*(own[name] for name in names), strict=True):
        n += 1
        entry = dict(zip(names, map(encode, values), strict=True))
        previous = next_hash(previous, {**shared, **entry, "n": n})
        hashes.append(previous)
    return {"n": range(end.n + 1, n + 1), "hash": hashes}
