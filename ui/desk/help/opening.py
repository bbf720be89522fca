"""Which page of the help belongs to what is on show, and the palette's way to every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.common.commands import Command
from ui.common.overlay import open_overlays
from ui.desk.desk_page import DeskPage
from ui.desk.help.keys import keys_of
from ui.desk.help.pages import CONTENTS, help_pages
from ui.desk.help.panel import HelpPanel
from ui.desk.navigation import SETTINGS, SYNC
from wset_desk.i18n import _

KEYBOARD = "keyboard"
"""The page about keys."""


def open_desk_help(window: QWidget, desk: DeskPage, name: str = "") -> HelpPanel:
    """The page `name`, or that of the screen on show, with the screen's keys."""
    screen, shown = desk.stack.screen, desk.stack.current_name
    title = next(_(page.title) for page in (*desk.pages, SETTINGS, SYNC) if page.name == shown)
    topic = (screen.help_topic() if screen is not None else "") or shown
    keys = keys_of(title, screen.commands() if screen is not None else [])
    return _open(window, name or topic, {topic: keys, KEYBOARD: keys})


def open_front_help(window: QWidget, front: QWidget | None) -> HelpPanel:
    """The page of what is in front of the desk."""
    return _open(window, getattr(front, "help_topic", CONTENTS))


def help_commands(show: Callable[[str], object]) -> list[Command]:
    """One for every page."""
    return [
        Command(_("Help: {title}").format(title=page.title), partial(show, name), icon="help")
        for name, page in help_pages().items()
    ]


def _open(window: QWidget, name: str, endings: Mapping[str, str] | None = None) -> HelpPanel:
    """A panel of its own; one that is open already turns to the page."""
    for overlay in open_overlays(window):
        if isinstance(overlay, HelpPanel):
            overlay.show_page(name)
            return overlay
    panel = HelpPanel(window, name, endings or {})
    panel.open()
    return panel
