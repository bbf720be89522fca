"""The keys that work everywhere, and those of a page, as a part of a help page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ui.common.commands import Command
from wset_desk.i18n import N_, _

_MARKS = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&]")
EVERYWHERE: Sequence[tuple[str, str]] = (
    (N_("Search and commands"), N_("Ctrl+K")),
    (N_("Undo"), N_("Ctrl+Z")),
    (N_("Do again"), N_("Ctrl+Shift+Z")),
    (N_("Filter this page"), N_("Ctrl+F")),
    (N_("New"), N_("Ctrl+N")),
    (N_("Refresh"), N_("F5")),
    (N_("Pages, in their order"), N_("Alt+1 … Alt+9, Alt+0")),
    (N_("Lock"), N_("Ctrl+L")),
    (N_("Close"), N_("Esc")),
    (N_("Help"), N_("F1")),
)


def keys_of(page_title: str, commands: Iterable[Command]) -> str:
    """Markdown: the page's own keys above the general ones."""
    own = [(command.text, command.shortcut) for command in commands if command.shortcut]
    everywhere = [(_(text), _(keys)) for text, keys in EVERYWHERE]
    parts = [_table(_("Keys: {page}").format(page=page_title), own)] if own else []
    return "\n\n".join([*parts, _table(_("Keys everywhere"), everywhere)])


def escaped(text: str) -> str:
    """A text in which Markdown finds nothing to do."""
    return _MARKS.sub(r"\\\g<0>", text)


def _table(title: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = (f"| {escaped(text)} | `{keys}` |" for text, keys in rows)
    return "\n".join([f"## {escaped(title)}", "", "| | |", "| --- | --- |", *lines])
