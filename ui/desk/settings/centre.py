"""The centre: its name, address and logo, its time zone and currency."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.commands import Command
from ui.common.forms import Choice, Form, MultilineField, TextField
from ui.common.layouts import clear, column, hide_unless, line, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.courses.facts import fact
from ui.desk.settings.centre_actions import CentreActions
from ui.desk.settings.logo import LogoView
from ui.desk.settings.section import Entry, SettingsSection, locked_notice, readable
from ui.desk.start import places
from ui.desk.start.pick_field import PickField
from wset_desk.i18n import _
from wset_desk.services.centre_details import LONGEST, CentreDetails

_ADDRESS_LINES = 4


class CentreSection(SettingsSection):
    """A card that says it all, and the sheet in which it is changed."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._actions = CentreActions(context, self)
        self._details: CentreDetails | None = None
        self.logo = LogoView()
        self._name = Label(style="heading", wrap=True)
        self._facts = column(gap=2)
        self.edit_button = Button(_("Edit…"), icon="edit", on_click=self.edit)
        self.choose_button = Button(_("Choose a logo…"), on_click=self.choose_logo)
        self.remove_button = Button(_("Take the logo out"), kind="ghost", on_click=self.remove_logo)
        buttons = (self.edit_button, self.choose_button, self.remove_button)
        hide_unless(self.manages, *buttons)
        shown = column(locked_notice(not self.manages), self._card(), None, gap=4)
        self.setLayout(column(readable(shown)))

    def refresh(self) -> None:
        self._actions.load(self._show)
        self._actions.load_logo(self._show_logo)

    def entries(self) -> list[Entry]:
        titles = (_("Name and address"), _("Logo"), _("Time zone"), _("Currency"))
        return [Entry(title, "", "") for title in titles]

    def commands(self) -> list[Command]:
        if not self.manages:
            return []
        return [Command(_("Edit the centre's name and address"), self.edit, "building")]

    def edit(self) -> None:
        """The sheet with everything but the logo."""
        details = self._details
        if details is None:
            return
        form = _form(details)
        sheet = Sheet(
            self,
            _("The centre"),
            form,
            on_save=lambda: self._actions.edit(sheet, form.values()),
        )
        sheet.open()

    def choose_logo(self) -> None:
        """Ask for a picture."""
        kinds = _("Pictures ({endings})").format(endings="*.png *.jpg *.jpeg")
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a logo"), "", kinds)
        if path:
            self.take_logo(Path(path))

    def take_logo(self, path: Path) -> None:
        self._actions.take_logo(path)

    def remove_logo(self) -> None:
        self._actions.set_logo(None)

    def _card(self) -> Card:
        card = Card(margins=6, gap=4, name=_("The centre"))
        words = column(self._name, self._facts, gap=3)
        shown = row(self.logo, gap=5)
        shown.setAlignment(self.logo, Qt.AlignmentFlag.AlignTop)
        shown.addLayout(words, 1)
        card.body.addLayout(shown)
        if self.manages:
            card.body.addWidget(line())
            card.body.addLayout(row(self.edit_button, self.choose_button, self.remove_button, None))
        return card

    def _show(self, details: CentreDetails) -> None:
        self._details = details
        self._name.setText(details.name)
        clear(self._facts)
        for icon, text in _said(details):
            self._facts.addLayout(fact(icon, text))
        self.loaded.emit()

    def _show_logo(self, content: bytes | None) -> None:
        self.logo.show_logo(content)
        self.remove_button.setVisible(self.manages and self.logo.shows_picture)


def _said(details: CentreDetails) -> list[tuple[str, str]]:
    return [
        ("pin", details.address or _("No address yet")),
        ("mail", details.email or _("No e-mail address yet")),
        ("phone", details.phone or _("No telephone number yet")),
        ("clock", details.time_zone.replace("_", " ")),
        ("money", details.currency),
    ]


def _form(details: CentreDetails) -> Form:
    zones = _among(places.time_zones(), details.time_zone)
    currencies = _among(places.currencies(), details.currency)
    form = Form()
    form.add(TextField("name", _("Name of the centre"), required=True, max_length=LONGEST["name"]))
    form.add(MultilineField("address", _("Address"), lines=_ADDRESS_LINES))
    form.add(TextField("email", _("E-mail"), max_length=LONGEST["email"]))
    form.add(TextField("phone", _("Telephone"), max_length=LONGEST["phone"]))
    zone = form.add(PickField("time_zone", _("Time zone"), zones))
    currency = form.add(PickField("currency", _("Currency"), currencies))
    values: dict[str, Any] = {field.key: getattr(details, field.key) for field in form}
    form.set_values(values)
    if details.time_zone_fixed:
        zone.setEnabled(False)
        zone.set_help(_("Sessions are scheduled at times of this zone: it stays."))
    if details.currency_fixed:
        currency.setEnabled(False)
        currency.set_help(_("Amounts have been entered: the currency stays."))
    return form


def _among(choices: list[Choice], value: str) -> list[Choice]:
    """The choices with what was set up otherwise, by the command line or an import."""
    if any(choice.value == value for choice in choices):
        return choices
    return [Choice(value, value), *choices]
