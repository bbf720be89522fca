"""A desk finds its server: let in with a code, then synced over and over."""

import platform
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.identity import become_new_device, this_device
from wset_desk.storage.schema import Device, ServerLink, Staff
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.administering_messages import CodeRequest, NewCode, SignInRequest
from wset_desk.sync.client import Client, Synced
from wset_desk.sync.forking import be_let_in, is_unknown
from wset_desk.sync.http import HttpTransport, checked_address
from wset_desk.sync.hub import join
from wset_desk.sync.invitation import accept
from wset_desk.sync.messages import MOST_CHANGES, BroughtCentre, EnrolRequest, LetIn, Mode
from wset_desk.sync.repairing import Repaired
from wset_desk.sync.staging import OnProgress
from wset_desk.system.system_keyring import find_keyring

_MODES: Mapping[Mode, str] = {
    "upgrade_required": "PROGRAM_TOO_OLD",
    "read_only": "SERVER_TOO_OLD",
    "revoked": "DEVICE_REVOKED",
}


def bring_centre(store: Store, actor: Actor, *, address: str, code: str) -> LetIn:
    """Let this desk's centre be the server's from now on; `sync_once` then hands it over. A desk
    that its server doesn't know any more comes back to it as a new one.

    Refuses CONNECTED_ALREADY, what `accept` and the server refuse; raises
    ServerUnreachable.
    """
    with store.unit_of_work(actor, write=False) as uow:
        link = link_of(uow)
        if link is not None and not _is_cut_off(link, actor):
            raise DomainError("CONNECTED_ALREADY")
        if link is not None:
            return _connect_anew(store, actor, address=address, code=code)
        brought, name = brought_by(uow), uow.get(Device, actor.device_id).name
    server = accept(address, code)
    request = EnrolRequest(
        code=server.code, device=actor.device_id, name=name or "WSET Desk", brings=brought
    )
    with HttpTransport(server.address, pin=server.pin) as transport:
        let_in = transport.enrol(request)
    keep_link(store, actor, let_in, address=server.address, pin=server.pin)
    return let_in


def _connect_anew(store: Store, actor: Actor, *, address: str, code: str) -> LetIn:
    """What waits is sent once somebody has approved the new device. Refuses CENTRE_IS_ANOTHER."""
    server, device_id = accept(address, code), store.new_id()
    request = EnrolRequest(code=server.code, device=device_id, name=platform.node() or "WSET Desk")
    with HttpTransport(server.address, pin=server.pin) as transport:
        let_in = transport.enrol(request)
    if let_in.centre_id != actor.centre_id:
        raise DomainError("CENTRE_IS_ANOTHER", field="code")
    become_new_device(store, actor.name, request.name, device_id)
    actor = this_device(store, actor)
    keep_link(store, actor, let_in, address=server.address, pin=server.pin)
    return let_in


def _is_cut_off(link: ServerLink, actor: Actor) -> bool:
    """Whether this desk has no way to its server any more."""
    return link.revoked_at is not None or _find_token(link, actor.device_id) is None


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
    batch: int = MOST_CHANGES,
) -> Synced:
    """Exchange everything with the server, `batch` changes at a time, and compare with it now and
    then.

    Refuses NOT_CONNECTED and what the server refuses; raises ServerUnreachable, also where
    `is_over` says that nobody waits for it any more.
    """
    exchange = _Exchange(on_sent, on_progress, is_over, batch)
    with store.syncing:
        try:
            return exchange(store, actor)
        except DomainError as error:
            if error.code == "SERVER_MOVED":
                _follow(store, actor, error)
                return exchange(store, actor)
            if error.code != "DEVICE_FORKED":
                raise
        become_new_device(store, actor.name, "")
        return replace(exchange(store, actor), is_forked=True)


@dataclass(frozen=True)
class _Exchange:
    """One sync, with those who hear of it."""

    on_sent: Callable[[int], object]
    on_progress: OnProgress
    is_over: Callable[[], bool]
    batch: int

    def __call__(self, store: Store, actor: Actor) -> Synced:
        with server_of(store, actor, self.is_over) as transport:
            device = this_device(store, actor)
            client = Client(
                store, device, transport, self.on_sent, self.on_progress, batch=self.batch
            )
            synced = client.sync()
            if synced.mode == "revoked":
                _drop_token(store, device)
            if not synced.is_through:
                return synced
            return replace(synced, changed=synced.changed | client.compare_if_due().tables)


def _follow(store: Store, actor: Actor, moved: DomainError) -> None:
    """The server has said where the centre is now. There this device is known by the same token;
    the audit log is signed with another key."""
    with store.replica(actor) as uow:
        link = link_of(uow)
        if link is not None:
            link.address = checked_address(str(moved.parameters["address"]))
            link.pin = str(moved.parameters["pin"]) or None
            link.is_own, link.connected_at = False, uow.now
        uow.commit()


