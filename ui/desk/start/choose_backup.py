"""Restore a backup, first step: which one, and what opens it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import Form, TextField
from ui.common.layouts import row
from ui.common.messages import MessageBar
from ui.common.path_field import FileField
from ui.desk.start.front_page import FrontPage, heading
from ui.desk.start.password_field import PasswordField
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _

_WIDTH = 560


class ChooseBackupPage(FrontPage):
    """``submitted(file, passphrase, recovery_key)``, one of the latter empty; ``left()``."""

    help_topic = "backup"
    submitted = Signal(str, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(_("Restore a backup"), width=_WIDTH)
        self.message = MessageBar()
        self.form = Form()
        kinds = _("Backups of WSET Desk") + " (*.wsetbackup)"
        self.file = self.form.add(FileField("file", _("Backup"), kinds=kinds))
        self.passphrase = self.form.add(
            PasswordField(
                "passphrase",
                _("Passphrase of the backups"),
                help_text=_("The one that was chosen where the backup was made."),
            )
        )
        self.recovery_key = self.form.add(
            TextField(
                "recovery_key",
                _("Recovery key"),
                help_text=_("Fourteen groups of four, in any case, with or without hyphens."),
            )
        )
        self.other_way_button = Button("", kind="link", on_click=self._take_other_way)
        self.open_button = Button(_("Open the backup"), kind="primary", on_click=self.submit)
        self.back_button = Button(_("Back"), on_click=self.left.emit)
        card = Card(margins=6, gap=5)
        card.body.addWidget(self.form)
        card.body.addLayout(row(self.other_way_button, None))
        card.body.addLayout(row(self.back_button, None, self.open_button))
        words = _("A centre from another computer, or as it was on an earlier day.")
        self.body.addLayout(heading(_("Restore a backup"), words))
        self.body.addWidget(self.message)
        self.body.addWidget(card)
        self._ask_recovery_key(False)
        for line in self.form.findChildren(QLineEdit):
            line.returnPressed.connect(self.submit)

    def first_focus(self) -> QWidget:
        return self.file.choose_button

    def submit(self) -> None:
        if not self.open_button.isEnabled() or not self.form.check():
            return
        by_paper = self.recovery_key.required
        self.submitted.emit(
            self.file.value(),
            "" if by_paper else self.passphrase.value(),
            self.recovery_key.value() if by_paper else "",
        )

    def set_busy(self, busy: bool) -> None:
        """While the backup is opened."""
        self.open_button.setEnabled(not busy)
        if busy:
            self.message.clear()

    def refuse(self, error: DomainError, text: str) -> None:
        """Show a refusal beside its field, which may be the one that is not asked for yet."""
        key = str(error.parameters.get("field", ""))
        if key == "recovery_key":
            self._ask_recovery_key(True)
        if any(field.key == key for field in self.form):
            self.form.errors({key: text})
        else:
            self.message.show_message(text)

    def _take_other_way(self) -> None:
        self._ask_recovery_key(not self.recovery_key.required)
        shown = self.recovery_key if self.recovery_key.required else self.passphrase
        shown.control.setFocus()

    def _ask_recovery_key(self, asked: bool) -> None:
        self.recovery_key.required, self.passphrase.required = asked, not asked
        self.recovery_key.setVisible(asked)
        self.passphrase.setVisible(not asked)
        self.other_way_button.setText(
            _("Use the passphrase") if asked else _("Use the recovery key")
        )
