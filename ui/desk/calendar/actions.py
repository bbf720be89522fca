"""The calendar's verbs: each calls a service, says what was done and offers to take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import dates, messages
from ui.common.tasks import Done
from ui.desk.calendar.cancel_sheet import CancelSheet
from ui.desk.calendar.model import Slot
from ui.desk.calendar.move_sheet import ExamMoveSheet
from ui.desk.calendar.session_form import ExamSessionSheet, Resources
from ui.desk.context import DeskContext
from ui.desk.histories import open_history
from ui.desk.letters.exam_lists_sheet import open_exam_prints
from ui.desk.money.account_card import open_account
from wset_desk.domain.catalogue import SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.scheduling import local_to_utc
from wset_desk.i18n import _
from wset_desk.services import course_sessions, exam_sessions, rooms, staff
from wset_desk.services import exam_session_changes as changes
from wset_desk.services.course_rows import CourseSessionDetail
from wset_desk.services.exam_session_changes import (
    CancelledExamSession,
    ExamMovePreview,
    MovedExamSession,
)
from wset_desk.services.exam_session_details import ExamSessionDetail, RegisteredCandidate


class CalendarActions:
    """``owner`` is the screen: it owns the sheets, and what is still running ends with it."""

    def __init__(self, owner: QWidget, context: DeskContext) -> None:
        self._owner = owner
        self._context = context

    # making and editing

    def new_session(self, session_type: SessionType, day: date, minute: int | None = None) -> None:
        """Open the sheet for a session of this type; course exams come with their course."""
        if session_type is SessionType.BUNDLED:
            self._new_course_session(day)
            return
        at = None if minute is None else time(minute // 60, minute % 60)
        self._with_resources(
            lambda found: ExamSessionSheet(
                self._owner, self._context, found, session_type, self._created, day, at
            ).open()
        )

    def edit(self, detail: ExamSessionDetail, note: str = "") -> None:
        """Open the sheet of a session; `note` says why it reads otherwise than what stands."""

        def show(found: Resources) -> None:
            done = partial(self._edited, detail)
            sheet = ExamSessionSheet(
                self._owner, self._context, found, detail.session_type, done, detail=detail
            )
            if note:
                sheet.message.show_message(note, "info")
            sheet.open()

        self._with_resources(show)

    def set_booking(self, detail: ExamSessionDetail, enabled: bool) -> None:
        def done(_detail: ExamSessionDetail) -> None:
            text = _("Booking is open again.") if enabled else _("Booking is closed.")
            undo = partial(self._set_booking, detail.id, not enabled)
            self._context.toast(text, undo, partial(self._set_booking, detail.id, enabled))

        self._set_booking(detail.id, enabled, done)

    # moving

    def drop(self, slot: Slot, day: date, minute: int | None) -> None:
        """What a drag asks for: at once where nobody is affected, else after a preview."""
        if slot.item.session_type == SessionType.BUNDLED:
            by_days = (day - slot.day) // timedelta(days=1)
            self._with_detail(slot.item.id, lambda found: self._move_course(found, by_days))
            return
        start = self._instant(day, slot.start if minute is None else minute)
        if start is not None:
            self._run(
                changes.preview_exam_move,
                self._move_or_ask,
                exam_session_id=slot.item.id,
                start=start,
            )

    def move(self, detail: ExamSessionDetail) -> None:
        """Move by typing day and time: the way without the mouse."""
        if detail.is_bundled:
            self._move_course(detail, 0)
        else:
            self._open_move(detail, detail.start)

    def _move_or_ask(self, preview: ExamMovePreview) -> None:
        if preview.affected or preview.conflicts:
            self._with_detail(
                preview.exam_session_id, lambda found: self._open_move(found, preview.start)
            )
        else:
            self._move(preview.exam_session_id, preview.start, None, self._moved)

    def _open_move(self, detail: ExamSessionDetail, start: datetime) -> None:
        ExamMoveSheet(self._owner, self._context, detail, start, self._moved).open()

    def _move_course(self, detail: ExamSessionDetail, by_days: int) -> None:
        """A course exam moves with its course session; its sheet says so and shows everything."""
        # imported when wanted: the calendar doesn't wait for the course screens
        from ui.desk.courses.change_sheets import MoveSheet  # noqa: PLC0415

        def show(course: CourseSessionDetail) -> None:
            first = dates.local_day(course.days[0].starts_at, self._context.session.zone)
            first += timedelta(days=by_days)
            MoveSheet(self._context, self._owner, course, first).open()

        self._run(course_sessions.course_session, show, session_id=detail.course_session_id)

    def _moved(self, moved: MovedExamSession) -> None:
        session = moved.exam_session
        when = dates.moment_text(session.start, self._context.session.zone)
        self._context.toast(
            _("Moved to {when}.").format(when=when),
            partial(self._move, session.id, moved.old_start, moved.old_deadline),
            partial(self._move, session.id, session.start, session.registration_deadline),
        )

    # calling off

    def cancel(self, detail: ExamSessionDetail) -> None:
        self._run(
            changes.preview_exam_cancel,
            lambda affected: CancelSheet(
                self._owner, self._context, detail, affected, self._cancelled
            ).open(),
            exam_session_id=detail.id,
        )

    def _cancelled(self, reason: str, cancelled: CancelledExamSession) -> None:
        self._context.toast(
            _("{name} is cancelled.").format(name=cancelled.name),
            partial(
                self._run,
                changes.restore_exam_session,
                None,
                exam_session_id=cancelled.exam_session_id,
                registration_ids=cancelled.registration_ids,
            ),
            partial(
                self._run,
                changes.cancel_exam_session,
                partial(self._cancelled, reason),
                exam_session_id=cancelled.exam_session_id,
                reason=reason,
            ),
        )

    # going elsewhere

    def open_course(self, detail: ExamSessionDetail) -> None:
        self._context.navigate("courses", session_id=detail.course_session_id)

    def open_candidate(self, registration: RegisteredCandidate) -> None:
        self._context.navigate("candidates", candidate_id=registration.candidate_id)

    def open_account(self, registration: RegisteredCandidate) -> None:
        open_account(
            self._context, self._owner, registration.candidate_id, registration.registration_id
        )

    def show_history(self, detail: ExamSessionDetail) -> None:
        open_history(self._context, self._owner, "exam_sessions", detail.id, detail.name)

    def print_lists(self, detail: ExamSessionDetail) -> None:
        open_exam_prints(self._context, self._owner, (detail.id,), detail.name)

    # the rest

    def _new_course_session(self, day: date) -> None:
        # imported when wanted: the calendar doesn't wait for the course screens
        from ui.desk.courses.session_form import CourseSessionSheet  # noqa: PLC0415

        CourseSessionSheet(self._context, self._owner, day).open()

    def _created(self, detail: ExamSessionDetail) -> None:
        remove = exam_sessions.remove_exam_session
        self._context.toast(
            _("{name} is scheduled.").format(name=detail.name),
            partial(self._run, remove, None, exam_session_id=detail.id),
        )

    def _edited(self, before: ExamSessionDetail, after: ExamSessionDetail) -> None:
        self._context.toast(
            _("{name} is saved.").format(name=after.name),
            partial(self._write, before),
            partial(self._write, after),
        )

    def _write(self, detail: ExamSessionDetail) -> None:
        """Give a session the values that it had."""
        self._run(
            exam_sessions.edit_exam_session,
            None,
            exam_session_id=detail.id,
            name=detail.name,
            max_capacity=detail.max_capacity,
            room_id=detail.room_id,
            location=detail.location,
            booking_enabled=detail.booking_enabled,
            registration_deadline=detail.registration_deadline,
            invigilator_ids=tuple(person.id for person in detail.invigilators),
        )

    def _set_booking(self, session_id: UUID, enabled: bool, done: Done | None = None) -> None:
        self._run(
            exam_sessions.set_booking, done, exam_session_id=session_id, booking_enabled=enabled
        )

    def _move(
        self,
        session_id: UUID,
        start: datetime,
        deadline: datetime | None,
        done: Done | None = None,
    ) -> None:
        self._run(
            changes.move_exam_session,
            done,
            exam_session_id=session_id,
            start=start,
            registration_deadline=deadline,
        )

    def _with_detail(self, session_id: UUID, then: Callable[[ExamSessionDetail], object]) -> None:
        self._run(exam_sessions.exam_session, then, exam_session_id=session_id)

    def _with_resources(self, then: Callable[[Resources], object]) -> None:
        """Exams, rooms and people, one after the other on the store's thread."""

        def got_exams(exams: Any) -> None:
            self._run(rooms.list_rooms, partial(got_rooms, exams))

        def got_rooms(exams: Any, found: Any) -> None:
            self._run(staff.list_staff, lambda people: then(Resources(exams, found, people)))

        self._run(exam_sessions.schedulable_exams, got_exams)

    def _instant(self, day: date, minute: int) -> datetime | None:
        at = time(minute // 60, minute % 60)
        try:
            return local_to_utc(day, at, self._context.session.zone)
        except DomainError as error:
            messages.show(self._owner, self._context.tasks.describe(error))
            return None

    def _run(self, service: Callable[..., Any], done: Done | None, **arguments: Any) -> None:
        self._context.tasks.run(service, owner=self._owner, on_done=done, **arguments)
