"""The computers that write for a centre: approved, revoked, let in again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import command, query
from wset_desk.services.syncing.journal import staff_names
from wset_desk.storage.schema import AuditEntry, Device
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """`is_waiting`: it came with a code, and nobody has compared its fingerprint yet.
    `is_this`: the one at which one sits. `kind` is "desk", or "invigilator" of a computer that gets
    the exams of one person, `staff_id` (`whose` has the name), alone. `last_wrote_at`: when
    something was last done there, as far as this desk has heard."""

    id: UUID
    name: str
    fingerprint: str | None
    approved_at: datetime | None
    revoked: bool
    is_this: bool
    kind: str = "desk"
    staff_id: UUID | None = None
    last_wrote_at: datetime | None = None
    whose: str = ""

    @property
    def is_waiting(self) -> bool:
        return self.fingerprint is not None and self.approved_at is None and not self.revoked


@query(Permission.MANAGE_SETTINGS)
def list_devices(uow: UnitOfWork) -> tuple[DeviceRow, ...]:
    """The centre's computers, by name."""
    rows = uow.session.scalars(select(Device).order_by(Device.name, Device.id))
    wrote, people = _last_acts(uow), staff_names(uow)
    return tuple(
        DeviceRow(
            each.id,
            each.name,
            each.fingerprint,
            each.approved_at,
            each.revoked,
            each.id == uow.actor.device_id,
            each.kind,
            each.staff_id,
            wrote.get(each.id),
            people.get(each.staff_id, "") if each.staff_id else "",
        )
        for each in rows
    )


def _last_acts(uow: UnitOfWork) -> dict[UUID, datetime]:
    """By device, from the audit log."""
    rows = uow.session.execute(
        select(AuditEntry.device_id, func.max(AuditEntry.at)).group_by(AuditEntry.device_id)
    )
    return {row[0]: row[1] for row in rows}


@command(Permission.MANAGE_SETTINGS)
def approve_device(uow: UnitOfWork, *, device_id: UUID) -> None:
    """Let a computer in whose fingerprint was compared; one that was revoked again too."""
    device = uow.get(Device, device_id)
    device.approved_at, device.revoked = uow.now, False


@command(Permission.MANAGE_SETTINGS)
def revoke_device(uow: UnitOfWork, *, device_id: UUID) -> None:
    """Keep a computer out from now on. What it has stays on it: that can't be taken back."""
    uow.get(Device, device_id).revoked = True
