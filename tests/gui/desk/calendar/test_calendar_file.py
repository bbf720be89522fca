"""All sessions go to a calendar file from the calendar's bar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.courses import make_offering, schedule
from tests.helpers.desk import Recorder, context_of, settle
from ui.common.buttons import IconButton
from ui.common.tasks import InlineTasks
from ui.desk.calendar.view import CalendarView
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace

Show = Callable[..., QWidget]


@dataclass
class Dialog:
    """The system's own: `answer` is what somebody chooses in it."""

    folder: Path
    answer: str = ""


@pytest.fixture
def dialog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dialog:
    made = Dialog(tmp_path)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (made.answer, ""))
    return made


@pytest.mark.parametrize("chosen", ["", "sessions"])
def test_the_button_asks_where_and_writes_them(
    desk: Workspace, qtbot: QtBot, shown: Show, dialog: Dialog, chosen: str
) -> None:
    schedule(desk, make_offering(desk, 2), date(2026, 9, 5))
    shell = Recorder()
    view = CalendarView(context_of(InlineTasks(desk, describe), recorder=shell))
    shown(view, 1216, 820)
    dialog.answer = str(dialog.folder / chosen) if chosen else ""
    (button,) = (
        each
        for each in view.findChildren(IconButton)
        if each.accessibleName().startswith("Save as calendar file")
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    written = list(dialog.folder.glob("*.ics"))
    if chosen:
        assert written[0].read_text(encoding="utf-8").count("BEGIN:VEVENT") == 2
        assert shell.toasts == ["Written to sessions.ics"]
    else:
        assert written == []
        assert shell.toasts == []
