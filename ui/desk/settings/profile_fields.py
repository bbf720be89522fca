"""Fields of a rule profile that are several lines: the parts of a paper, and its bands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.common import labels
from ui.common.buttons import Button, IconButton
from ui.common.fields import Field
from ui.common.inputs import LineEdit, set_invalid
from ui.common.layouts import clear, column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.common.typed import read_decimal
from ui.desk.courses.words import number_text
from wset_desk.domain.catalogue import Award, Band, PaperPart
from wset_desk.i18n import _

_NARROW = 84
_HALF = Decimal(50)
_PASS = Decimal(55)


class NumberLine(LineEdit):
    """A narrow line for a number, which may be empty."""

    def __init__(self, name: str, number: Decimal | None = None) -> None:
        super().__init__(name)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.show_number(number)

    def show_number(self, number: Decimal | None) -> None:
        self.setText("" if number is None else number_text(number))

    def number(self) -> Decimal | None:
        return read_decimal(self.text())

    def _restyle(self) -> None:
        self.setFont(theme().font("body", tabular=True))
        self.setFixedWidth(theme().px(_NARROW))

    def is_readable(self) -> bool:
        """Whether there is a number, or nothing."""
        return not self.text().strip() or self.number() is not None


class PartRow(QWidget):
    """One part: what it is called, its maximum, its pass mark."""

    edited = Signal()

    def __init__(self, part: PaperPart, remove: Callable[[PartRow], None]) -> None:
        super().__init__()
        self._part = part
        self.name = LineEdit(_("Name of the part"), labels.paper_part(part.name))
        self.maximum = NumberLine(_("Maximum of the part"), part.max_score)
        self.pass_mark = NumberLine(_("Pass mark of the part in %"), part.pass_mark_percentage)
        self.remove_button = IconButton(
            "trash", _("Take the part out"), on_click=lambda: remove(self)
        )
        shown = row(self.name, self.maximum, self.pass_mark, self.remove_button, gap=1)
        shown.setStretch(0, 1)
        self.setLayout(shown)
        for line in (self.name, self.maximum, self.pass_mark):
            line.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> PaperPart | None:
        maximum, pass_mark = self.maximum.number(), self.pass_mark.number()
        name = self.name.text().strip()
        if maximum is None or pass_mark is None or not name:
            return None
        return PaperPart(_stored_name(name), maximum, pass_mark)

    def mark(self) -> None:
        """Show which of the three is missing or can't be read."""
        set_invalid(self.name, not self.name.text().strip())
        set_invalid(self.maximum, self.maximum.number() is None)
        set_invalid(self.pass_mark, self.pass_mark.number() is None)


class PartsField(Field):
    """A tuple of :class:`PaperPart`; None while one of them can't be read."""

    def __init__(self, key: str, label: str) -> None:
        self.editor = QWidget()
        self.rows: list[PartRow] = []
        self._list: QVBoxLayout = column(gap=1)
        self.add_button = Button(_("Add a part"), kind="link", icon="plus", on_click=self.add_part)
        self._head = _headings(_("Name"), _("Maximum"), _("Pass mark in %"), room_after=True)
        self.editor.setLayout(column(self._head, self._list, row(self.add_button, None), gap=1))
        super().__init__(key, label, self.editor)
        self.editor.setFocusProxy(self.add_button)

    def value(self) -> tuple[PaperPart, ...] | None:
        parts = [each.value() for each in self.rows]
        read = tuple(part for part in parts if part is not None)
        return read if len(read) == len(parts) else None

    def set_value(self, value: Sequence[PaperPart]) -> None:
        clear(self._list)
        self.rows.clear()
        for part in value:
            self._add(part)
        self._head.setVisible(bool(self.rows))

    def is_empty(self) -> bool:
        return not self.rows

    def problem(self) -> str:
        for each in self.rows:
            each.mark()
        if self.value() is None:
            return _("Each part needs a name, a maximum and a pass mark.")
        return ""

    def add_part(self) -> None:
        """One more, or the first two: a single part would be the paper itself."""
        names = [name for name in labels.PAPER_PARTS if name not in self._names()]
        for _number in range(1 if self.rows else 2):
            name = names.pop(0) if names else ""
            self._add(PaperPart(name, _HALF, _PASS))
        self._head.show()
        self.rows[-1].name.setFocus()
        self.edited.emit()

    def _names(self) -> set[str]:
        return {_stored_name(each.name.text().strip()) for each in self.rows}

    def _add(self, part: PaperPart) -> None:
        added = PartRow(part, self._remove)
        added.edited.connect(self.edited)
        self.rows.append(added)
        self._list.addWidget(added)

    def _remove(self, gone: PartRow) -> None:
        self.rows.remove(gone)
        self._list.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self._head.setVisible(bool(self.rows))
        self.edited.emit()


