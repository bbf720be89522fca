"""A list of candidates to search and to tick."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common.data_table import framed
from ui.common.inputs import SearchField
from ui.common.layouts import column
from ui.common.pick_table import OPEN, TICKED, PickTable
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.courses import words
from wset_desk.i18n import N_, _
from wset_desk.services.candidates import CandidatePage, CandidateRow

_ROWS_SHOWN = 9
_TAKEN = "user_check"
Search = Callable[[str, Callable[[CandidatePage], object]], None]


class CandidatePicker(QWidget):
    """Search and tick; the choice stays while one searches on. ``changed`` with every tick.

    ``taken`` can't be ticked, and the row says ``taken_text``; with ``single`` a tick replaces
    the one before, as in a list of radio buttons: nobody is unticked.
    """

    changed = Signal()

    def __init__(
        self,
        search: Search,
        *,
        taken: Collection[UUID] = (),
        taken_text: str = "",
        single: bool = False,
    ) -> None:
        super().__init__()
        self.chosen: dict[UUID, str] = {}
        self._search = search
        self._taken = frozenset(taken)
        self._taken_text = taken_text
        self._single = single
        self._asked = 0
        self.field = SearchField(_("Search candidates"), _("Name, number or e-mail"))
        self.field.searched.connect(self.look_for)
        self.model = RowsModel(self._columns())
        self.table = PickTable(_("Candidates found"), self.model)
        self.table.set_empty(_("No candidate found."), icon="users")
        self.table.toggled.connect(self.toggle)
        rows = theme().size("rowHeight") * (_ROWS_SHOWN + 1)
        self.table.setMinimumHeight(rows)
        self._note = Label("", "label", tone="text2", wrap=True)
        self.setLayout(column(self.field, framed(self.table), self._note, gap=2))
        self.look_for("")

    def look_for(self, text: str) -> None:
        """Show the candidates that fit."""
        self._asked += 1
        asked = self._asked
        self._search(text, lambda page: self._show(asked, page))

    def toggle(self, row: CandidateRow) -> None:
        if row.id in self._taken:
            return
        if self._single or row.id not in self.chosen:
            self.choose(row.id, row.name)
        else:
            del self.chosen[row.id]
            self._repaint()

    def choose(self, candidate_id: UUID, name: str) -> None:
        if self._single:
            self.chosen.clear()
        self.chosen[candidate_id] = name
        self._repaint()

    def _repaint(self) -> None:
        self.table.viewport().update()
        self.changed.emit()

    def _show(self, asked: int, page: CandidatePage) -> None:
        if asked != self._asked:
            return
        self.model.set_rows(page.rows)
        hidden = page.total - len(page.rows)
        self._note.setText(
            _("{shown} of {total} shown: type more of the name.").format(
                shown=len(page.rows), total=page.total
            )
            if hidden
            else ""
        )
        self._note.setVisible(bool(hidden))

    def _columns(self) -> tuple[Column[CandidateRow], ...]:
        return (
            Column(
                "name",
                N_("Candidate"),
                lambda row: row.name,
                icon=self._icon,
                tone=self._tone,
                stretch=True,
            ),
            Column(
                "number",
                N_("Number"),
                lambda row: row.number or "",
                tone=lambda _row: "text2",
                tabular=True,
                width=110,
            ),
            Column("state", N_("Choice"), self._state, tone=self._tone, width=130),
        )

    def _icon(self, row: CandidateRow) -> str:
        if row.id in self._taken:
            return _TAKEN
        return TICKED if row.id in self.chosen else OPEN

    def _tone(self, row: CandidateRow) -> str:
        if row.id in self._taken:
            return "text3"
        return "accentText" if row.id in self.chosen else "text"

    def _state(self, row: CandidateRow) -> str:
        if row.id in self._taken:
            return self._taken_text
        if row.id in self.chosen:
            return _("Chosen")
        extra = words.extra_time_text(row.extra_time_percent)
        return _("{percent} extra time").format(percent=extra) if extra else ""
