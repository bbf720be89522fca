"""Taking a centre over from another server."""

from fastapi import APIRouter, Request

from wset_desk.server.dependencies import DeviceOf, StoreOf, trying_a_code
from wset_desk.server.strict_json import StrictRoute
from wset_desk.sync import taking_over
from wset_desk.sync.hand_over_messages import (
    HandedOver,
    HandOverBegun,
    HandOverEnd,
    HandOverPart,
    HandOverRequest,
)

router = APIRouter(prefix="/api/hand-over", tags=["hand-over"], route_class=StrictRoute)


@router.post("/begin", status_code=201)
def begin(body: HandOverRequest, store: StoreOf, request: Request) -> HandOverBegun:
    """Use a code up; codes that aren't good make the next try wait."""
    with trying_a_code(request, store.clock.now()):
        return taking_over.begin(store, body)


@router.post("/part", status_code=202)
def part(body: HandOverPart, store: StoreOf, giver: DeviceOf) -> None:
    """Some rows; one that comes again takes the place of the one before."""
    taking_over.take(store, giver, body)


@router.post("/end")
def end(body: HandOverEnd, store: StoreOf, giver: DeviceOf) -> HandedOver:
    """All have come: from now on the centre is here."""
    taking_over.end(store, giver, body.parts)
    return HandedOver(centre_id=giver.centre_id)
