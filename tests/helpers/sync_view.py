"""What a device shows to the people at it, while some of what they typed waits to be sent."""

from collections.abc import Iterator

from sqlalchemy import select

from wset_desk.storage.schema import Base, Candidate, OutboxEntry
from wset_desk.storage.store import Store
from wset_desk.storage.wire import encode
from wset_desk.sync.outbox import WAITING

_OUTBOX = Base.metadata.tables[OutboxEntry.__tablename__]
_PEOPLE = Base.metadata.tables[Candidate.__tablename__]


def unseen(store: Store) -> Iterator[str]:
    """Changes of candidates that wait and aren't to be seen in their rows.

    Other rows may clash with the server's: then the server's stand, and the change waits unseen.
    """
    waiting = select(_OUTBOX).where(
        _OUTBOX.c.state == WAITING, _OUTBOX.c.entity == Candidate.__tablename__
    )
    with store.engine.connect() as connection:
        typed: dict[tuple[object, str], object] = {}
        for entry in connection.execute(waiting.order_by(_OUTBOX.c.n)):
            typed.update({(entry.row_id, name): value for name, value in entry.patch.items()})
        wanted = {row_id for row_id, _ in typed}
        rows = connection.execute(select(_PEOPLE).where(_PEOPLE.c.id.in_(wanted))).mappings()
        seen = {row["id"]: row for row in rows}
    for (row_id, name), value in typed.items():
        if row_id not in seen or encode(seen[row_id][name]) != value:
            yield f"{name} was typed as {value} and isn't to be seen"
