"""A desk lets go of a server that it doesn't have any more, and of what it had sent there."""

from uuid import UUID

from sqlalchemy import Connection, delete, or_, update

from wset_desk.storage.schema import OutboxEntry, ServerLink, SyncCursor
from wset_desk.storage.unit_of_work import Actor


def forget_server(connection: Connection, centre_id: UUID) -> None:
    """Where it was, and how far it was read."""
    for table in (ServerLink, SyncCursor):
        connection.execute(delete(table).where(table.centre_id == centre_id))


def forget_sent(connection: Connection, device: Actor, latest: int, seq: int) -> None:
    """Another server has everything up to the device's change `latest`, and is at `seq` by that;
    what waits was made on top. What a server didn't take stays, for a person to settle."""
    mine = OutboxEntry.centre_id == device.centre_id
    other = OutboxEntry.device_id != device.device_id
    done = OutboxEntry.state.in_(("waiting", "applied", "merged"))
    old = or_(other, OutboxEntry.n <= latest)
    connection.execute(delete(OutboxEntry).where(mine, done, old))
    waiting = update(OutboxEntry).where(mine, OutboxEntry.state == "waiting")
    connection.execute(waiting.values(base_seq=seq))
