"""Every setting there is, section by section: a setting that is declared is shown.

Each says what it holds for, what it is, what it would be by itself and who has set it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QScrollArea, QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.commands import Command
from ui.common.layouts import clear, column, line, row
from ui.common.tasks import later
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.setting_words import scope_text, value_text
from ui.desk.settings.actions import SettingsActions
from ui.desk.settings.controls import control_of, show_value
from ui.desk.settings.course_values import CourseValuesSheet
from ui.desk.settings.mail_password import MailPasswordSheet
from ui.desk.settings.mail_trial import MailTrialSheet
from ui.desk.settings.pc_values import pc_value, set_pc_value
from ui.desk.settings.section import Entry, SettingsSection, fits, locked_notice, readable
from ui.desk.settings.setting_row import StatedRow
from wset_desk.domain.errors import DomainError
from wset_desk.domain.settings import AnySetting, Scope
from wset_desk.i18n import _, ngettext
from wset_desk.services.centre_settings import Origin, SettingState
from wset_desk.settings import LANGUAGE, SETTINGS, SMTP_HOST, SMTP_USER

Elsewhere = tuple[str, Entry, Callable[[], object]]
_MOST_ELSEWHERE = 12


class _Group(Card):
    """The settings of one section."""

    def __init__(self, title: str) -> None:
        super().__init__(margins=6, gap=4, name=title)
        self.body.addWidget(Label(title, "title"))
        self._rows: list[tuple[QWidget, StatedRow]] = []

    def add(self, shown: StatedRow) -> None:
        drawn = line()
        self.body.addWidget(drawn)
        self.body.addWidget(shown)
        self._rows.append((drawn, shown))

    def show_only(self, wanted: Callable[[StatedRow], bool]) -> bool:
        """Hide the other settings; whether there is any to show."""
        found = [(drawn, shown, wanted(shown)) for drawn, shown in self._rows]
        for drawn, shown, fitting in found:
            drawn.setVisible(fitting)
            shown.setVisible(fitting)
        anything = any(fitting for *_, fitting in found)
        self.setVisible(anything)
        return anything


class SettingList(SettingsSection):
    """All settings, which a search narrows down."""

    def __init__(self, context: DeskContext, actions: SettingsActions) -> None:
        super().__init__(context)
        self._actions = actions
        self._rows: dict[str, StatedRow] = {}
        self._groups: dict[str, _Group] = {}
        self._states: dict[str, SettingState] = {}
        self._opened: StatedRow | None = None
        self._elsewhere = Card(margins=6, gap=2, name=_("Elsewhere in the settings"))
        self.links: list[Button] = []
        self._link_lines = column(gap=1)
        self._elsewhere.body.addWidget(Label(_("Elsewhere in the settings"), "title"))
        self._elsewhere.body.addLayout(self._link_lines)
        self._elsewhere.hide()
        self.nothing = Label(_("Nothing is called so."), tone="text2")
        self.nothing.hide()
        for setting in SETTINGS.values():
            if setting.scope is not Scope.PC or context.memory is not None:
                self._add(setting)
        self.notice = locked_notice(not self.manages)
        shown = column(self.notice, self.nothing, gap=4)
        for group in self._groups.values():
            shown.addWidget(group)
        shown.addWidget(self._elsewhere)
        shown.addStretch(1)
        self.setLayout(column(readable(shown)))

    def __getitem__(self, name: str) -> StatedRow:
        return self._rows[name]

    def refresh(self) -> None:
        self._show_computer()
        self._actions.load_states(self._show_states)

    def commands(self) -> list[Command]:
        if not self.manages:
            return []
        return [Command(_("Send a test message"), self._open_mail_trial, "mail")]

    def open_entry(self, key: str) -> None:
        """Go to a setting by its name."""
        if key in self._rows:
            self.narrow("")
            self._opened = self._rows[key]
            self._opened.take_keyboard()
            later(self, 0, self._scroll)

    def _scroll(self) -> None:
        """To what was opened, once everything has its height."""
        area = self.findChild(QScrollArea)
        if self._opened is not None and area is not None:
            area.ensureWidgetVisible(self._opened, 0, area.height() // 3)
        if self._states:
            self._opened = None

    def narrow(self, text: str) -> None:
        """Show only what `text` is said of: in title, explanation, section or scope."""
        self._opened = None
        names = {id(shown): name for name, shown in self._rows.items()}

        def wanted(shown: StatedRow) -> bool:
            return _is_about(text, SETTINGS[names[id(shown)]])

        found = [group.show_only(wanted) for group in self._groups.values()]
        self.nothing.setVisible(not any(found) and self._elsewhere.isHidden())

    def show_elsewhere(self, found: Sequence[Elsewhere]) -> None:
        """What a search finds in the other sections, each with its section's title."""
        clear(self._link_lines)
        self.links = []
        for section, entry, show in found[:_MOST_ELSEWHERE]:
            link = Button(entry.text, kind="link", on_click=show)
            self.links.append(link)
            note = " · ".join(part for part in (section, entry.note) if part)
            self._link_lines.addLayout(row(link, Label(note, "label", tone="text2"), None))
        self._elsewhere.setVisible(bool(found))
        self.nothing.setVisible(
            not found and all(group.isHidden() for group in self._groups.values())
        )

    def _add(self, setting: AnySetting) -> None:
        shown = StatedRow(
            _(setting.title),
            _(setting.description),
            control_of(setting, lambda value: self._change(setting, value)),
            lambda: self._reset(setting),
        )
        if setting.scope is Scope.COURSE:
            shown.add_action(_("By course…"), lambda: self._open_courses(setting))
        if setting.name == SMTP_USER.name and self.manages:
            shown.add_action(_("Password…"), self._open_mail_password)
        if setting.name == SMTP_HOST.name and self.manages:
            shown.add_action(_("Send a test message…"), self._open_mail_trial)
        if setting.scope is not Scope.PC and not self.manages:
            shown.lock()
        self._rows[setting.name] = shown
        if setting.section not in self._groups:
            self._groups[setting.section] = _Group(_(setting.section))
        self._groups[setting.section].add(shown)

    def _show_computer(self) -> None:
        memory = self.context.memory
        if memory is None:
            return
        for setting in SETTINGS.values():
            if setting.scope is Scope.PC:
                value = pc_value(memory, setting)
                self._show_value(setting, value, _said_here(setting, value))

    def _show_states(self, states: Sequence[SettingState]) -> None:
        self._states = {state.name: state for state in states}
        for state in states:
            setting = SETTINGS[state.name]
            self._show_value(setting, state.value, self._said(setting, state))
            resettable = self.manages and state.origin is not None
            self._rows[state.name].reset_button.setVisible(resettable)
        if self._opened is not None:
            later(self, 0, self._scroll)

    def _show_value(self, setting: AnySetting, value: object, origin: str) -> None:
        shown = self._rows[setting.name]
        shown.set_error("")
        show_value(shown.control, value)
        shown.set_origin(origin, resettable=value != setting.default)

    def _said(self, setting: AnySetting, state: SettingState) -> str:
        parts = [_origin_text(setting, state.origin, self.context)]
        if state.courses:
            words = ngettext("{n} course differs", "{n} courses differ", len(state.courses))
            parts.append(words.format(n=len(state.courses)))
        return " · ".join(parts)

    def _change(self, setting: AnySetting, value: object) -> None:
        shown = self._rows[setting.name]
        shown.set_error("")
        if setting.scope is Scope.PC:
            self._change_here(setting, value)
            return
        self._actions.change(setting, value, lambda error: self._refuse(shown, error))

    def _reset(self, setting: AnySetting) -> None:
        if setting.scope is Scope.PC:
            self._change_here(setting, setting.default)
        else:
            self._actions.reset(setting)

    def _change_here(self, setting: AnySetting, value: object) -> None:
        memory = self.context.memory
        if memory is None:
            return
        before = pc_value(memory, setting)
        try:
            set_pc_value(self.context, memory, setting, value)
        except DomainError as error:
            self._refuse(self._rows[setting.name], error)
            return
        if setting.name == LANGUAGE.name:
            return  # the whole desk has been put together anew
        text = _("{title} changed").format(title=_(setting.title))
        self.context.toast(text, lambda: self._change_here(setting, before))
        self._show_computer()

    def _open_courses(self, setting: AnySetting) -> None:
        state = self._states.get(setting.name)
        if state is not None:
            CourseValuesSheet(self, self._actions, setting, state, manages=self.manages).open()

    def _open_mail_password(self) -> None:
        if not self._states:
            return  # not read yet
        user, host = (str(self._states[each.name].value) for each in (SMTP_USER, SMTP_HOST))
        MailPasswordSheet(self, self.context, user, host).open()

    def _open_mail_trial(self) -> None:
        MailTrialSheet.ask(self, self.context)

    def _refuse(self, shown: StatedRow, error: DomainError) -> None:
        shown.set_error(self.context.tasks.describe(error))


def _is_about(text: str, setting: AnySetting) -> bool:
    return fits(
        text, _(setting.title), _(setting.description), _(setting.section), scope_text(setting)
    )


def _said_here(setting: AnySetting, value: object) -> str:
    scope = scope_text(setting)
    if value == setting.default:
        return _("{scope} · the default").format(scope=scope)
    default = value_text(setting, setting.default)
    return _("{scope} · set here · default: {default}").format(scope=scope, default=default)


def _origin_text(setting: AnySetting, origin: Origin | None, context: DeskContext) -> str:
    scope = scope_text(setting)
    if origin is None:
        return _("{scope} · the default").format(scope=scope)
    day = dates.day_short(dates.local_day(origin.at, context.session.zone))
    return _("{scope} · set on {day} by {name} · default: {default}").format(
        scope=scope, day=day, name=origin.by, default=value_text(setting, setting.default)
    )
