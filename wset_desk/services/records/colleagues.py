"""The centre's staff as files name them: who teaches, who invigilates, who entered a mark."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, count
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.permissions import Role
from wset_desk.services.course_sessions import set_educators
from wset_desk.services.invigilation import set_invigilators
from wset_desk.services.records.references import folded
from wset_desk.storage.schema import CourseSession, ExamSession, SessionStaff, Staff
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

_LONGEST_USERNAME = 60
_LONGEST_PROCTOR = 200


class Colleagues:
    """The centre's staff by name or username.

    Who isn't known is taken up: somebody who worked here once, and can't sign in.
    """

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        everybody = uow.session.scalars(select(Staff), execution_options=WITH_DELETED).all()
        self._usernames = {each.username for each in everybody}
        present = [each for each in everybody if each.deleted_at is None]
        self.by_id = {each.id: each for each in present}
        self._by_name = {folded(each.username): each for each in present}
        for each in sorted(present, key=lambda each: each.active):
            self._by_name[folded(each.name)] = each

    def name(self, written: str) -> str:
        """The name as the centre has it; one that it doesn't know as it is."""
        known = self._by_name.get(folded(written))
        return written if known is None else known.name

    def row(self, written: str) -> Staff:
        return self._by_name.get(folded(written)) or self._take_up(written)

    def _take_up(self, name: str) -> Staff:
        row = Staff(
            name=name, username=self._username(name), roles=[Role.INVIGILATOR.value], active=False
        )
        self._by_name[folded(name)] = self._uow.add(row)
        self._usernames.add(row.username)
        return row

    def _username(self, name: str) -> str:
        letters = "".join(sign if sign.isalnum() else " " for sign in folded(name))
        plain = ".".join(letters.split())[:_LONGEST_USERNAME] or "staff"
        proposed = chain([plain], (f"{plain}{number}" for number in count(2)))
        return next(each for each in proposed if each not in self._usernames)


class SessionPeople:
    """Who teaches which course session and invigilates which exam session."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._staff = Colleagues(uow)
        self._assigned: dict[UUID, list[str]] = defaultdict(list)
        for row in uow.session.scalars(select(SessionStaff)):
            session_id = row.session_id or row.exam_session_id
            if session_id is not None:
                self._assigned[session_id].append(self._staff.by_id[row.staff_id].name)

    def of(self, session_id: UUID) -> tuple[str, ...]:
        return tuple(sorted(self._assigned.get(session_id, ())))

    def named(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({self._staff.name(each) for each in names}))

    def assign_new(self, session: CourseSession | ExamSession, names: Sequence[str]) -> None:
        """Assign to a session that nobody is assigned to yet."""
        is_exam = isinstance(session, ExamSession)
        for name in names:
            self._uow.add(
                SessionStaff(
                    staff_id=self._staff.row(name).id,
                    session_id=None if is_exam else session.id,
                    exam_session_id=session.id if is_exam else None,
                )
            )
        if isinstance(session, ExamSession):
            session.proctor = ", ".join(names)[:_LONGEST_PROCTOR] or None

    def assign(self, session: CourseSession | ExamSession, names: Sequence[str]) -> None:
        """Exactly these people."""
        ids = [self._staff.row(name).id for name in names]
        if isinstance(session, ExamSession):
            set_invigilators(self._uow, session, ids)
        else:
            set_educators(self._uow, session, ids)
