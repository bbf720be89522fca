"""The results grid without Qt: what is saved, what is being saved, what needs checking."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from ui.common.labels import Look
from ui.desk.results.cells import (
    NOTHING,
    CellKey,
    Kind,
    MarkFace,
    Mood,
    Problem,
    ResultKey,
    cell_key,
    column_title,
    grade_look,
    is_absent,
    is_done,
    mark_text,
    percent_text,
    states_text,
    status_look,
    weakest_state,
)
from ui.desk.results.grid_layout import MARKS, TITLES, GridColumn, layout_of
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _
from wset_desk.services.mark_sheet import SavedMark
from wset_desk.services.results_rows import MarkCell, PaperColumn, ResultsGrid, ResultsRow


class MarkSheet:
    """Cells are named by row and column as they are shown, marks by their key.

    A problem is kept under its key until another text is typed there, whatever is shown meanwhile.
    """

    def __init__(self, describe: Callable[[DomainError], str]) -> None:
        self._describe = describe
        self._grid: ResultsGrid | None = None
        self.layout: tuple[GridColumn, ...] = ()
        self.saving: dict[CellKey, str] = {}
        self.problems: dict[CellKey, Problem] = {}

    @property
    def rows(self) -> tuple[ResultsRow, ...]:
        return self._grid.rows if self._grid is not None else ()

    @property
    def papers(self) -> tuple[PaperColumn, ...]:
        return self._grid.columns if self._grid is not None else ()

    def take(self, grid: ResultsGrid) -> None:
        self._grid = grid
        self.layout = layout_of(grid)

    def looks_like(self, grid: ResultsGrid) -> bool:
        """Whether `grid` has the candidates and columns that are shown already."""
        people = [row.candidate_id for row in self.rows]
        same_columns = self.layout == layout_of(grid) and self.papers == grid.columns
        return same_columns and people == [row.candidate_id for row in grid.rows]

    def take_saved(self, marks: Collection[SavedMark]) -> None:
        """Their outcome comes with the next answer of the grid."""
        if self._grid is not None:
            new = {(mark.registration_id, mark.component, mark.part): mark for mark in marks}
            rows = tuple(
                self._with_marks(row, new) if self._in_row(row, new) else row for row in self.rows
            )
            self._grid = replace(self._grid, rows=rows)

    def places_of_problems(self) -> Iterator[tuple[int, int, Problem]]:
        """Row, column and problem of the candidates shown, from the top, along each row."""
        marks = self.mark_columns()
        for row in range(len(self.rows) if self.problems else 0):
            for column in marks:
                key = self.key(row, column)
                if key is not None and key in self.problems:
                    yield row, column, self.problems[key]

    def mark_columns(self) -> list[int]:
        """Those that are typed into."""
        return [number for number, each in enumerate(self.layout) if each.kind is Kind.MARK]

    def kind(self, column: int) -> Kind:
        return self.layout[column].kind

    def cell(self, row: int, column: int) -> MarkCell | None:
        paper = self.layout[column].paper
        return self.rows[row].cells[paper] if paper >= 0 else None

    def key(self, row: int, column: int) -> CellKey | None:
        """The cell as it is typed into; None for others, a total among them."""
        cell = self.cell(row, column)
        if cell is None or self.kind(column) is not Kind.MARK:
            return None
        return cell_key(self.paper(column), cell)

    def result(self, row: int, column: int) -> ResultKey | None:
        """The result that a cell of marks belongs to."""
        cell = self.cell(row, column)
        return None if cell is None else (cell.registration_id, self.paper(column).component)

    def result_title(self, column: int) -> str:
        """The title of the whole result that a column of marks belongs to."""
        mine = self.paper(column)
        whole = (
            each
            for each in self.papers
            if each.part is None
            and (each.exam_session_id, each.component) == (mine.exam_session_id, mine.component)
        )
        return column_title(next(whole, mine))

    def paper(self, column: int) -> PaperColumn:
        return self.papers[self.layout[column].paper]

    def is_editable(self, row: int, column: int) -> bool:
        key, cell = self.key(row, column), self.cell(row, column)
        if key is None or cell is None:
            return False
        return cell.locked is None or key in self.problems

    def state(self) -> ResultState | None:
        """How far all the results shown have come."""
        return weakest_state(self.rows, self.papers)

    def complete_rows(self) -> int:
        """How many candidates have all their marks, or missed, with nothing left to check."""
        return sum(
            is_done(row, self.papers) and not self._in_row(row, self.problems) for row in self.rows
        )

    def would_change(self, row: int, column: int, text: str) -> bool:
        """Whether typing `text` there says anything new."""
        key, cell = self.key(row, column), self.cell(row, column)
        if key is None or cell is None:
            return False
        return key in self.problems or self.saving.get(key, mark_text(cell.score)) != text

    def title(self, column: int) -> str:
        kind = self.kind(column)
        return column_title(self.paper(column)) if kind in MARKS else _(TITLES[kind])

    def text(self, row: int, column: int) -> str:
        person = self.rows[row]
        match self.kind(column):
            case Kind.LINE:
                return str(row + 1)
            case Kind.SEAT:
                return person.seat or ""
            case Kind.CANDIDATE:
                return person.name
            case Kind.NUMBER:
                return person.number or ""
            case Kind.MARK | Kind.TOTAL:
                return self.mark_face(row, column).text
        look = self.look(row, column)
        return look.text if look is not None else ""

    def look(self, row: int, column: int) -> Look | None:
        """Icon and word of grade and status; None for other columns."""
        person = self.rows[row]
        has_problem = self._in_row(person, self.problems)
        if self.kind(column) is Kind.GRADE:
            return grade_look(person, has_problem=has_problem)
        if self.kind(column) is Kind.STATUS:
            is_saving = self._in_row(person, self.saving)
            return status_look(person, self.papers, has_problem=has_problem, is_saving=is_saving)
        return None

    def mark_face(self, row: int, column: int) -> MarkFace:
        key, cell = self.key(row, column), self.cell(row, column)
        if cell is None:
            return MarkFace("", Mood.NOT_SAT, _("Not registered for this paper"))
        if key in self.saving:
            return MarkFace(self.saving[key], Mood.SAVING)
        if key in self.problems:
            return MarkFace(self.problems[key].text, Mood.PROBLEM, self.problems[key].reason)
        return self._saved_face(cell)

    def note(self, row: int, column: int) -> str:
        """The tool tip: why a mark needs checking or is locked, its percentage, extra time."""
        if self.kind(column) in MARKS:
            return self.mark_face(row, column).note
        if self.kind(column) is Kind.STATUS:
            return states_text(self.rows[row], self.papers)
        percent = self.rows[row].extra_time_percent
        if self.kind(column) is Kind.CANDIDATE and percent:
            return _("{percent} % extra time").format(percent=percent)
        return ""

    def spoken(self, row: int, column: int) -> str:
        """What a screen reader says: whose mark, of which paper, and what is wrong with it."""
        parts = [self.text(row, column), self.note(row, column)]
        if self.kind(column) in MARKS:
            face = self.mark_face(row, column)
            shown = _("absent") if face.mood is Mood.ABSENT else face.text or _("no mark")
            note = "" if face.mood is Mood.ABSENT else face.note
            parts = [self.rows[row].name, self.title(column), shown, note]
        return ", ".join(part for part in parts if part)

    def _saved_face(self, cell: MarkCell) -> MarkFace:
        if is_absent(cell):
            return MarkFace(NOTHING, Mood.ABSENT, _("No show"))
        locked, warning = (
            "" if refusal is None else self._describe(refusal.as_error())
            for refusal in (cell.locked, cell.warning)
        )
        mood = Mood.ODD if warning else Mood.LOCKED if locked else Mood.OPEN
        notes = (warning, locked or percent_text(cell.percent))
        return MarkFace(mark_text(cell.score), mood, " ".join(note for note in notes if note))

    def _with_marks(self, row: ResultsRow, new: dict[CellKey, SavedMark]) -> ResultsRow:
        cells = tuple(
            replace(cell, score=new[key].score)
            if cell is not None and (key := cell_key(paper, cell)) in new
            else cell
            for paper, cell in zip(self.papers, row.cells, strict=True)
        )
        return replace(row, cells=cells)

    def _in_row(self, row: ResultsRow, keys: Collection[CellKey]) -> bool:
        return bool(keys) and any(
            cell is not None and cell_key(paper, cell) in keys
            for paper, cell in zip(self.papers, row.cells, strict=True)
        )
