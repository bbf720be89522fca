"""Somebody at the computer: finds things by their words, clicks, and types."""

from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMainWindow, QWidget

from tests.helpers.desk import settle
from ui.common.forms import Form
from ui.common.overlay import open_overlays

W = TypeVar("W", bound=QWidget)
NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class PersonAt:
    """A person in front of a window: only what is visible, and on top, can be reached."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window

    def find(self, kind: type[W]) -> W:
        """The newest visible widget of its kind."""
        found = [each for each in self.window.findChildren(kind) if each.isVisible()]
        assert found, f"no {kind.__name__} is to be seen"
        return found[-1]

    def click(self, text: str) -> None:
        """A button by its text or its accessible name."""
        buttons = [
            each
            for each in self._reachable().findChildren(QAbstractButton)
            if each.isVisible() and text in (each.text(), each.accessibleName())
        ]
        assert buttons, f"no button {text!r}"
        assert buttons[-1].isEnabled(), f"{text!r} can't be clicked now"
        self.click_on(buttons[-1])

    def click_on(self, widget: QWidget, at: QPoint | None = None) -> None:
        button = Qt.MouseButton.LeftButton
        QTest.mouseClick(widget, button, NO_KEY, at or widget.rect().center())
        settle()

    def fill(self, form: Form, **texts: str) -> None:
        """Type into fields of a form, in place of what is there."""
        for key, text in texts.items():
            self.replace(form[key].control, text)

    def replace(self, line: QWidget, text: str) -> None:
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(line, text)
        settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        settle()

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget() or self.window, letter)
        settle()

    def reads(self, text: str) -> bool:
        """Whether a visible label says this."""
        return any(text in each.text() for each in self._labels())

    def _labels(self) -> list[QLabel]:
        return [each for each in self.window.findChildren(QLabel) if each.isVisible()]

    def _reachable(self) -> QWidget:
        overlays = open_overlays(self.window)
        return overlays[-1] if overlays else self.window
