"""The way in with the recovery key, when passphrase or keyring fail."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import Form, TextField
from ui.common.layouts import row
from ui.common.messages import MessageBar
from ui.desk.start.front_page import FrontPage, heading
from ui.desk.start.new_password import NewPasswordField, RepeatField
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _

_WIDTH = 560


class RecoverPage(FrontPage):
    """``submitted(recovery_key, passphrase)``, the latter empty where the keyring keeps the key."""

    help_topic = "recovery_key"
    submitted = Signal(str, str)
    left = Signal()

    def __init__(self, centre_name: str, *, asks_passphrase: bool) -> None:
        super().__init__(_("Recovery key"), width=_WIDTH)
        self.message = MessageBar()
        self.form = Form()
        self.form.add(
            TextField(
                "recovery_key",
                _("Recovery key"),
                required=True,
                help_text=_("Fourteen groups of four, in any case, with or without hyphens."),
            )
        )
        if asks_passphrase:
            passphrase = NewPasswordField("passphrase", _("New passphrase"))
            again = RepeatField("passphrase_again", _("New passphrase again"), passphrase)
            self.form.add_row(passphrase, again)
        self._asks_passphrase = asks_passphrase
        self.open_button = Button(_("Open the centre"), kind="primary", on_click=self.submit)
        back = Button(_("Back"), on_click=self.left.emit)
        card = Card(margins=6, gap=5)
        card.body.addWidget(self.form)
        card.body.addLayout(row(back, None, self.open_button))
        self.body.addLayout(heading(centre_name, _("Type the recovery key from its sheet.")))
        self.body.addWidget(self.message)
        self.body.addWidget(card)

    def first_focus(self) -> QWidget:
        return self.form["recovery_key"].control

    def submit(self) -> None:
        if self.open_button.isEnabled() and self.form.check():
            passphrase = self.form["passphrase"].value() if self._asks_passphrase else ""
            self.submitted.emit(self.form["recovery_key"].value(), passphrase)

    def set_busy(self, busy: bool) -> None:
        self.open_button.setEnabled(not busy)

    def refuse(self, error: DomainError, text: str) -> None:
        key = str(error.parameters.get("field", ""))
        if any(field.key == key for field in self.form):
            self.form.errors({key: text})
        else:
            self.message.show_message(text)
