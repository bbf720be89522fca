"""The keyboard's place in a panel that is drawn anew: on the same button, if there still is one."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.common.tasks import later


class KeptFocus:
    """Remembers where the keyboard is in ``panel``; ``restore`` once the panel is drawn anew."""

    def __init__(self, panel: QWidget) -> None:
        self._panel = panel
        focused = QApplication.focusWidget()
        inside = isinstance(focused, QAbstractButton) and panel.isAncestorOf(focused)
        self._name = _name(focused) if inside and isinstance(focused, QAbstractButton) else ""

    def restore(self, instead: QWidget) -> None:
        """Go to the button of the same name, or to ``instead``; nowhere if it was elsewhere."""
        if self._name:
            later(self._panel, 0, lambda: self._go(instead))

    def _go(self, instead: QWidget) -> None:
        buttons = self._panel.findChildren(QAbstractButton)
        same = (each for each in buttons if each.isVisible() and _name(each) == self._name)
        next(same, instead).setFocus()


def _name(button: QAbstractButton) -> str:
    return button.accessibleName() or button.text()
