"""Cancelling a booking that a decision has made needless: its fee is an explicit choice."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup

from ui.common import dates
from ui.common.forms import Form, TextField
from ui.common.layouts import hide_unless
from ui.common.money import money_text
from ui.common.radio import Radio
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.board.cancel_sheet import cancelled
from ui.desk.enquiries.actions import EnquiryActions
from wset_desk.i18n import _
from wset_desk.services.board.cancelling import cancel_registration
from wset_desk.services.board.changes import BookedPlace


class NeedlessSheet(Sheet):
    """Refund or keep: one of the two has to be chosen where money has come in or is owed."""

    def __init__(self, actions: EnquiryActions, place: BookedPlace) -> None:
        self._actions, self._place = actions, place
        session = actions.context.session
        fields = Form()
        told = _("The paper is passed by now: the seat isn't needed any more.")
        fields.add_widget(Label(told, wrap=True))
        self.give_back, self.keep = self._choices(session.currency)
        self._group = QButtonGroup(self.give_back)
        for each in (self.give_back, self.keep):
            self._group.addButton(each)
            fields.add_widget(each)
            hide_unless(place.fee > 0, each)
        self._complaint = Label("", "label", tone="danger")
        hide_unless(False, self._complaint)
        fields.add_widget(self._complaint)
        self.reason = fields.add(TextField("reason", _("Reason"), required=True))
        self.reason.set_value(_("Passed after an enquiry"))
        fields.mark_clean()
        when = dates.moment_text(place.start, session.zone)
        super().__init__(
            actions.owner,
            _("Cancel the seat of {name}").format(name=place.name),
            fields,
            subtitle=f"{place.exam_name} · {when}",
            save_text=_("Cancel the seat"),
            on_save=self._save,
        )

    def _choices(self, currency: str) -> tuple[Radio, Radio]:
        paid, owed = self._place.received, self._place.owed
        if paid > 0:
            amount = money_text(paid, currency)
            return (
                Radio(_("Refund {amount}").format(amount=amount)),
                Radio(_("Keep {amount}").format(amount=amount)),
            )
        amount = money_text(owed, currency)
        return (
            Radio(_("{amount} is owed no longer").format(amount=amount)),
            Radio(_("{amount} stays owed").format(amount=amount)),
        )

    def _save(self) -> None:
        chosen = self.give_back.isChecked() or self.keep.isChecked()
        if self._place.fee > 0 and not chosen:
            self._complaint.setText(_("Choose what becomes of the fee."))
            self._complaint.show()
            self.give_back.setFocus()
            return
        wanted = {
            "registration_id": self._place.registration_id,
            "reason": self.reason.value(),
            "refund": self.give_back.isChecked(),
        }
        context, owner = self._actions.context, self._actions.owner
        self.submit(
            context.tasks,
            cancel_registration,
            on_done=partial(cancelled, context, owner, self._place, wanted),
            **wanted,
        )
