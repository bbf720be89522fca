"""How the server lets devices in: codes that are good once, approval, tokens that take turns.

Tokens and codes are kept as hashes: who reads the database can't act as a device.
"""

import hashlib
import platform
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError

from wset_desk.domain.errors import DomainError
from wset_desk.storage import credentials
from wset_desk.storage.credentials import Credential, Purpose
from wset_desk.storage.schema import (
    Centre,
    CentreCounter,
    Device,
    DeviceCredential,
    Staff,
    ThisDevice,
)
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.administering_messages import CodeRequest, NewCode
from wset_desk.sync.authority import INVIGILATORS_PC
from wset_desk.sync.codes import LENGTH, LETTERS, in_groups, plain_code
from wset_desk.sync.messages import BroughtCentre, LetIn

CODE_LASTS = timedelta(hours=24)
TOKEN_LASTS = timedelta(days=30)
_PROGRAM = "WSET Desk"


def new_code(store: Store, centre_id: UUID | None) -> str:
    """A code for one desk of this centre, or (None) for one that brings its own centre."""
    return _keep_code(store, Purpose(centre_id))


def code_for_invigilator(store: Store, centre_id: UUID, username: str) -> str:
    """A code for a computer that gets the exams of one person alone. Refuses PERSON_UNKNOWN for
    somebody who isn't there, or has left."""
    wanted = username.strip().lower()
    return _of_person(store, centre_id, func.lower(Staff.username) == wanted, wanted)


def make_code(store: Store, centre_id: UUID, request: CodeRequest) -> NewCode:
    """A code of either kind. Refuses PERSON_UNKNOWN."""
    if request.kind == INVIGILATORS_PC:
        code = _of_person(store, centre_id, Staff.id == request.staff_id, str(request.staff_id))
    else:
        code = new_code(store, centre_id)
    return NewCode(code=code, until=store.clock.now() + CODE_LASTS)


def _of_person(store: Store, centre_id: UUID, who: ColumnElement[bool], named: str) -> str:
    with store.unit_of_work(_program(centre_id, store), write=False) as uow:
        staff_id = uow.session.scalar(select(Staff.id).where(who, Staff.active))
    if staff_id is None:
        raise DomainError("PERSON_UNKNOWN", field="username", username=named)
    return _keep_code(store, Purpose(centre_id, INVIGILATORS_PC, staff_id))


def _keep_code(store: Store, purpose: Purpose) -> str:
    code = in_groups("".join(secrets.choice(LETTERS) for _ in range(LENGTH)))
    expires_at = store.clock.now() + CODE_LASTS
    credentials.add_code(store.engine, hashed(plain_code(code)), purpose, expires_at)
    return code


def enrol(store: Store, code: str, device_id: UUID, name: str) -> LetIn:
    """Take a new device up; it waits until somebody has approved it. Refuses CODE_WRONG, and
    DEVICE_TAKEN for an id that there is already."""
    purpose = _use_code(store, code)
    centre_id = purpose.centre_id
    if centre_id is None:
        raise DomainError("CODE_FOR_A_CENTRE", field="code")
    token = secrets.token_urlsafe(32)
    device = Device(
        id=device_id,
        name=name,
        fingerprint=fingerprint_of(token),
        kind=purpose.kind,
        staff_id=purpose.staff_id,
    )
    with _own_id(), store.unit_of_work(_program(centre_id, store), write=True) as uow:
        uow.action = "letting_in.enrol"
        uow.session.add(device)
        _add_credential(uow, device_id, token)
        uow.commit()
    return LetIn(centre_id=centre_id, token=token, fingerprint=fingerprint_of(token))


def adopt(store: Store, code: str, device_id: UUID, brought: BroughtCentre) -> LetIn:
    """Take up a centre that has had no server: its desk sends all that it has.

    Refuses CODE_WRONG, CODE_FOR_A_DEVICE and CENTRE_HERE_ALREADY.
    """
    use_founding_code(store, code)
    return take_up(store, device_id, brought)


def use_founding_code(store: Store, code: str) -> None:
    """For a centre that comes. Refuses CODE_WRONG and CODE_FOR_A_DEVICE."""
    if _use_code(store, code).centre_id is not None:
        raise DomainError("CODE_FOR_A_DEVICE", field="code")


