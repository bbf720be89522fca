"""Sync, as the sync design has it. Each request is one unit of work."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from wset_desk.server.dependencies import DeviceOf, HubOf, StoreOf
from wset_desk.server.strict_json import StrictRoute
from wset_desk.storage.credentials import end_adoption
from wset_desk.sync.audit_messages import AuditAnswer, AuditRequest, BringAnswer, BringRequest
from wset_desk.sync.messages import (
    HelloAnswer,
    HelloRequest,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
)
from wset_desk.sync.whole_messages import (
    BucketAnswer,
    BucketRequest,
    DigestAnswer,
    DigestRequest,
    KnownAnswer,
    KnownRequest,
    PartNumber,
    PartRequest,
    SnapshotManifest,
    SnapshotRequest,
)

router = APIRouter(prefix="/api/sync", tags=["sync"], route_class=StrictRoute)


@router.post("/hello", response_model_exclude_defaults=True)
def hello(body: HelloRequest, hub: HubOf) -> HelloAnswer:
    """What the server is like, and how much of the device's it has.

    What goes without saying isn't said: an older desk understands that it is too old.
    """
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


@router.post("/snapshot")
def snapshot(body: SnapshotRequest, hub: HubOf) -> SnapshotManifest:
    """The centre as it stands at a number of the log, for a device that fetches all of it."""
    return hub.snapshot(body)


@router.post(
    "/snapshot/{snapshot_id}/{number}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def part(snapshot_id: UUID, number: PartNumber, hub: HubOf) -> Response:
    """A part of a snapshot, as often as it is asked for: a JSON array of records, packed."""
    content = hub.part(PartRequest(snapshot=snapshot_id, number=number))
    return Response(content, media_type="application/octet-stream")


@router.post("/digest")
def digest(body: DigestRequest, hub: HubOf) -> DigestAnswer:
    """What the centre's rows come to, for a device that compares its own."""
    return hub.digest(body)


@router.post("/known")
def known(body: KnownRequest, hub: HubOf) -> KnownAnswer:
    """What has become of changes, for a device that doesn't know whether it has sent them."""
    return hub.known(body)


@router.post("/bucket")
def bucket(body: BucketRequest, hub: HubOf) -> BucketAnswer:
    """The rows of some buckets of a table, for a device that has others."""
    return hub.bucket(body)


@router.post("/audit")
def audit(body: AuditRequest, hub: HubOf) -> AuditAnswer:
    """The audit log from an entry on, for a device that keeps all of its centre."""
    return hub.audit(body)


@router.post("/audit/bring")
def bring(body: BringRequest, hub: HubOf) -> BringAnswer:
    """The audit log of a desk that has had no server, as it is; the server goes on from it."""
    return hub.bring(body)
