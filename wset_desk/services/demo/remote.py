"""The sample's online students, and the places that they book."""

from datetime import date, timedelta
from functools import partial

from wset_desk.domain.catalogue import SessionType
from wset_desk.domain.registrations import RegistrationType
from wset_desk.services.demo.intake import Intake
from wset_desk.services.demo.offer import PLANS, OfferingPlan, Sold
from wset_desk.services.demo.school import Enrolled, Exam, School, at
from wset_desk.services.demo.sittings import ExamDays
from wset_desk.storage.unit_of_work import UnitOfWork

_STUDY_DAYS, _FIRST_DAYS, _LAST_DAYS = 75, 12, 3
"""How long before the deadline they begin to study; nobody books in the first and last days."""
_CARRIED_OVER = (
    (Sold.WINES_1_ONLINE, date(2025, 3, 19), 2),
    (Sold.WINES_2_ONLINE, date(2025, 4, 2), 3),
    (Sold.WINES_3_ONLINE, date(2025, 6, 15), 2),
    (Sold.WINES_2_ONLINE, date(2025, 2, 24), 1),
)
"""Students from before the centre began with this program: some of their windows end soon,
one has ended."""
_REGISTRATIONS = {
    SessionType.REMOTE_INVIGILATION: RegistrationType.REMOTE_INVIGILATION,
    SessionType.STANDALONE: RegistrationType.STANDALONE,
}
_MOST_STANDALONE = 9


class RemoteStudents:
    """Enrols online students, and seats them at remote and standalone exams."""

    def __init__(self, school: School, intake: Intake, exam_days: ExamDays) -> None:
        self._school = school
        self._intake = intake
        self._exam_days = exam_days

    def carry_over(self, uow: UnitOfWork) -> None:
        """Take up the students of the year before, who haven't booked yet."""
        for sold, start, number in _CARRIED_OVER:
            self._intake.enrol_online(uow, PLANS[sold], start, None, number)

    def expect(self, exam: Exam, sold: Sold) -> None:
        """Let students study for an exam and book it in time."""
        kind = _REGISTRATIONS.get(exam.session_type)
        if kind is None or exam.deadline is None:
            return
        closes = exam.deadline.date()
        begins = max(closes - timedelta(days=_STUDY_DAYS), self._school.opened_on)
        self._school.agenda.add(
            at(begins + timedelta(days=1), 12),
            lambda uow: self._begin(uow, exam, PLANS[sold], begins, kind),
        )

    def _begin(
        self, uow: UnitOfWork, exam: Exam, plan: OfferingPlan, start: date, kind: RegistrationType
    ) -> None:
        students = self._intake.enrol_online(uow, plan, start, exam.day, self._number(exam))
        closes = exam.day if exam.deadline is None else exam.deadline.date()
        latest = max(_FIRST_DAYS, (closes - start).days - _LAST_DAYS)
        for each in students:
            day = start + timedelta(days=self._school.source.randint(_FIRST_DAYS, latest))
            self._school.agenda.add(at(day, 15), partial(self._book, exam, each, kind))

    def _number(self, exam: Exam) -> int:
        if exam.is_remote:
            return self._school.source.randint(1, exam.capacity)
        return self._school.source.randint(_MOST_STANDALONE // 2, _MOST_STANDALONE)

    def _book(self, exam: Exam, student: Enrolled, kind: RegistrationType, uow: UnitOfWork) -> None:
        self._exam_days.book(uow, exam, student, kind)
