"""The awarding body's results of an exam, from its file: choose, look at each row, take over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common import labels
from ui.common.buttons import Button
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.flow import FlowLayout
from ui.common.inputs import Choice, Combo
from ui.common.layouts import clear, column, hide_unless, row
from ui.common.sheet import Sheet
from ui.common.table_model import RowsModel
from ui.common.text import ElidedLabel, Label
from ui.desk.bring_in.choose import FileDrop
from ui.desk.context import DeskContext
from ui.desk.results.awarding_words import (
    PreviewRow,
    field_choices,
    note_text,
    preview_columns,
    preview_rows,
    totals,
)
from wset_desk.domain.awarding_file import FileCheck
from wset_desk.domain.errors import DomainError
from wset_desk.exchange.awarding_columns import read_awarding_file
from wset_desk.exchange.columns import FileColumn, RecognisedColumns
from wset_desk.exchange.import_files import remapped
from wset_desk.exchange.reconciliation import source_of
from wset_desk.i18n import _, ngettext
from wset_desk.services.import_removal import remove_import
from wset_desk.services.import_runs import ImportReport
from wset_desk.services.marking.awarding_file import (
    AwardingPaper,
    check_awarding_file,
    take_over_results,
)

_WIDTH = 980
_MOST_ROWS = 14


class AwardingSheet(Sheet):
    """Names that differ, and marks that differ from what stands, are taken row by row."""

    def __init__(
        self, context: DeskContext, owner: QWidget, exam: str, papers: Sequence[AwardingPaper]
    ) -> None:
        self._context = context
        self._owner = owner
        self._path = Path()
        self._columns: RecognisedColumns | None = None
        self._check = FileCheck((), ())
        self._ticked: set[int] = set()
        self.paper = Combo(_("Paper"), [Choice(each, _title(each)) for each in papers], papers[0])
        self.paper.chosen.connect(lambda _paper: self._start_again())
        hide_unless(len(papers) > 1, self.paper)
        self.drop = FileDrop()
        self.drop.chosen.connect(self.read)
        self._make_preview()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.drop)
        self._pages.addWidget(self._preview())
        content = QWidget()
        content.setLayout(column(row(self.paper, None), self._pages, None, gap=3))
        super().__init__(
            owner,
            _("Awarding body's results — {exam}").format(exam=exam),
            content,
            subtitle=_("Candidates are told by their number alone; nothing is guessed."),
            save_text=_("Take over"),
            on_save=self._take_over,
            width=_WIDTH,
        )
        self._show_count()

    def read(self, path: Path) -> None:
        """Take up a file that was dropped or chosen."""
        self._path = path
        self._context.tasks.run_wide(
            read_awarding_file,
            path,
            self._paper().scale.parts,
            owner=self,
            on_done=self._show_file,
            on_refused=self._refused,
        )

    def toggle(self) -> None:
        """Take the selected rows that need a person; where all are taken, leave them out."""
        chosen = {
            each.row.number
            for each in self.table.selected_rows()
            if isinstance(each, PreviewRow) and each.row is not None and each.needs_a_person
        }
        self._ticked = self._ticked - chosen if chosen <= self._ticked else self._ticked | chosen
        self._show_rows()
        self._select(chosen)

    def _select(self, numbers: set[int]) -> None:
        """Stand again on the rows that one has decided on."""
        flag = QItemSelectionModel.SelectionFlag
        for place, each in enumerate(self.model.rows):
            if each.row is not None and each.row.number in numbers:
                self.table.selectionModel().select(
                    self.model.index(place, 0), flag.Select | flag.Rows
                )

    def _paper(self) -> AwardingPaper:
        found = self.paper.value()
        if not isinstance(found, AwardingPaper):
            raise TypeError(found)
        return found

    def _make_preview(self) -> None:
        self.model = RowsModel(preview_columns(self._context.tasks.describe))
        self.table = FittingTable(
            _("Rows of the file"), self.model, ("row", "number", "note"), multi_select=True
        )
        self.table.activated_row.connect(lambda _row: self.toggle())
        self.table.selection_changed.connect(self._show_toggle)
        self.file = ElidedLabel("", "bodyStrong")
        self.totals = Label(wrap=True)
        self.combos: dict[int, Combo] = {}
        self._flow = FlowLayout(gap=3)
        self.note = Label(wrap=True)
        self.toggle_button = Button(_("Take this row"), icon="check", on_click=self.toggle)
        self.other_button = Button(_("Another file…"), kind="link", on_click=self._start_again)

    def _preview(self) -> QWidget:
        page, fields = QWidget(), QWidget()
        fields.setLayout(self._flow)
        heading = row(self.file, self.other_button, gap=3)
        heading.setStretch(0, 1)
        said = row(self.toggle_button, self.note, gap=3)
        said.setStretch(1, 1)
        told = _(
            "Rows with another name, or with another mark than the one that stands, are taken "
            "only if you say so."
        )
        page.setLayout(
            column(
                heading,
                fields,
                self.totals,
                framed(self.table),
                said,
                Label(told, "label", tone="text2", wrap=True),
                gap=3,
            )
        )
        return page

    def _start_again(self) -> None:
        self._columns = None
        self._check, self._ticked = FileCheck((), ()), set()
        self._pages.setCurrentIndex(0)
        self._show_count()

    def _show_file(self, columns: RecognisedColumns) -> None:
        self._columns = columns
        self._ticked = set()
        self.file.setText(self._path.name)
        self._build_fields(columns)
        self._pages.setCurrentIndex(1)
        self._ask()

    def _build_fields(self, columns: RecognisedColumns) -> None:
        """A choice for each column of the file, which may be another one than was recognised."""
        clear(self._flow)
        choices = field_choices(self._paper().scale.parts)
        self.combos = {}
        for each in columns.columns:
            combo = Combo(_heading_name(each), choices, columns.mapping.get(each.position))
            combo.chosen.connect(partial(self._remap, each.position))
            self.combos[each.position] = combo
            field = QWidget()
            field.setLayout(column(Label(each.heading, "label", tone="text2"), combo, gap=1))
            self._flow.addWidget(field)

    def _remap(self, position: int, field: str | None) -> None:
        if self._columns is None:
            return
        self._columns = remapped(self._columns, {position: field})
        for other, combo in self.combos.items():
            combo.set_value(self._columns.mapping.get(other))
        self._ticked = set()
        self._ask()

    def _ask(self) -> None:
        if self._columns is None:
            return
        paper = self._paper()
        self._context.tasks.run(
            check_awarding_file,
            owner=self,
            on_done=self._show,
            on_refused=self._refused,
            exam_session_id=paper.exam_session_id,
            component=paper.component,
            rows=self._columns.rows,
            mapping=self._columns.mapping,
        )

    def _show(self, check: FileCheck) -> None:
        self.message.clear()
        self._check = check
        self._show_rows()

    def _refused(self, error: DomainError) -> None:
        self._check = FileCheck((), ())
        self._show_rows()
        self.refuse(error, self._context.tasks.describe(error))

    def _show_rows(self) -> None:
        self.model.set_rows(preview_rows(self._check, self._ticked))
        self.totals.setText(totals(self._check))
        self.table.fit_height(_MOST_ROWS)
        self._show_count()
        self._show_toggle()

    def _show_count(self) -> None:
        count = len(self._check.taken(frozenset(self._ticked)))
        text = ngettext("Take over {n} mark", "Take over {n} marks", count).format(n=count)
        self.save_button.setText(text if count else _("Take over"))
        self.save_button.setEnabled(bool(count))

    def _show_toggle(self) -> None:
        selected = self.table.selected_rows()
        describe = self._context.tasks.describe
        self.note.setText(note_text(selected[0], describe) if len(selected) == 1 else "")
        chosen = [each for each in selected if each.needs_a_person]
        self.toggle_button.setEnabled(bool(chosen))
        all_taken = bool(chosen) and all(each.is_taken for each in chosen)
        take = ngettext("Take this row", "Take these rows", len(chosen) or 1)
        leave = ngettext("Leave this row out", "Leave these rows out", len(chosen) or 1)
        self.toggle_button.setText(leave if all_taken else take)

    def _take_over(self) -> None:
        columns, paper = self._columns, self._paper()
        if columns is not None:
            self.submit(
                self._context.tasks,
                take_over_results,
                on_done=self._tell,
                exam_session_id=paper.exam_session_id,
                component=paper.component,
                rows=columns.rows,
                mapping=columns.mapping,
                ticked=frozenset(self._ticked),
                source=source_of(self._path, columns),
            )

    def _tell(self, report: ImportReport) -> None:
        count = len(report.added) + len(report.updated)
        text = ngettext("{n} mark taken over", "{n} marks taken over", count).format(n=count)
        undo = partial(
            self._context.tasks.run,
            remove_import,
            owner=self._owner.window(),
            run_id=report.run.id,
        )
        self._context.toast(text, undo=undo)


def _heading_name(each: FileColumn) -> str:
    return _("What {heading} holds").format(heading=each.heading)


def _title(paper: AwardingPaper) -> str:
    return labels.exam_type(paper.component)
