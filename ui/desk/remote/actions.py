"""The remote queue's verbs: each calls a service, says what was done and offers to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.sheet import Sheet
from ui.common.tasks import Done
from ui.desk.context import DeskContext
from ui.desk.notices.drafts_made import tell_drafts
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services import staff
from wset_desk.services.remote import (
    availability,
    black_outs,
    bookings,
    offers,
    queue,
    slots,
    tasks,
)
from wset_desk.services.remote.availability import AvailabilityRow
from wset_desk.services.remote.black_outs import BlackOutRow
from wset_desk.services.remote.bookings import RemoteBooked, SlotChoice
from wset_desk.services.remote.rows import RemoteCase, Slot, SlotSearch
from wset_desk.services.remote.tasks import TaskRow
from wset_desk.services.staff import StaffMember

WEEK = timedelta(days=6)
Refused = Callable[[DomainError], object]


class RemoteActions:
    """``owner`` is the screen: what is still running ends with it."""

    def __init__(self, owner: QWidget, context: DeskContext) -> None:
        self._owner = owner
        self._context = context

    # looking

    def load(self, on_done: Callable[[tuple[RemoteCase, ...]], object]) -> None:
        self._run(queue.remote_queue, on_done)

    def find_slots(
        self,
        case: RemoteCase,
        on_done: Callable[[SlotSearch], object],
        first_day: date | None = None,
    ) -> None:
        """Four weeks of times, from a day on or from the first that is in time."""
        self._run(slots.slots, on_done, enrollment_id=case.key.enrollment_id, first_day=first_day)

    # booking

    def book(self, case: RemoteCase, slot: Slot, sheet: Sheet | None = None, **why: Any) -> None:
        """Book a time, or move what is booked to it."""
        service = bookings.book_remote if case.booking is None else bookings.move_remote
        done = partial(self._booked if case.booking is None else self._moved, case, slot)
        values = {"enrollment_id": case.key.enrollment_id, "choice": choice_of(slot), **why}
        if sheet is None:
            self._run(service, done, **values)
        else:
            sheet.submit(self._context.tasks, service, on_done=done, **values)

    def _booked(self, case: RemoteCase, slot: Slot, booked: RemoteBooked) -> None:
        self._context.toast(
            _("{name} is booked for {when}.").format(name=case.name, when=self._when(slot)),
            partial(self._run, bookings.undo_book_remote, None, booked=booked),
            partial(self.book, case, slot),
        )

    def _moved(self, case: RemoteCase, slot: Slot, booked: RemoteBooked) -> None:
        self._context.toast(
            _("{name} moved to {when}.").format(name=case.name, when=self._when(slot)),
            partial(self._run, bookings.undo_move_remote, None, booked=booked),
        )

    def offer(self, cases: Sequence[RemoteCase], sheet: Sheet) -> None:
        """Write each of them a draft with the next free times; nothing is booked by it."""
        self._write(cases, sheet, offers.offer_times, _("There is no free time for {names}."))

    def remind(self, cases: Sequence[RemoteCase], sheet: Sheet) -> None:
        """Write each of them a draft that says when their window ends."""
        left_out = _("Booked, or their window has ended: {names}.")
        self._write(cases, sheet, offers.remind_of_windows, left_out)

    def _write(
        self,
        cases: Sequence[RemoteCase],
        sheet: Sheet,
        service: Callable[..., Any],
        left_out: str,
    ) -> None:
        sheet.submit(
            self._context.tasks,
            service,
            on_done=lambda made: tell_drafts(self._context, self._owner, made, left_out),
            enrollment_ids=tuple(case.key.enrollment_id for case in cases),
        )

    # what has to be done before

    def tick(self, task: TaskRow, detail: str, on_refused: Refused) -> None:
        self._run(
            tasks.tick_task,
            lambda _value: self._context.toast(
                _("Ticked off."), partial(self._run, tasks.untick_task, None, task_id=task.id)
            ),
            on_refused,
            task_id=task.id,
            detail=detail,
        )

    def untick(self, task: TaskRow) -> None:
        self._run(
            tasks.untick_task,
            lambda _value: self._context.toast(
                _("To be done again."),
                partial(self._run, tasks.tick_task, None, task_id=task.id, detail=task.detail),
            ),
            task_id=task.id,
        )

    # the window

    def extend(self, case: RemoteCase, last_day: date, reason: str, sheet: Sheet) -> None:
        enrollment_id = case.key.enrollment_id
        undo = partial(
            self._run,
            queue.undo_extension,
            None,
            enrollment_id=enrollment_id,
            extended_to=last_day,
            last_day=case.window.last,
        )
        sheet.submit(
            self._context.tasks,
            queue.extend_window,
            on_done=lambda _value: self._context.toast(
                _("The window of {name} lasts until {day}.").format(
                    name=case.name, day=dates.day_short(last_day)
                ),
                undo,
            ),
            enrollment_id=enrollment_id,
            last_day=last_day,
            reason=reason,
        )

    # hours

    def load_staff(self, on_done: Callable[[tuple[StaffMember, ...]], object]) -> None:
        self._run(staff.list_staff, on_done)

    def load_hours(
        self, first_day: date, on_done: Callable[[tuple[AvailabilityRow, ...]], object]
    ) -> None:
        """Everybody's hours of a week."""
        self._run(
            availability.availability, on_done, first_day=first_day, last_day=first_day + WEEK
        )

    def add_hours(self, sheet: Sheet, **values: Any) -> None:
        sheet.submit(
            self._context.tasks, availability.add_availability, on_done=self._added, **values
        )

    def edit_hours(self, sheet: Sheet, row: AvailabilityRow, **values: Any) -> None:
        sheet.submit(
            self._context.tasks,
            availability.edit_availability,
            availability_id=row.id,
            **values,
        )

    def remove_hours(self, row: AvailabilityRow) -> None:
        self._run(
            availability.remove_availability,
            lambda _value: self._context.toast(
                _("{name} is not available then.").format(name=row.name),
                partial(self._run, availability.restore_availability, None, rows=(row,)),
            ),
            availability_ids=(row.id,),
        )

    def _added(self, rows: Sequence[AvailabilityRow]) -> None:
        ids = tuple(row.id for row in rows)
        self._context.toast(
            _("{name} is available.").format(name=rows[0].name),
            partial(self._run, availability.remove_availability, None, availability_ids=ids),
        )

    def load_black_outs(self, on_done: Callable[[tuple[BlackOutRow, ...]], object]) -> None:
        self._run(black_outs.black_outs, on_done)

    def add_black_out(self, sheet: Sheet, **values: Any) -> None:
        sheet.submit(
            self._context.tasks,
            black_outs.add_black_out,
            on_done=lambda row: self._context.toast(
                _("Nothing is offered then."),
                partial(self._run, black_outs.remove_black_out, None, black_out_id=row.id),
            ),
            **values,
        )

    def remove_black_out(self, row: BlackOutRow) -> None:
        self._run(
            black_outs.remove_black_out,
            lambda _value: self._context.toast(
                _("The time is offered again."),
                partial(
                    self._run,
                    black_outs.restore_black_out,
                    None,
                    start=row.start,
                    end=row.end,
                    reason=row.reason,
                ),
            ),
            black_out_id=row.id,
        )

    # going elsewhere

    def open_profile(self, candidate_id: UUID) -> None:
        self._context.navigate("candidates", candidate_id=candidate_id)

    def open_session(self, exam_session_id: UUID) -> None:
        self._context.navigate("calendar", exam_session_id=exam_session_id)

    def describe(self, error: DomainError) -> str:
        return self._context.tasks.describe(error)

    def _when(self, slot: Slot) -> str:
        return dates.moment_text(slot.start, self._context.session.zone)

    def _run(
        self,
        service: Callable[..., Any],
        on_done: Done | None = None,
        on_refused: Refused | None = None,
        **values: Any,
    ) -> None:
        self._context.tasks.run(
            service, owner=self._owner, on_done=on_done, on_refused=on_refused, **values
        )


def choice_of(slot: Slot) -> SlotChoice:
    """A slot as the services take it; of several who are free, the first invigilates."""
    staff_id = slot.staff[0][0] if slot.exam_session_id is None and slot.staff else None
    return SlotChoice(slot.start, slot.exam_session_id, staff_id)
