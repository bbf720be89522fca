"""A field of two records side by side, with a choice between their values."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from ui.common import dates
from ui.common.layouts import column, row
from ui.common.radio import Radio
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.candidates import words
from wset_desk.domain.candidate_merging import JOINED, FieldPair, Pick
from wset_desk.domain.candidate_rows import LABELS
from wset_desk.i18n import _

_LONGEST_SHOWN = 160


class FieldChoice:
    """The row of one field in a grid: its name, the kept value, the merged one."""

    def __init__(self, pair: FieldPair) -> None:
        self.name = pair.name
        self._group = QButtonGroup()
        self.options = {pick: _Option(pair, pick) for pick in _picks(pair)}
        for pick, option in self.options.items():
            self._group.addButton(option.check)
            option.check.setChecked(pick is pair.proposed)
        self._group.buttonClicked.connect(lambda _button: self.complain(""))
        self._note = Label("", "label", tone="danger", wrap=True)
        self._note.hide()

    def pick(self) -> Pick | None:
        """What is chosen, if anything is."""
        chosen = (pick for pick, option in self.options.items() if option.check.isChecked())
        return next(chosen, None)

    def complain(self, text: str) -> None:
        """Say what is missing here and go there; an empty text takes it back."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
        if text:
            self.options[Pick.KEPT].check.setFocus()

    def place(self, grid: QGridLayout, number: int) -> None:
        """Put the row in; both values below each other is a choice of its own."""
        top = Qt.AlignmentFlag.AlignTop
        name = Label(field_title(self.name), "body", weight=500, wrap=True)
        name.setMinimumHeight(theme().size("minTarget") + theme().space(1))
        title = column(name, self._note, gap=1)
        if Pick.BOTH in self.options:
            title.addWidget(self.options[Pick.BOTH])
        title.addStretch(1)
        grid.addLayout(title, number, 0)
        grid.addWidget(self.options[Pick.KEPT], number, 1, top)
        grid.addWidget(self.options[Pick.MERGED], number, 2, top)


class _Option(QWidget):
    """One value to choose; its text may be clicked as well."""

    def __init__(self, pair: FieldPair, pick: Pick) -> None:
        super().__init__()
        self.check = Radio("")
        self.check.setMinimumWidth(theme().size("minTarget"))
        text = _("Both, one below the other") if pick is Pick.BOTH else _shown(pair, pick)
        name = _("{field}: {value}").format(field=field_title(pair.name), value=text)
        self.check.setAccessibleName(name)
        self.setToolTip(text if len(text) > _LONGEST_SHOWN else "")
        short = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
        shown = Label(words.breakable(short), wrap=True)
        shown.setMinimumHeight(theme().size("minTarget") + theme().space(1))
        layout = row(gap=2)
        layout.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(shown, 1)
        self.setLayout(layout)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.check.click()
            self.check.setFocus()


def field_title(name: str) -> str:
    """ "Date of birth"."""
    return _(LABELS[name])


def value_text(name: str, value: Any) -> str:
    """A value as people write it; a dash where there is none."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return dates.day_short(value)
    if name == "extra_time_percent":
        return _("{percent} %").format(percent=value)
    if name == "time_zone" and value:
        return str(value).replace("_", " ")
    return str(value) if value else "–"


def _shown(pair: FieldPair, pick: Pick) -> str:
    return value_text(pair.name, pair.value(pick))


def _picks(pair: FieldPair) -> tuple[Pick, ...]:
    both = (Pick.BOTH,) if pair.name in JOINED and pair.kept and pair.merged else ()
    return (Pick.KEPT, Pick.MERGED, *both)
