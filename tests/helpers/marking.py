"""Exam days with candidates, for tests of results: rows in, no screens and no enrolling."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Component, CourseFormat
from wset_desk.domain.permissions import Role
from wset_desk.services.catalogue import create_course, create_offering
from wset_desk.services.course_rows import CourseDayInput
from wset_desk.services.course_sessions import create_course_session
from wset_desk.services.derived import recount_seats, search_text
from wset_desk.services.results import MarkInput
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    Candidate,
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    SessionStaff,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork

NAMES = (  # by last name, as a grid has them
    *("Aoife Byrne", "Ines Duarte", "Tomás Ferreira", "Omar Haddad", "Amelia Hart", "Grace Kim"),
    *("Wen Li", "Jonas Lindqvist", "Chloé Martin", "Priya Nair", "Marek Nowak", "Daniel Osei"),
    *("Hugo Pérez", "Sofia Rossi", "Noah Schmid", "Yuki Tanaka", "Lena Vogt"),
)


@dataclass(frozen=True)
class ExamDay:
    """A course session with its bundled papers; registrations by paper in the candidates' order."""

    course_session_id: UUID
    papers: dict[Component, UUID]
    registrations: dict[Component, tuple[UUID, ...]]

    def mark(
        self, number: int, text: str | Decimal | None, of: str = "theory", part: str | None = None
    ) -> MarkInput:
        """A mark for the candidate with this number, counted from 1."""
        component = Component(of)
        return MarkInput(self.registrations[component][number - 1], component, text, part)


def exam_day(
    workspace: Workspace,
    *,
    level: int = 2,
    profile: str = "Seed",
    days: Sequence[date] = (date(2026, 9, 5), date(2026, 9, 6)),
    candidates: int = 12,
    name: str = "",
    location: str = "Main Hall",
) -> ExamDay:
    """An in-person course of this level, its exams on the last of `days`, all seats taken."""
    title = f"Level {level} Award in Wines"
    course = workspace.call(create_course, title=title, subject="Wine", level=level)
    offering = workspace.call(
        create_offering,
        course_id=course.id,
        course_format=CourseFormat.IN_PERSON,
        name=title,
        rule_profile=profile,
        price=Decimal("450.00"),
    )
    session = workspace.call(
        create_course_session,
        offering_id=offering.id,
        days=tuple(CourseDayInput(day, time(9, 30), time(16, 30)) for day in days),
        max_capacity=candidates,
        location=location,
        name=name or None,
    )
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        day = _seat(uow, session.id, offering.id, candidates)
        uow.commit()
    return day


def _seat(uow: UnitOfWork, session_id: UUID, offering_id: UUID, count: int) -> ExamDay:
    exams = _exams(uow, session_id)
    registrations: dict[Component, list[UUID]] = {component: [] for component in exams}
    for number in range(count):
        enrollment = _enrolled(uow, session_id, offering_id, number)
        for component, exam in exams.items():
            registration = uow.add(
                ExamRegistration(
                    candidate_id=enrollment.candidate_id,
                    exam_session_id=exam.id,
                    course_enrollment_id=enrollment.id,
                    registration_type="bundled",
                    registration_date=uow.now,
                    fee_paid=True,
                )
            )
            registrations[component].append(registration.id)
    for exam in exams.values():
        recount_seats(uow, exam)
    return ExamDay(
        session_id,
        {component: exam.id for component, exam in exams.items()},
        {component: tuple(ids) for component, ids in registrations.items()},
    )


def _exams(uow: UnitOfWork, session_id: UUID) -> dict[Component, ExamSession]:
    rows = uow.session.execute(
        select(ExamTemplate.exam_type, ExamSession)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(ExamSession.course_session_id == session_id)
        .order_by(ExamSession.exam_date)
    )
    return {Component("tasting" if kind == "tasting" else "theory"): exam for kind, exam in rows}


def _enrolled(
    uow: UnitOfWork, session_id: UUID, offering_id: UUID, number: int
) -> CourseEnrollment:
    first, last = NAMES[number].split(" ", 1)
    candidate = uow.add(
        Candidate(
            first_name=first,
            last_name=last,
            candidate_number=f"W{uow.new_id().int % 10**9:09}",
            extra_time_percent=25 if number == 6 else 0,
        )
    )
    candidate.search_text = search_text(candidate)
    return uow.add(
        CourseEnrollment(candidate_id=candidate.id, offering_id=offering_id, session_id=session_id)
    )


def at(clock_day: date, hour: int = 17) -> datetime:
    """An instant to which a test moves its clock: that day at this hour, UTC."""
    return datetime(clock_day.year, clock_day.month, clock_day.day, hour, tzinfo=UTC)


def invigilator(workspace: Workspace, *exam_session_ids: UUID, name: str = "Kim Keen") -> Workspace:
    """The same store with an invigilator signed in who is assigned to these exam sessions."""
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        staff = uow.add(Staff(username=name.lower(), name=name, roles=[Role.INVIGILATOR]))
        for exam_session_id in exam_session_ids:
            uow.add(SessionStaff(staff_id=staff.id, exam_session_id=exam_session_id))
        uow.commit()
    roles = frozenset({Role.INVIGILATOR})
    actor = replace(workspace.actor, staff_id=staff.id, name=name, roles=roles)
    return Workspace(workspace.store, actor)
