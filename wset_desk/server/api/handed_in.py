"""What computers handed in that are kept out, for an administrator who has signed in to judge."""

from dataclasses import asdict
from uuid import UUID

from fastapi import APIRouter

from wset_desk.server.dependencies import AdministratorOf, DeskOf, StoreOf
from wset_desk.server.strict_json import StrictRoute
from wset_desk.services.syncing.handed_in import (
    discard_handed_in,
    handed_in_to_judge,
    settle_handed_in,
    waiting,
)
from wset_desk.services.workspace import Workspace
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.administering_messages import HandedInAnswer, HandedInCount

router = APIRouter(prefix="/api/devices/handed-in", tags=["devices"], route_class=StrictRoute)


@router.get("")
def handed_in(store: StoreOf, administrator: AdministratorOf) -> HandedInAnswer:
    """What waits, by computer, in the order in which it was done."""
    found = Workspace(store, administrator).run(handed_in_to_judge)
    return HandedInAnswer.model_validate(asdict(found))


@router.get("/count")
def count(store: StoreOf, desk: DeskOf) -> HandedInCount:
    """How many actions wait: any desk may know that much, and asks when somebody looks."""
    actor = Actor(desk.centre_id, desk.device_id, "")
    with store.unit_of_work(actor, write=False) as uow:
        return HandedInCount(waiting=waiting(uow))


@router.post("/{tx}/discard", status_code=204)
def discard(tx: UUID, store: StoreOf, administrator: AdministratorOf) -> None:
    """Leave an action aside; it stays kept as it was sent."""
    Workspace(store, administrator).call(discard_handed_in, tx=tx)


@router.post("/{tx}/settle", status_code=204)
def settle(tx: UUID, store: StoreOf, administrator: AdministratorOf) -> None:
    """An action was written again, as a change of the administrator's own."""
    Workspace(store, administrator).call(settle_handed_in, tx=tx)
