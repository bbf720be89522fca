"""The candidates' page on a store of its own, and somebody who works it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Recorder, context_of, settle
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.common.text import Label
from ui.desk.candidates.view import CandidatesView
from ui.desk.context import DeskSession
from wset_desk.services.candidates import add_candidate, find_candidates
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace

PEOPLE = ("Amelia Hart", "Tomás Ferreira", "Zoë O’Connor", "Jonas Lindqvist", "Priya Nair")
Show = Callable[..., Any]


@dataclass
class Page:
    """The page with what it asked of the shell, and the store behind it."""

    view: CandidatesView
    shell: Recorder
    workspace: Workspace
    ids: dict[str, UUID]

    def names(self) -> list[str]:
        return [row.name for row in self.view.list.model.rows]

    def choose(self, name: str) -> None:
        self.view.list.table.selectRow(self.names().index(name))

    def sheet(self) -> Sheet:
        return next(each for each in self.view.window().findChildren(Sheet) if each.is_open)

    def kept(self, text: str) -> list[str]:
        return [row.name for row in self.workspace.run(find_candidates, text=text).rows]

    def texts(self) -> list[str]:
        """What the profile says."""
        settle()
        widgets = self.view.panel.findChildren(QWidget)
        shown = [each for each in widgets if each.isVisibleTo(self.view.panel)]
        labels = [each.text() for each in shown if isinstance(each, Label)]
        return labels + [each.accessibleName() for each in shown if isinstance(each, Badge)]


def add_people(workspace: Workspace) -> dict[str, UUID]:
    ids = {}
    for number, name in enumerate(PEOPLE):
        first, last = name.split(" ", 1)
        ids[name] = workspace.call(
            add_candidate,
            first_name=first,
            last_name=last,
            candidate_number=f"W104 {218 + number}",
            birth_date=date(1990, 9, 5),
            email=f"{first.lower()}@example.org",
            extra_time_percent=25 if number == 0 else 0,
        ).id
    return ids


def candidates_page(
    workspace: Workspace,
    show: Show,
    session: DeskSession | None = None,
    *,
    width: int = 1280,
    height: int = 800,
) -> Page:
    """The page with five people."""
    ids = add_people(workspace)
    shell = Recorder()
    context = context_of(InlineTasks(workspace, describe), session, shell)
    return Page(show(CandidatesView(context), width, height), shell, workspace, ids)


def button_named(widget: QWidget, name: str) -> Button:
    """A visible button by its text, or by what screen readers call it."""
    settle()
    return next(
        each
        for each in widget.findChildren(Button)
        if name in (each.accessibleName(), each.text()) and each.isVisibleTo(widget)
    )


def click(qtbot: QtBot, widget: QWidget, text: str) -> None:
    qtbot.mouseClick(button_named(widget, text), Qt.MouseButton.LeftButton)


def type_into(qtbot: QtBot, sheet: Sheet, key: str, text: str) -> None:
    assert sheet.form is not None
    line = sheet.form[key].control
    line = getattr(line, "line", line)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
