"""The results grid without Qt: what is saved, what is being saved, what needs checking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from ui.desk.results.cells import (
    CellKey,
    Kind,
    Problem,
    ResultKey,
    cell_key,
    mark_text,
    shown_mark,
)
from ui.desk.results.grid_layout import GridColumn, layout_of
from ui.desk.results.sheet_rows import SheetRows, SortKey
from ui.desk.results.tallies import Tally, facts_of
from wset_desk.services.mark_sheet import SavedMark
from wset_desk.services.marking.typed_marks import EntryChange
from wset_desk.services.results_rows import MarkCell, PaperColumn, ResultsGrid, ResultsRow


class MarkSheet:
    """Cells are named by row and column as they are shown, marks by their key.

    A problem is kept under its key until another text is typed there, whatever is shown meanwhile.
    Whatever changes rows answers their numbers. `is_whole`: all of the exam's candidates are here.
    """

    def __init__(self) -> None:
        self.rows = SheetRows()
        self.papers: tuple[PaperColumn, ...] = ()
        self.layout: tuple[GridColumn, ...] = ()
        self.saving: dict[CellKey, str] = {}
        self.problems: dict[CellKey, Problem] = {}
        self.tally = Tally()
        self.is_whole = False

    def begin(self, papers: tuple[PaperColumn, ...], rows: Iterable[ResultsRow]) -> None:
        """Show these candidates, by name, instead of what was shown."""
        self.papers = papers
        self.rows, self.tally = SheetRows(), Tally()
        self.rows.append(rows)
        self.layout = layout_of(papers, self.rows)
        self._count(self.rows)

    def append(self, rows: Collection[ResultsRow]) -> None:
        """Show more candidates, who come behind those here by name."""
        self.rows.append(rows)
        self._count(rows)

    def replace(self, rows: Iterable[ResultsRow]) -> set[int]:
        """Show what has become of candidates; those who aren't here are left out."""
        known = [row for row in rows if self.rows.of_candidate(row.candidate_id) is not None]
        self._count(known)
        return {self.rows.replace(row) for row in known}

    def fits(self, grid: ResultsGrid) -> bool:
        """Whether `grid` has the columns that are shown already."""
        return bool(self.layout) and self.papers == grid.columns

    def take_saved(self, marks: Collection[SavedMark]) -> set[int]:
        """Their outcome comes when their candidates are read again."""
        new = {(mark.registration_id, mark.component, mark.part): mark for mark in marks}
        return self.replace([self._with_marks(self.rows[n], new) for n in self.rows_of(new)])

    def take_entered(self, changes: Collection[EntryChange]) -> set[int]:
        """The person's own entries; what came of them is told when they are read again."""
        new = {(*change.cell.result, change.part): change.new for change in changes}
        return self.replace([self._with_entries(self.rows[n], new) for n in self.rows_of(new)])

    def begin_saving(self, entries: Mapping[CellKey, str]) -> set[int]:
        self.saving.update(entries)
        return self.drop_problems(entries)

    def end_saving(self, keys: Collection[CellKey]) -> set[int]:
        for key in keys:
            self.saving.pop(key, None)
        return self._recount(keys)

    def add_problems(self, problems: Mapping[CellKey, Problem]) -> set[int]:
        self.problems.update(problems)
        return self._recount(problems)

    def drop_problems(self, keys: Collection[CellKey]) -> set[int]:
        for key in keys:
            self.problems.pop(key, None)
        return self._recount(keys)

    def sort(self, key: SortKey | None, *, descending: bool) -> list[int]:
        """By what `key` reads in a row, by name without one; answers new numbers by old ones."""
        return self.rows.sort(key, descending=descending)

    def rows_of(self, keys: Iterable[CellKey | ResultKey]) -> set[int]:
        """Those of these marks that are here."""
        numbers = {self.rows.number_of(key[0]) for key in keys}
        return {number for number in numbers if number is not None}

    def candidates_of(self, registration_ids: Iterable[UUID]) -> set[UUID]:
        numbers = {self.rows.number_of(each) for each in registration_ids}
        return {self.rows[number].candidate_id for number in numbers if number is not None}

    def candidates_with(self, version_ids: Collection[UUID]) -> set[UUID]:
        """Those of whose results these versions stand."""
        wanted = frozenset(version_ids)
        return {
            row.candidate_id
            for row in self.rows
            if any(cell is not None and cell.version_id in wanted for cell in row.cells)
        }

    def places_of_problems(self) -> Iterator[tuple[int, int, Problem]]:
        """Row, column and problem of the candidates shown, from the top, along each row."""
        marks = self.mark_columns()
        for row in sorted(self.rows_of(self.problems)):
            for column in marks:
                key = self.key(row, column)
                if key is not None and key in self.problems:
                    yield row, column, self.problems[key]

    def mark_columns(self) -> list[int]:
        """Those that are typed into."""
        return [number for number, each in enumerate(self.layout) if each.kind is Kind.MARK]

    def result_columns(self, columns: Iterable[int]) -> list[int]:
        """Of these columns one for each result that they belong to."""
        marked = [number for number in columns if self.layout[number].paper >= 0]
        papers = {number: self.paper(number) for number in marked}
        one = {(each.exam_session_id, each.component): number for number, each in papers.items()}
        return list(one.values())

    def kind(self, column: int) -> Kind:
        return self.layout[column].kind

    def cell(self, row: int, column: int) -> MarkCell | None:
        paper = self.layout[column].paper
        return self.rows[row].cells[paper] if paper >= 0 else None

    def key(self, row: int, column: int) -> CellKey | None:
        """The cell as it is typed into; None for others, a total among them."""
        if self.kind(column) is not Kind.MARK:
            return None
        cell = self.cell(row, column)
        return None if cell is None else cell_key(self.paper(column), cell)

    def result(self, row: int, column: int) -> ResultKey | None:
        """The result that a cell of marks belongs to."""
        cell = self.cell(row, column)
        return None if cell is None else (cell.registration_id, self.paper(column).component)

    def row_of(self, result: ResultKey) -> ResultsRow | None:
        """The candidate whose result it is, if they are here."""
        number = self.rows.number_of(result[0])
        return None if number is None else self.rows[number]

    def paper(self, column: int) -> PaperColumn:
        return self.papers[self.layout[column].paper]

    def is_editable(self, row: int, column: int) -> bool:
        key, cell = self.key(row, column), self.cell(row, column)
        if key is None or cell is None:
            return False
        return cell.locked is None or key in self.problems

    def is_open(self, row: int, column: int) -> bool:
        """Whether a mark is still to be typed there, or was typed as nothing that could be one."""
        key, cell = self.key(row, column), self.cell(row, column)
        if key is None or cell is None or key in self.saving:
            return False
        if key in self.problems:
            return not self.problems[key].text
        return shown_mark(cell) is None and cell.locked is None

    def would_change(self, row: int, column: int, text: str) -> bool:
        """Whether typing `text` there says anything new."""
        key, cell = self.key(row, column), self.cell(row, column)
        if key is None or cell is None:
            return False
        return key in self.problems or self.saving.get(key, mark_text(shown_mark(cell))) != text

    def in_row(self, row: ResultsRow, keys: Collection[CellKey]) -> bool:
        """Whether any of these marks is the candidate's."""
        return bool(keys) and any(
            cell is not None and cell_key(paper, cell) in keys
            for paper, cell in zip(self.papers, row.cells, strict=True)
        )

    def unsaved(self) -> set[ResultKey]:
        """Results of which something is being saved or needs checking."""
        return {key[:2] for key in (*self.saving, *self.problems)}

    def _recount(self, keys: Iterable[CellKey]) -> set[int]:
        numbers = self.rows_of(keys)
        self._count([self.rows[number] for number in numbers])
        return numbers

    def _count(self, rows: Iterable[ResultsRow]) -> None:
        unsaved = self.unsaved()
        for row in rows:
            to_check = self.in_row(row, self.problems)
            facts = facts_of(row, self.papers, unsaved, to_check=to_check)
            self.tally.count(row.candidate_id, facts)

    def _with_entries(self, row: ResultsRow, new: Mapping[CellKey, Decimal | None]) -> ResultsRow:
        cells = tuple(
            replace(cell, typed=new[key])
            if cell is not None and (key := cell_key(paper, cell)) in new
            else cell
            for paper, cell in zip(self.papers, row.cells, strict=True)
        )
        return replace(row, cells=cells)

    def _with_marks(self, row: ResultsRow, new: Mapping[CellKey, SavedMark]) -> ResultsRow:
        cells = tuple(
            replace(cell, score=new[key].score)
            if cell is not None and (key := cell_key(paper, cell)) in new
            else cell
            for paper, cell in zip(self.papers, row.cells, strict=True)
        )
        return replace(row, cells=cells)
