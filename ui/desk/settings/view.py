"""Settings: this computer and oneself for everybody, the centre for administrators."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.common.badges import Segmented
from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.layouts import column, row
from ui.common.scrolling import scrolling
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.screen import Screen
from ui.desk.settings.actions import SettingsActions
from ui.desk.settings.backup import BackupSettings
from ui.desk.settings.centre import CentreSettings
from ui.desk.settings.computer import ComputerSettings
from ui.desk.settings.people import PeopleSettings
from ui.desk.settings.rooms import RoomSettings
from ui.desk.settings.you import YourSettings
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _

GENERAL, CENTRE, PEOPLE, ROOMS, BACKUP = "general", "centre", "people", "rooms", "backup"
_WIDTH = 760


class SettingsView(Screen):
    """Sections beside one another; whoever may not change the centre's sees one only."""

    tables = frozenset({"rooms", "settings", "staff"})

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._actions = SettingsActions(context, self)
        self._stack = QStackedWidget()
        self._sections: dict[str, QWidget] = {}
        self.computer = ComputerSettings(context)
        self.you = YourSettings(context.session, self._actions)
        self._add(GENERAL, _readable(column(self.you, self.computer, None, gap=4)))
        header = PageHeader(_("Settings"))
        layout = column(header, gap=4, margins=(6, 5, 6, 6))
        self.backup: BackupSettings | None = None
        self.manages = context.session.may(Permission.MANAGE_SETTINGS)
        if self.manages:
            self._add_centre(context)
            self.choice = Segmented(_("Section"), _section_names(self._sections), GENERAL)
            self.choice.chosen.connect(self.show_section)
            layout.addLayout(row(self.choice, None))
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        if self.manages:
            self._actions.load_settings(self.centre.show_values)
            self._actions.load_people(self.people.show_people)
            self._actions.load_rooms(self.rooms.show_rooms)
        if self.backup is not None:
            self.backup.refresh()

    def open(self, **arguments: object) -> None:
        """``section``: general, centre, people, rooms or backup."""
        section = arguments.get("section")
        if isinstance(section, str) and section in self._sections:
            self.show_section(section)

    def commands(self) -> list[Command]:
        own = [Command(_("Change password"), self.you.change_password, "key")]
        if self.manages:
            own.append(Command(_("Add a person"), self.people.add, "user_plus"))
            own.append(Command(_("Add a room"), self.rooms.add, "room"))
        return own

    def create_new(self) -> None:
        """A person or a room, on their sections."""
        shown = self._stack.currentWidget()
        if self.manages and shown is self.people:
            self.people.add()
        elif self.manages and shown is self.rooms:
            self.rooms.add()

    def show_section(self, section: str) -> None:
        self._stack.setCurrentWidget(self._sections[section])
        if self.manages:
            self.choice.set_current(section)

    def _add_centre(self, context: DeskContext) -> None:
        self.centre = CentreSettings(self._actions, context.tasks)
        self.people = PeopleSettings(self._actions)
        self.rooms = RoomSettings(self._actions)
        self._add(CENTRE, _readable(column(self.centre, None)))
        self._add(PEOPLE, self.people)
        self._add(ROOMS, self.rooms)
        if context.backups is not None and context.memory is not None:
            self.backup = BackupSettings(context, context.backups, context.memory)
            self._add(BACKUP, _readable(column(self.backup, None)))

    def _add(self, section: str, widget: QWidget) -> None:
        self._sections[section] = widget
        self._stack.addWidget(widget)


def _section_names(sections: Collection[str]) -> dict[str, str]:
    names = {
        GENERAL: _("General"),
        CENTRE: _("The centre"),
        PEOPLE: _("People"),
        ROOMS: _("Rooms"),
        BACKUP: _("Backup"),
    }
    return {section: name for section, name in names.items() if section in sections}


def _readable(layout: QVBoxLayout) -> QWidget:
    """Scrolled, and no wider than lines are read well."""
    held = QWidget()
    held.setLayout(layout)
    held.setMaximumWidth(theme().px(_WIDTH))
    inner = QWidget()
    beside = row(held, gap=0)
    beside.addStretch(0)
    beside.setStretch(0, 1)
    inner.setLayout(beside)
    return scrolling(inner)
