"""Set up my centre: the centre, its first administrator; the recovery key comes after."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import Form, TextField
from ui.common.layouts import row
from ui.common.messages import MessageBar
from ui.desk.start import places
from ui.desk.start.front_page import FrontPage, heading
from ui.desk.start.new_password import NewPasswordField, RepeatField
from ui.desk.start.pick_field import PickField
from ui.desk.start.step_bar import StepBar
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import N_, _

WIDTH = 520
STEPS = (N_("Your centre"), N_("You"), N_("Recovery key"))


class SetUpPage(FrontPage):
    """``submitted(values)`` with every field by its key; ``left()`` to go back to the start.

    ``asks_passphrase``: this computer has no keyring to keep the store's key in.
    """

    help_topic = "set_up"
    submitted = Signal(object)
    left = Signal()

    def __init__(self, *, asks_passphrase: bool) -> None:
        super().__init__(_("Set up my centre"), width=WIDTH)
        self.message = MessageBar()
        self._steps = StepBar([_(name) for name in STEPS])
        self.centre = _centre_form()
        self.person = _person_form(asks_passphrase)
        self._username_typed = False
        self._card = Card(margins=6, gap=4)
        self._card.body.addWidget(self.centre)
        self._card.body.addWidget(self.person)
        self.back_button = Button(_("Back"), on_click=self.go_back)
        self.next_button = Button("", kind="primary", on_click=self.go_on)
        self._card.body.addLayout(row(self.back_button, None, self.next_button))
        self.body.addLayout(heading(_("Set up my centre")))
        self.body.addWidget(self._steps)
        self.body.addWidget(self.message)
        self.body.addWidget(self._card)
        self._connect()
        self._show_step(0)

    @property
    def step(self) -> int:
        """0: the centre, 1: the person."""
        return 0 if self.person.isHidden() else 1

    def first_focus(self) -> QWidget:
        return self.centre["name"].control

    def values(self) -> dict[str, Any]:
        """Every field's value by its key."""
        return {**self.centre.values(), **self.person.values()}

    def go_on(self) -> None:
        """Check what is shown, and go to the next step or hand everything over."""
        form = self.person if self.step else self.centre
        if not form.check() or not self.next_button.isEnabled():
            return
        if self.step == 0:
            self._show_step(1)
            self.person["administrator_name"].control.setFocus()
        else:
            self.submitted.emit(self.values())

    def go_back(self) -> None:
        if self.step == 0:
            self.left.emit()
        else:
            self._show_step(0)

    def set_busy(self, busy: bool) -> None:
        """While the centre is being made."""
        self.next_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)
        self.message.clear()

    def refuse(self, error: DomainError, text: str) -> None:
        """Show a refusal beside its field, on the step where that is."""
        key = str(error.parameters.get("field", ""))
        for step, form in enumerate((self.centre, self.person)):
            if any(field.key == key for field in form):
                self._show_step(step)
                form.errors({key: text})
                return
        self.message.show_message(text)

    def _show_step(self, step: int) -> None:
        self.centre.setVisible(step == 0)
        self.person.setVisible(step == 1)
        self._steps.set_current(step)
        self.next_button.setText(_("Set up the centre") if step else _("Continue"))

    def _connect(self) -> None:
        for form in (self.centre, self.person):
            for line in form.findChildren(QLineEdit):
                line.returnPressed.connect(self.go_on)
        self.person["administrator_name"].edited.connect(self._suggest_username)
        self.person["username"].edited.connect(self._keep_username)

    def _suggest_username(self) -> None:
        if not self._username_typed:
            words = self.person["administrator_name"].value().split()
            self.person["username"].set_value(words[0].lower() if words else "")

    def _keep_username(self) -> None:
        self._username_typed = True


def _centre_form() -> Form:
    form = Form()
    form.add(
        TextField(
            "name", _("Name of the centre"), required=True, help_text=_("As candidates know it.")
        )
    )
    form.add(
        PickField(
            "time_zone",
            _("Time zone"),
            places.time_zones(),
            help_text=_("Every time is shown in it, daylight saving included."),
        )
    )
    form.add(PickField("currency", _("Currency"), places.currencies()))
    form.set_values({"time_zone": places.local_zone(), "currency": places.local_currency()})
    return form


def _person_form(asks_passphrase: bool) -> Form:
    form = Form()
    form.add(TextField("administrator_name", _("Your name"), required=True))
    form.add(
        TextField("username", _("User name"), required=True, help_text=_("You sign in with it."))
    )
    password = NewPasswordField("password", _("Password"))
    form.add_row(password, RepeatField("password_again", _("Password again"), password))
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
