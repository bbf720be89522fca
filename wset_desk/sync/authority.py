"""Whether a device may send a change: for whom it may speak, and what that person may write.

Asked before anything else about a change. Everything that isn't allowed in `policy` is refused;
what is allowed for some rows only is checked here.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.permissions import Permission, Role
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState
from wset_desk.storage.records import Record
from wset_desk.storage.schema import Device, ExamRegistration, SessionStaff, Staff
from wset_desk.storage.unit_of_work import WITH_DELETED, Actor, UnitOfWork
from wset_desk.sync.messages import SentChange
from wset_desk.sync.policy import ASSIGNED, PROGRAM, granted

INVIGILATORS_PC = "invigilator"
REGISTRATIONS, ENTRIES, STAFF = "exam_registrations", "mark_entries", "staff"
_NARROW = {STAFF: frozenset({Permission.SIGN_IN, Permission.IMPORT_DATA})}
"""What lets a person write some rows of a table; elsewhere that is what `ASSIGNED` says."""
_PROVISIONAL = (None, ResultState.PROVISIONAL.value)
_SAT = (RegistrationStatus.REGISTERED, RegistrationStatus.COMPLETED, RegistrationStatus.NO_SHOW)
_AT_THE_EXAM: Mapping[str, Sequence[Any]] = {
    "status": [each.value for each in _SAT],
    "theory_state": _PROVISIONAL,
    "tasting_state": _PROVISIONAL,
    "state": _PROVISIONAL,
}
"""What an invigilator's work comes to: nobody is cancelled by it, and no result confirmed."""
_NO_ACCOUNT: Mapping[str, Any] = {"roles": [Role.INVIGILATOR.value], "active": False}
"""Of a colleague whom an import found in a file."""


class Authority:
    """Of one device over its centre's rows, in one unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        mine = select(Device).where(Device.id == uow.actor.device_id)
        device = uow.session.scalars(mine, execution_options=WITH_DELETED).first()
        self._owner = None if device is None else device.staff_id
        self._is_a_desk = device is None or device.kind != INVIGILATORS_PC
        self.people: Mapping[UUID, Actor] = {}
        self.names: Mapping[UUID | None, str] = {}
        self._assigned: dict[UUID, frozenset[UUID | None]] = {}
        self._sessions: dict[UUID, UUID | None] = {}
        self.learn()

    def learn(self) -> None:
        """Read anew who works at the centre: `people` are those for whom the device may speak, a
        desk for everybody active, an invigilator's PC for its own person."""
        staff = self._uow.session.scalars(select(Staff), execution_options=WITH_DELETED).all()
        self.names = {each.id: each.name for each in staff}
        self.people = {each.id: self._actor(each) for each in staff if self._speaks_for(each)}
        self._assigned.clear()

    def depends_on_order(self, changes: Sequence[SentChange]) -> bool:
        """Whether some of these changes decide on what others may."""
        entities = {change.entity for change in changes}
        if STAFF in entities:
            return True
        return "session_staff" in entities and any(
            Permission.ENTER_RESULTS not in self.people[change.user].permissions
            for change in changes
            if change.user is not None and change.user in self.people
        )

    def allows(self, change: SentChange, before: Record | None) -> bool:
        """Whether the change may be sent; `before` is its row as the server has it."""
        if change.user is None:
            return self._is_the_programs(change)
        actor = self.people.get(change.user)
        if actor is None:
            return False
        narrow = _NARROW.get(change.entity, ASSIGNED)
        if _covers(actor.permissions - narrow, change):
            return True
        if not _covers(actor.permissions, change):
            return False
        if change.entity == STAFF:
            return _is_of_no_account(change) if change.op == "insert" else change.id == change.user
        return self._is_at_their_exam(change, before, actor)

    def _speaks_for(self, person: Staff) -> bool:
        is_here = person.active and person.deleted_at is None
        return is_here and (self._is_a_desk or person.id == self._owner)

    def _actor(self, person: Staff) -> Actor:
        """At an invigilator's PC nobody is more than that, whatever else they are."""
        roles = person.roles if self._is_a_desk else (Role.INVIGILATOR,)
        device = self._uow.actor
        own = frozenset(role for role in Role if role in roles)
        return Actor(device.centre_id, device.device_id, person.name, person.id, own)

    def _is_the_programs(self, change: SentChange) -> bool:
        """What is written while nobody is signed in: about the device itself, and nothing else."""
        names = set(change.patch) - {"created_at"}
        return (
            change.op == "insert"
            and change.id == self._uow.actor.device_id
            and names <= PROGRAM.get(change.entity, frozenset())
        )

    def _is_at_their_exam(self, change: SentChange, before: Record | None, actor: Actor) -> bool:
        for name, values in _AT_THE_EXAM.items():
            if name in change.patch and change.patch[name] not in values:
                return False
        row = change.patch if before is None else before
        if change.entity == ENTRIES and not _is_own_entry(change, row):
            return False
        return self._session_of(change, row) in self._assigned_to(actor.staff_id)

    def _session_of(self, change: SentChange, row: Record) -> UUID | None:
        if change.entity == REGISTRATIONS:
            return _id(row.get("exam_session_id"))
        registration_id = _id(row.get("exam_registration_id"))
        if registration_id is None:
            return None
        if registration_id not in self._sessions:
            wanted = select(ExamRegistration.exam_session_id).where(
                ExamRegistration.id == registration_id
            )
            self._sessions[registration_id] = self._uow.session.scalar(wanted)
        return self._sessions[registration_id]

    def _assigned_to(self, staff_id: UUID | None) -> frozenset[UUID | None]:
        if staff_id is None:
            return frozenset()
        if staff_id not in self._assigned:
            theirs = select(SessionStaff.exam_session_id).where(SessionStaff.staff_id == staff_id)
            self._assigned[staff_id] = frozenset(self._uow.session.scalars(theirs)) - {None}
        return self._assigned[staff_id]


def _covers(permissions: frozenset[Permission], change: SentChange) -> bool:
    """Whether they are enough for these columns of any row of the table."""
    names = set(change.patch)
    if change.op == "delete" or "deleted_at" in names:  # set back to nothing, a row is there again
        if granted(permissions, change.entity, "delete") is None:
            return False
        names.discard("deleted_at")
        if not names:
            return True
    if change.op == "insert":
        names.discard("created_at")
    op = "insert" if change.op == "insert" else "update"
    columns = granted(permissions, change.entity, op)
    return columns is not None and names <= columns


def _is_of_no_account(change: SentChange) -> bool:
    """With whom nobody can sign in, until an administrator says so."""
    return all(change.patch.get(name) == value for name, value in _NO_ACCOUNT.items())


def _is_own_entry(change: SentChange, row: Record) -> bool:
    """Others' entries are never typed nor taken back; they end in the result that two made."""
    is_own = row.get("entered_by_id") == str(change.user)
    return is_own or (change.op == "update" and set(change.patch) == {"result_version_id"})


def _id(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
