"""What endpoints ask for: the store, and the device that a token lets in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request

from wset_desk.domain.errors import DomainError
from wset_desk.server.patience import network_of
from wset_desk.storage.credentials import Credential
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.hub import Hub
from wset_desk.sync.letting_in import admitted
from wset_desk.sync.signing_in import administrator

_BEARER = "Bearer "


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


StoreOf = Annotated[Store, Depends(_store)]


def address_of(request: Request) -> str:
    """From where it comes, as far as it matters for patience."""
    return network_of(request.client.host if request.client else "")


@contextmanager
def trying_a_code(request: Request, now: datetime) -> Iterator[None]:
    """Around a try of a code. Refuses TOO_MANY_REQUESTS: whoever guesses waits, longer each time;
    and so do all together, but not for long."""
    each, everybody = request.app.state.patience, request.app.state.patience_with_all
    with each.tried(address_of(request), now), everybody.tried("a code", now):
        yield


def _device(request: Request, store: StoreOf) -> Credential:
    """Refuses TOKEN_MISSING, TOKEN_UNKNOWN and TOKEN_EXPIRED."""
    header = request.headers.get("authorization", "")
    if not header.startswith(_BEARER):
        raise DomainError("TOKEN_MISSING")
    device = admitted(store, header.removeprefix(_BEARER).strip())
    ids = {"centre": str(device.centre_id), "device": str(device.device_id)}
    request.scope.setdefault("state", {})["device"] = ids
    return device


DeviceOf = Annotated[Credential, Depends(_device)]


def _hub(store: StoreOf, device: DeviceOf) -> Hub:
    return Hub(store, device.centre_id, device.device_id, is_trusted=device.adopts)


HubOf = Annotated[Hub, Depends(_hub)]


def _desk(device: DeviceOf, hub: HubOf) -> Credential:
    """Refuses what a pull does, and NOT_FOR_THIS_DEVICE to all but desks."""
    hub.check_desk()
    return device


DeskOf = Annotated[Credential, Depends(_desk)]
SIGN_IN = "X-Sign-In"
"""The header with the token of somebody who has signed in."""


def _administrator(request: Request, store: StoreOf, desk: DeskOf) -> Actor:
    """Refuses SIGN_IN_MISSING, SIGN_IN_OVER and NOT_PERMITTED."""
    token = request.headers.get(SIGN_IN)
    if not token:
        raise DomainError("SIGN_IN_MISSING")
    return administrator(store, desk, token)


AdministratorOf = Annotated[Actor, Depends(_administrator)]
