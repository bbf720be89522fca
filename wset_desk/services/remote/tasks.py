"""What has to be done before a remote exam: the candidate's system check, and the link."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import Select, select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.remote import TaskKind, task_due
from wset_desk.services.contract import command
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import REMOTE_CHECK_DAYS, REMOTE_LINK_DAYS
from wset_desk.storage.schema import ExamRegistration, ExamSession, RegistrationTask, Staff
from wset_desk.storage.unit_of_work import UnitOfWork

LONGEST_DETAIL = 500
_DAYS_BEFORE = {TaskKind.SYSTEM_CHECK: REMOTE_CHECK_DAYS, TaskKind.LINK: REMOTE_LINK_DAYS}


@dataclass(frozen=True)
class TaskRow:
    """One task. `detail` is the link, or what the check found; `done_by` a name."""

    id: UUID
    kind: TaskKind
    due_at: datetime
    done_at: datetime | None
    done_by: str
    detail: str


@command(Permission.MANAGE_SESSIONS)
def tick_task(uow: UnitOfWork, *, task_id: UUID, detail: str = "") -> None:
    """The task is done, now and by whoever says so.

    Refuses LINK_NOT_A_URL: the link of an exam begins with https://; DETAIL_TOO_LONG.
    """
    task = uow.get(RegistrationTask, task_id)
    task.detail = _detail(TaskKind(task.kind), detail)
    task.done_at, task.done_by_id = uow.now, uow.actor.staff_id


@command(Permission.MANAGE_SESSIONS)
def untick_task(uow: UnitOfWork, *, task_id: UUID) -> None:
    """It isn't done after all; what was noted stays."""
    task = uow.get(RegistrationTask, task_id)
    task.done_at = task.done_by_id = None


def plan_tasks(uow: UnitOfWork, registration: ExamRegistration) -> None:
    """The tasks of a new booking, each due so many days before its exam as the centre has set."""
    start = uow.get(ExamSession, registration.exam_session_id).exam_date
    for kind, setting in _DAYS_BEFORE.items():
        due = task_due(start, centre_setting(uow, setting), uow.now)
        uow.add(RegistrationTask(exam_registration_id=registration.id, kind=kind, due_at=due))


def drop_tasks(uow: UnitOfWork, registration: ExamRegistration) -> None:
    """Those of a booking that is taken back."""
    for task in uow.session.scalars(_of([registration.id])):
        uow.delete(task)


def tasks_of(uow: UnitOfWork, registration_ids: Iterable[UUID]) -> dict[UUID, tuple[TaskRow, ...]]:
    """By registration, in the order in which they are due."""
    rows = uow.session.execute(
        _of(list(registration_ids))
        .add_columns(Staff.name)
        .outerjoin(Staff, Staff.id == RegistrationTask.done_by_id)
        .order_by(RegistrationTask.due_at, RegistrationTask.kind.desc())
    )
    found: dict[UUID, list[TaskRow]] = defaultdict(list)
    for task, name in rows:
        found[task.exam_registration_id].append(
            TaskRow(
                task.id,
                TaskKind(task.kind),
                task.due_at,
                task.done_at,
                name or "",
                task.detail or "",
            )
        )
    return {key: tuple(tasks) for key, tasks in found.items()}


def _of(registration_ids: list[UUID]) -> Select[RegistrationTask]:
    return select(RegistrationTask).where(
        RegistrationTask.exam_registration_id.in_(registration_ids)
    )


def _detail(kind: TaskKind, detail: str) -> str | None:
    text = detail.strip()
    if len(text) > LONGEST_DETAIL:
        raise DomainError("DETAIL_TOO_LONG", field="detail", longest=LONGEST_DETAIL)
    if kind is TaskKind.LINK:
        parts = urlsplit(text)
        if parts.scheme != "https" or "." not in parts.netloc:
            raise DomainError("LINK_NOT_A_URL", field="detail")
    return text or None
