"""How the server lets a device in that goes on as another one (see `forking`)."""

import secrets
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.credentials import Credential, server_device
from wset_desk.storage.schema import Device, DeviceCredential, ReceivedChange
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.letting_in import TOKEN_LASTS, fingerprint_of, hashed
from wset_desk.sync.messages import ChangeResult, LetIn
from wset_desk.sync.whole_messages import KnownAnswer, KnownRequest

MOST_FORKS = 20
"""Of one device: who holds its token can't fill the list of computers."""
_PROGRAM = "WSET Desk"


def let_fork_in(store: Store, old: Credential, device_id: UUID) -> LetIn:
    """Take the device up as which another one goes on: of its kind, its person's, approved as that
    is. Asked again, it gets another token.

    Refuses DEVICE_UNKNOWN, DEVICE_REVOKED, DEVICE_TAKEN for an id that is some other device's, and
    FORKED_TOO_OFTEN.
    """
    token = secrets.token_urlsafe(32)
    program = Actor(old.centre_id, server_device(store.engine, old.centre_id), _PROGRAM)
    with store.unit_of_work(program, write=True) as uow:
        uow.action = "letting_in.fork"
        original = uow.session.scalars(select(Device).where(Device.id == old.device_id)).first()
        if original is None:
            raise DomainError("DEVICE_UNKNOWN")
        if original.revoked:
            raise DomainError("DEVICE_REVOKED")
        credential = _credential(uow, old.device_id, device_id)
        credential.token_hash, credential.previous_hash = hashed(token), None
        credential.expires_at = uow.now + TOKEN_LASTS
        if credential.forked_from is not None and _device(uow, device_id) is None:
            uow.session.add(_copied(uow, original, device_id, fingerprint_of(token)))
        uow.commit()
    return LetIn(centre_id=old.centre_id, token=token, fingerprint=fingerprint_of(token))


def known(uow: UnitOfWork, request: KnownRequest) -> KnownAnswer:
    """What has become of those changes that are here, whoever sent them."""
    rows = select(ReceivedChange.result).where(ReceivedChange.id.in_(request.changes))
    found = uow.session.scalars(rows.order_by(ReceivedChange.n))
    return KnownAnswer(results=[ChangeResult.model_validate(each) for each in found])


def _credential(uow: UnitOfWork, old_id: UUID, device_id: UUID) -> DeviceCredential:
    """The new device's; a device that is let in already has its own."""
    mine = select(DeviceCredential).where(DeviceCredential.device_id == device_id)
    found = uow.session.scalars(mine).first()
    if found is None:
        if _device(uow, device_id) is not None:
            raise DomainError("DEVICE_TAKEN")
        others = select(func.count()).where(DeviceCredential.forked_from == old_id)
        if (uow.session.scalar(others) or 0) >= MOST_FORKS:
            raise DomainError("FORKED_TOO_OFTEN")
        found = DeviceCredential(device_id=device_id, forked_from=old_id)
        uow.session.add(found)
    elif old_id not in (device_id, found.forked_from):
        raise DomainError("DEVICE_TAKEN")
    return found


def _copied(uow: UnitOfWork, original: Device, device_id: UUID, fingerprint: str) -> Device:
    is_let_in = original.fingerprint is None or original.approved_at is not None
    return Device(
        id=device_id,
        name=_free_name(uow, original.name),
        kind=original.kind,
        staff_id=original.staff_id,
        fingerprint=fingerprint,
        approved_at=(original.approved_at or uow.now) if is_let_in else None,
    )


def _free_name(uow: UnitOfWork, name: str) -> str:
    taken = set(uow.session.scalars(select(Device.name)))
    numbers = (f"{name[:110]} ({n})" for n in range(2, len(taken) + 3))
    return next(each for each in numbers if each not in taken)


def _device(uow: UnitOfWork, device_id: UUID) -> Device | None:
    return uow.session.scalars(select(Device).where(Device.id == device_id)).first()
