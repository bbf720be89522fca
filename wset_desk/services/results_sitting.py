"""Who sits some exam sessions, and what is recorded of it: as plain rows, for grids are long."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select

from wset_desk.domain.catalogue import Component, ExamType
from wset_desk.domain.mark_entry import ScaledMark
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.services.assigned import within_reach
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession, ExamTemplate, Staff
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

OtherMarks = Mapping[UUID | None, Collection[tuple[ExamType, ScaledMark]]]


class Person(NamedTuple):
    id: UUID
    first_name: str
    last_name: str
    candidate_number: str | None
    extra_time_percent: int


class Sat(NamedTuple):
    """A registration; `marks` has score, pass and state of each component, None without one."""

    id: UUID
    candidate_id: UUID
    exam_session_id: UUID
    course_enrollment_id: UUID | None
    registration_type: str
    status: str
    seat: str | None
    theory: tuple[Decimal | None, bool | None, str | None]
    tasting: tuple[Decimal | None, bool | None, str | None]


def people_sitting(
    uow: UnitOfWork,
    exam_session_ids: Collection[UUID],
    *,
    offset: int = 0,
    limit: int | None = None,
    only: Collection[UUID] | None = None,
) -> list[Person]:
    """Candidates of these exam sessions by name: `limit` of them behind the first `offset`, or of
    `only` these."""
    sits = exists().where(
        ExamRegistration.candidate_id == Candidate.id, _active_in(exam_session_ids)
    )
    columns = (getattr(Candidate, name) for name in Person._fields)
    query = select(*columns).where(sits)
    if only is not None:
        query = query.where(Candidate.id.in_(only))
    ordered = query.order_by(*BY_NAME)
    return [Person(*row) for row in uow.session.execute(ordered.limit(limit).offset(offset))]


def papers_sat(
    uow: UnitOfWork, exam_session_ids: Collection[UUID], candidate_ids: Collection[UUID]
) -> dict[UUID, list[Sat]]:
    """The registrations of these candidates for these exam sessions, by candidate."""
    rows = uow.session.execute(
        select(*_SAT).where(
            ExamRegistration.candidate_id.in_(candidate_ids), _active_in(exam_session_ids)
        )
    )
    found: dict[UUID, list[Sat]] = defaultdict(list)
    for row in rows:
        found[row[1]].append(Sat._make((*row[:7], row[7:10], row[10:])))
    return found


def marks_of_enrolments(uow: UnitOfWork, enrollment_ids: Collection[UUID]) -> OtherMarks:
    """All marks of these enrolments within the actor's reach, in whatever state, with the papers
    that they are of."""
    rows = uow.session.execute(
        select(
            ExamRegistration.course_enrollment_id,
            ExamTemplate.exam_type,
            ExamTemplate.max_score,
            ExamRegistration.theory_score,
            ExamRegistration.tasting_score,
        )
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamRegistration.course_enrollment_id.in_(enrollment_ids),
            ExamRegistration.status.in_(ACTIVE_STATUSES),
            within_reach(uow, Permission.VIEW_RESULTS),
        )
    )
    found: dict[UUID | None, list[tuple[ExamType, ScaledMark]]] = defaultdict(list)
    for enrollment_id, kind, maximum, *scores in rows:
        found[enrollment_id] += [
            (ExamType(kind), ScaledMark(score, maximum)) for score in scores if score is not None
        ]
    return found


def names_of_staff(uow: UnitOfWork, staff_ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Their names, also of those who have left."""
    rows = uow.session.execute(
        select(Staff.id, Staff.name).where(Staff.id.in_(set(staff_ids) - {None})),
        execution_options=WITH_DELETED,
    )
    return {row[0]: row[1] for row in rows}


_SAT = (
    *(getattr(ExamRegistration, name) for name in Sat._fields[:7]),
    *(
        getattr(ExamRegistration, f"{component}_{name}")
        for component in (Component.THEORY, Component.TASTING)
        for name in ("score", "passed", "state")
    ),
)


def _active_in(exam_session_ids: Collection[UUID]) -> ColumnElement[bool]:
    return ExamRegistration.exam_session_id.in_(exam_session_ids) & ExamRegistration.status.in_(
        ACTIVE_STATUSES
    )
