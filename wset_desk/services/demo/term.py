"""Putting the timetable into the sample's calendar, a term at a time."""

from collections.abc import Iterable
from datetime import date, timedelta

from wset_desk.domain.catalogue import DeliveryMethod, SessionType
from wset_desk.services.course_rows import CourseDayInput
from wset_desk.services.course_sessions import create_course_session
from wset_desk.services.demo.enquiries import Enquiries
from wset_desk.services.demo.intake import Intake
from wset_desk.services.demo.letters import send_letters
from wset_desk.services.demo.marking import MarksTwice
from wset_desk.services.demo.remote import RemoteStudents
from wset_desk.services.demo.school import Exam, School, at
from wset_desk.services.demo.seat_changes import change_seats
from wset_desk.services.demo.sittings import ExamDays
from wset_desk.services.demo.timetable import CourseRun, Sitting, course_runs, sittings
from wset_desk.services.exam_sessions import assign_invigilators, create_exam_session
from wset_desk.storage.unit_of_work import UnitOfWork

_PUBLISHED = (
    (date(2025, 9, 4), date(2026, 1, 31)),
    (date(2025, 11, 10), date(2026, 5, 31)),
    (date(2026, 1, 26), date(2026, 9, 30)),
)
"""On such a day the timetable up to such a day is settled."""
_HURRIED = date(2026, 3, 9)
"""On this day nobody at the desk has time to look for somebody first."""


class Terms:
    """Schedules what is held between two days, and lets people come."""

    def __init__(self, school: School, first: date, last: date) -> None:
        self._school = school
        self._days = (first, last)
        self._intake = Intake(school)
        self._exam_days = ExamDays(school)
        self._remote = RemoteStudents(school, self._intake, self._exam_days)

    def plan(self) -> None:
        """Put the scheduling of each term on the agenda."""
        begin = self._days[0]
        self._school.agenda.add(at(self._school.opened_on, 11), self._remote.carry_over)
        self._school.agenda.add(at(_HURRIED, 15), self._intake.record_twice)
        self._exam_days.checks.plan_hours()
        change_seats(self._school)
        Enquiries(self._school).plan()
        send_letters(self._school)
        MarksTwice(self._school).plan()
        for published, until in _PUBLISHED:
            end = min(until, self._days[1])
            runs = [each for each in course_runs() if begin <= each.first_day <= end]
            single = [each for each in sittings() if begin <= each.day <= end]
            for number, part in enumerate(_parts([*runs, *single])):
                self._plan_part(published, number, part)
            begin = max(begin, end + timedelta(days=1))

    def _plan_part(self, day: date, number: int, part: list[CourseRun | Sitting]) -> None:
        def schedule(uow: UnitOfWork) -> None:
            for each in part:
                if isinstance(each, CourseRun):
                    self._schedule_course(uow, each)
                else:
                    self._schedule_exam(uow, each)

        self._school.agenda.add(at(day, 13 + number // 12, number % 12 * 5), schedule)

    def _schedule_course(self, uow: UnitOfWork, run: CourseRun) -> None:
        school = self._school
        session = create_course_session(
            uow,
            offering_id=school.offerings[run.sold].id,
            days=tuple(CourseDayInput(day, run.start, run.end) for day in run.days),
            max_capacity=run.capacity,
            room_id=school.rooms[run.room],
            educator_ids=tuple(school.staff[name] for name in run.educators),
        ).value
        exams: list[Exam] = []
        for each in session.exams:
            assign_invigilators(
                uow, exam_session_id=each.id, staff_ids=(school.staff[run.invigilator],)
            )
            exam = school.exam(
                run.sold,
                each.exam_type,
                id=each.id,
                session_type=SessionType.BUNDLED,
                start=each.starts_at,
                deadline=each.registration_deadline,
                capacity=each.max_capacity,
            )
            exams.append(exam)
            self._exam_days.follow(exam)
        self._intake.announce(run, session, exams)

    def _schedule_exam(self, uow: UnitOfWork, sitting: Sitting) -> None:
        school = self._school
        remote = sitting.session_type is SessionType.REMOTE_INVIGILATION
        invigilators = () if sitting.invigilator is None else (school.staff[sitting.invigilator],)
        detail = create_exam_session(
            uow,
            exam_template_id=school.template(sitting.sold, sitting.exam_type).id,
            session_type=sitting.session_type,
            day=sitting.day,
            start=sitting.start.time(),
            max_capacity=sitting.capacity,
            room_id=None if sitting.room is None else school.rooms[sitting.room],
            location="Online" if remote else None,
            delivery_method=DeliveryMethod.REMOTE_INVIGILATION
            if remote
            else DeliveryMethod.IN_PERSON,
            invigilator_ids=invigilators,
        ).value
        exam = school.exam(
            sitting.sold,
            sitting.exam_type,
            id=detail.id,
            session_type=sitting.session_type,
            start=detail.start,
            deadline=detail.registration_deadline,
            capacity=detail.max_capacity,
        )
        self._exam_days.follow(exam)
        self._remote.expect(exam, sitting.sold)


_PART = 10


def _parts(things: Iterable[CourseRun | Sitting]) -> Iterable[list[CourseRun | Sitting]]:
    """A handful at a time: each part is one transaction, and progress moves on."""
    rest = list(things)
    return (rest[n : n + _PART] for n in range(0, len(rest), _PART))
