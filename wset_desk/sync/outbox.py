"""What a device has typed and not settled, read as plain columns.

After a day without the server the outbox is long. As an object of the session each entry would take
several times as long as sending it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select

from wset_desk.storage.schema import OutboxEntry
from wset_desk.storage.sync_journal import Settled, settle_entries
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.messages import LARGEST_ACTION, MOST_CHANGES, ChangeResult, SentChange

WAITING = "waiting"
_UNSETTLED = (WAITING, "conflict", "rejected", "blocked")
RowKey = tuple[str, UUID]


class Unsent(NamedTuple):
    """A change that the server hasn't answered; `base` are the values that it replaced."""

    op: str
    patch: dict[str, Any]
    base: dict[str, Any] | None


Overlay = Mapping[RowKey, Sequence[Unsent]]


def next_changes(uow: UnitOfWork, most: int = MOST_CHANGES) -> list[SentChange]:
    """The next user actions, about `most` changes, whole but for enormous ones."""
    waiting = _waiting()
    rows = list(uow.session.execute(waiting.limit(most)))
    if len(rows) == most:
        last = rows[-1]
        same = waiting.where(OutboxEntry.tx == last.tx, OutboxEntry.n > last.n)
        rows += uow.session.execute(same.limit(LARGEST_ACTION - most))
    return [sent(row) for row in rows]


def _waiting() -> Select[Any]:
    return (
        select(
            *(OutboxEntry.id, OutboxEntry.n, OutboxEntry.tx, OutboxEntry.entity),
            *(OutboxEntry.row_id, OutboxEntry.op, OutboxEntry.base_seq, OutboxEntry.patch),
            *(OutboxEntry.user_id, OutboxEntry.client_time, OutboxEntry.action),
            OutboxEntry.reason,
        )
        .where(OutboxEntry.state == WAITING)
        .order_by(OutboxEntry.n)
    )


def sent(row: Row[Any]) -> SentChange:
    """An entry as it is sent. It isn't checked here: the server does that."""
    return SentChange.model_construct(
        change_id=row.id,
        n=row.n,
        tx=row.tx,
        entity=row.entity,
        id=row.row_id,
        op=row.op,
        base_seq=row.base_seq,
        patch=row.patch,
        user=row.user_id,
        client_time=row.client_time,
        action=row.action,
        reason=row.reason,
    )


def waiting_rows(uow: UnitOfWork) -> Overlay:
    """What this device hasn't sent, or had no answer to, by row, in its order."""
    found: defaultdict[RowKey, list[Unsent]] = defaultdict(list)
    waiting = (
        select(
            OutboxEntry.entity,
            OutboxEntry.row_id,
            OutboxEntry.op,
            OutboxEntry.patch,
            OutboxEntry.base,
        )
        .where(OutboxEntry.state == WAITING)
        .order_by(OutboxEntry.n)
    )
    for entity, row_id, *change in uow.session.execute(waiting):
        found[entity, row_id].append(Unsent(*change))
    return found


def settle_changes(uow: UnitOfWork, results: Iterable[ChangeResult]) -> dict[UUID, RowKey]:
    """Keep what became of changes that were sent; answers which rows they are about, by change."""
    settled = [
        Settled(each.change_id, each.status, each.code, _detail(each), uow.now) for each in results
    ]
    settle_entries(uow.session.connection(), settled)
    rows = select(OutboxEntry.id, OutboxEntry.entity, OutboxEntry.row_id).where(
        OutboxEntry.id.in_([each.change_id for each in settled])
    )
    return {change_id: (entity, row_id) for change_id, entity, row_id in uow.session.execute(rows)}


def _detail(result: ChangeResult) -> dict[str, Any] | None:
    if result.seq is None:
        return result.model_dump(mode="json", include={"parameters", "conflict"})
    return {"overwrote": result.overwrote} if result.overwrote else None


def unsettled_rows(
    uow: UnitOfWork, entity: str, answered_since: datetime | None = None
) -> set[UUID]:
    """The rows of a table that stand otherwise here than on the server, or may; with those of which
    a change was answered since then."""
    state: ColumnElement[bool] = OutboxEntry.state.in_(_UNSETTLED)
    if answered_since is not None:
        state |= OutboxEntry.settled_at >= answered_since
    mine = select(OutboxEntry.row_id).where(state, OutboxEntry.entity == entity)
    return set(uow.session.scalars(mine))
