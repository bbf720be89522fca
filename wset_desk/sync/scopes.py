"""What an invigilator's PC gets of its centre: its person's exam sessions and what belongs to them.

Such a PC reads scopes, each up to a number of the centre's log of its own: `own`, with what it
needs at all, and `session:{id}` for each exam session that is assigned to its person. A row is sent
when it has changed or has come in with another that has; one that is in none of the scopes any more
leaves.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.access_settings import INVIGILATOR_PC_DAYS
from wset_desk.services.setting_values import centre_setting
from wset_desk.storage.records import read_records
from wset_desk.storage.schema import (
    CentreCounter,
    Device,
    ExamSession,
    SessionStaff,
    Staff,
)
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork
from wset_desk.sync.leaving import left_behind, settings_left
from wset_desk.sync.messages import OWN, SESSION, ScopeChanges, ScopedRecord
from wset_desk.sync.reaching import Key, Reach, own_rows, session_rows
from wset_desk.sync.withholding import SHOWN, shown


def is_whole(device: Device) -> bool:
    """Whether a device gets all of its centre, as desks do."""
    return device.kind in (None, "desk")  # one that isn't in the store yet has none


def granted(uow: UnitOfWork, device: Device) -> dict[str, UUID | None]:
    """The scopes of an invigilator's PC, with their exam sessions: those assigned to its person
    until some days after the exam, while the person works here."""
    found: dict[str, UUID | None] = {OWN: None}
    person = uow.session.scalars(select(Staff).where(Staff.id == device.staff_id)).first()
    if person is None or not person.active:
        return found
    since = uow.now - timedelta(days=centre_setting(uow, INVIGILATOR_PC_DAYS))
    assigned = (
        select(ExamSession.id)
        .join(SessionStaff, SessionStaff.exam_session_id == ExamSession.id)
        .where(SessionStaff.staff_id == person.id, ExamSession.exam_date >= since)
        .order_by(ExamSession.exam_date, ExamSession.id)
    )
    return found | {scope_of(each): each for each in uow.session.scalars(assigned)}


def scope_of(exam_session_id: UUID) -> str:
    return f"{SESSION}{exam_session_id}"


def send_scopes(
    uow: UnitOfWork, device: Device, cursors: Mapping[str, int]
) -> dict[str, ScopeChanges]:
    """What has changed in each scope since its cursor; of one that is granted no longer, or never
    was, that it is withdrawn, and what leaves with it."""
    head = uow.session.scalars(select(CentreCounter.seq)).one()
    scopes = granted(uow, device)
    if all(name in scopes and cursor == head for name, cursor in cursors.items()):
        return {name: _unchanged(head) for name in cursors}
    reaches = {name: _reach(uow, device, session_id) for name, session_id in scopes.items()}
    here = frozenset(key for reach in reaches.values() for key in reach)
    answer = {}
    for name, cursor in cursors.items():
        reach = reaches.get(name)
        gone = _gone(uow, device, name, cursor if name in scopes else 0) if cursor else set()
        came = [key for key, since in (reach or {}).items() if since > cursor]
        answer[name] = ScopeChanges(
            changes=[*_leaving(gone - here, head), *_records(uow, device, came)],
            next=head,
            head=head,
            withdrawn=reach is None,
        )
    return answer


def _unchanged(head: int) -> ScopeChanges:
    return ScopeChanges(changes=[], next=head, head=head)


def seen_by(uow: UnitOfWork, device: Device, keys: Collection[Key]) -> dict[Key, dict[str, object]]:
    """Those of the rows that are in any of the device's scopes, as it has them."""
    scopes = granted(uow, device).values()
    here = {key for session_id in scopes for key in _reach(uow, device, session_id)}
    return {
        (each.entity, each.id): each.record or {} for each in _records(uow, device, here & {*keys})
    }


def _reach(uow: UnitOfWork, device: Device, session_id: UUID | None) -> Reach:
    if session_id is None:
        return own_rows(uow, device)
    return session_rows(uow, session_id)


def _gone(uow: UnitOfWork, device: Device, name: str, cursor: int) -> set[Key]:
    """What may have left a scope since the cursor. Nothing is said of a session that was never the
    person's."""
    if name == OWN:
        return settings_left(uow, cursor)
    session_id = _session_of(name)
    if session_id is None or not _was_assigned(uow, device, session_id):
        return set()
    return {key for key in left_behind(uow, session_id, cursor) if key[0] in SHOWN}


def _session_of(name: str) -> UUID | None:
    try:
        return UUID(name.removeprefix(SESSION)) if name.startswith(SESSION) else None
    except ValueError:
        return None


def _was_assigned(uow: UnitOfWork, device: Device, session_id: UUID) -> bool:
    ever = select(SessionStaff.id).where(
        SessionStaff.exam_session_id == session_id, SessionStaff.staff_id == device.staff_id
    )
    return uow.session.scalars(ever, execution_options=WITH_DELETED).first() is not None


def _leaving(keys: Iterable[Key], head: int) -> list[ScopedRecord]:
    return [ScopedRecord(seq=head, entity=key[0], id=key[1], op="leave") for key in sorted(keys)]


def _records(uow: UnitOfWork, device: Device, keys: Iterable[Key]) -> list[ScopedRecord]:
    by_entity: defaultdict[str, list[UUID]] = defaultdict(list)
    for entity, row_id in keys:
        by_entity[entity].append(row_id)
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    return [
        ScopedRecord(
            seq=record.get("seq") or 0,
            entity=entity,
            id=row_id,
            op="row",
            record=shown(entity, record, device.staff_id),
        )
        for entity, ids in by_entity.items()
        for row_id, record in read_records(connection, centre_id, entity, ids).items()
    ]
