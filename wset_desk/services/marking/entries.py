"""The entries of marks that two people type, and which exams' marks are typed by two."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from wset_desk.domain.catalogue import Component
from wset_desk.domain.double_entry import Entry
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.services.attempts import ResultKey
from wset_desk.services.result_versions import NO_RESULT, ResultValue, StandingResult
from wset_desk.services.setting_values import course_setting
from wset_desk.settings import RESULT_DOUBLE_ENTRY
from wset_desk.storage.schema import ExamRegistration, MarkEntry, Offering
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork


class TypedCell(NamedTuple):
    """A mark that is typed: of a whole result, or of the `part` of a paper marked by part."""

    registration_id: UUID
    component: Component
    part: str | None = None

    @property
    def result(self) -> ResultKey:
        return self.registration_id, self.component


class _Row(NamedTuple):
    registration_id: UUID
    component: str
    part: str
    by: UUID
    mark: Decimal
    at: datetime


Entries = dict[TypedCell, list[Entry]]


def open_entries(uow: UnitOfWork, registration_ids: Collection[UUID]) -> Entries:
    """What was typed for these registrations and hasn't ended in a result, the earliest first."""
    rows = uow.session.execute(
        select(
            MarkEntry.exam_registration_id,
            MarkEntry.component,
            MarkEntry.part,
            MarkEntry.entered_by_id,
            MarkEntry.mark,
            MarkEntry.entered_at,
        )
        .where(
            MarkEntry.exam_registration_id.in_(registration_ids),
            MarkEntry.result_version_id.is_(None),
        )
        .order_by(MarkEntry.entered_at, MarkEntry.id)
    )
    found: Entries = defaultdict(list)
    for row in map(_Row._make, rows):
        cell = TypedCell(row.registration_id, Component(row.component), row.part or None)
        found[cell].append(Entry(row.by, row.mark, row.at))
    return found


def open_rows(
    uow: UnitOfWork, registration_ids: Collection[UUID]
) -> dict[TypedCell, list[MarkEntry]]:
    """The rows behind `open_entries`."""
    rows = uow.session.scalars(
        select(MarkEntry)
        .where(
            MarkEntry.exam_registration_id.in_(registration_ids),
            MarkEntry.result_version_id.is_(None),
        )
        .order_by(MarkEntry.entered_at, MarkEntry.id)
    )
    found: dict[TypedCell, list[MarkEntry]] = defaultdict(list)
    for row in rows:
        found[cell_of(row)].append(row)
    return found


def cell_of(row: MarkEntry) -> TypedCell:
    return TypedCell(row.exam_registration_id, Component(row.component), row.part or None)


def stands(cell: TypedCell, standing: StandingResult | None) -> bool:
    """Whether there is a result already: then entries that didn't end in it don't count."""
    value = NO_RESULT if standing is None else standing.value
    return mark_in(value, cell.part) is not None


def mark_in(value: ResultValue, part: str | None) -> Decimal | None:
    """The mark of a part, or of the whole paper without one."""
    return value.score if part is None else value.parts.get(part)


def entered_twice(uow: UnitOfWork, offering_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the offerings whose course has its marks typed by two people."""
    wanted = set(offering_ids)
    if not wanted:
        return set()
    rows = uow.session.execute(
        select(Offering.id, Offering.course_id).where(Offering.id.in_(wanted))
    )
    courses: dict[UUID, list[UUID]] = defaultdict(list)
    for offering_id, course_id in rows:
        courses[course_id].append(offering_id)
    return {
        offering_id
        for course_id, offerings in courses.items()
        if course_setting(uow, RESULT_DOUBLE_ENTRY, course_id)
        for offering_id in offerings
    }


def reopen_entries(uow: UnitOfWork, version_ids: Sequence[UUID]) -> None:
    """Let go of the entries that ended in these versions, which don't stand any more."""
    rows = uow.session.scalars(
        select(MarkEntry).where(MarkEntry.result_version_id.in_(version_ids))
    )
    for row in rows:
        row.result_version_id = None
    uow.session.flush()


def secret_entries(uow: UnitOfWork, entry_ids: Collection[UUID]) -> set[UUID]:
    """Those of the entries that the actor mustn't be shown: another's, of a mark that no two have
    made a result yet. Entries that were taken back are secret for as long."""
    if not entry_ids:
        return set()
    rows = uow.session.scalars(
        select(MarkEntry).where(MarkEntry.id.in_(entry_ids)), execution_options=WITH_DELETED
    ).all()
    settled = uow.session.scalars(
        select(MarkEntry).where(
            MarkEntry.exam_registration_id.in_({row.exam_registration_id for row in rows}),
            MarkEntry.result_version_id.is_not(None),
        )
    )
    known = {cell_of(row) for row in settled}
    return {
        row.id
        for row in rows
        if row.entered_by_id != uow.actor.staff_id and cell_of(row) not in known
    }


def differing_marks(uow: UnitOfWork) -> dict[UUID, int]:
    """By exam session, how many marks two people have typed differently, which wait for a third."""
    twice = (
        select(ExamRegistration.exam_session_id)
        .join(MarkEntry, MarkEntry.exam_registration_id == ExamRegistration.id)
        .where(*waiting_for_a_third())
        .group_by(
            ExamRegistration.exam_session_id,
            MarkEntry.exam_registration_id,
            MarkEntry.component,
            MarkEntry.part,
        )
        .having(func.count(MarkEntry.mark.distinct()) > 1)
    )
    return dict(Counter(uow.session.scalars(twice)))


def waiting_for_a_third() -> tuple[ColumnElement[bool], ...]:
    """The conditions on entries, and on their registrations, that aren't settled in any way."""
    no_mark = or_(
        and_(MarkEntry.component == Component.THEORY, ExamRegistration.theory_score.is_(None)),
        and_(MarkEntry.component == Component.TASTING, ExamRegistration.tasting_score.is_(None)),
    )
    return (
        MarkEntry.result_version_id.is_(None),
        ExamRegistration.status.in_(ACTIVE_STATUSES),
        ExamRegistration.status != RegistrationStatus.NO_SHOW,
        no_mark,
    )
