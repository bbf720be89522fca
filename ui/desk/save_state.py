"""The calm line at the foot of the rail: everything saved, or something under way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, QTimer

from ui.common.icons import pixmap
from ui.common.layouts import row
from ui.common.progress import SHOWN_AFTER_MS
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme
from ui.desk.rail_button import RailButton
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.i18n import _, ngettext

Timed = Callable[[datetime], str]
"""Puts an instant into the centre's clock time."""


class SaveState(RailButton):
    """Says "Working…" only for what takes longer than a blink.

    Where there is a server a click leads to what is known of it; otherwise there is nothing to
    press.
    """

    def __init__(self) -> None:
        text, place = (
            ElidedLabel(style="label", weight=600),
            ElidedLabel("", "caption", tone="text2"),
        )
        super().__init__(text, place)
        self._text, self._place = text, place
        self._busy = False
        self._sync = SyncState()
        self._timed: Timed = str
        self._icon = Label()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hold(row(self._icon, self.words, gap=3, margins=(3, 2, 3, 1)))
        self._wait = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._wait.timeout.connect(self._show_busy)
        theme().changed.connect(self._show)
        self._show()

    @property
    def text_shown(self) -> str:
        return self._text.text()

    @property
    def place_shown(self) -> str:
        return self._place.text()

    def set_busy(self, busy: bool) -> None:
        if busy:
            self._wait.start()
        else:
            self._wait.stop()
            self._busy = False
            self._show()

    def set_sync(self, state: SyncState, timed: Timed) -> None:
        """How the centre stands with its server."""
        self._sync, self._timed = state, timed
        self._show()

    def leads_somewhere(self) -> bool:
        return self._sync.is_connected

    def hitButton(self, pos: QPoint) -> bool:
        return self.leads_somewhere() and super().hitButton(pos)

    def _show_busy(self) -> None:
        self._busy = True
        self._show()

    def _show(self) -> None:
        text, place, name, tone = self._told()
        self._text.setText(text)
        self._place.setText(place)
        self._icon.setPixmap(pixmap(name, tone))
        said = _("{state}. {place}").format(state=text, place=place)
        self.setAccessibleName(said)
        self.setToolTip(said)
        pressable = self._sync.is_connected
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if pressable else Qt.FocusPolicy.NoFocus)
        shape = Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def _told(self) -> tuple[str, str, str, str]:
        """Text, the line below it, icon and tone: of all that is so, what matters most."""
        sync = self._sync
        if self._busy:
            return _("Working…"), self._where(), "clock", "text2"
        if sync.attention:
            text = ngettext("{n} needs attention", "{n} need attention", sync.attention)
            return text.format(n=sync.attention), self._where(), "warning", "warning"
        if sync.kind is SyncKind.SYNCING:
            text = _("Syncing {n}").format(n=sync.waiting) if sync.waiting else _("Syncing…")
            return text, _("Saved on this computer"), "cloud_up", "info"
        if sync.kind is SyncKind.OFFLINE and sync.since is not None:
            text = _("Offline since {time}").format(time=self._timed(sync.since))
            return text, _("Saved on this computer"), "cloud_up", "text2"
        if sync.kind is SyncKind.REFUSED:
            paused = sync.is_paused
            text, tone = (_("Paused"), "text2") if paused else (_("Not synced"), "warning")
            icon_name = "cloud_up" if paused else "warning"
            return text, _("Saved on this computer"), icon_name, tone
        return _("All changes saved"), self._where(), "cloud_check", "success"

    def _where(self) -> str:
        sync = self._sync
        is_there_too = sync.kind is SyncKind.SAVED and not sync.is_own
        return _("On the server too") if is_there_too else _("On this computer")
