"""Restore a backup, second step: what is in it, and what it is called on this computer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import Form, TextField
from ui.common.icon_tile import IconTile
from ui.common.inputs import Check
from ui.common.layouts import column, row
from ui.common.messages import MessageBar
from ui.common.progress import Progress, ProgressLine
from ui.common.text import Label
from ui.desk.start import places
from ui.desk.start.front_page import FrontPage, heading
from ui.desk.start.new_password import NewPasswordField, RepeatField
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext

_WIDTH = 560


class RestorePage(FrontPage):
    """``submitted(name, passphrase, replace)``; ``left()``.

    `names` are the centres that are on this computer. `asks_passphrase`: this computer has no
    keyring, and no passphrase is known yet.
    """

    help_topic = "backup"
    submitted = Signal(str, str, bool)
    left = Signal()

    def __init__(
        self,
        centre_name: str,
        made: datetime,
        candidates: int,
        *,
        names: Collection[str],
        asks_passphrase: bool,
    ) -> None:
        super().__init__(_("Restore a backup"), width=_WIDTH)
        self._names = {name.casefold() for name in names}
        self._asks_passphrase = asks_passphrase
        self.message = MessageBar()
        self.progress = Progress(self)
        self.form = _form(asks_passphrase)
        self.form.set_values({"name": centre_name})
        self.replace = Check(_("Restore it in place of the one here"), False, self._judge)
        self._taken = self._taken_box()
        self.restore_button = Button(_("Restore"), kind="primary", on_click=self.submit)
        self.back_button = Button(_("Back"), on_click=self.left.emit)
        self.body.addLayout(heading(_("Restore a backup")))
        self.body.addWidget(self.message)
        self.body.addWidget(self._card(centre_name, made, candidates))
        self.form.edited.connect(self._judge)
        for line in self.form.findChildren(QLineEdit):
            line.returnPressed.connect(self.submit)
        self._judge()

    def first_focus(self) -> QWidget:
        return self.form["name"].control

    def submit(self) -> None:
        if self.restore_button.isEnabled() and self.form.check():
            passphrase = self.form["passphrase"].value() if self._asks_passphrase else ""
            self.submitted.emit(self.form["name"].value(), passphrase, self._replaces())

    def set_busy(self, busy: bool) -> None:
        """While it is restored, which can be cancelled."""
        self.restore_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)
        if busy:
            self.message.clear()

    def refuse(self, error: DomainError, text: str) -> None:
        key = str(error.parameters.get("field", ""))
        if any(field.key == key for field in self.form):
            self.form.errors({key: text})
        else:
            self.message.show_message(text)

    def _card(self, centre_name: str, made: datetime, candidates: int) -> Card:
        moment = dates.moment_text(made, ZoneInfo(places.local_zone()))
        people = ngettext("{n} candidate", "{n} candidates", candidates).format(n=candidates)
        words = column(
            Label(centre_name, "title", wrap=True),
            Label(
                _("Backed up {moment} · {people}").format(moment=moment, people=people),
                tone="text2",
                wrap=True,
            ),
            gap=0,
        )
        what = row(IconTile("database", "accentText", "accentSoft", size=44), gap=4)
        what.addLayout(words, 1)
        card = Card(margins=6, gap=5)
        card.body.addLayout(what)
        card.body.addWidget(self.form)
        card.body.addWidget(self._taken)
        card.body.addWidget(ProgressLine(self.progress))
        card.body.addLayout(row(self.back_button, None, self.restore_button))
        return card

    def _taken_box(self) -> QWidget:
        box = QWidget()
        words = _(
            "A centre of this name is on this computer. Give another name, or restore the backup "
            "in its place: the one here is kept, and listed with the day it was replaced."
        )
        box.setLayout(column(Label(words, tone="text2", wrap=True), self.replace, gap=2))
        return box

    def _is_taken(self) -> bool:
        return str(self.form["name"].value()).casefold() in self._names

    def _replaces(self) -> bool:
        return self._is_taken() and self.replace.isChecked()

    def _judge(self, *_changed: object) -> None:
        self._taken.setVisible(self._is_taken())
        self.restore_button.setEnabled(not self._is_taken() or self.replace.isChecked())


def _form(asks_passphrase: bool) -> Form:
    form = Form()
    form.add(TextField("name", _("Its name on this computer"), required=True))
    if asks_passphrase:
        passphrase = NewPasswordField("passphrase", _("New passphrase"))
        form.add_row(
            passphrase, RepeatField("passphrase_again", _("New passphrase again"), passphrase)
        )
    return form
