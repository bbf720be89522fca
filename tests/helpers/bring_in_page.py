"""The import page as a person works it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Recorder, context_of, settle
from ui.common.buttons import Button
from ui.common.inputs import Combo
from ui.common.tasks import InlineTasks
from ui.common.text import Label
from ui.desk.bring_in import words
from ui.desk.bring_in.view import BringInView
from ui.desk.candidates.view import CandidatesView
from wset_desk.domain.file_fields import FileKind
from wset_desk.services.candidates import find_candidates
from wset_desk.services.import_checks import RowState
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.system.resources import resource_path


@dataclass
class Page:
    """The import page with what it asked of the shell, and the store behind it."""

    page: CandidatesView
    view: BringInView
    shell: Recorder
    workspace: Workspace
    folder: Path
    qtbot: QtBot

    def read(self, content: str, name: str = "people.csv") -> None:
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        self.view.read(path)
        settle()

    def kept(self) -> list[str]:
        return [row.name for row in self.workspace.run(find_candidates).rows]

    def states(self) -> list[RowState]:
        return [row.checked.state for row in self.view.preview.model.rows]

    def click(self, text: str) -> None:
        buttons = self.view.findChildren(Button)
        button = next(each for each in buttons if each.text() == text and each.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()

    def texts(self, inside: QWidget) -> list[str]:
        settle()
        return [each.text() for each in inside.findChildren(Label) if each.isVisible()]

    def pick(self, combo: Combo, text: str) -> None:
        """Choose an entry as a person does, with the keyboard."""
        combo.setFocus()
        target = combo.findText(text)
        assert target >= 0
        step = Qt.Key.Key_Down if target > combo.currentIndex() else Qt.Key.Key_Up
        for _press in range(abs(target - combo.currentIndex())):
            self.qtbot.keyClick(combo, step)
        settle()

    def report(self) -> dict[str, str]:
        """The numbers of the last step by what they count."""
        lines = self.view.report.counts
        places = [lines.itemAtPosition(n, side) for n in range(6) for side in (0, 1)]
        labels = [each.widget() for each in places if each is not None]
        texts = [each.text() for each in labels if isinstance(each, Label)]
        return dict(zip(texts[::2], texts[1::2], strict=True))

    def sample(self, kind: FileKind) -> None:
        """Choose the kind and its example file, as a person does."""
        self.pick(self.view.choose.kinds, words.kind(kind))
        self.view.read(resource_path(f"samples/{kind}.csv"))
        settle()

    def choose_row(self, number: int) -> None:
        assert self.view.preview.table is not None
        self.view.preview.table.selectRow(number)
        settle()


def open_page(
    desk: Workspace, shown: Callable[..., CandidatesView], folder: Path, qtbot: QtBot
) -> Page:
    """The page, shown, before a file is chosen."""
    shell = Recorder()
    view = shown(CandidatesView(context_of(InlineTasks(desk, describe), recorder=shell)), 1280, 820)
    view.open(bring_in=True)
    settle()
    return Page(view, view.bring_in_view, shell, desk, folder, qtbot)
