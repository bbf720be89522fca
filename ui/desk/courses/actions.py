"""The verbs of course sessions: each runs a service, says what was done, offers to undo it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.common.dates import day_text
from ui.common.sheet import Sheet
from ui.desk.context import DeskContext
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext
from wset_desk.services import (
    candidates,
    course_session_changes,
    course_sessions,
    enrollments,
    rooms,
    staff,
)
from wset_desk.services.course_rows import CourseSessionDetail
from wset_desk.services.course_session_changes import CancelledCourseSession, MovedCourseSession
from wset_desk.services.enrollments import EnrolResult, Withdrawal

Then = Callable[[Any], object]
Refused = Callable[[DomainError], object]
FOUND_AT_ONCE = 100
"""How many candidates a search shows."""


class SessionActions:
    """What can be done with course sessions. ``owner`` outlives the sheets: it owns the undos."""

    def __init__(self, context: DeskContext, owner: QWidget) -> None:
        self.context = context
        self.owner = owner

    def list(self, then: Then, **filters: Any) -> None:
        self._run(course_sessions.list_course_sessions, then, **filters)

    def show(self, session_id: UUID, then: Then, refused: Refused | None = None) -> None:
        self.context.tasks.run(
            course_sessions.course_session,
            owner=self.owner,
            on_done=then,
            on_refused=refused,
            session_id=session_id,
        )

    def rooms(self, asker: QObject, then: Then) -> None:
        self.context.tasks.run(rooms.list_rooms, owner=asker, on_done=then)

    def staff(self, asker: QObject, then: Then) -> None:
        self.context.tasks.run(staff.list_staff, owner=asker, on_done=then)

    def preview_schedule(
        self, asker: QObject, then: Then, refused: Refused, **arguments: Any
    ) -> None:
        """The bundled exams that these dates would make."""
        self.context.tasks.run(
            course_sessions.preview_course_session,
            owner=asker,
            on_done=then,
            on_refused=refused,
            **arguments,
        )

    def create(self, sheet: Sheet, then: Then | None = None, **arguments: Any) -> None:
        def done(made: CourseSessionDetail) -> None:
            self.context.toast(
                _("{name} is scheduled.").format(name=made.name),
                undo=lambda: self._run(course_sessions.remove_course_session, session_id=made.id),
            )
            if then is not None:
                then(made)

        sheet.submit(
            self.context.tasks, course_sessions.create_course_session, on_done=done, **arguments
        )

    def edit(self, sheet: Sheet, before: CourseSessionDetail, **arguments: Any) -> None:
        def done(after: CourseSessionDetail) -> None:
            self.context.toast(
                _("{name} is changed.").format(name=after.name),
                undo=lambda: self._run(
                    course_sessions.edit_course_session,
                    session_id=before.id,
                    name=before.name,
                    max_capacity=before.max_capacity,
                    room_id=before.room_id,
                    location=before.location,
                    educator_ids=tuple(each.id for each in before.educators),
                ),
            )

        sheet.submit(
            self.context.tasks,
            course_sessions.edit_course_session,
            on_done=done,
            session_id=before.id,
            **arguments,
        )

    def preview_move(
        self, asker: QObject, then: Then, refused: Refused, session_id: UUID, first_day: date
    ) -> None:
        """Which exams would move and whom that affects."""
        self.context.tasks.run(
            course_session_changes.preview_move,
            owner=asker,
            on_done=then,
            on_refused=refused,
            session_id=session_id,
            first_day=first_day,
        )

    def move(self, sheet: Sheet, session_id: UUID, first_day: date) -> None:
        move = course_session_changes.move_course_session

        def done(moved: MovedCourseSession) -> None:
            self.context.toast(
                _("{name} begins on {day} now.").format(
                    name=moved.name, day=day_text(moved.first_day)
                ),
                undo=lambda: self._run(move, session_id=session_id, first_day=moved.old_first_day),
                redo=lambda: self._run(move, session_id=session_id, first_day=moved.first_day),
            )

        sheet.submit(
            self.context.tasks, move, on_done=done, session_id=session_id, first_day=first_day
        )

    def preview_cancel(self, asker: QObject, then: Then, session_id: UUID) -> None:
        """Whose registrations would be cancelled."""
        self.context.tasks.run(
            course_session_changes.preview_cancel, owner=asker, on_done=then, session_id=session_id
        )

    def cancel(self, sheet: Sheet, session_id: UUID, reason: str) -> None:
        def done(cancelled: CancelledCourseSession) -> None:
            self.context.toast(
                _("{name} is cancelled.").format(name=cancelled.name),
                undo=lambda: self._run(
                    course_session_changes.restore_course_session,
                    session_id=session_id,
                    registration_ids=cancelled.registration_ids,
                ),
                redo=lambda: self._run(cancel, done, session_id=session_id, reason=reason),
            )

        cancel = course_session_changes.cancel_course_session
        sheet.submit(self.context.tasks, cancel, on_done=done, session_id=session_id, reason=reason)

    def find_candidates(self, asker: QObject, text: str, then: Then) -> None:
        self.context.tasks.run(
            candidates.find_candidates,
            owner=asker,
            on_done=then,
            text=text,
            limit=FOUND_AT_ONCE,
        )

    def add_candidate(self, asker: QObject, then: Then, refused: Refused, **values: Any) -> None:
        """Take somebody up in passing; what is missing is filled in on their own page."""
        self.context.tasks.run(
            candidates.add_candidate, owner=asker, on_done=then, on_refused=refused, **values
        )

    def enrol(self, sheet: Sheet, session_id: UUID, candidate_ids: tuple[UUID, ...]) -> None:
        def done(result: EnrolResult) -> None:
            number = len(result.enrollment_ids)
            self.context.toast(
                ngettext("{n} candidate enrolled.", "{n} candidates enrolled.", number).format(
                    n=number
                ),
                undo=lambda: self._run(
                    enrollments.undo_enrol, enrollment_ids=result.enrollment_ids
                ),
            )

        sheet.submit(
            self.context.tasks,
            enrollments.enrol,
            on_done=done,
            session_id=session_id,
            candidate_ids=candidate_ids,
        )

    def enrol_online(
        self, sheet: Sheet, offering_id: UUID, candidate_id: UUID, start_date: date
    ) -> None:
        def done(made: enrollments.OnlineEnrolment) -> None:
            self.context.toast(
                _("Enrolled: the exam may be sat until {day}.").format(
                    day=day_text(made.window_ends_on)
                ),
                undo=lambda: self._run(
                    enrollments.undo_enrol, enrollment_ids=(made.enrollment_id,)
                ),
            )

        sheet.submit(
            self.context.tasks,
            enrollments.enrol_online,
            on_done=done,
            offering_id=offering_id,
            candidate_id=candidate_id,
            start_date=start_date,
        )

    def withdraw(self, enrollment_id: UUID, name: str) -> None:
        def done(withdrawn: Withdrawal) -> None:
            self.context.toast(
                _("{name} is withdrawn.").format(name=name),
                undo=lambda: self._run(
                    enrollments.undo_unenrol,
                    enrollment_id=withdrawn.enrollment_id,
                    registration_ids=withdrawn.registration_ids,
                    returned_fees=withdrawn.returned_fees,
                ),
            )

        self._run(enrollments.unenrol, done, enrollment_id=enrollment_id)

    def _run(
        self, service: Callable[..., Any], then: Then | None = None, /, **arguments: Any
    ) -> None:
        self.context.tasks.run(service, owner=self.owner, on_done=then, **arguments)
