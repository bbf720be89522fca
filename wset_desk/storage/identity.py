"""Whose store this is: asked before there is a centre to which a unit of work could be bound."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Engine, bindparam, select, update
from sqlalchemy.orm import Session

from wset_desk.domain.errors import DomainError
from wset_desk.storage.schema import Centre, Device, OutboxEntry, ServerLink, ThisDevice
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor


class Identity(NamedTuple):
    """A desk's store holds one centre, on one device."""

    centre_id: UUID
    device_id: UUID


def find_identity(engine: Engine) -> Identity:
    """The store's centre and device. Refuses STORE_WITHOUT_CENTRE."""
    with Session(engine) as session:
        row = session.execute(select(ThisDevice.centre_id, ThisDevice.id)).first()
    if row is None:
        raise DomainError("STORE_WITHOUT_CENTRE")
    return Identity(*row)


def this_device(store: Store, actor: Actor) -> Actor:
    """The actor at the device as which the store goes on by now."""
    return replace(actor, device_id=find_identity(store.engine).device_id)


def become_new_device(
    store: Store, actor_name: str, device_name: str, device_id: UUID | None = None
) -> None:
    """Let a store that was copied to this computer go on as a device of its own.

    It gets a new id: with the old one the numbers of two computers would collide. A server that it
    has is still to hear of it, and names it then.
    """
    identity = find_identity(store.engine)
    actor = Actor(identity.centre_id, device_id or store.new_id(), actor_name)
    with store.unit_of_work(actor, write=True) as uow:
        uow.action = "restore.restore_backup"
        # First of all: the new device's own row is the first change that it numbers.
        uow.session.connection().execute(update(ThisDevice).values(id=actor.device_id))
        link = uow.session.scalars(select(ServerLink)).first()
        if link is None:
            uow.session.add(Device(id=actor.device_id, name=device_name))
        elif link.device_id is None:
            link.device_id = identity.device_id
        uow.commit()


def number_anew(connection: Connection, device: Actor, new_id: Callable[[], UUID]) -> None:
    """Have this device send what waits: numbered from one, in the order in which it was typed,
    under new ids. It must not have sent anything before."""
    mine = OutboxEntry.centre_id == device.centre_id
    waiting = select(OutboxEntry.id).where(mine, OutboxEntry.state == "waiting")
    ids = connection.scalars(waiting.order_by(OutboxEntry.n)).all()
    renumber = (
        update(OutboxEntry)
        .where(OutboxEntry.id == bindparam("_old"))
        .values(id=bindparam("_new"), n=bindparam("_n"), device_id=device.device_id)
    )
    if ids:
        rows = [{"_old": old, "_new": new_id(), "_n": n} for n, old in enumerate(ids, 1)]
        connection.execute(renumber, rows)
    this = update(ThisDevice).where(ThisDevice.centre_id == device.centre_id)
    connection.execute(this.values(n=len(ids)))


def centres_with_server(engine: Engine) -> Sequence[UUID]:
    """Those for which this server writes; not those that are still on their way."""
    with Session(engine) as session:
        return session.scalars(select(ThisDevice.centre_id)).all()


class KnownCentre(NamedTuple):
    id: UUID
    name: str


def centres_of(engine: Engine) -> tuple[KnownCentre, ...]:
    """The centres of a server, by name."""
    with Session(engine) as session:
        rows = session.execute(select(Centre.id, Centre.name).order_by(Centre.name, Centre.id))
        return tuple(KnownCentre(*row) for row in rows)
