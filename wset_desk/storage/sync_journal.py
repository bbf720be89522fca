"""A device's own memory of what it exchanged, which doesn't grow for ever."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Connection, Table, Update, bindparam, delete, or_, update

from wset_desk.storage.schema import OutboxEntry, SyncRun

_TAKEN = ("applied", "merged")
_PLAIN = ("state", "code", "settled_at")
_OUTBOX = cast(Table, OutboxEntry.__table__)


class Settled(NamedTuple):
    """What became of a change: the outbox entry's new values."""

    change_id: UUID
    state: str
    code: str | None
    detail: dict[str, Any] | None
    settled_at: datetime


@cache
def _settle(names: tuple[str, ...]) -> Update:
    mine = _OUTBOX.c.id == bindparam("_change_id")
    return update(_OUTBOX).where(mine).values({name: bindparam(f"_{name}") for name in names})


def settle_entries(connection: Connection, settled: Sequence[Settled]) -> None:
    """Keep what became of changes, in two statements at most: most were simply taken, and of those
    there is no detail."""
    plain = [each for each in settled if each.detail is None]
    detailed = [each for each in settled if each.detail is not None]
    for names, rows in ((_PLAIN, plain), ((*_PLAIN, "detail"), detailed)):
        if rows:
            values = [
                {f"_{name}": getattr(each, name) for name in ("change_id", *names)} for each in rows
            ]
            connection.execute(_settle(names), values)


def forget_journal(connection: Connection, centre_id: UUID, before: datetime) -> None:
    """Take out what was settled before an instant, and the exchanges that ended before it.

    What waits, and what a person has yet to look at, stays whatever its age.
    """
    settled = or_(
        OutboxEntry.state.in_(_TAKEN), OutboxEntry.detail["kept"].as_string().is_not(None)
    )
    connection.execute(
        delete(OutboxEntry).where(
            OutboxEntry.centre_id == centre_id,
            OutboxEntry.state != "waiting",
            OutboxEntry.settled_at < before,
            settled,
        )
    )
    connection.execute(
        delete(SyncRun).where(SyncRun.centre_id == centre_id, SyncRun.ended_at < before)
    )
