"""What tests of exams start from: offerings, sessions and registered candidates, in a line each."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.helpers.stores import PASSWORD, PASSWORDS
from wset_desk.domain.catalogue import CourseFormat, ExamType, SessionType
from wset_desk.domain.permissions import Role
from wset_desk.services import catalogue, course_sessions, exam_sessions, rooms, staff
from wset_desk.services.course_rows import CourseDayInput, CourseSessionDetail
from wset_desk.services.derived import recount_seats, search_text, settle_own_times
from wset_desk.services.exam_session_details import ExamSessionDetail
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession

LONDON = ZoneInfo("Europe/London")


def london(day: date, at: str) -> datetime:
    """The instant at which a clock in London shows `at`, as in `london(day, "15:30")`."""
    return datetime.combine(day, time.fromisoformat(at), tzinfo=LONDON)


@dataclass(frozen=True)
class ExamCentre:
    """A founded centre and short ways to fill it."""

    workspace: Workspace

    def offering(
        self, level: int = 2, course_format: CourseFormat = CourseFormat.IN_PERSON
    ) -> dict[ExamType, UUID]:
        """A new offering; answers its templates by the type of exam."""
        course = self.workspace.call(
            catalogue.create_course, title=f"Wines {level}", subject="Wines", level=level
        )
        offering = self.workspace.call(
            catalogue.create_offering,
            course_id=course.id,
            course_format=course_format,
            name=f"Level {level} Wines, {course_format.value}",
            price=Decimal("500.00"),
        )
        return {each.exam_type: each.id for each in offering.templates}

    def exam(
        self, template_id: UUID, day: date, at: str = "10:00", **values: Any
    ) -> ExamSessionDetail:
        """A makeup session unless `values` say otherwise."""
        arguments: dict[str, Any] = {"session_type": SessionType.MAKEUP, "max_capacity": 12}
        return self.workspace.call(
            exam_sessions.create_exam_session,
            exam_template_id=template_id,
            day=day,
            start=time.fromisoformat(at),
            **{**arguments, **values},
        )

    def course(
        self, offering_id: UUID, *days: date, capacity: int = 12, **values: Any
    ) -> CourseSessionDetail:
        """A course session with days from 09:30 to 16:30."""
        return self.workspace.call(
            course_sessions.create_course_session,
            offering_id=offering_id,
            days=tuple(CourseDayInput(day, time(9, 30), time(16, 30)) for day in days),
            max_capacity=capacity,
            **values,
        )

    def room(self, name: str = "Main Hall", seats: int = 24) -> UUID:
        return self.workspace.call(rooms.add_room, name=name, seats=seats).id

    def person(self, name: str = "Kim Park") -> UUID:
        return self.workspace.call(
            staff.add_staff,
            name=name,
            username=name.split(maxsplit=1)[0],
            password=PASSWORD,
            roles=frozenset({Role.INVIGILATOR}),
            passwords=PASSWORDS,
        ).id

    def candidate(self, name: str, *, extra_time_percent: int = 0) -> UUID:
        first, _, last = name.partition(" ")
        with self.workspace.store.unit_of_work(self.workspace.actor, write=True) as uow:
            row = Candidate(first_name=first, last_name=last, extra_time_percent=extra_time_percent)
            row.search_text = search_text(row)
            uow.add(row)
            uow.commit()
        return row.id

    def register(self, exam_session_id: UUID, *candidate_ids: UUID, **values: Any) -> list[UUID]:
        """Registrations of the session's own type, `registered` unless `values` say otherwise."""
        with self.workspace.store.unit_of_work(self.workspace.actor, write=True) as uow:
            exam = uow.get(ExamSession, exam_session_id)
            made = [
                uow.add(
                    ExamRegistration(
                        candidate_id=candidate_id,
                        exam_session_id=exam.id,
                        registration_type=exam.session_type,
                        registration_date=uow.now,
                        **values,
                    )
                )
                for candidate_id in candidate_ids
            ]
            recount_seats(uow, exam)
            for candidate_id in candidate_ids:
                settle_own_times(uow, candidate_id)
            uow.commit()
        return [each.id for each in made]
