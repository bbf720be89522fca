"""What is said of results that wait: for the second person, for a third, for a hold's end."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from ui.common.labels import Look
from ui.desk.exam_words import hold_text
from ui.desk.results.cells import Mood, is_absent, results_of
from wset_desk.domain.double_entry import EntryStage
from wset_desk.i18n import _
from wset_desk.services.results_rows import MarkCell, PaperColumn, ResultsRow


def mood_of(cell: MarkCell) -> Mood | None:
    """How a mark that waits is painted; None for one that doesn't."""
    if cell.stage is EntryStage.DIFFERS:
        return Mood.DIFFERS
    if cell.typed is not None:
        return Mood.TYPED
    return Mood.HELD if cell.holds else None


def waiting_note(cell: MarkCell, zone: ZoneInfo) -> str:
    """What a mark waits for, in a line of its own for each; empty for one that doesn't."""
    notes = [hold_text(hold, zone) for hold in cell.holds]
    if cell.stage is EntryStage.DIFFERS and cell.typed is not None:
        notes.append(
            _("Somebody else typed another mark. Check yours, or have a third person decide.")
        )
    elif cell.typed is not None:
        notes.append(_("Typed by you. It is a result once somebody else has typed the same."))
    return "\n".join(notes)


def waiting_look(row: ResultsRow, columns: Sequence[PaperColumn]) -> Look | None:
    """Icon and word for a candidate of whose results one waits; None where none does."""
    cells = [cell for cell in row.cells if cell is not None and not is_absent(cell)]
    if any(cell.stage is EntryStage.DIFFERS for cell in cells):
        return Look(_("Differs"), "warning", "text2", "danger")
    if any(cell.holds for _column, cell in results_of(row, columns)):
        return Look(_("On hold"), "pause", "text2", "warning")
    if any(cell.typed is not None for cell in cells):
        return Look(_("Typed once"), "user", "text2", "text3")
    return None
