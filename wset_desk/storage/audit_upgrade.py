"""Entries of the audit log from before it was a chain: taken apart, sealed and chained in order.

A desk with a server chains none of them: its server does. Signing is for who opens the store.
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from wset_desk.storage.audit_chain import BEFORE_ALL, Link, hashed_columns, next_hash, seal, split
from wset_desk.storage.types import Id, Instant

_AT_ONCE = 1000
_SALT_BYTES = 16
_AUDIT = sa.table(
    "audit_entries",
    *(sa.column(name, Id()) for name in ("id", "centre_id", "tx", "actor_id", "device_id")),
    *(sa.column(name, sa.String()) for name in ("actor_name", "action", "entity", "op", "reason")),
    *(sa.column(name, sa.String()) for name in ("sealed", "hash")),
    sa.column("row_id", Id()),
    sa.column("at", Instant()),
    sa.column("n", sa.BigInteger()),
    sa.column("changes", sa.JSON()),
)
_PERSONAL = sa.table(
    "audit_personal",
    *(sa.column(name, Id()) for name in ("id", "centre_id")),
    sa.column("salt", sa.String()),
    sa.column("changes", sa.JSON(none_as_null=True)),
)
_LINK = sa.table("server_links", sa.column("centre_id", Id()))


def chain_existing(connection: sa.Connection) -> None:
    """Take every entry apart, and chain those of the centres that have no server."""
    linked = set(connection.scalars(sa.select(_LINK.c.centre_id)))
    for centre_id in connection.scalars(sa.select(_AUDIT.c.centre_id).distinct()).all():
        end = None if centre_id in linked else BEFORE_ALL
        for rows in _in_order(connection, centre_id):
            end = _rewrite(connection, rows, end)


def unchain(connection: sa.Connection) -> None:
    """Put the personal parts back where they were."""
    joined = sa.select(_AUDIT.c.id, _AUDIT.c.changes, _PERSONAL.c.changes.label("personal"))
    joined = joined.join(_PERSONAL, _PERSONAL.c.id == _AUDIT.c.id)
    rows = connection.execute(joined.where(_PERSONAL.c.changes.is_not(None))).all()
    whole = [{"_id": row.id, "_changes": {**row.changes, **row.personal}} for row in rows]
    _update(connection, whole, "changes")


def _in_order(connection: sa.Connection, centre_id: UUID) -> Iterator[list[dict[str, Any]]]:
    """The centre's entries by time, some at once."""
    by_time = sa.tuple_(_AUDIT.c.at, _AUDIT.c.id)
    wanted = sa.select(_AUDIT).where(_AUDIT.c.centre_id == centre_id)
    wanted = wanted.order_by(_AUDIT.c.at, _AUDIT.c.id).limit(_AT_ONCE)
    rows = connection.execute(wanted).mappings().all()
    while rows:
        yield [dict(row) for row in rows]
        after = sa.tuple_(
            sa.bindparam("at", rows[-1]["at"], Instant()),
            sa.bindparam("id", rows[-1]["id"], Id()),
        )
        rows = connection.execute(wanted.where(by_time > after)).mappings().all()


def _rewrite(
    connection: sa.Connection, rows: Iterable[dict[str, Any]], end: Link | None
) -> Link | None:
    """Answers where the chain ends by now; None where there is none."""
    entries, personal = [], []
    for row in rows:
        row["changes"], about_people = split(row["entity"], row["changes"])
        if about_people or row["reason"] is not None:
            salt = secrets.token_hex(_SALT_BYTES)
            row["sealed"] = seal(salt, about_people, row["reason"])
            kept = {"salt": salt, "changes": about_people or None}
            personal.append({"id": row["id"], "centre_id": row["centre_id"], **kept})
        if end is not None:
            row["n"] = end.n + 1
            row["hash"] = next_hash(end.hash, hashed_columns(row))
            end = Link(row["n"], row["hash"])
        entries.append({f"_{name}": row[name] for name in ("id", *_REWRITTEN)})
    _update(connection, entries, *_REWRITTEN)
    if personal:
        connection.execute(sa.insert(_PERSONAL), personal)
    return end


_REWRITTEN = ("changes", "sealed", "n", "hash")


def _update(connection: sa.Connection, rows: list[dict[str, Any]], *columns: str) -> None:
    if rows:
        new: dict[str, Any] = {name: sa.bindparam(f"_{name}") for name in columns}
        mine = _AUDIT.c.id == sa.bindparam("_id")
        connection.execute(sa.update(_AUDIT).where(mine).values(new), rows)
