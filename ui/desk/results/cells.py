"""What the cells of the results grid say: marks, grades and what has been saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from uuid import UUID
from zoneinfo import ZoneInfo

from ui.common import dates, labels
from ui.common.labels import Look
from ui.common.typed import locale
from wset_desk.domain.catalogue import Award, Component
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState
from wset_desk.i18n import N_, _
from wset_desk.services.results_rows import MarkCell, PaperColumn, ResultsRow

ResultKey = tuple[UUID, Component]
CellKey = tuple[UUID, Component, str | None]
"""A cell that is typed into: registration, component and, of a paper in parts, the part."""
NOTHING = "—"

_GRADES = {
    Award.FAIL: (N_("Fail"), "x_circle", "danger"),
    Award.PASS: (N_("Pass"), "check_circle", "success"),
    Award.MERIT: (N_("Merit"), "check_circle", "success"),
    Award.DISTINCTION: (N_("Distinction"), "medal", "success"),
}
_STATE_INKS = {ResultState.PROVISIONAL: "text3"}


class Kind(Enum):
    """What a column holds; `TOTAL` is the mark of a paper whose parts are typed, `ENTRY` says who
    entered the marks."""

    LINE = auto()
    SEAT = auto()
    CANDIDATE = auto()
    NUMBER = auto()
    TYPE = auto()
    MARK = auto()
    TOTAL = auto()
    PERCENT = auto()
    GRADE = auto()
    STATUS = auto()
    ENTRY = auto()


class Mood(Enum):
    """How a mark's cell is painted. `TYPED` waits for a second person to type it, too."""

    OPEN = auto()
    SAVING = auto()
    PROBLEM = auto()
    ABSENT = auto()
    LOCKED = auto()
    ODD = auto()
    NOT_SAT = auto()
    TYPED = auto()
    DIFFERS = auto()
    HELD = auto()


@dataclass(frozen=True)
class Problem:
    """A text that was typed or pasted and isn't saved, and why."""

    text: str
    reason: str


@dataclass(frozen=True)
class MarkFace:
    """A mark's cell as it is shown; `note` is its tool tip."""

    text: str
    mood: Mood
    note: str = ""


def mark_text(score: Decimal | None) -> str:
    """The mark exactly, without noughts that nobody typed: 54.99, 54.5, 55."""
    if score is None:
        return ""
    return f"{score.normalize():f}".replace(".", locale().decimalPoint())


def shown_mark(cell: MarkCell) -> Decimal | None:
    """The result, or what the person has typed of one that two people type."""
    return cell.typed if cell.score is None else cell.score


def percent_text(percent: Decimal | None) -> str:
    """ "54.99 %", cut after two decimals, never rounded up; empty without a mark."""
    return "" if percent is None else f"{mark_text(percent)} %"


def share_text(percent: Decimal | None) -> str:
    """ "55.00", one below the other in a column."""
    return "" if percent is None else f"{percent:f}".replace(".", locale().decimalPoint())


def column_title(column: PaperColumn) -> str:
    """ "Theory /150", "Written /100"."""
    return _("{component} /{maximum}").format(
        component=column_name(column), maximum=mark_text(Decimal(column.max_score))
    )


def column_name(column: PaperColumn) -> str:
    """ "Theory", "Written"."""
    if column.part is not None:
        return labels.paper_part(column.part.name)
    return labels.exam_type(column.component)


def cell_key(column: PaperColumn, cell: MarkCell) -> CellKey:
    part = None if column.part is None else column.part.name
    return cell.registration_id, column.component, part


def results_of(
    row: ResultsRow, columns: Sequence[PaperColumn]
) -> Iterator[tuple[PaperColumn, MarkCell]]:
    """The whole results among a candidate's cells, without those of parts."""
    for column, cell in zip(columns, row.cells, strict=True):
        if cell is not None and column.part is None:
            yield column, cell


