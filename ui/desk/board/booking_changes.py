"""Giving up a booked seat, or another one for it: from any page that shows the booking."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.desk.board.cancel_sheet import CancelSeatSheet
from ui.desk.board.reschedule_sheet import RescheduleSheet
from ui.desk.context import DeskContext
from wset_desk.services.board.cancelling import preview_cancel
from wset_desk.services.board.changes import BookedPlace
from wset_desk.services.board.rescheduling import reschedule_choices
from wset_desk.services.board.rows import ExamChoice


def open_cancel(context: DeskContext, owner: QWidget, registration_id: UUID) -> None:
    """Show what cancelling a booking means, and cancel it."""

    def show(place: BookedPlace) -> None:
        CancelSeatSheet(owner, context, place).open()

    context.tasks.run(preview_cancel, owner=owner, on_done=show, registration_id=registration_id)


def open_reschedule(context: DeskContext, owner: QWidget, registration_id: UUID) -> None:
    """Show the other sessions of the paper, and give somebody a seat in one of them."""

    def ask_choices(place: BookedPlace) -> None:
        context.tasks.run(
            reschedule_choices,
            owner=owner,
            on_done=partial(show, place),
            registration_id=registration_id,
        )

    def show(place: BookedPlace, choices: tuple[ExamChoice, ...]) -> None:
        RescheduleSheet(owner, context, place, choices).open()

    # whoever may cancel may reschedule: the same preview tells what the booking is
    context.tasks.run(
        preview_cancel, owner=owner, on_done=ask_choices, registration_id=registration_id
    )
