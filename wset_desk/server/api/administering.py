"""What an administrator who has signed in asks about the centre's computers."""

from dataclasses import asdict
from uuid import UUID

from fastapi import APIRouter

from wset_desk.server.dependencies import AdministratorOf, StoreOf
from wset_desk.server.strict_json import StrictRoute
from wset_desk.services.devices import approve_device, list_devices, revoke_device
from wset_desk.services.workspace import Workspace
from wset_desk.sync.administering_messages import CodeRequest, DeviceEntry, Devices, NewCode
from wset_desk.sync.letting_in import make_code

router = APIRouter(prefix="/api/devices", tags=["devices"], route_class=StrictRoute)


@router.get("")
def devices(store: StoreOf, administrator: AdministratorOf) -> Devices:
    """The centre's computers, by name."""
    rows = Workspace(store, administrator).run(list_devices)
    names = DeviceEntry.model_fields
    entries = ({k: v for k, v in asdict(row).items() if k in names} for row in rows)
    return Devices(devices=[DeviceEntry(**entry) for entry in entries])


@router.post("/codes", status_code=201)
def new_code(body: CodeRequest, store: StoreOf, administrator: AdministratorOf) -> NewCode:
    """A code with which one computer joins."""
    return make_code(store, administrator.centre_id, body)


@router.post("/{device_id}/approve", status_code=204)
def approve(device_id: UUID, store: StoreOf, administrator: AdministratorOf) -> None:
    """Let a computer in whose fingerprint was compared."""
    Workspace(store, administrator).call(approve_device, device_id=device_id)


@router.post("/{device_id}/revoke", status_code=204)
def revoke(device_id: UUID, store: StoreOf, administrator: AdministratorOf) -> None:
    """Keep a computer out from now on."""
    Workspace(store, administrator).call(revoke_device, device_id=device_id)