def take_up(store: Store, device_id: UUID, brought: BroughtCentre) -> LetIn:
    """The same of a desk that is known to be the one. Refuses CENTRE_HERE_ALREADY, DEVICE_TAKEN."""
    token = secrets.token_urlsafe(32)
    own = Actor(brought.id, store.new_id(), _PROGRAM)
    with _own_id(), store.unit_of_work(own, write=True) as uow:
        if uow.session.scalars(select(CentreCounter)).first() is not None:
            raise DomainError("CENTRE_HERE_ALREADY")
        uow.action = "letting_in.adopt"
        uow.is_audited = False  # the log that is brought tells of it
        uow.session.add_all([ThisDevice(id=own.device_id), CentreCounter(id=uow.new_id())])
        uow.session.flush()
        uow.session.add(
            Centre(
                id=brought.id,
                name=brought.name,
                time_zone=brought.time_zone,
                currency=brought.currency,
                is_sample=brought.is_sample,
                created_at=brought.created_at,
            )
        )
        _add_credential(uow, device_id, token, adopts=True)
        uow.commit()
    return LetIn(centre_id=brought.id, token=token, fingerprint=fingerprint_of(token))


def let_own_in(store: Store, device_id: UUID, brought: BroughtCentre) -> LetIn:
    """The desk of which this server is: a new token, or all that it has is taken up.

    The token that it had before stays good until the new one was used.
    """
    program = Actor(brought.id, device_id, _PROGRAM)
    with store.unit_of_work(program, write=True) as uow:
        if uow.session.scalars(select(CentreCounter)).first() is None:
            found = None
        else:
            token = secrets.token_urlsafe(32)
            found = LetIn(centre_id=brought.id, token=token, fingerprint=fingerprint_of(token))
            _renew_own(uow, device_id, token)
            uow.commit()
    return found or take_up(store, device_id, brought)


def _renew_own(uow: UnitOfWork, device_id: UUID, token: str) -> None:
    mine = select(DeviceCredential).where(DeviceCredential.device_id == device_id)
    known = uow.session.scalars(mine).first()
    if known is None:
        _add_credential(uow, device_id, token)
        if uow.session.scalars(select(Device).where(Device.id == device_id)).first() is None:
            name = platform.node() or _PROGRAM  # its own computer, as a device that is new
            uow.session.add(Device(id=device_id, name=name, approved_at=uow.now))
        return
    known.previous_hash, known.token_hash = known.token_hash, hashed(token)
    known.expires_at = uow.now + TOKEN_LASTS


def admitted(store: Store, token: str) -> Credential:
    """Whose token this is. Refuses TOKEN_UNKNOWN and TOKEN_EXPIRED.

    With its first use a renewed token takes the place of the one before.
    """
    found = credentials.find_credential(store.engine, hashed(token))
    if found is None:
        raise DomainError("TOKEN_UNKNOWN")
    if found.expires_at <= store.clock.now():
        raise DomainError("TOKEN_EXPIRED")
    if found.is_new:
        credentials.forget_previous(store.engine, found.id)
    return found


def renew(store: Store, device: Credential) -> str:
    """A new token; the one in use stays good until the new one was used."""
    token = secrets.token_urlsafe(32)
    expires_at = store.clock.now() + TOKEN_LASTS
    credentials.renew_token(store.engine, device, hashed(token), expires_at)
    return token


def fingerprint_of(token: str) -> str:
    """What people compare on both screens, such as `3F9A 02C1 77DE`."""
    digest = hashlib.sha256(f"fingerprint {token}".encode()).hexdigest()[:12].upper()
    return " ".join(digest[at : at + 4] for at in range(0, 12, 4))


def hashed(secret: str) -> str:
    """Secrets here are random and long: no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@contextmanager
def _own_id() -> Iterator[None]:
    """Ids are one device's, whatever its centre. Refuses DEVICE_TAKEN."""
    try:
        yield
    except IntegrityError:
        raise DomainError("DEVICE_TAKEN", field="device") from None


def _use_code(store: Store, code: str) -> Purpose:
    """What it is for; used up, whatever becomes of the device. Refuses CODE_WRONG."""
    used = credentials.use_code(store.engine, hashed(plain_code(code)), store.clock.now())
    if used is None:
        raise DomainError("CODE_WRONG", field="code")
    return used


def _add_credential(uow: UnitOfWork, device_id: UUID, token: str, *, adopts: bool = False) -> None:
    uow.session.add(
        DeviceCredential(
            device_id=device_id,
            token_hash=hashed(token),
            expires_at=uow.now + TOKEN_LASTS,
            adopts=adopts,
        )
    )


def _program(centre_id: UUID, store: Store) -> Actor:
    return Actor(centre_id, credentials.server_device(store.engine, centre_id), _PROGRAM)
