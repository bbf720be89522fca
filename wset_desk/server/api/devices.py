"""Letting devices in."""

from fastapi import APIRouter, Request

from wset_desk.server.dependencies import DeviceOf, HubOf, StoreOf, trying_a_code
from wset_desk.server.strict_json import StrictRoute
from wset_desk.sync.forked import let_fork_in
from wset_desk.sync.letting_in import adopt, enrol, renew
from wset_desk.sync.messages import EnrolRequest, LetIn, RenewedToken
from wset_desk.sync.whole_messages import ForkRequest

router = APIRouter(prefix="/api/devices", tags=["devices"], route_class=StrictRoute)


@router.post("/enrol", status_code=201)
def enrol_device(body: EnrolRequest, store: StoreOf, request: Request) -> LetIn:
    """Use a code up; codes that aren't good make the next try wait."""
    with trying_a_code(request, store.clock.now()):
        if body.brings is not None:
            return adopt(store, body.code, body.device, body.brings)
        return enrol(store, body.code, body.device, body.name)


@router.post("/token")
def renew_token(store: StoreOf, device: DeviceOf, hub: HubOf) -> RenewedToken:
    """A new token; the old one stays good until the new one was used."""
    hub.check_let_in()
    return RenewedToken(token=renew(store, device))


@router.post("/fork", status_code=201)
def fork(body: ForkRequest, store: StoreOf, device: DeviceOf) -> LetIn:
    """Who asks was copied or set back, and goes on as a device of its own."""
    return let_fork_in(store, device, body.device)
