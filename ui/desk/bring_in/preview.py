"""The checked rows: how many of each kind, each in its place, and the decisions to take."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.chips import Chip
from ui.common.data_table import DataTable, framed
from ui.common.flow import flowing
from ui.common.inputs import Check, Choice, Combo
from ui.common.layouts import column, row
from ui.common.table_model import RowsModel
from ui.common.tasks import later
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.bring_in import words
from ui.desk.bring_in.actions import Decisions, OpenFile
from ui.desk.bring_in.model import (
    KNOWN,
    Decided,
    Describe,
    PreviewRow,
    ProblemDelegate,
    decision_text,
    is_wrong,
    preview_columns,
    preview_rows,
)
from ui.desk.bring_in.row_card import RowCard
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.exchange.waiting import waiting_lines
from wset_desk.i18n import _, ngettext
from wset_desk.services.import_checks import ImportCheck, RowState
from wset_desk.services.imports import RowChoice

_ROWS_AT_LEAST = 7


class PreviewPanel(QWidget):
    """``changed()`` whenever what an import would do has changed."""

    changed = Signal()

    def __init__(self, describe: Describe) -> None:
        super().__init__()
        self._describe = describe
        self._check: ImportCheck | None = None
        self._rows: list[PreviewRow] = []
        self._decided = Decided()
        self._kind = FileKind.CANDIDATES
        self.model: RowsModel[PreviewRow] = RowsModel(())
        self.table: DataTable | None = None
        self.chips = {state: self._chip(state) for state in RowState}
        self.known = self._known_combo()
        known = Label(_("Known already"), weight=500)
        self._known_line = QWidget()
        self._known_line.setLayout(row(known, self.known, gap=2))
        self.leave_out = Check("", on_change=lambda _on: self.changed.emit())
        self.next_problem = Button(
            _("Next problem"), kind="link", tool_tip=_("F8"), on_click=self.go_to_problem
        )
        self._wrong_line = QWidget()
        self._wrong_line.setLayout(row(self.leave_out, self.next_problem, gap=3))
        self.card = RowCard()
        self.card.decided.connect(self._decide)
        self._table_place: QVBoxLayout = column()
        chips = flowing(*self.chips.values(), gap=2)
        layout = column(chips, flowing(self._known_line, self._wrong_line, gap=5), gap=3)
        layout.addLayout(self._table_place, 1)
        layout.addWidget(self.card)
        self.setLayout(layout)
        theme().changed.connect(self._restyle)

    def begin(self, kind: FileKind) -> None:
        """Another file: nothing is decided yet."""
        self._decided = Decided()
        self._kind = kind
        self.known.set_choices(_decisions(kind), DuplicateAction.SKIP)
        self.leave_out.setChecked(False)

    def show_check(self, file: OpenFile, check: ImportCheck) -> None:
        self._check = check
        self._rows = preview_rows(check, file.columns.rows, self._describe, self._decided)
        self._show_counts(check)
        self._make_table(file)
        self._filter()

    def show_nothing(self) -> None:
        """The columns as they are mapped can't be imported."""
        self._check, self._rows = None, []
        self._filter()

    def go_to_problem(self) -> None:
        """F8: the next wrong row below the chosen one, the first after the last."""
        rows = self.model.rows
        wrong = [n for n, each in enumerate(rows) if each.checked.state is RowState.ERROR]
        if self.table is None or not wrong:
            return
        here = self.table.currentIndex().row() if self.table.selected_rows() else -1
        number = next((n for n in wrong if n > here), wrong[0])
        places = [
            n for n in range(len(self.model.columns)) if is_wrong(self.model.index(number, n))
        ]
        self.table.setCurrentIndex(self.model.index(number, places[0] if places else 0))
        self.table.selectRow(number)
        self.table.setFocus()

    def decisions(self) -> Decisions:
        return Decisions(
            dict(self._decided.choices), self._decided.default, self.leave_out.isChecked()
        )

    def ready_count(self) -> int:
        """How many rows an import would add or change; 0 while something hinders it."""
        if self._check is None or self._check.is_in_doubt:
            return 0
        wrong = self._check.count(RowState.ERROR)
        hindered = wrong and not self.leave_out.isChecked()
        if hindered or any(self._decided.needs_a_name(each) for each in self._check.rows):
            return 0
        return sum(self._decided.takes(each) for each in self._check.rows)

    def hindrance(self) -> str:
        """Why nothing can be imported yet, or nothing."""
        if self._check is None or self.ready_count():
            return ""
        if self._check.is_in_doubt:
            return _("Say at the left which comes first in dates, the day or the month.")
        if not self._check.rows:
            return _("This file has headings and no rows.")
        return self._hindrance_of_rows(self._check)

    def _hindrance_of_rows(self, check: ImportCheck) -> str:
        wrong = check.count(RowState.ERROR)
        if wrong and not self.leave_out.isChecked():
            text = ngettext(
                "{n} row has to be mended in the file, or left out.",
                "{n} rows have to be mended in the file, or left out.",
                wrong,
            )
            return " ".join([*waiting_lines(check), text.format(n=wrong)])
        unnamed = next((each for each in check.rows if self._decided.needs_a_name(each)), None)
        if unnamed is None:
            return _("There is nothing new in this file.")
        text = _("Row {row} may be about several people: choose whom to update.")
        return text.format(row=unnamed.number)

    def _restyle(self) -> None:
        """As high as the combo beside it; and a table that never shrinks to nothing."""
        self._wrong_line.setMinimumHeight(theme().size("control"))
        if self.table is not None:
            self.table.setMinimumHeight(_ROWS_AT_LEAST * theme().size("rowHeight"))

    def _chip(self, state: RowState) -> Chip:
        chip = Chip(words.state(state), 0)
        chip.toggled.connect(lambda _on: self._filter())
        return chip

    def _known_combo(self) -> Combo:
        choices = _decisions(FileKind.CANDIDATES)
        combo = Combo(_("What is known already"), choices, DuplicateAction.SKIP)
        combo.chosen.connect(self._decide_all)
        return combo

    def _show_counts(self, check: ImportCheck) -> None:
        for state, chip in self.chips.items():
            chip.set_count(check.count(state))
            chip.setVisible(check.count(state) > 0)
        self._known_line.setVisible(any(check.count(state) for state in KNOWN))
        wrong = check.count(RowState.ERROR)
        text = ngettext("Leave out {n} wrong row", "Leave out {n} wrong rows", wrong)
        self.leave_out.setText(text.format(n=wrong))
        self._wrong_line.setVisible(wrong > 0)

    def _make_table(self, file: OpenFile) -> None:
        self.model = RowsModel(preview_columns(file.kind, file.columns.mapping))
        table = DataTable(_("Rows of the file"), self.model)
        table.setItemDelegate(ProblemDelegate(table))
        table.selection_changed.connect(self._show_card)
        table.horizontalHeader().setStretchLastSection(True)
        table.set_empty(_("No row is of a kind that is shown."), icon="filter")
        while (item := self._table_place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        decisions = [column.key for column in self.model.columns].index("decision")
        table.setColumnHidden(decisions, not self._known_line.isVisibleTo(self))
        self._table_place.addWidget(framed(table))
        self.table = table
        self._restyle()

    def _filter(self) -> None:
        shown = {state for state, chip in self.chips.items() if chip.isChecked()}
        self.model.set_rows([each for each in self._rows if each.checked.state in shown])
        self._show_card()

    def _show_card(self) -> None:
        rows = self.table.selected_rows() if self.table is not None else []
        self.card.show_row(rows[0] if rows else None, self._decided, self._kind)
        later(self, 0, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """The card took some of the table's room, perhaps just there."""
        if self.table is not None and self.table.selected_rows():
            self.table.scrollTo(self.table.currentIndex())

    def _decide(self, number: int, choice: RowChoice) -> None:
        self._decided.choices[number] = choice
        self._tell_decisions()

    def _decide_all(self, action: str) -> None:
        self._decided.default = DuplicateAction(action)
        self._decided.choices.clear()
        self._tell_decisions()
        self._show_card()

    def _tell_decisions(self) -> None:
        self._rows = [self._told(each) for each in self._rows]
        told = {each.checked.number: each for each in self._rows}
        for place, each in enumerate(self.model.rows):
            self.model.replace_row(place, told[each.checked.number])
        self.changed.emit()

    def _told(self, shown: PreviewRow) -> PreviewRow:
        checked = shown.checked
        if checked.state not in KNOWN:
            return shown
        return replace(shown, decision=decision_text(checked, self._decided))


def _decisions(kind: FileKind) -> list[Choice]:
    """Candidates may be other people of the same name; nothing else comes twice."""
    actions = [*DuplicateAction]
    if kind is not FileKind.CANDIDATES:
        actions.remove(DuplicateAction.ADD)
    return [Choice(action, words.decision(action)) for action in actions]
