"""A store written anew from the outbox of another, as a server or a second desk would do it."""

from typing import Any

from sqlalchemy import select

from wset_desk.services import derived
from wset_desk.storage.schema import (
    ENTITIES,
    Base,
    Candidate,
    CentreCounter,
    ExamRegistration,
    ExamSession,
    OutboxEntry,
    ThisDevice,
)
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import WITH_DELETED, Actor, UnitOfWork
from wset_desk.storage.wire import decode

Rows = dict[str, list[dict[str, Any]]]


def replay(source: Store, target: Store, actor: Actor) -> None:
    """Apply every change of the source's outbox, in order, then settle what is computed."""
    with source.unit_of_work(actor, write=False) as uow:
        entries = list(uow.session.scalars(select(OutboxEntry).order_by(OutboxEntry.n)))
    with target.engine.begin() as connection:
        for marker in (ThisDevice(id=actor.device_id), CentreCounter(id=actor.device_id)):
            values = {"id": marker.id, "centre_id": actor.centre_id}
            connection.execute(marker.__table__.insert().values(**values))
        for entry in entries:
            connection.execute(_statement(entry))
    with target.unit_of_work(actor, write=True) as uow:
        _settle(uow)
        uow.commit()


def rows_of(store: Store) -> Rows:
    """Every synced table's rows, in order of their ids; `seq` is the server's and left out."""
    with store.engine.connect() as connection:
        return {
            name: [
                {key: value for key, value in row._mapping.items() if key != "seq"}
                for row in connection.execute(_all_rows(name))
            ]
            for name in sorted(ENTITIES)
        }


def _all_rows(name: str) -> Any:
    table = Base.metadata.tables[name]
    return table.select().order_by(table.c.id)


def _statement(entry: OutboxEntry) -> Any:
    table = Base.metadata.tables[entry.entity]
    values = {key: decode(table.c[key], value) for key, value in entry.patch.items()}
    if entry.op == "insert":
        return table.insert().values(id=entry.row_id, centre_id=entry.centre_id, **values)
    return table.update().where(table.c.id == entry.row_id).values(**values)


def _settle(uow: UnitOfWork) -> None:
    people = uow.session.scalars(select(Candidate), execution_options=WITH_DELETED)
    derived.settle_search_texts(uow, *people)
    for exam_session in list(uow.session.scalars(select(ExamSession))):
        derived.recount_seats(uow, exam_session)
    registrations = list(uow.session.scalars(select(ExamRegistration)))
    derived.settle_results(uow, *registrations)
    for registration in registrations:
        derived.settle_fee(uow, registration)
