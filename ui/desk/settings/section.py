"""What every section of the settings offers: to be refreshed, to be searched, to be opened."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.commands import Command
from ui.common.data_table import DataTable, framed
from ui.common.layouts import column, row
from ui.common.scrolling import scrolling
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.courses.notice import Notice
from wset_desk.domain.names import fold
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext

_WIDTH = 760
_MOST_LISTED = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Entry:
    """Something that a search finds in a section by its `text`; `key` opens it there."""

    text: str
    note: str
    key: str


class SettingsSection(QWidget):
    """``loaded()`` when there is something new to find."""

    loaded = Signal()

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self.context = context
        self.manages = context.session.may(Permission.MANAGE_SETTINGS)

    def refresh(self) -> None:
        """Ask the services again for what is shown."""

    def entries(self) -> list[Entry]:
        """What there is to find."""
        return []

    def open_entry(self, key: str) -> None:
        """Show what an entry of that key stands for."""

    def commands(self) -> list[Command]:
        return []

    def create_new(self) -> None:
        """Ctrl+N."""


def locked_notice(shown: bool) -> Notice:
    """Why nothing can be changed here."""
    notice = Notice()
    if shown:
        why = _("Only an administrator can change what holds for the whole centre.")
        notice.say([why], "info")
    return notice


class _Readable(QWidget):
    """No wider than lines are read well."""

    def __init__(self, layout: QVBoxLayout) -> None:
        super().__init__()
        self.setLayout(layout)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setMaximumWidth(theme().px(_WIDTH))


def readable(layout: QVBoxLayout) -> QWidget:
    """Scrolled, and no wider than lines are read well."""
    inner = QWidget()
    beside = row(_Readable(layout), gap=0)
    beside.addStretch(0)
    beside.setStretch(0, 1)
    inner.setLayout(beside)
    return scrolling(inner)


def opening_button(text: str, table: DataTable, open_row: Callable[[Any], object]) -> Button:
    """What opens the selected row of a table, for whoever doesn't double-click."""

    def open_selected() -> None:
        for each in table.selected_rows():
            open_row(each)

    button = Button(text, icon="edit", on_click=open_selected)
    button.setEnabled(False)
    table.selection_changed.connect(lambda: button.setEnabled(bool(table.selected_rows())))
    return button


def table_layout(shown: DataTable, top: QHBoxLayout, *, locked: bool) -> QVBoxLayout:
    """A section that is a table: why nothing can be changed, what stands above it, and the rest is
    the table's."""
    layout = column(locked_notice(locked), top, framed(shown), gap=3)
    layout.setStretch(2, 1)
    return layout


def table_top(note: str, button: Button) -> QHBoxLayout:
    """A note that has the room, and what opens a row."""
    top = row(Label(note, tone="text2", wrap=True), button, gap=3)
    top.setStretch(0, 1)
    return top


def listed(lines: Sequence[str], nothing: str, *, most: int = _MOST_LISTED) -> QWidget:
    """A line each, the first few of them, or that there is none."""
    shown = list(lines[:most]) or [nothing]
    left = len(lines) - most
    if left > 0:
        shown.append(ngettext("and {n} more", "and {n} more", left).format(n=left))
    held = QWidget()
    held.setLayout(column(*(Label(text, tone="text2", wrap=True) for text in shown), gap=1))
    return held


def fits(needle: str, *texts: str) -> bool:
    """Whether every word of `needle` begins a word of the texts."""
    told = _WORD.findall(fold(" ".join(texts)))
    wanted = _WORD.findall(fold(needle))
    return all(any(each.startswith(word) for each in told) for word in wanted)
