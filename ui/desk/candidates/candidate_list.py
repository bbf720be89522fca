"""The list of candidates: searched, sorted, loaded as one scrolls, with what may be double."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.data_table import DataTable, framed
from ui.common.inputs import SearchField
from ui.common.layouts import column
from ui.common.table_model import RowsModel
from ui.common.theme import theme
from ui.desk.candidates.actions import PAGE, CandidateActions
from ui.desk.candidates.duplicates_sheet import duplicates_text
from ui.desk.candidates.model import columns
from ui.desk.context import DeskContext
from wset_desk.i18n import _
from wset_desk.services.candidate_duplicates import PossibleDuplicate
from wset_desk.services.candidates import CandidatePage, CandidateRow, CandidateSort

_EMAIL_FROM = 720
_NEEDS_FROM = 420
_NEAR_THE_END = 400


class CandidateList(QWidget):
    """``chosen(id)`` when a person picks another row; ``found(page)`` with each new list."""

    chosen = Signal(object)
    found = Signal(object)

    def __init__(
        self,
        context: DeskContext,
        actions: CandidateActions,
        *,
        bring_in: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self._actions = actions
        self._bring_in = bring_in
        self._marked: UUID | None = None
        self._total = 0
        self._asked = 0
        self._sort, self._descending = CandidateSort.NAME, False
        self.search = SearchField(_("Search by name, number or e-mail"))
        self.search.searched.connect(lambda _text: self._find())
        self.duplicates = Button("", kind="link", icon="users")
        self.duplicates.hide()
        zone = context.session.zone
        self.model: RowsModel[CandidateRow] = RowsModel(columns(zone), on_sort=self._sort_by)
        self.table = DataTable(_("Candidates"), self.model)
        self.table.selection_changed.connect(self._choose)
        self.table.verticalScrollBar().valueChanged.connect(self._load_more)
        inside = column(self.search, self.duplicates, framed(self.table), gap=3)
        inside.setAlignment(self.duplicates, Qt.AlignmentFlag.AlignLeading)
        self.setLayout(inside)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    def refresh(self) -> None:
        """The list as far as it was scrolled."""
        self._find(limit=max(PAGE, self.model.rowCount()))

    def mark(self, candidate_id: UUID | None) -> None:
        """Select whoever is shown, without telling that somebody was chosen."""
        self._marked = candidate_id
        numbers = [n for n, each in enumerate(self.model.rows) if each.id == candidate_id]
        self.table.blockSignals(True)
        if numbers:
            self.table.selectRow(numbers[0])
        else:
            self.table.clearSelection()
        self.table.blockSignals(False)

    def say_duplicates(self, pairs: Sequence[PossibleDuplicate]) -> None:
        """ "2 possible duplicates" above the list, or nothing."""
        self.duplicates.setText(duplicates_text(len(pairs)))
        self.duplicates.setVisible(bool(pairs))

    def fit(self, room: int) -> None:
        """Columns give way before texts are cut; ``room`` in pixels."""
        keys = [each.key for each in self.model.columns]
        for key, needed in (
            (CandidateSort.EMAIL, _EMAIL_FROM),
            (CandidateSort.LAST_EXAM, _EMAIL_FROM - 200),
            ("needs", _NEEDS_FROM),
        ):
            self.table.setColumnHidden(keys.index(key), room < theme().px(needed))

    def _find(self, limit: int = PAGE) -> None:
        self._ask(self._show, limit=limit)

    def _load_more(self, position: int) -> None:
        bar = self.table.verticalScrollBar()
        shown = self.model.rowCount()
        if shown < self._total and position >= bar.maximum() - _NEAR_THE_END:
            self._ask(lambda page: self.model.append_rows(page.rows), offset=shown)

    def _ask(
        self, then: Callable[[CandidatePage], object], *, limit: int = PAGE, offset: int = 0
    ) -> None:
        """Ask for a part of the list; an answer that comes too late is dropped."""
        self._asked += 1
        asked = self._asked
        self._actions.find(
            lambda page: then(page) if asked == self._asked else None,
            text=self.search.text(),
            sort=self._sort,
            descending=self._descending,
            limit=limit,
            offset=offset,
        )

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort, self._descending = CandidateSort(key), descending
        self._find()

    def _show(self, page: CandidatePage) -> None:
        self._total = page.total
        self.model.set_rows(page.rows)
        self._say_why_empty()
        self.mark(self._marked)
        self.found.emit(page)

    def _say_why_empty(self) -> None:
        if self.text:
            why = _("Nobody is called “{text}”, nor has it in number or e-mail.")
            everybody = _("Show everybody")
            self.table.set_empty(
                why.format(text=self.text), everybody, self.search.clear, icon="users"
            )
        elif self._bring_in is not None:
            text = _("No candidates yet.")
            self.table.set_empty(text, _("Bring in data…"), self._bring_in, icon="users")
        else:
            self.table.set_empty(_("No candidates yet."), icon="users")

    def _choose(self) -> None:
        rows = self.table.selected_rows()
        if rows and rows[0].id != self._marked:
            self._marked = rows[0].id
            self.chosen.emit(rows[0].id)
