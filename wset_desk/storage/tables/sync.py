"""What sync keeps: the server's log, what devices sent it and how they are known, and, on a device,
which server it has and how far it has read. None of these rows is synced itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from wset_desk.storage.base import Base, Scoped, one_of, reference, scoped
from wset_desk.storage.tables.journal import OPERATIONS
from wset_desk.storage.types import Id, Instant

CHANGE_STATUSES = ("applied", "merged", "conflict", "rejected", "blocked")


class ChangeLogEntry(Base, Scoped):
    """One row's change on the server, in the order of commits: `seq` is dense per centre.

    `patch` holds the new values of what devices may write; what the server computed isn't in it.
    """

    __tablename__ = "change_log"
    __table_args__ = scoped(
        one_of("op", OPERATIONS),
        UniqueConstraint("centre_id", "seq"),
        Index("ix_change_log_row", "centre_id", "row_id", "seq"),
    )

    seq: Mapped[int] = mapped_column(BigInteger)
    tx: Mapped[UUID] = mapped_column(Id)
    device_id: Mapped[UUID] = mapped_column(Id)
    user_id: Mapped[UUID | None] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Instant)
    entity: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[UUID] = mapped_column(Id)
    op: Mapped[str] = mapped_column(String(10))
    patch: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReceivedChange(Base, Scoped):
    """A change that a device sent (`id` is its `change_id`), and what became of it.

    Nothing that was sent is dropped: what wasn't applied stands here with its `patch`. `result` is
    the answer that it got, and gets again.
    """

    __tablename__ = "received_changes"
    __table_args__ = scoped(
        one_of("op", OPERATIONS),
        one_of("status", CHANGE_STATUSES),
        UniqueConstraint("centre_id", "device_id", "n"),
        Index("ix_received_changes_row", "centre_id", "row_id"),
    )

    device_id: Mapped[UUID] = mapped_column(Id)
    n: Mapped[int] = mapped_column(BigInteger)
    tx: Mapped[UUID] = mapped_column(Id)
    entity: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[UUID] = mapped_column(Id)
    op: Mapped[str] = mapped_column(String(10))
    base_seq: Mapped[int | None] = mapped_column(BigInteger)
    patch: Mapped[dict[str, Any]] = mapped_column(JSON)
    user_id: Mapped[UUID | None] = mapped_column(Id)
    client_time: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(String(10))
    seq: Mapped[int | None] = mapped_column(BigInteger)
    code: Mapped[str | None] = mapped_column(String(60))
    result: Mapped[dict[str, Any]] = mapped_column(JSON)


class SyncCursor(Base, Scoped):
    """How far this device has read a scope of the server's log, in which life of the server."""

    __tablename__ = "sync_cursors"
    __table_args__ = scoped(UniqueConstraint("centre_id", "scope"))

    scope: Mapped[str] = mapped_column(String(60))
    seq: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    epoch: Mapped[UUID] = mapped_column(Id)
    synced_at: Mapped[datetime] = mapped_column(Instant)


class DeviceCredential(Base, Scoped):
    """How the server knows a device: hashes of its token and, until the new one was used, of the
    one before. A device that hands over its whole centre `adopts` until it has done so. Who has
    signed in at the device is known by another token."""

    __tablename__ = "device_credentials"
    __table_args__ = scoped(UniqueConstraint("token_hash"), UniqueConstraint("device_id"))

    device_id: Mapped[UUID] = mapped_column(Id)
    token_hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    adopts: Mapped[bool] = mapped_column(Boolean, default=False)
    forked_from: Mapped[UUID | None] = mapped_column(Id)
    signed_in_id: Mapped[UUID | None] = mapped_column(Id)
    sign_in_hash: Mapped[str | None] = mapped_column(String(64))
    signed_in_until: Mapped[datetime | None] = mapped_column(Instant)


class EnrolmentCode(Base):
    """A code that lets one device in, once; without a centre it lets one bring its own. What kind
    of device it will be, and whose, is settled with the code."""

    __tablename__ = "enrolment_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    centre_id: Mapped[UUID | None] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(20), default="desk", server_default="desk")
    staff_id: Mapped[UUID | None] = mapped_column(Id)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class ServerLink(Base, Scoped):
    """The server with which this device syncs. The token is in the keyring; where there is none,
    here, in the encrypted store.

    Of a server that no authority knows, only the certificate with the fingerprint `pin` is taken.
    `is_own`: it is the one that this desk has for itself. It knows the store as `device_id`, which
    may have become another (None: as it is).
    """

    __tablename__ = "server_links"
    __table_args__ = scoped(UniqueConstraint("centre_id"))

    address: Mapped[str] = mapped_column(String(300))
    fingerprint: Mapped[str] = mapped_column(String(40))
    token: Mapped[str | None] = mapped_column(String(120))
    connected_at: Mapped[datetime] = mapped_column(Instant)
    pin: Mapped[str | None] = mapped_column(String(64))
    is_own: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    device_id: Mapped[UUID | None] = mapped_column(Id)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class SyncRun(Base, Scoped):
    """One exchange with the server, as this device has seen it; `code` says why it ended early."""

    __tablename__ = "sync_runs"
    __table_args__ = scoped(Index("ix_sync_runs_ended", "centre_id", "ended_at"))

    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime] = mapped_column(Instant)
    sent: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    received: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    not_taken: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    code: Mapped[str | None] = mapped_column(String(60))


class Snapshot(Base, Scoped):
    """A centre's rows as they stood at `seq`, kept on the server for first syncs while new."""

    __tablename__ = "snapshots"
    __table_args__ = scoped()

    seq: Mapped[int] = mapped_column(BigInteger)
    epoch: Mapped[UUID] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Instant)


class SnapshotPart(Base, Scoped):
    """Some rows of one table, packed; `digest` is the SHA-256 of `content`, in hex."""

    __tablename__ = "snapshot_parts"
    __table_args__ = scoped(
        reference("snapshot_id", "snapshots"),
        UniqueConstraint("centre_id", "snapshot_id", "number"),
    )

    snapshot_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[int] = mapped_column(Integer)
    entity: Mapped[str] = mapped_column(String(40))
    rows: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
