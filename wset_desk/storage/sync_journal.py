"""A device's own memory of what it exchanged, which doesn't grow for ever."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, or_

from wset_desk.storage.schema import OutboxEntry, SyncRun

_TAKEN = ("applied", "merged")


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
