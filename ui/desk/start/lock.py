"""The locked window: whoever is signed in types their password, or somebody else signs in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.common.badges import Avatar
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import Form
from ui.common.layouts import column, row
from ui.common.messages import MessageBar
from ui.common.text import Label
from ui.desk.start.front_page import FrontPage
from ui.desk.start.password_field import PasswordField
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _

_WIDTH = 400


class LockPage(FrontPage):
    """``submitted(password)``; ``switch_wanted()``."""

    submitted = Signal(str)
    switch_wanted = Signal()

    def __init__(self, name: str, centre_name: str) -> None:
        super().__init__(_("Locked"), width=_WIDTH)
        self.message = MessageBar()
        self.form = Form()
        self.password = self.form.add(PasswordField("password", _("Password")))
        self.unlock_button = Button(_("Unlock"), kind="primary", on_click=self.submit)
        self.switch_button = Button(
            _("Switch user"), kind="link", icon="switch", on_click=self.switch_wanted.emit
        )
        words = column(
            Label(name, "heading", wrap=True),
            Label(_("Locked · {centre}").format(centre=centre_name), tone="text2", wrap=True),
            gap=0,
        )
        who = row(Avatar(name, size=44), words, gap=3)
        who.setStretch(1, 1)
        card = Card(margins=6, gap=5)
        card.body.addLayout(who)
        card.body.addWidget(self.form)
        card.body.addLayout(row(self.switch_button, None, self.unlock_button))
        self.body.addWidget(self.message)
        self.body.addWidget(card)
        for line in self.form.findChildren(QLineEdit):
            line.returnPressed.connect(self.submit)

    def first_focus(self) -> QWidget:
        return self.password.control

    def submit(self) -> None:
        if self.unlock_button.isEnabled() and self.form.check():
            self.submitted.emit(self.password.value())

    def set_busy(self, busy: bool) -> None:
        self.unlock_button.setEnabled(not busy)

    def refuse(self, error: DomainError, text: str) -> None:
        self.form.errors({"password": text})
        self.password.line.selectAll()
