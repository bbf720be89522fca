"""Leads from an exam's marks to the awarding body's file of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.common.buttons import IconButton
from ui.common.commands import Command
from ui.common.layouts import hide_unless
from ui.desk.context import DeskContext
from ui.desk.results.grid_view import GridView
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.marking.awarding_file import AwardingPaper, awarding_papers


class AwardingActions(QObject):
    """``exam`` is the name of what the grid shows."""

    def __init__(self, context: DeskContext, grid: GridView, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._grid = grid
        self._owner = owner
        self._may = context.session.may(Permission.IMPORT_DATA)
        self.exam = ""
        self.button = IconButton(
            "upload", _("Awarding body's results…"), kind="", on_click=self.choose
        )
        hide_unless(self._may, self.button)

    def commands(self, section: str) -> list[Command]:
        if not self._may:
            return []
        text = _("Take over the awarding body's results…")
        return [Command(text, self.choose, "upload", "", section)]

    def choose(self) -> None:
        sessions = tuple(dict.fromkeys(each.exam_session_id for each in self._grid.sheet.papers))
        self._context.tasks.run(
            awarding_papers, owner=self._owner, on_done=self._open, exam_session_ids=sessions
        )

    def _open(self, papers: Sequence[AwardingPaper]) -> None:
        from ui.desk.results.awarding_sheet import AwardingSheet  # noqa: PLC0415 - reads files

        if papers:
            AwardingSheet(self._context, self._owner, self.exam, papers).open()
