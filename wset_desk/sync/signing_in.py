"""Signing in at the server: for what an administrator asks of it beyond sync.

Who has signed in is kept beside the device's own token, as a hash: the sign-in is good for that
device, for a quarter of an hour, whichever process of the server is asked.
"""

import secrets
from datetime import timedelta

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission, Role
from wset_desk.services.staff import sign_in
from wset_desk.storage import credentials
from wset_desk.storage.credentials import Credential
from wset_desk.storage.schema import Staff
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.administering_messages import SignedIn, SignInRequest
from wset_desk.sync.letting_in import hashed
from wset_desk.system.passwords import Passwords

SIGN_IN_LASTS = timedelta(minutes=15)


def sign_in_at(store: Store, device: Credential, request: SignInRequest) -> SignedIn:
    """Refuses SIGN_IN_FAILED with the same words, after the same work, whatever is wrong."""
    nobody = Actor(device.centre_id, device.device_id, "")
    with store.unit_of_work(nobody, write=False) as uow:
        person = sign_in(
            uow, username=request.username, password=request.password, passwords=Passwords()
        )
    assert person.staff_id is not None  # noqa: S101 - somebody has signed in
    token, until = secrets.token_urlsafe(32), store.clock.now() + SIGN_IN_LASTS
    credentials.keep_sign_in(store.engine, device.id, person.staff_id, hashed(token), until)
    return SignedIn(
        token=token,
        until=until,
        staff_id=person.staff_id,
        name=person.name,
        roles=sorted(role.value for role in person.roles),
    )


def signed_in(store: Store, device: Credential, token: str) -> Actor:
    """Who has signed in at this device with this token, with the roles that they have by now.

    They act as the server itself: no device's unsent changes are theirs. Refuses SIGN_IN_OVER.
    """
    found = credentials.find_sign_in(store.engine, device.id, hashed(token))
    if found is None or found.until <= store.clock.now():
        raise DomainError("SIGN_IN_OVER")
    server = credentials.server_device(store.engine, device.centre_id)
    with store.unit_of_work(Actor(device.centre_id, server, ""), write=False) as uow:
        wanted = select(Staff).where(Staff.id == found.staff_id, Staff.active)
        person = uow.session.scalars(wanted).first()
    if person is None:
        raise DomainError("SIGN_IN_OVER")
    roles = frozenset(role for role in Role if role in person.roles)
    return Actor(device.centre_id, server, person.name, person.id, roles)


def administrator(store: Store, device: Credential, token: str) -> Actor:
    """The same of somebody who looks after the centre's computers. Refuses NOT_PERMITTED too."""
    actor = signed_in(store, device, token)
    if Permission.MANAGE_SETTINGS not in actor.permissions:
        raise DomainError("NOT_PERMITTED")
    return actor
