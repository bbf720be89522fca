"""F1: the keys of the page that is open, and those that work everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.common.commands import Command
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from wset_desk.i18n import N_, _

Keys = Sequence[tuple[str, str]]

EVERYWHERE: Keys = (
    (N_("Search and commands"), N_("Ctrl+K")),
    (N_("Undo"), N_("Ctrl+Z")),
    (N_("Do again"), N_("Ctrl+Shift+Z")),
    (N_("Filter this page"), N_("Ctrl+F")),
    (N_("New"), N_("Ctrl+N")),
    (N_("Refresh"), N_("F5")),
    (N_("Pages, in their order"), N_("Alt+1 … Alt+8")),
    (N_("Lock"), N_("Ctrl+L")),
    (N_("Close"), N_("Esc")),
    (N_("This list"), N_("F1")),
)


def show_shortcuts(owner: QWidget, page_title: str, commands: Sequence[Command]) -> Sheet:
    """The sheet with the page's own keys above the general ones."""
    own = [(command.text, command.shortcut) for command in commands if command.shortcut]
    content = QWidget()
    layout = column(gap=5)
    if own:
        layout.addWidget(_list(page_title, own))
    layout.addWidget(_list(_("Everywhere"), [(_(text), _(keys)) for text, keys in EVERYWHERE]))
    content.setLayout(layout)
    sheet = Sheet(owner, _("Keyboard"), content)
    sheet.open()
    return sheet


def _list(title: str, entries: Keys) -> QWidget:
    section = QWidget()
    layout = column(Label(title, "bodyStrong"), gap=2)
    for text, keys in entries:
        words = Label(text, wrap=True)
        line = row(words, Label(keys, "caption", tone="key"), gap=3)
        line.setStretch(0, 1)
        layout.addLayout(line)
    section.setLayout(layout)
    return section
