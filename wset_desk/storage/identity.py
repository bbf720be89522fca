"""Whose store this is: asked before there is a centre to which a unit of work could be bound."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from wset_desk.domain.errors import DomainError
from wset_desk.storage.schema import ThisDevice


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
