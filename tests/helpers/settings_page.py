"""The settings' page on a store, for tests: sheets filled, buttons pressed, changes taken back."""

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.helpers.desk import Recorder, ShortMemory, settle
from ui.common.buttons import Button
from ui.common.dialogs import Dialog
from ui.common.forms import Form
from ui.common.inputs import LineEdit
from ui.common.overlay import Overlay, open_overlays
from ui.common.sheet import Sheet
from ui.desk.settings.section import SettingsSection
from ui.desk.settings.view import SettingsView
from wset_desk.services.workspace import Workspace

S = TypeVar("S", bound=SettingsSection)
O = TypeVar("O", bound=Overlay)  # noqa: E741


@dataclass
class SettingsPage:
    view: SettingsView
    workspace: Workspace
    recorder: Recorder
    memory: ShortMemory

    def section(self, kind: type[S]) -> S:
        """The section on show."""
        found = self.view.section(self.view.current)
        assert isinstance(found, kind)
        return found

    def overlay(self, kind: type[O]) -> O:
        """What lies on top."""
        found = open_overlays(self.view.window())[-1]
        assert isinstance(found, kind)
        return found

    def sheet(self) -> Sheet:
        return self.overlay(Sheet)

    def dialog(self) -> Dialog:
        return self.overlay(Dialog)

    def form(self) -> Form:
        form = self.sheet().form
        assert form is not None
        return form

    def save(self, **values: object) -> None:
        """Fill the sheet that is open, and press its button."""
        self.fill(values)
        press(self.sheet().save_button)

    def fill(self, values: dict[str, object]) -> None:
        """By the fields' keys, as a person who types them."""
        for key, value in values.items():
            self.form()[key].set_value(value)
            self.form()[key].edited.emit()

    def click(self, text: str) -> None:
        """A button of what lies on top."""
        found = [b for b in self.overlay(Overlay).findChildren(Button) if b.text() == text]
        press(found[-1])

    def search(self, text: str) -> None:
        self.view.focus_filter()
        QTest.keyClicks(self.view.search, text)
        QTest.keyClick(self.view.search, Qt.Key.Key_Return)
        settle()

    def undo(self) -> None:
        undo = self.recorder.undos[-1]
        assert undo is not None
        undo()
        settle()


def press(button: QWidget) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def type_into(line: QWidget, text: str) -> None:
    assert isinstance(line, LineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
