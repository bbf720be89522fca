"""The desk's window: a front page (welcome, sign-in, lock) or the desk of whoever is signed in."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.common.bus import bus
from ui.common.commands import Command
from ui.common.focus_ring import FocusRing
from ui.common.overlay import Overlay, open_overlays
from ui.common.palette import CommandPalette, SearchProvider
from ui.common.tasks import Tasks
from ui.common.theme import Appearance, theme
from ui.common.toasts import ToastHost
from ui.common.undo import Inverse, UndoStack
from ui.desk.appearance import choose_appearance, take_preferences
from ui.desk.context import DeskContext, DeskSession, Memory
from ui.desk.desk_page import DeskPage
from ui.desk.help.opening import KEYBOARD, help_commands, open_desk_help, open_front_help
from ui.desk.help.panel import HelpPanel
from ui.desk.navigation import NUMBERED, PAGES, SETTINGS, Page
from ui.desk.person_menu import PersonMenu
from ui.desk.setting_commands import setting_commands
from wset_desk.i18n import _
from wset_desk.system.languages import use_language

_GEOMETRY = "window_geometry"
_FIRST_SIZE = (1440, 900)
_FRAME = QSize(8, 40)
"""What a window manager puts around a window; it can't be asked before the first show."""
_SMALLEST_SIZE = (760, 520)


