"""The sign-in page of one centre; the sample's shows who may be tried out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from ui.common import labels
from ui.common.badges import Avatar
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import Form, TextField
from ui.common.layouts import column, row
from ui.common.messages import MessageBar
from ui.common.text import ElidedLabel, Label
from ui.desk.start.front_page import FrontPage, heading
from ui.desk.start.password_field import PasswordField
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.system import sample

_WIDTH = 440


class SignInPage(FrontPage):
    """``submitted(username, password, passphrase)``, ``recovery_wanted()``, ``left()``."""

    submitted = Signal(str, str, str)
    recovery_wanted = Signal()
    left = Signal()

    def __init__(self, centre_name: str, *, is_sample: bool) -> None:
        super().__init__(_("Sign in"), width=_WIDTH)
        self.message = MessageBar()
        self.form = Form()
        self.passphrase = PasswordField(
            "passphrase", _("Passphrase"), help_text=_("It opens the centre's data.")
        )
        self.username = TextField("username", _("User name"), required=True)
        self.password = PasswordField("password", _("Password"))
        for field in (self.passphrase, self.username, self.password):
            self.form.add(field)
        self.ask_passphrase(False)
        self.sign_in_button = Button(_("Sign in"), kind="primary", on_click=self.submit)
        self._opening = Label(_("Opening…"), "label", tone="text2")
        self._opening.hide()
        self.recovery_button = Button(
            _("Use the recovery key"), kind="link", on_click=self.recovery_wanted.emit
        )
        self.recovery_button.hide()
        self.leave_button = Button(_("Another centre"), kind="link", on_click=self.left.emit)
        note = _("A fictional centre, where the date never changes.") if is_sample else _("Sign in")
        self.body.addLayout(heading(centre_name, note))
        self.body.addWidget(self.message)
        self.body.addWidget(self._card())
        if is_sample:
            self.body.addWidget(self._sample_people())
        self.body.addLayout(row(self.leave_button, None, self.recovery_button))
        for line in self.form.findChildren(QLineEdit):
            line.returnPressed.connect(self.submit)

    def first_focus(self) -> QWidget:
        return self.username.control

    @property
    def is_opening(self) -> bool:
        """Whether the centre's store is being opened behind the page."""
        return not self._opening.isHidden()

    def set_opening(self, opening: bool) -> None:
        self._opening.setVisible(opening)

    def ask_passphrase(self, asked: bool) -> None:
        """Whether the passphrase is typed here too; it can be recovered then."""
        self.passphrase.setVisible(asked)
        self.passphrase.required = asked
        if asked:
            self.recovery_button.show()
            self.passphrase.control.setFocus()

    def submit(self) -> None:
        if self.sign_in_button.isEnabled() and self.form.check():
            self.message.clear()
            self.submitted.emit(
                self.username.value(), self.password.value(), self.passphrase.value()
            )

    def set_busy(self, busy: bool) -> None:
        self.sign_in_button.setEnabled(not busy)

    def refuse(self, error: DomainError, text: str) -> None:
        """A wrong password or passphrase, beside its field; anything else above the form."""
        key = str(error.parameters.get("field", ""))
        shown = {field.key for field in self.form if not field.isHidden()}
        if key not in shown:
            self.message.show_message(text)
            return
        self.form.errors({key: text})
        line = self.form[key].control
        if isinstance(line, QLineEdit):
            line.selectAll()

    def offer_recovery(self) -> None:
        """The store's key can't be had in the usual way."""
        self.recovery_button.show()

    def fill(self, username: str, password: str) -> None:
        """Type for the person; Enter then signs in."""
        self.form.set_values({"username": username, "password": password})
        self.form.errors({})
        self.sign_in_button.setFocus()

    def _card(self) -> Card:
        card = Card(margins=6, gap=5)
        card.body.addWidget(self.form)
        card.body.addLayout(row(self._opening, None, self.sign_in_button))
        return card

    def _sample_people(self) -> Card:
        card = Card(margins=6, gap=4)
        card.body.addWidget(Label(_("Who you can be"), "title"))
        for person in sample.SIGN_INS:
            card.body.addLayout(self._sample_person(person))
        return card

    def _sample_person(self, person: sample.SampleSignIn) -> QLayout:
        title = _("{name}, {role}").format(name=person.name, role=labels.role(person.role))
        known = _("{username} · {password}").format(
            username=person.username, password=sample.PASSWORD
        )
        words = column(
            ElidedLabel(title, weight=600),
            ElidedLabel(_(person.purpose), "label", tone="text2"),
            ElidedLabel(known, "label", tone="text2"),
            gap=0,
        )
        button = Button(_("Fill in"), on_click=lambda: self.fill(person.username, sample.PASSWORD))
        button.setAccessibleName(_("Fill in the sign-in of {name}").format(name=person.name))
        entry = row(Avatar(person.name), words, button, gap=3)
        entry.setStretch(1, 1)
        return entry
