"""Which rows belong to a scope of an invigilator's PC (see `scopes`)."""

from collections.abc import Collection, Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.access_settings import INVIGILATOR_PC_DAYS, OFFLINE_SIGN_IN_DAYS
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.settings import (
    CHECK_IN_MINUTES,
    IDLE_LOCK_MINUTES,
    MARK_GAP_POINTS,
    RESULT_DOUBLE_ENTRY,
    RESULT_NEEDS_SECOND_PERSON,
)
from wset_desk.storage.schema import (
    Candidate,
    Course,
    CourseSession,
    Device,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    MarkEntry,
    Offering,
    ResultVersion,
    Room,
    RuleProfileRecord,
    SessionStaff,
    SettingValue,
    Staff,
    Synced,
)
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

Key = tuple[str, UUID]
Row = TypeVar("Row", bound=Synced)
NEEDED = tuple(
    each.name
    for each in (
        CHECK_IN_MINUTES,
        IDLE_LOCK_MINUTES,
        INVIGILATOR_PC_DAYS,
        MARK_GAP_POINTS,
        OFFLINE_SIGN_IN_DAYS,
        RESULT_DOUBLE_ENTRY,
        RESULT_NEEDS_SECOND_PERSON,
    )
)
"""The settings on which work at an exam depends."""


class Reach(dict[Key, int]):
    """Rows by key, with the number of the log since which they have been in the scope as they are:
    their own, or a later one of a row through which they belong to it."""

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__()
        self._uow = uow

    def take(self, rows: Iterable[Row], via: int = 0) -> list[Row]:
        found = list(rows)
        for row in found:
            key = (row.__tablename__, row.id)  # type: ignore[attr-defined]
            self[key] = max(self.get(key, 0), row.seq or 0, via)
        return found

    def referred(self, entity: type[Row], row_id: UUID | None, by: Synced | None) -> Row | None:
        """The row to which another refers, if both are there."""
        if row_id is None or by is None:
            return None
        via = self[by.__tablename__, by.id]  # type: ignore[attr-defined]
        found = self.take(of_ids(self._uow, entity, [row_id]), via)
        return found[0] if found else None


def own_rows(uow: UnitOfWork, device: Device) -> Reach:
    """What the PC needs before there is any exam: its centre, itself and its person."""
    reach = Reach(uow)
    reach.take([uow.centre])
    reach.take([device])
    reach.take(of_ids(uow, Staff, [device.staff_id]), device.seq or 0)
    reach.take(_settings(uow, uow.actor.centre_id))
    return reach


def session_rows(uow: UnitOfWork, session_id: UUID) -> Reach:
    """An exam session with what it is, where, by whom and for whom, and its marks."""
    reach = Reach(uow)
    exams = reach.take(of_ids(uow, ExamSession, [session_id]))
    for exam in exams:
        _what_and_where(reach, uow, exam)
        _people(reach, uow, exam)
    return reach


def _what_and_where(reach: Reach, uow: UnitOfWork, exam: ExamSession) -> None:
    reach.referred(Room, exam.room_id, exam)
    reach.referred(CourseSession, exam.course_session_id, exam)
    template = reach.referred(ExamTemplate, exam.exam_template_id, exam)
    offering = template and reach.referred(Offering, template.course_offering_id, template)
    if offering:
        reach.referred(RuleProfileRecord, offering.rule_profile_id, offering)
        reach.referred(Course, offering.course_id, offering)
        reach.take(_settings(uow, offering.course_id), offering.seq or 0)


def _people(reach: Reach, uow: UnitOfWork, exam: ExamSession) -> None:
    assigned = select(SessionStaff).where(SessionStaff.exam_session_id == exam.id)
    names = {each.staff_id: each.seq or 0 for each in reach.take(uow.session.scalars(assigned))}
    expected = select(ExamRegistration).where(
        ExamRegistration.exam_session_id == exam.id, ExamRegistration.status.in_(ACTIVE_STATUSES)
    )
    registrations = reach.take(uow.session.scalars(expected))
    since = {each.id: each.seq or 0 for each in registrations}
    coming = {each.candidate_id: since[each.id] for each in registrations}
    for person in of_ids(uow, Candidate, coming):
        reach.take([person], coming[person.id])
    for mark in of_registrations(uow, since):
        reach.take([mark], since[mark.exam_registration_id])
        if mark.entered_by_id is not None:
            names[mark.entered_by_id] = max(names.get(mark.entered_by_id, 0), mark.seq or 0)
    for colleague in of_ids(uow, Staff, names):
        reach.take([colleague], names[colleague.id])


def _settings(uow: UnitOfWork, scope_id: UUID) -> Iterable[SettingValue]:
    return uow.session.scalars(
        select(SettingValue).where(SettingValue.scope_id == scope_id, SettingValue.name.in_(NEEDED))
    )


def of_ids(uow: UnitOfWork, entity: type[Row], ids: Collection[UUID | None]) -> Iterable[Row]:
    return uow.session.scalars(select(entity).where(entity.id.in_(ids))).all() if ids else ()


def of_registrations(
    uow: UnitOfWork, ids: Collection[UUID], *, deleted_too: bool = False
) -> list[ResultVersion | MarkEntry]:
    """The marks of these registrations: versions of results, and what was typed."""
    options = WITH_DELETED if deleted_too else {}
    versions = select(ResultVersion).where(ResultVersion.exam_registration_id.in_(ids))
    entries = select(MarkEntry).where(MarkEntry.exam_registration_id.in_(ids))
    if not ids:
        return []
    return [
        *uow.session.scalars(versions, execution_options=options),
        *uow.session.scalars(entries, execution_options=options),
    ]
