"""What the cells of the results grid say: marks, grades and what has been saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from uuid import UUID

from ui.common import labels
from ui.common.labels import Look
from ui.common.typed import locale
from wset_desk.domain.catalogue import Award, Component
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.results_grid import MarkCell, PaperColumn, ResultsRow

CellKey = tuple[UUID, Component]
NOTHING = "—"

_GRADES = {
    Award.FAIL: (N_("Fail"), "x_circle", "danger"),
    Award.PASS: (N_("Pass"), "check_circle", "success"),
    Award.MERIT: (N_("Merit"), "check_circle", "success"),
    Award.DISTINCTION: (N_("Distinction"), "medal", "success"),
}
_STATES = {
    ResultState.PROVISIONAL: (N_("Saved"), "check"),
    ResultState.CONFIRMED: (N_("Confirmed"), "lock"),
    ResultState.RELEASED: (N_("Released"), "lock"),
}


class Kind(Enum):
    """What a column holds."""

    LINE = auto()
    SEAT = auto()
    CANDIDATE = auto()
    NUMBER = auto()
    MARK = auto()
    GRADE = auto()
    STATUS = auto()


class Mood(Enum):
    """How a mark's cell is painted."""

    OPEN = auto()
    SAVING = auto()
    PROBLEM = auto()
    ABSENT = auto()
    LOCKED = auto()
    NOT_SAT = auto()


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


def percent_text(percent: Decimal | None) -> str:
    """ "54.99 %", cut after two decimals, never rounded up; empty without a mark."""
    return "" if percent is None else f"{mark_text(percent)} %"


def column_title(column: PaperColumn) -> str:
    """ "Theory /150"."""
    return _("{component} /{maximum}").format(
        component=labels.exam_type(column.component), maximum=column.max_score
    )


def is_absent(cell: MarkCell | None) -> bool:
    return cell is not None and cell.status is RegistrationStatus.NO_SHOW


def is_done(row: ResultsRow) -> bool:
    """Whether each of the candidate's papers has a mark, or was missed."""
    cells = [cell for cell in row.cells if cell is not None]
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
    if absent := _absence(row, columns):
        return Look(absent, "", "text", "")
    states = [cell.state for cell in row.cells if cell is not None and cell.state is not None]
    if not states:
        return Look("", "", "text2", "")
    text, icon = _STATES[min(states, key=list(ResultState).index)]
    return Look(_(text), icon, "text2", "success")


def _absence(row: ResultsRow, columns: Sequence[PaperColumn]) -> str:
    sat = [
        (column, cell) for column, cell in zip(columns, row.cells, strict=True) if cell is not None
    ]
    missed = [column for column, cell in sat if is_absent(cell)]
    if not missed:
        return ""
    if len(missed) == len(sat):
        return _("No show")
    papers = ", ".join(labels.exam_type(column.component) for column in missed)
    return _("No show: {papers}").format(papers=papers)


def complete_text(done: int, count: int) -> str:
    """ "9 of 18 complete"."""
    return _("{done} of {all} complete").format(done=done, all=count)


def tally_text(rows: Collection[ResultsRow]) -> str:
    """ "8 pass (2 merit, 1 distinction) · 3 fail · 1 no show"; empty before the first outcome."""
    counts = Counter(row.award for row in rows if row.award is not None)
    passes = sum(counts.values()) - counts[Award.FAIL]
    better = [
        text
        for award, text in (
            (Award.MERIT, _("{n} merit").format(n=counts[Award.MERIT])),
            (Award.DISTINCTION, _("{n} distinction").format(n=counts[Award.DISTINCTION])),
        )
        if counts[award]
    ]
    absent = sum(any(is_absent(cell) for cell in row.cells) for row in rows)
    parts = [_("{n} pass").format(n=passes) + (f" ({', '.join(better)})" if better else "")]
    parts.append(_("{n} fail").format(n=counts[Award.FAIL]))
    if absent:
        parts.append(ngettext("{n} no show", "{n} no shows", absent).format(n=absent))
    return " · ".join(parts) if counts or absent else ""
