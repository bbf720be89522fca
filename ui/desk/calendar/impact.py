"""Whom and what a change affects: people, clashes, rooms."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLayout, QWidget

from ui.common import dates
from ui.common.badges import Badge
from ui.common.icons import pixmap
from ui.common.labels import Look
from ui.common.layouts import clear, column, row
from ui.common.text import Label
from ui.desk.calendar import words
from wset_desk.i18n import _, ngettext
from wset_desk.services.conflicts import AffectedCandidate, Conflict


class ImpactView(QWidget):
    """A list that is replaced with each preview."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.zone = zone
        self._lines = column(gap=2)
        self.setLayout(self._lines)

    def clear(self) -> None:
        clear(self._lines)

    def add_fact(self, icon: str, text: str, tone: str = "text2") -> None:
        """One line with an icon before it."""
        mark = Label()
        mark.setPixmap(pixmap(icon, tone, 16))
        words_ = Label(text, tone="" if tone == "text2" else tone, wrap=True)
        line = row(mark, words_, gap=2)
        line.setStretch(1, 1)
        self._lines.addLayout(line)

    def add_change(self, name: str, old: str, new: str) -> None:
        """What was, struck out by what will be."""
        self._lines.addWidget(Label(name, "bodyStrong", wrap=True))
        self._lines.addWidget(Label(old, tone="text2", wrap=True))
        self._lines.addWidget(Label(f"→ {new}", weight=600, wrap=True))

    def add_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        for each in conflicts:
            span = dates.time_span(each.start, each.end, self.zone)
            self.add_fact("warning", f"{words.obstacle(each)}, {span}", "warning")

    def add_people(self, people: Sequence[AffectedCandidate], nobody: str) -> None:
        """Everybody by name; who can't come stands first, with the reason."""
        if not people:
            self.add_fact("users", nobody)
            return
        count = len(people)
        text = ngettext(
            "{n} candidate is registered:", "{n} candidates are registered:", count
        ).format(n=count)
        self.add_fact("users", text)
        for person in sorted(people, key=lambda each: each.clash is None):
            self._lines.addLayout(self._person(person))

    def _person(self, person: AffectedCandidate) -> QLayout:
        name = Label(person.name, weight=500, wrap=True)
        number = Label(person.number or "", "label", tone="text3", tabular=True)
        line = row(name, number, gap=2)
        line.setStretch(0, 1)
        if person.clash is None:
            return line
        badge = Badge(Look(_("Has another exam"), "x_circle", "danger", "dangerSoft"))
        line.addWidget(badge)
        reason = Label(person.clash, "label", tone="danger", wrap=True)
        return column(line, reason, gap=0)
