"""People who wait for a seat, for tests of the assignment board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

from tests.helpers.courses import enrol_in, make_candidates, make_offering, schedule
from wset_desk.domain.catalogue import Component, ExamType, SessionType
from wset_desk.domain.seating import WaitingKey
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.board.assigning import assign
from wset_desk.services.board.board import board
from wset_desk.services.board.rows import (
    Assigned,
    AssignmentInput,
    Board,
    BoardSession,
    WaitingPerson,
)
from wset_desk.services.board.waiting_list import join_waiting_list
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.course_rows import BundledExam
from wset_desk.services.course_sessions import course_session
from wset_desk.services.exam_sessions import create_exam_session
from wset_desk.services.results import MarkInput, set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

SUNDAY = date(2026, 9, 6)
OCTOBER_4, OCTOBER_25 = date(2026, 10, 4), date(2026, 10, 25)
AFTER_THE_EXAM = datetime(2026, 9, 6, 16, 30, tzinfo=UTC)


@dataclass(frozen=True)
class School:
    """A course whose exam has been held, and its candidates in order of their numbers."""

    workspace: Workspace
    clock: FixedClock
    offering: OfferingDetail
    course_session_id: UUID
    people: tuple[UUID, ...]
    enrollments: tuple[UUID, ...]

    def exams(self) -> tuple[BundledExam, ...]:
        return self.workspace.run(course_session, session_id=self.course_session_id).exams

    def key(self, number: int, exam_type: ExamType = ExamType.THEORY) -> WaitingKey:
        return WaitingKey(self.enrollments[number - 1], exam_type)

    def registration(self, number: int, exam_type: ExamType = ExamType.THEORY) -> UUID:
        """The bundled registration of a candidate."""
        (exam,) = (each for each in self.exams() if each.exam_type is exam_type)
        wanted = self.people[number - 1]
        return next(each.id for each in exam.registrations if each.candidate_id == wanted)

    def miss(self, *numbers: int, exam_type: ExamType = ExamType.THEORY) -> None:
        ids = tuple(self.registration(each, exam_type) for each in numbers)
        self.workspace.call(mark_no_show, registration_ids=ids)

    def mark(self, number: int, mark: str, exam_type: ExamType = ExamType.THEORY) -> None:
        component = Component.TASTING if exam_type is ExamType.TASTING else Component.THEORY
        marks = (MarkInput(self.registration(number, exam_type), component, mark),)
        assert not self.workspace.call(set_marks, marks=marks).refused

    def exam(
        self,
        day: date,
        *,
        seats: int = 12,
        exam_type: ExamType = ExamType.THEORY,
        session_type: SessionType = SessionType.MAKEUP,
        at: str = "15:30",
        registration_deadline: datetime | None = None,
    ) -> UUID:
        """A session of a paper of this offering."""
        (template,) = (x for x in self.offering.templates if x.exam_type is exam_type)
        return self.workspace.call(
            create_exam_session,
            exam_template_id=template.id,
            session_type=session_type,
            day=day,
            start=time.fromisoformat(at),
            max_capacity=seats,
            registration_deadline=registration_deadline,
        ).id

    def board(self) -> Board:
        return self.workspace.run(board)

    def person(self, number: int, exam_type: ExamType = ExamType.THEORY) -> WaitingPerson:
        key = self.key(number, exam_type)
        return next(each for each in self.board().people if each.key == key)

    def waiting(self) -> list[str]:
        """The names of who waits, in order."""
        return sorted(each.name for each in self.board().people)

    def session(self, exam_session_id: UUID) -> BoardSession:
        return next(each for each in self.board().sessions if each.id == exam_session_id)

    def seat(self, exam_session_id: UUID, *keys: WaitingKey) -> tuple[Assigned, ...]:
        assignments = tuple(AssignmentInput(key, exam_session_id) for key in keys)
        return self.workspace.call(assign, assignments=assignments).assigned

    def join(self, exam_session_id: UUID, *keys: WaitingKey) -> tuple[UUID, ...]:
        """Put people into a full session's waiting line."""
        return self.workspace.call(join_waiting_list, exam_session_id=exam_session_id, keys=keys)


def held_course(
    workspace: Workspace,
    clock: FixedClock,
    *,
    level: int = 2,
    people: int = 12,
    end: time = time(16, 30),
    days: Iterable[date] = (date(2026, 9, 5), SUNDAY),
) -> School:
    """A course whose exam ended a moment ago, on 6 September 2026."""
    offering = make_offering(workspace, level)
    session = schedule(workspace, offering, *days, capacity=max(people, 1), end=end)
    candidates = make_candidates(workspace, people)
    enrolled = enrol_in(workspace, session.id, *candidates)
    clock.instant = AFTER_THE_EXAM
    return School(workspace, clock, offering, session.id, candidates, enrolled.enrollment_ids)


PRICE_2 = Decimal("85.00")
