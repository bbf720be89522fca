"""The rule profiles: how papers are examined, passed and graded, level by level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from ui.common import labels
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.labels import Look
from ui.common.layouts import clear, column, line, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.courses.profile_words import explain
from ui.desk.settings.profile_actions import ProfileActions
from ui.desk.settings.profile_form import DaySheet, LevelSheet
from ui.desk.settings.section import Entry, SettingsSection, locked_notice, readable
from wset_desk.domain.catalogue import RuleProfile
from wset_desk.i18n import _
from wset_desk.services.rule_profile_editing import ProfileRow


class ProfilesSection(SettingsSection):
    """A card for each profile; what it says, who uses it, and what can be done."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._actions = ProfileActions(context, self)
        self.rows: tuple[ProfileRow, ...] = ()
        self.cards: dict[str, ProfileCard] = {}
        self._list: QVBoxLayout = column(gap=4)
        note = Label(
            _("Offerings are examined by one of these; it is chosen with the offering."),
            tone="text2",
            wrap=True,
        )
        self.setLayout(
            column(readable(column(locked_notice(not self.manages), note, self._list, None, gap=4)))
        )

    def refresh(self) -> None:
        self._actions.load(self._show)

    def entries(self) -> list[Entry]:
        return [Entry(text, "", r.profile.name) for r in self.rows for text in _texts(r.profile)]

    def open_entry(self, key: str) -> None:
        card = self.cards.get(key)
        if card is not None:
            card.take_keyboard()

    def _show(self, rows: Sequence[ProfileRow]) -> None:
        self.rows = tuple(rows)
        clear(self._list)
        self.cards = {r.profile.name: ProfileCard(r, self._actions, self) for r in rows}
        for card in self.cards.values():
            self._list.addWidget(card)
        self.loaded.emit()


class ProfileCard(Card):
    """One profile."""

    def __init__(
        self, shown: ProfileRow, actions: ProfileActions, section: ProfilesSection
    ) -> None:
        super().__init__(margins=6, gap=3, name=shown.profile.name)
        self._row = shown
        self._actions = actions
        self._section = section
        self.level_buttons: dict[int, Button] = {}
        self.body.addLayout(self._head())
        self.body.addWidget(Label(_used(shown), "label", tone="text2", wrap=True))
        for level in _level_numbers(shown.profile):
            self.body.addWidget(line())
            self._add_level(level)
        self.body.addWidget(line())
        self.day_button = self._edit_button(
            _("the course day"), lambda: DaySheet(section, shown.profile, self._save).open()
        )
        self._add_block(_("On the course day"), [_day_text(shown.profile)], self.day_button)
        if section.manages:
            self.body.addWidget(line())
            self.body.addLayout(self._foot())

    def take_keyboard(self) -> None:
        self.day_button.setFocus()

    def _head(self) -> QVBoxLayout:
        name = Label(self._row.profile.name, "title", wrap=True)
        return column(row(name, Badge(_look(self._row)), None, gap=3))

    def _foot(self) -> QVBoxLayout:
        shown = self._row
        self.copy_button = Button(
            _("Copy…"), icon="copy", on_click=partial(self._actions.copy, shown)
        )
        self.copy_button.setAccessibleName(_("Copy {name}").format(name=shown.profile.name))
        buttons = row(self.copy_button, gap=2)
        if shown.shipped is not None:
            self.shipped_button = Button(
                _("Back to as shipped"), on_click=partial(self._actions.as_shipped, shown)
            )
            self.shipped_button.setEnabled(not shown.is_as_shipped)
            buttons.addWidget(self.shipped_button)
        else:
            self.remove_button = Button(
                _("Take out"), kind="ghost", on_click=partial(self._actions.remove, shown)
            )
            self.remove_button.setEnabled(not shown.offerings)
            self.remove_button.setToolTip(_used(shown) if shown.offerings else "")
            buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        return column(buttons)

    def _add_level(self, level: int) -> None:
        *said, _the_day = explain(self._row.profile, level)
        open_sheet = partial(self._open_level, level)
        self.level_buttons[level] = self._edit_button(labels.level(level), open_sheet)
        lines = [
            _("{paper}: {rules}").format(paper=each.title, rules=" · ".join(each.lines))
            for each in said
        ]
        self._add_block(labels.level(level), lines, self.level_buttons[level])

    def _add_block(self, title: str, lines: Sequence[str], button: Button) -> None:
        top = row(Label(title, "bodyStrong"), None, gap=2)
        if self._section.manages:
            top.addWidget(button)
        said = [Label(text, tone="text2", wrap=True) for text in lines]
        self.body.addLayout(column(top, *said, gap=1))

    def _edit_button(self, what: str, act: Callable[[], object]) -> Button:
        button = Button(_("Edit…"), kind="link", icon="edit", on_click=act)
        name = _("Edit {what} of {name}").format(what=what, name=self._row.profile.name)
        button.setAccessibleName(name)
        return button

    def _open_level(self, level: int) -> None:
        LevelSheet(self._section, self._row.profile, level, self._save).open()

    def _save(self, sheet: Sheet, profile: RuleProfile) -> None:
        self._actions.save(self._row, sheet, profile)


def _look(shown: ProfileRow) -> Look:
    if shown.shipped is None:
        return Look(_("Your own"), "edit", "info", "infoSoft")
    if shown.is_as_shipped:
        return Look(_("As shipped"), "check", "text2", "sunken")
    return Look(_("Changed"), "edit", "warning", "warningSoft")


def _used(shown: ProfileRow) -> str:
    if not shown.offerings:
        return _("No offering uses it.")
    return _("Used by: {offerings}.").format(offerings=", ".join(shown.offerings))


def _level_numbers(profile: RuleProfile) -> list[int]:
    return sorted({paper.level for paper in profile.papers})


def _texts(profile: RuleProfile) -> list[str]:
    """The profile and its papers, to be found by."""
    named = _("{profile}: {paper}")
    papers = [named.format(profile=profile.name, paper=paper.name) for paper in profile.papers]
    return [profile.name, *papers]


def _day_text(profile: RuleProfile) -> str:
    """Of the level with most papers, which says it all."""
    levels = _level_numbers(profile)
    fullest = max(levels, key=lambda level: len(profile.papers_of(level)))
    return " ".join(explain(profile, fullest)[-1].lines)
