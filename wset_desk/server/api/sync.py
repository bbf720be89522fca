"""Sync, as the sync design has it. Each request is one unit of work."""

from fastapi import APIRouter, Request

from wset_desk.server.dependencies import DeviceOf, HubOf, StoreOf
from wset_desk.storage.credentials import end_adoption
from wset_desk.sync.messages import (
from wset_desk.server.strict_json import StrictRoute
    HelloAnswer,
    HelloRequest,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
)

router = APIRouter(prefix="/api/sync", tags=["sync"], route_class=StrictRoute)


@router.post("/hello")
def hello(body: HelloRequest, hub: HubOf) -> HelloAnswer:
    """What the server is like, and how much of the device's it has."""
    return hub.hello(body)


@router.post("/push")
def push(body: PushRequest, hub: HubOf, request: Request) -> PushAnswer:
    """Take changes in; of each is said what became of it."""
    answer = hub.push(body)
    for result in answer.results:
        request.app.state.metrics.add("changes_total", status=result.status)
    return answer


@router.post("/pull")
def pull(
    body: PullRequest, hub: HubOf, store: StoreOf, device: DeviceOf, request: Request
) -> PullAnswer:
    """Rows that have changed. A device that asks for them has handed over all that it brought."""
    answer = hub.pull(body)
    if device.adopts:
        end_adoption(store.engine, device.id)
    request.app.state.metrics.add("records_total", len(answer.changes))
    return answer
