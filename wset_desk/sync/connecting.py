"""A desk finds its server: let in with a code, then synced over and over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.schema import Device, ServerLink
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.client import Client, Synced
from wset_desk.sync.http import HttpTransport, checked_address
from wset_desk.sync.hub import join
from wset_desk.sync.messages import BroughtCentre, EnrolRequest, LetIn
from wset_desk.system.system_keyring import find_keyring


def bring_centre(store: Store, actor: Actor, *, address: str, code: str) -> LetIn:
    """Let this desk's centre be the server's from now on; `sync_once` then hands it over.

    Refuses CONNECTED_ALREADY, what `checked_address` and the server refuse; raises
    ServerUnreachable.
    """
    with store.unit_of_work(actor, write=False) as uow:
        if _link(uow) is not None:
            raise DomainError("CONNECTED_ALREADY")
        centre, device = uow.centre, uow.get(Device, actor.device_id)
        brought = BroughtCentre(
            id=centre.id,
            name=centre.name,
            time_zone=centre.time_zone,
            currency=centre.currency,
            is_sample=centre.is_sample,
            created_at=centre.created_at,
        )
        name = device.name
    return _enrol(
        store,
        actor,
        address,
        EnrolRequest(code=code, device=actor.device_id, name=name or "WSET Desk", brings=brought),
    )


def join_centre(store: Store, *, address: str, code: str, device_name: str) -> tuple[Actor, LetIn]:
    """Make an empty store that of a new device of the server's centre.

    Its first `sync_once` brings the centre, once somebody has approved the device.
    """
    place = checked_address(address)
    transport = HttpTransport(place)
    device_id = store.new_id()
    request = EnrolRequest(code=code, device=device_id, name=device_name)
    try:
        let_in = transport.enrol(request)
    finally:
        transport.close()
    actor = join(store, let_in.centre_id, device_id)
    _keep(store, actor, place, let_in)
    return actor, let_in


def sync_once(
    store: Store,
    actor: Actor,
    *,
    on_sent: Callable[[int], object] = lambda _sent: None,
    is_over: Callable[[], bool] = lambda: False,
) -> Synced:
    """Exchange everything with the server. Refuses NOT_CONNECTED and what the server refuses;
    raises ServerUnreachable, also where `is_over` says that nobody waits for it any more."""
    with _server_of(store, actor, is_over) as transport:
        return Client(store, actor, transport, on_sent).sync()


def renew_token(store: Store, actor: Actor) -> None:
    """Go on with a new token. The old one is good until the new one was used: a computer that
    stops in between can still use it. Refuses and raises as `sync_once`."""
    with _server_of(store, actor) as transport:
        token = transport.renew()
    keyring = find_keyring()
    if keyring is not None:
        keyring.set(_secret(actor.device_id), token)
    with store.replica(actor) as uow:
        link = _link(uow)
        if link is not None:
            link.token = None if keyring else token
        uow.commit()


@contextmanager
def _server_of(
    store: Store, actor: Actor, is_over: Callable[[], bool] = lambda: False
) -> Iterator[HttpTransport]:
    with store.unit_of_work(actor, write=False) as uow:
        link = _link(uow)
    if link is None:
        raise DomainError("NOT_CONNECTED")
    transport = HttpTransport(link.address, _token(link, actor.device_id), is_over=is_over)
    try:
        yield transport
    finally:
        transport.close()


def _enrol(store: Store, actor: Actor, address: str, request: EnrolRequest) -> LetIn:
    place = checked_address(address)
    transport = HttpTransport(place)
    try:
        let_in = transport.enrol(request)
    finally:
        transport.close()
    _keep(store, actor, place, let_in)
    return let_in


def _keep(store: Store, actor: Actor, address: str, let_in: LetIn) -> None:
    """The token goes into the keyring; where there is none, into the store, which is encrypted."""
    keyring = find_keyring()
    if keyring is not None:
        keyring.set(_secret(actor.device_id), let_in.token)
    with store.replica(actor) as uow:
        uow.session.add(
            ServerLink(
                address=address,
                fingerprint=let_in.fingerprint,
                token=None if keyring else let_in.token,
                connected_at=uow.now,
            )
        )
        uow.commit()


def _link(uow: UnitOfWork) -> ServerLink | None:
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
