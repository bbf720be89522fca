"""Join a centre on a server, first step: where it is, and the code that lets this computer in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import Form, TextField
from ui.common.layouts import row
from ui.common.messages import MessageBar
from ui.desk.start.front_page import FrontPage, heading
from ui.desk.start.new_password import NewPasswordField, RepeatField
from ui.desk.start.step_bar import StepBar
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import N_, _

WIDTH = 560
STEPS = (N_("The server"), N_("Recovery key"), N_("Approval"))
_LONGEST_NAME = 120


class JoinPage(FrontPage):
    """``submitted(values)`` with every field by its key; ``left()`` to go back to the start.

    ``asks_passphrase``: this computer has no keyring to keep the store's key in.
    """

    help_topic = "server"
    submitted = Signal(object)
    left = Signal()

    def __init__(self, device_name: str, *, asks_passphrase: bool) -> None:
        super().__init__(_("Join a centre"), width=WIDTH)
        self.message = MessageBar()
        self.form = _form(asks_passphrase)
        self.form.set_values({"device_name": device_name})
        self.join_button = Button(_("Continue"), kind="primary", on_click=self.submit)
        self.back_button = Button(_("Back"), on_click=self.left.emit)
        card = Card(margins=6, gap=5)
        card.body.addWidget(self.form)
        card.body.addLayout(row(self.back_button, None, self.join_button))
        words = _("This computer gets the centre's data from its server, and exchanges with it.")
        self.body.addLayout(heading(_("Join a centre"), words))
        self.body.addWidget(StepBar([_(name) for name in STEPS]))
        self.body.addWidget(self.message)
        self.body.addWidget(card)
        for line in self.form.findChildren(QLineEdit):
            line.returnPressed.connect(self.submit)

    def first_focus(self) -> QWidget:
        return self.form["address"].control

    def submit(self) -> None:
        if self.join_button.isEnabled() and self.form.check():
            self.submitted.emit(self.values())

    def values(self) -> dict[str, Any]:
        """Every field's value by its key."""
        return self.form.values()

    def set_busy(self, busy: bool) -> None:
        """While the server is asked."""
        self.join_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)
        if busy:
            self.message.clear()

    def refuse(self, error: DomainError, text: str) -> None:
        """Show a refusal beside its field; what was typed stays."""
        key = str(error.parameters.get("field", ""))
        if any(field.key == key for field in self.form):
            self.form.errors({key: text})
        else:
            self.message.show_message(text)


def _form(asks_passphrase: bool) -> Form:
    form = Form()
    form.add(
        TextField(
            "address",
            _("Address of the server"),
            required=True,
            help_text=_("Such as https://exams.example.org"),
        )
    )
    form.add(
        TextField(
            "code",
            _("Code"),
            required=True,
            help_text=_("From an administrator of the centre. It is good once, for a day."),
        )
    )
    form.add_row(
        TextField("name", _("Name of the centre"), required=True),
        TextField(
            "device_name", _("Name of this computer"), required=True, max_length=_LONGEST_NAME
        ),
    )
    if asks_passphrase:
        form.section(
            _("Passphrase"),
            _(
                "This computer has no keyring. A passphrase protects the centre's data instead; it "
                "is typed at each start."
            ),
        )
        passphrase = NewPasswordField("passphrase", _("Passphrase"))
        again = RepeatField("passphrase_again", _("Passphrase again"), passphrase)
        form.add_row(passphrase, again)
    return form