def is_absent(cell: MarkCell | None) -> bool:
    return cell is not None and cell.status is RegistrationStatus.NO_SHOW


def is_done(row: ResultsRow, columns: Sequence[PaperColumn]) -> bool:
    """Whether each of the candidate's papers has a mark, or was missed."""
    cells = (cell for _column, cell in results_of(row, columns))
    return all(cell.score is not None or is_absent(cell) for cell in cells)


def grade_look(row: ResultsRow, *, has_problem: bool) -> Look:
    """The grade as icon and word, provisional until results are confirmed."""
    if has_problem:
        return Look(_("Check"), "warning", "danger", "")
    cells = [cell for cell in row.cells if cell is not None]
    if all(is_absent(cell) for cell in cells):
        return Look(NOTHING, "", "text2", "")
    if row.award is not None:
        text, icon, ink = _GRADES[row.award]
        return Look(_(text), icon, ink, "")
    begun = any(cell.score is not None or is_absent(cell) for cell in cells)
    return Look(_("Incomplete") if begun else "", "", "text2", "")


def status_look(
    row: ResultsRow, columns: Sequence[PaperColumn], *, has_problem: bool, is_saving: bool
) -> Look:
    """What has become of the row: saving, saved, missed, confirmed, released."""
    if is_saving:
        return Look(_("Saving…"), "", "text2", "")
    if has_problem:
        return Look("", "", "text2", "")
    if absent := absence_text(row, columns):
        return Look(absent, "", "text", "")
    state = row_state(row, columns)
    if state is None:
        return Look("", "", "text2", "")
    look = labels.result_state_look(state)
    return Look(look.text, look.icon, "text2", _STATE_INKS.get(state, look.fg))


def states_text(row: ResultsRow, columns: Sequence[PaperColumn]) -> str:
    """ "Theory: Confirmed, Tasting: Provisional", where the papers differ."""
    known = [
        (column, cell.state) for column, cell in results_of(row, columns) if cell.state is not None
    ]
    if len({state for _column, state in known}) < 2:  # noqa: PLR2004 - else one word says it
        return ""
    return ", ".join(
        _("{paper}: {state}").format(paper=column_name(column), state=labels.result_state(state))
        for column, state in known
    )


def entry_text(row: ResultsRow, columns: Sequence[PaperColumn]) -> str:
    """Who entered the candidate's marks: "Ada Admin", or several."""
    entries = [cell.entry for _column, cell in results_of(row, columns) if cell.entry is not None]
    return ", ".join(dict.fromkeys(_person(by) for entry in entries for by in entry.by))


def entry_note(row: ResultsRow, columns: Sequence[PaperColumn], zone: ZoneInfo) -> str:
    """ "Theory: Ada Admin, Sun 6 September 2026, 17:00", each paper in a line of its own."""
    line = _("{paper}: {people}, {moment}")
    return "\n".join(
        line.format(
            paper=column_name(column),
            people=", ".join(map(_person, cell.entry.by)),
            moment=dates.moment_text(cell.entry.at, zone),
        )
        for column, cell in results_of(row, columns)
        if cell.entry is not None
    )


def _person(name: str | None) -> str:
    return _("The program") if name is None else name


def row_state(row: ResultsRow, columns: Sequence[PaperColumn]) -> ResultState | None:
    """How far the candidate's marks have come, all of them; None without any."""
    states = {cell.state for _column, cell in results_of(row, columns) if cell.state is not None}
    return next((state for state in ResultState if state in states), None)


def absence_text(row: ResultsRow, columns: Sequence[PaperColumn]) -> str:
    """ "No show", or of which papers; empty for who sat them all."""
    sat = list(results_of(row, columns))
    missed = [column for column, cell in sat if is_absent(cell)]
    if not missed:
        return ""
    if len(missed) == len(sat):
        return _("No show")
    papers = ", ".join(map(column_name, missed))
    return _("No show: {papers}").format(papers=papers)
