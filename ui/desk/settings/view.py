"""Settings: sections beside one another, and one search through all of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.inputs import SearchField
from ui.common.layouts import column, row
from ui.desk.context import DeskContext
from ui.desk.screen import Screen
from ui.desk.section_list import SectionList
from ui.desk.settings.actions import SettingsActions
from ui.desk.settings.making import MAKERS
from ui.desk.settings.section import SettingsSection, fits
from ui.desk.settings.sections import ALL, Section, sections_for
from ui.desk.settings.setting_list import Elsewhere, SettingList
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _


class SettingsView(Screen):
    """A section is made when somebody goes there, or searches."""

    tables = frozenset(
        {
            "centre_images",
            "centres",
            "devices",
            "exam_sessions",
            "ledger_entries",
            "offerings",
            "outbox",
            "product_prices",
            "products",
            "rooms",
            "rule_profiles",
            "sessions",
            "settings",
            "staff",
            "text_blocks",
        }
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._actions = SettingsActions(context, self)
        self._sections: dict[str, Section] = {s.name: s for s in sections_for(context)}
        self._made: dict[str, SettingsSection] = {}
        self._before_search = ""
        self._stack = QStackedWidget()
        self.search = SearchField(_("Search the settings"))
        self.search.searched.connect(self.search_for)
        self.list = SectionList([(s.name, _(s.title), s.icon) for s in self._sections.values()])
        self.list.chosen.connect(self._choose)
        header = PageHeader(_("Settings"), "", [self.search])
        beside = row(self.list, self._stack, gap=5)
        beside.setStretch(1, 1)
        self.setLayout(column(header, beside, gap=4, margins=(6, 5, 6, 5)))
        self.show_section(next(iter(self._sections)))

    @property
    def names(self) -> tuple[str, ...]:
        """The sections that the person sees."""
        return tuple(self._sections)

    @property
    def current(self) -> str:
        """The name of the section on show."""
        shown = self._stack.currentWidget()
        return next(name for name, section in self._made.items() if section is shown)

    def section(self, name: str) -> SettingsSection:
        """The section of that name, made if need be."""
        if name not in self._made:
            made = MAKERS[name](self.context, self._actions)
            made.loaded.connect(self._find_elsewhere)
            self._made[name] = made
            self._stack.addWidget(made)
            if not self._stale:
                made.refresh()
        return self._made[name]

    def refresh(self) -> None:
        for section in self._made.values():
            section.refresh()

    def open(self, **arguments: object) -> None:
        """``section``: its name; ``setting``: one of all, by its name."""
        section, setting = arguments.get("section"), arguments.get("setting")
        if isinstance(setting, str) and ALL in self._sections:
            self._show_entry(ALL, setting)
        elif isinstance(section, str) and section in self._sections:
            self.show_section(section)

    def commands(self) -> list[Command]:
        own = [command for section in self._made.values() for command in section.commands()]
        return [*own, *(self._making(s) for s in self._sections.values() if self._may_make(s))]

    def create_new(self) -> None:
        """What is most often made in the section on show."""
        self.section(self.current).create_new()

    def focus_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def show_section(self, name: str) -> None:
        self._stack.setCurrentWidget(self.section(name))
        self.list.set_current(name)

    def search_for(self, text: str) -> None:
        """Show what fits among all settings, and what does elsewhere; nothing: as it was."""
        if ALL not in self._sections:
            return
        if text and not self._before_search:
            self._before_search = self.current
        self._all().narrow(text)
        if text:
            self.show_section(ALL)
        elif self._before_search:
            self.show_section(self._before_search)
            self._before_search = ""
        self._find_elsewhere()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.fit(self.width())

    def _choose(self, name: str) -> None:
        """A person goes to a section: the search is over."""
        self._before_search = ""
        self.search.clear()
        self.show_section(name)

    def _may_make(self, section: Section) -> bool:
        return bool(section.makes) and self.context.session.may(Permission.MANAGE_SETTINGS)

    def _making(self, section: Section) -> Command:
        def make() -> None:
            self._choose(section.name)
            self.create_new()

        return Command(_(section.makes), make, "plus")

    def _all(self) -> SettingList:
        made = self.section(ALL)
        if not isinstance(made, SettingList):
            raise TypeError("all settings aren't a list any more")
        return made

    def _find_elsewhere(self) -> None:
        text = self.search.text().strip()
        if ALL in self._made:
            self._all().show_elsewhere(self._elsewhere(text) if text else [])

    def _elsewhere(self, text: str) -> list[Elsewhere]:
        return [
            (_(section.title), entry, partial(self._show_entry, section.name, entry.key))
            for section in self._sections.values()
            if section.name != ALL
            for entry in self.section(section.name).entries()
            if fits(text, entry.text, _(section.title))
        ]

    def _show_entry(self, name: str, key: str) -> None:
        self._choose(name)
        self.section(name).open_entry(key)
