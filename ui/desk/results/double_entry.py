"""The verbs of marks that two people type: look at what differs, take over what one typed."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.common.commands import Command
from ui.desk.context import DeskContext
from ui.desk.results.differences_sheet import DifferencesSheet
from ui.desk.results.entry_bar import EntryBar
from ui.desk.results.grid_view import GridView
from ui.desk.results.reading import Source
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext
from wset_desk.services.marking.double_entry import adopt_entries
from wset_desk.services.results import restore_marks


class DoubleEntry(QObject):
    """Shows its ``bar`` where an exam's marks are typed twice."""

    def __init__(self, context: DeskContext, grid: GridView, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._grid = grid
        self._owner = owner
        self._source: Source | None = None
        self.bar = EntryBar(context, self.show_differences)
        self.bar.adopt_wanted.connect(self._adopt)
        grid.differences_wanted.connect(self.show_differences)

    def show_source(self, source: Source) -> None:
        self._source = source
        self.bar.show_source(source)

    def commands(self, section: str) -> list[Command]:
        if not self._context.session.may(Permission.CONFIRM_RESULTS):
            return []
        text = _("Marks typed by two people…")
        return [Command(text, self.show_differences, "users", _("D"), section)]

    def show_differences(self) -> None:
        """D: what was typed and is no result yet, for who may decide it."""
        may = self._context.session.may(Permission.CONFIRM_RESULTS)
        if may and self._source is not None:
            DifferencesSheet(self._context, self._owner, self._source).open()

    def _adopt(self) -> None:
        sessions = tuple(dict.fromkeys(each.exam_session_id for each in self._grid.sheet.papers))
        self._context.tasks.run(
            adopt_entries, owner=self, on_done=self._tell_adopted, exam_session_ids=sessions
        )

    def _tell_adopted(self, versions: tuple[UUID, ...]) -> None:
        text = ngettext(
            "{n} mark typed by one person is a result now",
            "{n} marks typed by one person are results now",
            len(versions),
        )
        undo = partial(self._context.tasks.run, restore_marks, owner=self, versions=versions)
        self._context.toast(text.format(n=len(versions)), undo=undo)
