"""What the sample's staff do for remote exams: hours, black-outs, system checks and links."""

from datetime import date, time, timedelta
from uuid import UUID

from wset_desk.domain.remote import TaskKind
from wset_desk.services.demo.school import Exam, School, at
from wset_desk.services.remote.availability import add_availability
from wset_desk.services.remote.black_outs import add_black_out
from wset_desk.services.remote.tasks import plan_tasks, tasks_of, tick_task
from wset_desk.storage.schema import ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork

_HOURS = (
    ("eva", date(2026, 3, 16), time(16), time(20)),
    ("dan", date(2026, 3, 18), time(9), time(13)),
    ("noor", date(2026, 3, 19), time(17), time(20)),
    ("kim", date(2026, 3, 20), time(14), time(19)),
)
"""Who can invigilate remotely, from which day on every week."""
_WEEKS = 24
_ASKED_ON = at(date(2026, 2, 2), 10)
_EASTER = (date(2026, 4, 3), date(2026, 4, 6))
_DONE_BEFORE = {TaskKind.SYSTEM_CHECK: 9, TaskKind.LINK: 3}
"""Days before the exam on which a task is done."""
_FOUND = {
    TaskKind.SYSTEM_CHECK: "Camera, microphone and connection work",
    TaskKind.LINK: "https://rooms.example.org/{number}",
}
_FORGOTTEN_EVERY = 6
"""Of so many system checks, one isn't done in time."""


class RemoteChecks:
    """Plans the tasks of remote bookings and does them, mostly."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._number = 0

    def plan_hours(self) -> None:
        """Let staff say when they can, and the centre when nobody can."""
        self._school.agenda.add(_ASKED_ON, self._enter_hours)

    def follow(self, uow: UnitOfWork, exam: Exam, registration: ExamRegistration) -> None:
        """Plan what has to be done before a remote exam, and put it on the agenda."""
        plan_tasks(uow, registration)
        self._number += 1
        forgotten = self._number % _FORGOTTEN_EVERY == 0
        for task in tasks_of(uow, [registration.id])[registration.id]:
            if task.kind is TaskKind.SYSTEM_CHECK and forgotten:
                continue
            day = exam.day - timedelta(days=_DONE_BEFORE[task.kind])
            self._do(task.id, _FOUND[task.kind].format(number=self._number), day)

    def _do(self, task_id: UUID, detail: str, day: date) -> None:
        self._school.agenda.add(
            at(day, 11, 20), lambda uow: tick_task(uow, task_id=task_id, detail=detail)
        )

    def _enter_hours(self, uow: UnitOfWork) -> None:
        for name, day, start, end in _HOURS:
            staff_id = self._school.staff[name]
            add_availability(uow, staff_id=staff_id, day=day, start=start, end=end, weeks=_WEEKS)
        first, last = _EASTER
        add_black_out(
            uow, first_day=first, start=time(0), last_day=last, end=time(23, 59), reason="Easter"
        )
