"""Cancelling one booking: in time or not, and what becomes of its fee."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.forms import CheckField, Form, TextField
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.board import fee_words
from ui.desk.context import DeskContext
from wset_desk.i18n import _
from wset_desk.services.board.cancelling import (
    CancelledRegistration,
    cancel_registration,
    undo_cancel_registration,
)
from wset_desk.services.board.changes import BookedPlace


class CancelSeatSheet(Sheet):
    """The reason is needed only past the deadline; the fee is returned then only by choice."""

    def __init__(self, owner: QWidget, context: DeskContext, place: BookedPlace) -> None:
        form = Form()
        when = dates.moment_text(place.start, context.session.zone)
        super().__init__(
            owner,
            _("Cancel the seat of {name}").format(name=place.name),
            form,
            subtitle=f"{place.exam_name} · {when}",
            save_text=_("Cancel the seat"),
            on_save=self._save,
        )
        self._owner = owner
        self._context = context
        self._place = place
        tone = "" if place.is_in_time else "warning"
        form.add_widget(Label(fee_words.time_text(place, context.session), tone=tone, wrap=True))
        form.add_widget(Label(fee_words.cancel_text(place, context.session), wrap=True))
        self.reason = form.add(TextField("reason", _("Reason"), required=place.needs_reason))
        self.refund: CheckField | None = None
        if place.needs_reason and place.fee:
            self.refund = form.add(CheckField("refund", _("Return the fee")))
        form.mark_clean()

    def _save(self) -> None:
        wanted = {
            "registration_id": self._place.registration_id,
            "reason": self.reason.value() or None,
            "refund": self.refund.value() if self.refund is not None else None,
        }
        self.submit(
            self._context.tasks,
            cancel_registration,
            on_done=partial(cancelled, self._context, self._owner, self._place, wanted),
            **wanted,
        )


def cancelled(
    context: DeskContext,
    owner: QWidget,
    place: BookedPlace,
    wanted: Mapping[str, Any],
    done: CancelledRegistration,
) -> None:
    """Say that a seat is given up, and offer it back; `wanted` is what was asked for."""

    def undo() -> None:
        context.tasks.run(
            undo_cancel_registration,
            owner=owner,
            registration_id=done.registration_id,
            fee_returned=done.fee_returned,
        )

    def again() -> None:
        said = partial(cancelled, context, owner, place, wanted)
        context.tasks.run(cancel_registration, owner=owner, on_done=said, **wanted)

    text = _("The seat of {name} is cancelled.").format(name=place.name)
    context.toast(text, undo, again)