def repair(store: Store, actor: Actor) -> Repaired:
    """Sync, compare everything with the server, and fetch again what differs; what this device
    hasn't sent stays on top. Refuses and raises as `sync_once`, and what `mode_refusal` says."""
    synced = sync_once(store, actor)
    if not synced.is_through:
        raise mode_refusal(synced.mode)
    with store.syncing, server_of(store, actor) as transport:
        return Client(store, this_device(store, actor), transport).compare()


def mode_refusal(mode: Mode) -> DomainError:
    """Why nothing is exchanged with a server in this mode."""
    return DomainError(_MODES.get(mode, "SERVER_MODE"), mode=mode)


def new_device_code(store: Store, actor: Actor, password: str, staff_id: UUID | None) -> NewCode:
    """A code with which another desk joins, or the computer of the invigilator who is named.

    The actor has to be an administrator, with this password. Refuses and raises as `sync_once`, and
    what the server refuses.
    """
    wanted = CodeRequest(kind="desk" if staff_id is None else "invigilator", staff_id=staff_id)
    with server_of(store, actor) as transport:
        transport.sign_in(as_themselves(store, actor, password))
        return transport.new_code(wanted)


def as_themselves(store: Store, actor: Actor, password: str) -> SignInRequest:
    """The actor's own sign-in at the server."""
    with store.unit_of_work(actor, write=False) as uow:
        person = select(Staff.username).where(Staff.id == actor.staff_id)
        username = uow.session.scalar(person) or ""
    return SignInRequest(username=username, password=password)


def renew_token(store: Store, actor: Actor) -> None:
    """Go on with a new token. The old one is good until the new one was used: a computer that
    stops in between can still use it. Refuses and raises as `sync_once`."""
    with server_of(store, actor) as transport:
        token = transport.renew()
    actor = this_device(store, actor)
    with store.replica(actor) as uow:
        _keep_token(uow, actor, token)
        uow.commit()


def _keep_token(uow: UnitOfWork, actor: Actor, token: str) -> None:
    keyring, link = find_keyring(), link_of(uow)
    if keyring is not None:
        keyring.set(_secret(actor.device_id), token)
    if link is not None:
        link.token = None if keyring else token


def _drop_token(store: Store, actor: Actor) -> None:
    """This device was revoked, and has handed in what it hadn't sent."""
    keyring = find_keyring()
    with store.replica(actor) as uow:
        link = link_of(uow)
        if link is not None:
            link.token, link.revoked_at = None, uow.now
        uow.commit()
    if keyring is not None:
        keyring.remove(_secret(actor.device_id))


def _go_on_as(store: Store, actor: Actor, link: ServerLink) -> None:
    """The store has become another device, which `actor` is: have the server know it."""
    token = _find_token(link, actor.device_id) or _find_token(link, link.device_id)
    if token is None:
        raise DomainError("TOKEN_LOST")

    def keep(uow: UnitOfWork, let_in: LetIn) -> None:
        _keep_token(uow, actor, let_in.token)
        known = link_of(uow)
        assert known is not None  # noqa: S101 - it is what was gone by
        known.device_id, known.fingerprint = actor.device_id, let_in.fingerprint

    with HttpTransport(link.address, token, pin=link.pin) as transport:
        be_let_in(store, actor, transport, keep)


@contextmanager
def server_of(
    store: Store, actor: Actor, is_over: Callable[[], bool] = lambda: False
) -> Iterator[HttpTransport]:
    """Refuses DEVICE_REVOKED where the server has said so before."""
    actor = this_device(store, actor)
    with store.unit_of_work(actor, write=False) as uow:
        link = link_of(uow)
    if link is None:
        raise DomainError("NOT_CONNECTED")
    if link.revoked_at is not None:
        raise DomainError("DEVICE_REVOKED")
    if is_unknown(link, actor):
        _go_on_as(store, actor, link)
        with store.unit_of_work(actor, write=False) as uow:
            link = link_of(uow) or link
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
    with store.replica(actor) as uow:
        link = link_of(uow)
        if link is None:
            link = ServerLink(connected_at=uow.now)
            uow.session.add(link)
        elif link.address != address:  # another server: it signs its audit log with its own key
            link.connected_at = uow.now
        link.address, link.pin, link.is_own = address, pin, is_own
        link.fingerprint, link.revoked_at = let_in.fingerprint, None
        uow.session.flush()
        _keep_token(uow, actor, let_in.token)
        uow.commit()


def link_of(uow: UnitOfWork) -> ServerLink | None:
    """The server that this device has."""
    return uow.session.scalars(select(ServerLink)).first()


def _token(link: ServerLink, device_id: UUID) -> str:
    """Refuses TOKEN_LOST where the keyring doesn't have it any more."""
    token = _find_token(link, device_id)
    if token is None:
        raise DomainError("TOKEN_LOST")
    return token


def _find_token(link: ServerLink, device_id: UUID | None) -> str | None:
    keyring = find_keyring()
    return link.token or (keyring.get(_secret(device_id)) if keyring and device_id else None)


def _secret(device_id: UUID) -> str:
    return f"server token {device_id}"
