"""What may have left an exam session's scope since a number of the log (see `scopes`).

The store has what rows are; what they were before, and so what belonged to the session through
them, is in the log.
"""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from sqlalchemy import Select, select

from wset_desk.storage.schema import (
    Candidate,
    ChangeLogEntry,
    ExamRegistration,
    ExamSession,
    MarkEntry,
    SessionStaff,
    SettingValue,
)
from wset_desk.storage.structure import references_of
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork
from wset_desk.sync.reaching import NEEDED, Key, of_registrations, session_rows

_FOLLOWED = ("exam_sessions", "exam_templates", "offerings", "exam_registrations", "session_staff")
"""Rows through which others belong to a session."""
REGISTRATIONS, _HERE = "exam_registrations", "exam_session_id"


def left_behind(uow: UnitOfWork, session_id: UUID, cursor: int) -> set[Key]:
    """Rows that changed since then and may be in it no longer, with what was there through them;
    0: whatever has ever belonged to it."""
    reach = session_rows(uow, session_id)
    changed = {key for key, since in reach.items() if since > cursor}
    changed |= {(row.__tablename__, row.id) for row in _belonging(uow, session_id, cursor)}
    changed |= {(REGISTRATIONS, each) for each in _moved_away(uow, session_id, cursor)}
    changed |= _marks_of(uow, [row_id for entity, row_id in changed if entity == REGISTRATIONS])
    changed |= _deleted(uow, session_id, cursor)
    followed = [row_id for entity, row_id in changed if entity in _FOLLOWED]
    return changed | _referred_ever(uow, followed)


def settings_left(uow: UnitOfWork, cursor: int) -> set[Key]:
    """Settings that were set back to what they are by default."""
    reset = select(SettingValue).where(
        SettingValue.name.in_(NEEDED),
        SettingValue.deleted_at.is_not(None),
        SettingValue.seq > cursor,
    )
    rows = uow.session.scalars(reset, execution_options=WITH_DELETED)
    return {(row.__tablename__, row.id) for row in rows}


def _belonging(
    uow: UnitOfWork, session_id: UUID, cursor: int
) -> Iterator[ExamRegistration | SessionStaff | ExamSession]:
    """Rows of the session that have changed since, deleted ones too."""
    wanted: tuple[Select[ExamRegistration] | Select[SessionStaff] | Select[ExamSession], ...] = (
        select(ExamRegistration).where(
            ExamRegistration.exam_session_id == session_id, ExamRegistration.seq > cursor
        ),
        select(SessionStaff).where(
            SessionStaff.exam_session_id == session_id, SessionStaff.seq > cursor
        ),
        select(ExamSession).where(ExamSession.id == session_id, ExamSession.seq > cursor),
    )
    for each in wanted:
        yield from uow.session.scalars(each, execution_options=WITH_DELETED)


def _deleted(uow: UnitOfWork, session_id: UUID, cursor: int) -> set[Key]:
    """People and typed marks that were taken out, though their bookings stand."""
    booked = ExamRegistration.exam_session_id == session_id
    people = (
        select(Candidate.id)
        .join(ExamRegistration, ExamRegistration.candidate_id == Candidate.id)
        .where(booked, Candidate.seq > cursor, Candidate.deleted_at.is_not(None))
    )
    entries = (
        select(MarkEntry.id)
        .join(ExamRegistration, ExamRegistration.id == MarkEntry.exam_registration_id)
        .where(booked, MarkEntry.seq > cursor, MarkEntry.deleted_at.is_not(None))
    )
    return {
        *(("candidates", each) for each in _ids(uow, people)),
        *(("mark_entries", each) for each in _ids(uow, entries)),
    }


def _ids(uow: UnitOfWork, wanted: Select[UUID]) -> Iterable[UUID]:
    return uow.session.scalars(wanted, execution_options=WITH_DELETED)


def _moved_away(uow: UnitOfWork, session_id: UUID, cursor: int) -> set[UUID]:
    """Registrations that were the session's and are another's."""
    since = select(ChangeLogEntry).where(
        ChangeLogEntry.seq > cursor,
        ChangeLogEntry.entity == REGISTRATIONS,
        ChangeLogEntry.op == "update",
    )
    moved = {each.row_id for each in uow.session.scalars(since) if _HERE in each.patch}
    return {each.row_id for each in _log_of(uow, moved) if each.patch.get(_HERE) == str(session_id)}


def _marks_of(uow: UnitOfWork, registration_ids: Collection[UUID]) -> set[Key]:
    """With who entered them."""
    found: set[Key] = set()
    for row in of_registrations(uow, registration_ids, deleted_too=True):
        found.add((row.__tablename__, row.id))
        if row.entered_by_id is not None:
            found.add(("staff", row.entered_by_id))
    return found


def _referred_ever(uow: UnitOfWork, row_ids: Collection[UUID]) -> set[Key]:
    """Whatever these rows refer to, or have referred to."""
    found: set[Key] = set()
    for entry in _log_of(uow, row_ids):
        for name, target in references_of(entry.entity).items():
            if entry.patch.get(name) is not None:
                found.add((target, UUID(str(entry.patch[name]))))
    return found


def _log_of(uow: UnitOfWork, row_ids: Collection[UUID]) -> Iterable[ChangeLogEntry]:
    if not row_ids:
        return ()
    return uow.session.scalars(
        select(ChangeLogEntry).where(ChangeLogEntry.row_id.in_(row_ids))
    ).all()
