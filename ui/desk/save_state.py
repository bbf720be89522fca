"""The calm line at the foot of the rail: everything saved, or something under way."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ui.common.icons import pixmap
from ui.common.layouts import column, row
from ui.common.progress import SHOWN_AFTER_MS
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme
from wset_desk.i18n import _


class SaveState(QWidget):
    """Says "Working…" only for what takes longer than a blink."""

    def __init__(self) -> None:
        super().__init__()
        self._busy = False
        self._icon = Label()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = ElidedLabel(style="label", weight=600)
        self._place = ElidedLabel(_("On this computer"), "caption", tone="text2")
        self._words = QWidget()
        self._words.setLayout(column(self._text, self._place, gap=0))
        layout = row(self._icon, self._words, gap=3, margins=(3, 2, 3, 1))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._wait = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._wait.timeout.connect(self._show_busy)
        theme().changed.connect(self._show)
        self._show()

    @property
    def text(self) -> str:
        return self._text.text()

    def set_busy(self, busy: bool) -> None:
        if busy:
            self._wait.start()
        else:
            self._wait.stop()
            self._busy = False
            self._show()

    def set_collapsed(self, collapsed: bool) -> None:
        self._words.setVisible(not collapsed)

    def _show_busy(self) -> None:
        self._busy = True
        self._show()

    def _show(self) -> None:
        saved = not self._busy
        self._text.setText(_("All changes saved") if saved else _("Working…"))
        name, tone = ("cloud_check", "success") if saved else ("clock", "text2")
        self._icon.setPixmap(pixmap(name, tone))
        self.setAccessibleName(self._text.text())
        self.setToolTip(self._text.text())
