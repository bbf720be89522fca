"""An invigilator's PC takes over what the server grants it: a few exams, all in one transaction."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from wset_desk.storage.records import Record
from wset_desk.storage.schema import ENTITIES, SyncCursor
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork
from wset_desk.sync.messages import OWN, SESSION, WHOLE_CENTRE, HelloAnswer, ScopeChanges
from wset_desk.sync.outbox import RowKey
from wset_desk.sync.replica import put_rows


def is_scoped(hello: HelloAnswer) -> bool:
    """Whether this device gets less than its whole centre."""
    return hello.granted != [WHOLE_CENTRE]


def cursors_of(uow: UnitOfWork, epoch: UUID | None) -> dict[str, int]:
    """How far this device has read its scopes in this life of the server; one that was withdrawn
    has been given back."""
    return {each.scope: each.seq for each in _cursors(uow) if each.epoch == epoch and each.seq}


def gets_all(uow: UnitOfWork) -> bool:
    """Whether this device has its whole centre, as far as it knows."""
    return not _cursors(uow)


def _cursors(uow: UnitOfWork) -> list[SyncCursor]:
    rows = uow.session.scalars(select(SyncCursor))
    return [each for each in rows if each.scope == OWN or each.scope.startswith(SESSION)]


def take_scopes(
    uow: UnitOfWork, scopes: Mapping[str, ScopeChanges], epoch: UUID, *, anew: bool
) -> int:
    """Put the rows of the scopes in place and take out what has left them; answers how many.

    `anew`: nothing was known of this life of the server: nothing else is kept, but what is unsent.
    """
    rows: dict[RowKey, Record | None] = dict.fromkeys(_here(uow)) if anew else {}
    received = 0
    for op in ("leave", "row"):  # what has left one scope may have come into another
        for scope in scopes.values():
            found = [each for each in scope.changes if each.op == op]
            rows.update(((each.entity, each.id), each.record) for each in found)
            received += len(found)
    put_rows(uow, rows)
    _keep_cursors(uow, scopes, epoch)
    return received


def _here(uow: UnitOfWork) -> list[RowKey]:
    return [
        (name, row_id)
        for name, entity in ENTITIES.items()
        for row_id in uow.session.scalars(select(entity.id), execution_options=WITH_DELETED)
    ]


def _keep_cursors(uow: UnitOfWork, scopes: Mapping[str, ScopeChanges], epoch: UUID) -> None:
    known = {each.scope: each for each in _cursors(uow)}
    for name, scope in scopes.items():
        row = known.get(name)
        if row is None:
            row = SyncCursor(scope=name)
            uow.session.add(row)
        row.seq = 0 if scope.withdrawn else scope.next
        row.epoch, row.synced_at = epoch, uow.now
