"""The sheets of the remote queue: a longer window, and bookings after their deadline."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.forms import CheckField, DateField, Form, TextField
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.remote import words
from ui.desk.remote.actions import RemoteActions
from wset_desk.i18n import _
from wset_desk.services.remote.rows import RemoteCase, Slot


class ExtendSheet(Sheet):
    """A later last day, and the reason that the audit log keeps."""

    def __init__(self, owner: QWidget, case: RemoteCase, actions: RemoteActions) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Extend the window of {name}").format(name=case.name),
            form,
            subtitle=_("Now: {days}").format(days=words.window_text(case)),
            save_text=_("Extend"),
            on_save=lambda: actions.extend(
                case, self.last_day.value() or case.window.last, self.reason.value(), self
            ),
        )
        self.last_day = form.add(DateField("last_day", _("New last day"), required=True))
        self.reason = form.add(TextField("reason", _("Reason"), required=True))
        form.set_values({"last_day": case.window.last})


class LateSheet(Sheet):
    """A booking or move after the deadline: why, and whether the fee goes along."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        case: RemoteCase,
        slot: Slot,
        actions: RemoteActions,
    ) -> None:
        form = Form()
        when = dates.moment_text(slot.start, context.session.zone)
        moving = case.booking is not None
        title = _("Move {name} to {when}") if moving else _("Book {name} for {when}")
        super().__init__(
            owner,
            title.format(name=case.name, when=when),
            form,
            save_text=_("Move") if moving else _("Book"),
            on_save=self._save,
        )
        self._case, self._slot, self._actions = case, slot, actions
        text = _("The deadline has passed. A reason is needed, and is kept in the audit log.")
        form.add_widget(Label(text, tone="warning", wrap=True))
        self.reason = form.add(TextField("reason", _("Reason"), required=True))
        self.fee_moves: CheckField | None = None
        if moving:
            field = CheckField("fee_moves", _("Let the fee move along, charge none anew"))
            self.fee_moves = form.add(field)
        form.mark_clean()

    def _save(self) -> None:
        if self.fee_moves is None:
            why: dict[str, Any] = {"override_reason": self.reason.value()}
        else:
            why = {"reason": self.reason.value(), "fee_moves": self.fee_moves.value()}
        self._actions.book(self._case, self._slot, self, **why)
