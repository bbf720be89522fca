"""What the audit log is filtered by, in a line that goes on in the next where room is short."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common.date_edit import DateEdit
from ui.common.flow import FlowLayout
from ui.common.inputs import Choice, Combo, SearchField
from ui.common.theme import theme
from ui.desk.audit import words
from wset_desk.i18n import N_, _
from wset_desk.services.audit import AuditChoices
from wset_desk.services.audit_filters import AuditFilter

ANY_TIME, BETWEEN = "any", "between"
_PERIODS = {
    ANY_TIME: N_("Any time"),
    0: N_("Today"),
    6: N_("Last 7 days"),
    29: N_("Last 30 days"),
    364: N_("Last 12 months"),
    BETWEEN: N_("Between two days"),
}
_WIDEST = 190


class AuditFilters(QWidget):
    """``changed()`` when a person filters otherwise."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(_("Search the audit log"))
        self.period = Combo(_("Period"), _periods(), ANY_TIME, kind="ghost")
        self.first_day = _day_edit(_("First day"))
        self.last_day = _day_edit(_("Last day"))
        self.person = _combo(_("Person"), _("Everybody"))
        self.entity = _combo(_("Kind of record"), _("All records"))
        self.action = _combo(_("Action"), _("All actions"))
        flow = FlowLayout(gap=2)
        for widget in self._in_order():
            flow.addWidget(widget)
        self.setLayout(flow)
        self._show_days()
        self.search.searched.connect(lambda _text: self.changed.emit())
        self.period.chosen.connect(lambda _period: self._choose_period())
        for day in (self.first_day, self.last_day):
            day.edited.connect(self.changed)
        for combo in (self.person, self.entity, self.action):
            combo.chosen.connect(lambda _value: self.changed.emit())
        theme().changed.connect(self._fit)
        self._fit()

    def set_choices(self, choices: AuditChoices) -> None:
        """Offer what occurs in the log, keeping what is chosen."""
        people = [Choice(person_id, name) for person_id, name in choices.people]
        _offer(self.person, _("Everybody"), people)
        kinds = [Choice(entity, words.entity_title(entity)) for entity in choices.entities]
        _offer(self.entity, _("All records"), _sorted(kinds))
        actions = [Choice(action, words.action_title(action)) for action in choices.actions]
        _offer(self.action, _("All actions"), _sorted(actions))

    def wanted(self, today: date) -> AuditFilter:
        """The filter as it stands; a day that can't be read doesn't limit anything."""
        first, last = self._days(today)
        return AuditFilter(
            text=self.search.text().strip(),
            actor_id=self.person.value(),
            from_day=first,
            to_day=last,
            entity=self.entity.value(),
            action=self.action.value(),
        )

    def clear(self) -> None:
        """Show everything again."""
        self.search.clear()
        self.period.set_value(ANY_TIME)
        for day in (self.first_day, self.last_day):
            day.set_date(None)
        for combo in (self.person, self.entity, self.action):
            combo.set_value(None)
        self._show_days()
        self.changed.emit()

    def search_for(self, text: str) -> None:
        """Look for `text` alone."""
        self.clear()
        self.search.setText(text)
        self.search.search_now()

    def _in_order(self) -> tuple[QWidget, ...]:
        days = (self.first_day, self.last_day)
        return (self.search, self.period, *days, self.person, self.entity, self.action)

    def _days(self, today: date) -> tuple[date | None, date | None]:
        period = self.period.value()
        if period == BETWEEN:
            return self.first_day.day(), self.last_day.day()
        return (None, None) if period == ANY_TIME else (today - timedelta(days=period), None)

    def _choose_period(self) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        shown = self.period.value() == BETWEEN
        for day in (self.first_day, self.last_day):
            day.setVisible(shown)

    def _fit(self) -> None:
        for day in (self.first_day, self.last_day):
            day.setFixedWidth(theme().px(_WIDEST))


def _periods() -> list[Choice]:
    return [Choice(period, _(text)) for period, text in _PERIODS.items()]


def _combo(name: str, everything: str) -> Combo:
    return Combo(name, [Choice(None, everything)], kind="ghost")


def _day_edit(name: str) -> DateEdit:
    edit = DateEdit(name)
    edit.line.setPlaceholderText(name)
    return edit


def _offer(combo: Combo, everything: str, choices: list[Choice]) -> None:
    combo.set_choices([Choice(None, everything), *choices], combo.value())


def _sorted(choices: list[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: choice.text.casefold())
