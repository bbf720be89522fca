"""Join a centre on a server, last step: somebody compares the fingerprint, then all of it comes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.dialogs import confirm
from ui.common.flow import FlowLayout
from ui.common.forms import Form
from ui.common.layouts import column
from ui.common.messages import MessageBar, announce
from ui.common.progress import Progress, ProgressLine
from ui.common.text import Label
from ui.desk.start.front_page import FrontPage, heading
from ui.desk.start.join import STEPS, WIDTH
from ui.desk.start.password_field import PasswordField
from ui.desk.start.step_bar import StepBar
from wset_desk.i18n import _


class ApprovalPage(FrontPage):
    """``asked()`` for the server to be asked at once, ``unlocked(passphrase)``, ``left()`` to go on
    another time, ``given_up()`` once the person has said so."""

    help_topic = "server"
    asked = Signal()
    unlocked = Signal(str)
    left = Signal()
    given_up = Signal()

    def __init__(self, centre_name: str) -> None:
        super().__init__(_("Approval"), width=WIDTH)
        self._name = centre_name
        self.message = MessageBar()
        self.progress = Progress(self)
        self.fingerprint = Label("", "heading", tabular=True, wrap=True)
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = Label(tone="text2", wrap=True)
        self.unlocking = Form()
        self.passphrase = self.unlocking.add(
            PasswordField("passphrase", _("Passphrase"), help_text=_("It opens the centre's data."))
        )
        self.unlock_button = Button(_("Open"), kind="primary", on_click=self._unlock)
        self.ask_button = Button(_("Ask now"), kind="primary", on_click=self.asked.emit)
        self.later_button = Button(_("Go on later"), on_click=self.left.emit)
        self.give_up_button = Button(_("Give up…"), kind="ghost", on_click=self._give_up)
        self.body.addLayout(heading(centre_name))
        self.body.addWidget(StepBar([_(name) for name in STEPS], len(STEPS) - 1))
        self.body.addWidget(self.message)
        self.body.addWidget(self._card())
        self.passphrase.line.returnPressed.connect(self._unlock)
        self.ask_passphrase(False)

    def first_focus(self) -> QWidget:
        return self.ask_button if self.unlocking.isHidden() else self.passphrase.control

    def ask_passphrase(self, asked: bool) -> None:
        """Whether the store has to be opened first."""
        shown: tuple[QWidget, ...] = (self.unlocking, self.unlock_button)
        hidden: tuple[QWidget, ...] = (self._waiting, self.ask_button, self.give_up_button)
        for widget in (*shown, *hidden):
            widget.setVisible(asked is (widget in shown))

    def show_fingerprint(self, fingerprint: str) -> None:
        self.fingerprint.setText(fingerprint)
        self.fingerprint.setAccessibleName(
            _("Fingerprint of this computer: {fingerprint}").format(fingerprint=fingerprint)
        )

    def say(self, text: str) -> None:
        """How it stands; a screen reader hears what is new."""
        if text != self.state.text():
            self.state.setText(text)
            announce(self, text)

    def refuse(self, text: str, field: str = "") -> None:
        if field == "passphrase":
            self.unlocking.errors({field: text})
        else:
            self.message.show_message(text)

    def _card(self) -> Card:
        told = _(
            "An administrator sees this fingerprint at another computer of the centre, under Sync, "
            "Computers, and approves this one if it is the same."
        )
        self._waiting = QWidget()
        self._waiting.setLayout(column(Label(told, wrap=True), self.fingerprint, self.state, gap=4))
        buttons = FlowLayout(gap=2)
        for button in (
            self.unlock_button,
            self.ask_button,
            self.later_button,
            self.give_up_button,
        ):
            buttons.addWidget(button)
        card = Card(margins=6, gap=5)
        card.body.addWidget(self._waiting)
        card.body.addWidget(self.unlocking)
        card.body.addWidget(ProgressLine(self.progress, can_cancel=False))
        card.body.addLayout(buttons)
        return card

    def _unlock(self) -> None:
        if self.unlocking.check():
            self.message.clear()
            self.unlocked.emit(self.passphrase.value())

    def _give_up(self) -> None:
        confirm(
            self,
            _("Give up joining {name}?").format(name=self._name),
            _("What was fetched is removed from this computer. To join later takes a new code."),
            _("Give up"),
            self.given_up.emit,
            danger=True,
        )
