"""From a mark to an enquiry about it, and the menu of a mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ui.common.commands import Command
from ui.common.icons import icon
from ui.desk.context import DeskContext
from ui.desk.enquiries.submit_sheet import open_submitting_from
from ui.desk.results.grid_view import GridView
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _


class EnquiryFromMarks(QObject):
    """E: take down that the candidate challenges the result on which one stands."""

    def __init__(self, context: DeskContext, grid: GridView, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._grid = grid
        self._owner = owner
        self._may = context.session.may(Permission.MANAGE_ENQUIRIES)
        grid.enquiry_wanted.connect(self.enquire)

    def commands(self, section: str) -> list[Command]:
        if not self._may:
            return []
        text = _("Enquire about this result…")
        return [Command(text, self.enquire, "flag", _("E"), section)]

    def enquire(self) -> None:
        """Show what can be challenged of it, and what can't with the reason."""
        index, sheet = self._grid.currentIndex(), self._grid.sheet
        result = sheet.result(index.row(), index.column()) if index.isValid() else None
        row = sheet.row_of(result) if result is not None else None
        if self._may and row is not None and result is not None:
            open_submitting_from(self._context, self._owner, row.candidate_id, row.name, result[0])


class MarkMenu(QObject):
    """A right click on a mark offers what ``commands()`` answers, about that mark."""

    def __init__(self, grid: GridView, commands: Callable[[], Sequence[Command]]) -> None:
        super().__init__(grid)
        self._grid = grid
        self._commands = commands
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(self.open_at)

    def open_at(self, place: QPoint) -> None:
        """``place`` is in the grid's viewport; beside the marks it's about the current one."""
        grid = self._grid
        index = grid.indexAt(place)
        if index.isValid() and not grid.selectionModel().isSelected(index):
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            grid.selectionModel().setCurrentIndex(index, select)
        if not grid.currentIndex().isValid():
            return
        menu = QMenu(grid)
        menu.aboutToHide.connect(menu.deleteLater)
        for command in self._commands():
            text = f"{command.text}\t{command.shortcut}" if command.shortcut else command.text
            action = menu.addAction(icon(command.icon, "text2", 16), text)
            action.triggered.connect(lambda _checked=False, run=command.run: run())
        menu.popup(grid.viewport().mapToGlobal(place))