class MainWindow(QMainWindow):
    """``lock_requested``, ``switch_user_requested`` and ``sign_out_requested`` come from the menu.

    ``memory`` keeps what this computer remembers: place, appearance, text size, language.
    ``may_close`` is asked before the window closes; whoever says no closes it later.
    """

    lock_requested = Signal()
    switch_user_requested = Signal()
    sign_out_requested = Signal()

    def __init__(self, memory: Memory, pages: Sequence[Page] = PAGES) -> None:
        super().__init__()
        self._memory = memory
        self._pages = pages
        self._desk: DeskPage | None = None
        self._covered: list[Overlay] = []
        self.may_close: Callable[[], bool] = lambda: True
        take_preferences(memory)
        self.setWindowTitle(_("WSET Desk"))
        self.setMinimumSize(*_SMALLEST_SIZE)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.undo_stack = UndoStack(self)
        self.toasts = ToastHost(self, self.undo_stack)
        self.focus_ring = FocusRing(self)
        self._set_shortcuts()
        self._restore_place()

    @property
    def desk(self) -> DeskPage | None:
        """The desk behind the front page, None before anyone has signed in."""
        return self._desk

    @property
    def desk_is_shown(self) -> bool:
        return self._desk is not None and self._stack.currentWidget() is self._desk

    @property
    def front(self) -> QWidget | None:
        """The page in front of the desk, where there is one."""
        pages = [self._stack.widget(number) for number in range(self._stack.count())]
        return next((page for page in pages if page is not self._desk), None)

    def make_context(
        self, tasks: Tasks, session: DeskSession, search: SearchProvider | None = None
    ) -> DeskContext:
        """What screens are given in this window."""
        return DeskContext(
            tasks,
            bus,
            theme(),
            session,
            self.navigate,
            self.toast,
            search,
            self._memory,
            self._change_language,
            undo_stack=self.undo_stack,
        )

    def show_front(self, widget: QWidget) -> None:
        """Put a full page in front; the desk behind it stays as it is, with its open sheets."""
        for overlay in open_overlays(self):
            overlay.hide()
            self._covered.append(overlay)
        self.toasts.clear()
        self._remove(self.front)
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def show_desk(self, context: DeskContext, page_name: str = "") -> None:
        """Begin a person's desk on a page (their first by default), and drop the one before."""
        self.drop_desk()
        self._desk = DeskPage(context, self._pages)
        self._desk.rail.settings_wanted.connect(self.open_settings)
        self._desk.rail.menu_wanted.connect(self._open_menu)
        self._desk.rail.help_wanted.connect(self.open_help)
        self._stack.addWidget(self._desk)
        self.toasts.set_beside(self._toast_area)
        self.return_to_desk()
        self._desk.go(page_name or self._desk.pages[0].name)

    def drop_desk(self) -> None:
        """End a person's desk, with everything that lies over it and what could be undone."""
        self._close_overlays()
        self.undo_stack.clear()
        self.toasts.clear()
        self._remove(self._desk)
        self._desk = None

    def return_to_desk(self) -> None:
        """Take the front page away (after unlocking), and show the desk as it was left."""
        self._remove(self.front)
        if self._desk is None:
            return
        self._stack.setCurrentWidget(self._desk)
        for overlay in self._covered:
            overlay.show()
            overlay.raise_()
        self._covered.clear()
        overlays = open_overlays(self)
        first = overlays[-1].first_focus() if overlays else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._desk.stack.take_keyboard()

    def _toast_area(self) -> QWidget:
        """Where toasts are in nobody's way."""
        stack = self._desk.stack if self._desk is not None else None
        if stack is None:
            return self
        return stack.screen.toast_area() if stack.screen is not None else stack

    def navigate(self, page_name: str, **arguments: object) -> None:
        """Go to a page; see ``ui.desk.context.Navigator``."""
        if self._desk is not None:
            self._desk.go(page_name, **arguments)

    def toast(self, text: str, undo: Inverse | None = None, redo: Inverse | None = None) -> None:
        """Say what was done; see ``ui.desk.context.Toaster``."""
        self.toasts.say(text, undo, redo)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.focus_ring.watch_window()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        place = base64.b64encode(self.saveGeometry().data()).decode()
        self._memory.set(_GEOMETRY, place)
        super().closeEvent(event)

    def _set_shortcuts(self) -> None:
        undo, redo = self.undo_stack.undo, self.undo_stack.redo
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.open_palette,
            "Ctrl+Z": undo,
            "Ctrl+Shift+Z": redo,
            "F5": lambda: self._on_screen("refresh"),
            "Ctrl+F": lambda: self._on_screen("focus_filter"),
            "Ctrl+N": lambda: self._on_screen("create_new"),
        }
        for number in range(NUMBERED):
            keys[f"Alt+{(number + 1) % NUMBERED}"] = partial(self._go_to_number, number)
        for key, action in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(partial(self._if_free, action))
        # Locking doesn't wait for an open sheet to be closed: it is there again afterwards.
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_requested)
        # Nor does help: it is about what lies open, too, and about the page in front.
        QShortcut(QKeySequence("F1"), self).activated.connect(self.open_help)

    def _if_free(self, action: Callable[[], object]) -> None:
        """Shortcuts of the desk rest while something lies over it."""
        if self.desk_is_shown and not open_overlays(self):
            action()

    def open_palette(self) -> CommandPalette | None:
        """Ctrl+K."""
        if self._desk is None:
            return None
        settings = setting_commands(self._desk.context)
        commands = [*self._desk.commands(), *self._own_commands(), *settings]
        palette = CommandPalette(self, commands, self._desk.context.search)
        palette.open()
        return palette

    def _own_commands(self) -> list[Command]:
        return [
            Command(_("Settings"), self.open_settings, "settings"),
            Command(_("Help"), self.open_help, "help", _("F1")),
            Command(_("Keyboard shortcuts"), partial(self.open_help, KEYBOARD), "keyboard"),
            Command(_("Lock"), self.lock_requested.emit, "lock", _("Ctrl+L")),
            Command(_("Switch user"), self.switch_user_requested.emit, "switch"),
            Command(_("Sign out"), self.sign_out_requested.emit, "logout"),
            *help_commands(self.open_help),
        ]

    def _on_screen(self, method: str) -> None:
        screen = self._desk.stack.screen if self._desk is not None else None
        if screen is not None:
            getattr(screen, method)()

    def _go_to_number(self, number: int) -> None:
        if self._desk is not None:
            self._desk.go_to_number(number)

    def open_help(self, page_name: str = "") -> HelpPanel:
        """F1: the help of what is on show, or the page of that name."""
        if self._desk is not None and self.desk_is_shown:
            return open_desk_help(self, self._desk, page_name)
        return open_front_help(self, self.front)

    def open_settings(self) -> None:
        """The settings' page."""
        self.navigate(SETTINGS.name)

    def _open_menu(self, corner: QPoint) -> None:
        menu = PersonMenu(
            self,
            on_appearance=self._choose_appearance,
            on_lock=self.lock_requested.emit,
            on_switch=self.switch_user_requested.emit,
            on_sign_out=self.sign_out_requested.emit,
        )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    def _choose_appearance(self, appearance: Appearance, _checked: bool = True) -> None:
        choose_appearance(self._memory, appearance)

    def _change_language(self, code: str) -> None:
        """Every text is put together anew, so the desk is too."""
        self._memory.set("language", code)
        use_language(code)
        if self._desk is not None:
            self.show_desk(self._desk.context, self._desk.stack.current_name)

    def _remove(self, page: QWidget | None) -> None:
        if page is not None:
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _close_overlays(self) -> None:
        for overlay in reversed(open_overlays(self)):
            overlay.close_now()
        self._covered.clear()

    def _restore_place(self) -> None:
        room = self.screen().availableSize() - _FRAME
        self.resize(QSize(*_FIRST_SIZE).boundedTo(room))
        place = self._memory.get(_GEOMETRY)
        if isinstance(place, str):
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(place.encode())))
