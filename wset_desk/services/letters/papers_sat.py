"""What candidates have sat for a qualification (helpers of letters)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from wset_desk.domain.catalogue import Component
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.domain.results import ResultState
from wset_desk.services.attempts import Qualification, enrolled
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.storage.schema import (
    Candidate,
    Course,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
)
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Sat:
    """One registration for a paper, with what it was for."""

    registration: ExamRegistration
    exam: ExamSession
    template: ExamTemplate
    level: int
    course_title: str

    def released(self, component: Component) -> tuple[Decimal, bool] | None:
        """The mark on its own scale and whether it passes; None unless it is released."""
        score = getattr(self.registration, f"{component}_score")
        state = getattr(self.registration, f"{component}_state")
        if score is None or state != ResultState.RELEASED:
            return None
        return score, bool(getattr(self.registration, f"{component}_passed"))

    @property
    def is_released(self) -> bool:
        """Whether any of its marks is."""
        return any(self.released(component) is not None for component in Component)

    def day(self, uow: UnitOfWork) -> date:
        """When it was sat, in the centre's zone."""
        return self.exam.exam_date.astimezone(uow.zone).date()


@dataclass(frozen=True, slots=True)
class SatFor:
    """Everything that somebody has sat for one qualification, the oldest first.

    `overall` is None for an exam that belongs to no enrolment.
    """

    candidate: Candidate
    papers: tuple[Sat, ...]
    overall: Qualification | None

    @property
    def title(self) -> str:
        return self.papers[0].course_title


def sat_for(uow: UnitOfWork, registration_ids: Collection[UUID]) -> list[SatFor]:
    """The qualifications of which these registrations are a part, by the candidates' names."""
    asked = _sat(uow, ExamRegistration.id.in_(registration_ids))
    enrolments = {each.registration.course_enrollment_id for each in asked} - {None}
    grouped: dict[UUID, list[Sat]] = {}
    alone = [each for each in asked if each.registration.course_enrollment_id is None]
    of_enrolments = _sat(uow, ExamRegistration.course_enrollment_id.in_(enrolments))
    for each in [*of_enrolments, *alone]:
        registration = each.registration
        grouped.setdefault(registration.course_enrollment_id or registration.id, []).append(each)
    standing = enrolled(uow, [each for each in enrolments if each is not None])
    overall = {key: each.qualification() for key, each in standing.items()}
    people = _people(uow, {papers[0].registration.candidate_id for papers in grouped.values()})
    found = [
        SatFor(people[papers[0].registration.candidate_id], tuple(papers), overall.get(key))
        for key, papers in grouped.items()
    ]
    order = {candidate_id: at for at, candidate_id in enumerate(people)}
    return sorted(found, key=lambda each: order[each.candidate.id])


def released_in(
    uow: UnitOfWork, exam_session_id: UUID | None, course_session_id: UUID | None
) -> tuple[UUID, ...]:
    """The registrations of an exam session or of a course session with a released result."""
    released = ResultState.RELEASED.value
    of_session = (
        ExamSession.course_session_id == course_session_id
        if exam_session_id is None
        else ExamSession.id == exam_session_id
    )
    states = (ExamRegistration.theory_state, ExamRegistration.tasting_state)
    found = (
        select(ExamRegistration.id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .where(
            of_session,
            ExamRegistration.status.in_(ACTIVE_STATUSES),
            (states[0] == released) | (states[1] == released),
        )
        .order_by(ExamRegistration.id)
    )
    return tuple(uow.session.scalars(found))


def _sat(uow: UnitOfWork, which: ColumnElement[bool]) -> list[Sat]:
    rows: Any = uow.session.execute(
        select(ExamRegistration, ExamSession, ExamTemplate, Offering.wset_level, Course.title)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .join(Course, Course.id == Offering.course_id)
        .where(which, ExamRegistration.status.in_(ACTIVE_STATUSES))
        .order_by(ExamSession.exam_date, ExamTemplate.exam_type.desc(), ExamRegistration.id)
    )
    return [Sat(*row) for row in rows]


def _people(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Candidate]:
    """By id, in the order of names."""
    found = select(Candidate).where(Candidate.id.in_(ids)).order_by(*BY_NAME)
    return {each.id: each for each in uow.session.scalars(found)}
