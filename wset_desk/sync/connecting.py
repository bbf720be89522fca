"""A desk finds its server: let in with a code, then synced over and over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.schema import Device, ServerLink, Staff
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.administering_messages import CodeRequest, NewCode, SignInRequest
from wset_desk.sync.client import Client, Synced
from wset_desk.sync.http import HttpTransport
from wset_desk.sync.hub import join
from wset_desk.sync.invitation import accept
from wset_desk.sync.messages import BroughtCentre, EnrolRequest, LetIn
from wset_desk.sync.repairing import Repaired
from wset_desk.sync.staging import OnProgress
from wset_desk.system.system_keyring import find_keyring


def bring_centre(store: Store, actor: Actor, *, address: str, code: str) -> LetIn:
    """Let this desk's centre be the server's from now on; `sync_once` then hands it over.

    Refuses CONNECTED_ALREADY, what `accept` and the server refuse; raises
    ServerUnreachable.
    """
    with store.unit_of_work(actor, write=False) as uow:
        if link_of(uow) is not None:
            raise DomainError("CONNECTED_ALREADY")
        brought, name = brought_by(uow), uow.get(Device, actor.device_id).name
    server = accept(address, code)
    request = EnrolRequest(
        code=server.code, device=actor.device_id, name=name or "WSET Desk", brings=brought
    )
    with HttpTransport(server.address, pin=server.pin) as transport:
        let_in = transport.enrol(request)
    keep_link(store, actor, let_in, address=server.address, pin=server.pin)
    return let_in


def brought_by(uow: UnitOfWork) -> BroughtCentre:
    """The desk's centre, as a server is told of it first."""
    centre = uow.centre
    return BroughtCentre(
        id=centre.id,
        name=centre.name,
        time_zone=centre.time_zone,
        currency=centre.currency,
        is_sample=centre.is_sample,
        created_at=centre.created_at,
    )


def join_centre(store: Store, *, address: str, code: str, device_name: str) -> tuple[Actor, LetIn]:
    """Make an empty store that of a new device of the server's centre.

    Its first `sync_once` brings the centre, once somebody has approved the device.
    """
    server, device_id = accept(address, code), store.new_id()
    request = EnrolRequest(code=server.code, device=device_id, name=device_name)
    with HttpTransport(server.address, pin=server.pin) as transport:
        let_in = transport.enrol(request)
    actor = join(store, let_in.centre_id, device_id)
    keep_link(store, actor, let_in, address=server.address, pin=server.pin)
    return actor, let_in


def sync_once(
    store: Store,
    actor: Actor,
    *,
    on_sent: Callable[[int], object] = lambda _sent: None,
    on_progress: OnProgress = lambda _done, _of: None,
    is_over: Callable[[], bool] = lambda: False,
) -> Synced:
    """Exchange everything with the server, and compare with it now and then.

    Refuses NOT_CONNECTED and what the server refuses; raises ServerUnreachable, also where
    `is_over` says that nobody waits for it any more.
    """
    with store.syncing, _server_of(store, actor, is_over) as transport:
        client = Client(store, actor, transport, on_sent, on_progress)
        synced = client.sync()
        if not synced.is_through:
            return synced
        return replace(synced, changed=synced.changed | client.compare_if_due().tables)


def repair(store: Store, actor: Actor) -> Repaired:
    """Sync, compare everything with the server, and fetch again what differs; what this device
    hasn't sent stays on top. Refuses and raises as `sync_once`; SERVER_MODE where the server
    exchanges nothing for now."""
    with store.syncing, _server_of(store, actor) as transport:
        client = Client(store, actor, transport)
        synced = client.sync()
        if not synced.is_through:
            raise DomainError("SERVER_MODE", mode=synced.mode)
        return client.compare()


def new_device_code(store: Store, actor: Actor, password: str, staff_id: UUID | None) -> NewCode:
    """A code with which another desk joins, or the computer of the invigilator who is named.

    The actor has to be an administrator, with this password. Refuses and raises as `sync_once`, and
    what the server refuses.
    """
    with store.unit_of_work(actor, write=False) as uow:
        person = select(Staff.username).where(Staff.id == actor.staff_id)
        username = uow.session.scalar(person) or ""
    wanted = CodeRequest(kind="desk" if staff_id is None else "invigilator", staff_id=staff_id)
    with _server_of(store, actor) as transport:
        transport.sign_in(SignInRequest(username=username, password=password))
        return transport.new_code(wanted)


def renew_token(store: Store, actor: Actor) -> None:
    """Go on with a new token. The old one is good until the new one was used: a computer that
    stops in between can still use it. Refuses and raises as `sync_once`."""
    with _server_of(store, actor) as transport:
        token = transport.renew()
    keyring = find_keyring()
    if keyring is not None:
        keyring.set(_secret(actor.device_id), token)
    with store.replica(actor) as uow:
        link = link_of(uow)
        if link is not None:
            link.token = None if keyring else token
        uow.commit()


@contextmanager
def _server_of(
    store: Store, actor: Actor, is_over: Callable[[], bool] = lambda: False
) -> Iterator[HttpTransport]:
    with store.unit_of_work(actor, write=False) as uow:
        link = link_of(uow)
    if link is None:
        raise DomainError("NOT_CONNECTED")
    token = _token(link, actor.device_id)
    with HttpTransport(link.address, token, pin=link.pin, is_over=is_over) as transport:
        yield transport


def keep_link(
    store: Store,
    actor: Actor,
    let_in: LetIn,
    *,
    address: str,
    pin: str | None = None,
    is_own: bool = False,
) -> None:
    """From now on this is the server. The token goes into the keyring; where there is none, into
    the store, which is encrypted. `is_own`: the server is the one that this desk has for itself."""
    keyring = find_keyring()
    if keyring is not None:
        keyring.set(_secret(actor.device_id), let_in.token)
    with store.replica(actor) as uow:
        link = link_of(uow)
        if link is None:
            link = ServerLink(connected_at=uow.now)
            uow.session.add(link)
        elif link.address != address:  # another server: it signs its audit log with its own key
            link.connected_at = uow.now
        link.address, link.pin, link.is_own = address, pin, is_own
        link.fingerprint = let_in.fingerprint
        link.token = None if keyring else let_in.token
        uow.commit()


def link_of(uow: UnitOfWork) -> ServerLink | None:
    """The server that this device has."""
    return uow.session.scalars(select(ServerLink)).first()


def _token(link: ServerLink, device_id: UUID) -> str:
    """Refuses TOKEN_LOST where the keyring doesn't have it any more."""
    keyring = find_keyring()
    token = link.token or (keyring.get(_secret(device_id)) if keyring else None)
    if token is None:
        raise DomainError("TOKEN_LOST")
    return token


def _secret(device_id: UUID) -> str:
    return f"server token {device_id}"
