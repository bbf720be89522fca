"""What is kept about every change: devices, outbox, audit. These rows are not synced themselves."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Boolean, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wset_desk.storage.base import Base, Scoped, Synced, column, one_of, scoped
from wset_desk.storage.types import Id, Instant

OPERATIONS = ("insert", "update", "delete")
DEVICE_KINDS = ("desk", "invigilator")
OUTBOX_STATES = ("waiting", "applied", "merged", "conflict", "rejected", "blocked")


class Device(Base, Synced):
    """A computer that writes for the centre.

    One that came to the server with a code is let in once somebody has compared its `fingerprint`
    and approved it. An invigilator's PC is one person's, `staff_id`, and gets what they need only.
    """

    __tablename__ = "devices"
    __table_args__ = scoped(one_of("kind", DEVICE_KINDS))

    name: Mapped[str] = column("guard", String(120))
    revoked: Mapped[bool] = column("guard", Boolean, default=False, server_default=text("false"))
    fingerprint: Mapped[str | None] = column("guard", String(40))
    approved_at: Mapped[datetime | None] = column("guard", Instant)
    kind: Mapped[str] = column("guard", String(20), default="desk", server_default="desk")
    staff_id: Mapped[UUID | None] = column("guard", Id)


class ThisDevice(Base, Scoped):
    """Which device this store stands on, and the number of its latest change (`n` is dense)."""

    __tablename__ = "this_device"
    __table_args__ = scoped()

    n: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")


class CentreCounter(Base, Scoped):
    """One row a centre. A writer holds it to commit, so that `seq` is the order of commits.

    `epoch` names this life of the server's database: one that is restored begins a new one, at
    `epoch_seq`.
    """

    __tablename__ = "centre_counters"
    __table_args__ = scoped(UniqueConstraint("centre_id"))

    seq: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    epoch: Mapped[UUID | None] = mapped_column(Id)
    epoch_seq: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")


class OutboxEntry(Base, Scoped):
    """One record's changed fields, on their way to the server.

    `id` is the change's `change_id`. `patch` holds the new values of synced columns, `base` the
    values they replaced, `base_seq` the row's `seq` on which the change was made. `action` and
    `reason` are what the audit log has of it. What the server made of it is its `state`; of one
    that it didn't take, `code` and `detail` say why, and the patch is kept.
    """

    __tablename__ = "outbox"
    __table_args__ = scoped(
        one_of("op", OPERATIONS),
        one_of("state", OUTBOX_STATES),
        UniqueConstraint("device_id", "n"),
        Index("ix_outbox_state", "centre_id", "state", "n"),
    )

    device_id: Mapped[UUID] = mapped_column(Id)
    n: Mapped[int] = mapped_column(BigInteger)
    tx: Mapped[UUID] = mapped_column(Id)
    entity: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[UUID] = mapped_column(Id)
    op: Mapped[str] = mapped_column(String(10))
    patch: Mapped[dict[str, Any]] = mapped_column(JSON)
    base: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    base_seq: Mapped[int | None] = mapped_column(BigInteger)
    user_id: Mapped[UUID | None] = mapped_column(Id)
    client_time: Mapped[datetime] = mapped_column(Instant)
    action: Mapped[str] = mapped_column(String(80), default="", server_default="")
    reason: Mapped[str | None] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(10), default="waiting", server_default="waiting")
    code: Mapped[str | None] = mapped_column(String(60))
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)


class AuditEntry(Base, Scoped):
    """Who changed which row, when, by which action and why; `changes` is field → [old, new].

    Entry `n` of the centre's chain has the `hash` of all up to it. What it says about people stands
    in `audit_personal`, and is part of the hash as `sealed`, a salted hash of its own: it can be
    erased, and the chain holds. An entry without `n` waits for the server to chain it.
    """

    __tablename__ = "audit_entries"
    __table_args__ = scoped(
        one_of("op", OPERATIONS),
        UniqueConstraint("centre_id", "n"),
        Index("ix_audit_entries_row", "centre_id", "entity", "row_id"),
        Index("ix_audit_entries_at", "centre_id", "at"),
        Index("ix_audit_entries_tx", "centre_id", "tx"),
    )

    at: Mapped[datetime] = mapped_column(Instant)
    tx: Mapped[UUID] = mapped_column(Id)
    actor_id: Mapped[UUID | None] = mapped_column(Id)
    actor_name: Mapped[str] = mapped_column(String(200))
    device_id: Mapped[UUID] = mapped_column(Id)
    action: Mapped[str] = mapped_column(String(80))
    entity: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[UUID] = mapped_column(Id)
    op: Mapped[str] = mapped_column(String(10))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str | None] = mapped_column(String(500))
    n: Mapped[int | None] = mapped_column(BigInteger)
    sealed: Mapped[str | None] = mapped_column(String(64))
    hash: Mapped[str | None] = mapped_column(String(64))


class AuditPersonal(Base, Scoped):
    """What the audit entry with the same `id` says about people: field → [old, new].

    Erased, `salt` and `changes` are gone, and nobody can find out any more what was sealed.
    """

    __tablename__ = "audit_personal"
    __table_args__ = scoped()

    salt: Mapped[str | None] = mapped_column(String(32))
    changes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class AuditHead(Base, Scoped):
    """The latest signed end of the centre's chain that this store has made or was given.

    `signature` is Ed25519 over centre, epoch, `n` and `hash`; it and the public `key` are in hex.
    """

    __tablename__ = "audit_heads"
    __table_args__ = scoped(UniqueConstraint("centre_id"))

    n: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
    epoch: Mapped[UUID | None] = mapped_column(Id)
    key: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime] = mapped_column(Instant)
