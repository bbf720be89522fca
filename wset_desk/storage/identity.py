"""Whose store this is: asked before there is a centre to which a unit of work could be bound."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from wset_desk.domain.errors import DomainError
from wset_desk.storage.schema import Centre, Device, ThisDevice
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


def become_new_device(store: Store, actor_name: str, device_name: str) -> None:
    """Let a store that was copied to this computer go on as a device of its own.

    Its changes are numbered from one under a new id: with the old one the numbers of two computers
    would collide.
    """
    identity = find_identity(store.engine)
    actor = Actor(identity.centre_id, store.new_id(), actor_name)
    with store.unit_of_work(actor, write=True) as uow:
        uow.action = "restore.restore_backup"
        # First of all: the new device's own row is the first change that it numbers.
        uow.session.connection().execute(update(ThisDevice).values(id=actor.device_id, n=0))
        uow.session.add(Device(id=actor.device_id, name=device_name))
        uow.commit()


class KnownCentre(NamedTuple):
    id: UUID
    name: str


def centres_of(engine: Engine) -> tuple[KnownCentre, ...]:
    """The centres of a server, by name."""
    with Session(engine) as session:
        rows = session.execute(select(Centre.id, Centre.name).order_by(Centre.name, Centre.id))
        return tuple(KnownCentre(*row) for row in rows)