class BandsField(Field):
    """A tuple of :class:`Band`, worst first; None while a number can't be read.

    An award without a percentage isn't given. ``asks_lowest``: each may ask for a percentage that
    no paper is below.
    """

    def __init__(
        self, key: str, label: str, awards: Sequence[Award], *, asks_lowest: bool = False
    ) -> None:
        self.editor = QWidget()
        self.minima: dict[Award, NumberLine] = {}
        self.lowest: dict[Award, NumberLine] = {}
        grid = QGridLayout(self.editor)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().space(3))
        grid.setVerticalSpacing(theme().space(1))
        grid.setColumnStretch(0, 1)
        grid.addWidget(Label(_("from %"), "caption", tone="text2"), 0, 1)
        if asks_lowest:
            grid.addWidget(Label(_("no paper below %"), "caption", tone="text2"), 0, 2)
        for number, award in enumerate(awards, start=1):
            self._add(grid, number, award, asks_lowest=asks_lowest)
        super().__init__(key, label, self.editor)
        self.editor.setFocusProxy(self.minima[awards[0]])

    def value(self) -> tuple[Band, ...] | None:
        if not all(line.is_readable() for line in self._lines()):
            return None
        found = []
        for award, line in self.minima.items():
            minimum, lowest = line.number(), self.lowest.get(award)
            if minimum is not None:
                found.append(Band(award, minimum, None if lowest is None else lowest.number()))
        return tuple(found)

    def set_value(self, value: Sequence[Band]) -> None:
        given = {band.name: band for band in value}
        for award, line in self.minima.items():
            band = given.get(award)
            line.show_number(None if band is None else band.minimum)
            if award in self.lowest:
                self.lowest[award].show_number(None if band is None else band.lowest_paper)

    def problem(self) -> str:
        for line in self._lines():
            set_invalid(line, not line.is_readable())
        return _("A number such as 12.50.") if self.value() is None else ""

    def _lines(self) -> list[NumberLine]:
        return [*self.minima.values(), *self.lowest.values()]

    def _add(self, grid: QGridLayout, number: int, award: Award, *, asks_lowest: bool) -> None:
        name = labels.outcome(award)
        grid.addWidget(Label(name), number, 0)
        self.minima[award] = NumberLine(_("{award}: from %").format(award=name))
        grid.addWidget(self.minima[award], number, 1)
        if asks_lowest:
            self.lowest[award] = NumberLine(_("{award}: no paper below %").format(award=name))
            grid.addWidget(self.lowest[award], number, 2)
        for lines in (self.minima, self.lowest):
            if award in lines:
                lines[award].textEdited.connect(lambda _text: self.edited.emit())


def _headings(first: str, *others: str, room_after: bool) -> QWidget:
    """What stands over lines of which the others are narrow."""
    held = QWidget()
    shown = row(Label(first, "caption", tone="text2"), gap=1)
    shown.setStretch(0, 1)
    for text in others:
        label = Label(text, "caption", tone="text2")
        label.setFixedWidth(theme().px(_NARROW))
        shown.addWidget(label)
    if room_after:
        shown.addSpacing(theme().size("control") + theme().space(1))
    held.setLayout(shown)
    return held


def _stored_name(shown: str) -> str:
    """What a part is called in the profile."""
    known = {labels.paper_part(name): name for name in labels.PAPER_PARTS}
    return known.get(shown, shown)
