"""What the cells of a sheet of marks say: to the eye, as tool tips, to a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from ui.common import labels
from ui.common.labels import Look
from ui.desk.results.cells import (
    NOTHING,
    Kind,
    MarkFace,
    Mood,
    absence_text,
    column_name,
    column_title,
    entry_note,
    entry_text,
    grade_look,
    is_absent,
    mark_text,
    percent_text,
    share_text,
    shown_mark,
    states_text,
    status_look,
)
from ui.desk.results.grid_layout import MARKS, TITLES
from ui.desk.results.mark_sheet import MarkSheet
from ui.desk.results.waiting_words import mood_of, waiting_look, waiting_note
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.results_rows import MarkCell


class SheetWords:
    """Refusals are put into words by `describe`; times are shown in `zone`."""

    def __init__(
        self, sheet: MarkSheet, describe: Callable[[DomainError], str], zone: ZoneInfo
    ) -> None:
        self.sheet = sheet
        self._describe = describe
        self._zone = zone

    def title(self, column: int) -> str:
        kind = self.sheet.kind(column)
        if kind is Kind.PERCENT:
            return _("{paper} %").format(paper=column_name(self.sheet.paper(column)))
        return column_title(self.sheet.paper(column)) if kind in MARKS else _(TITLES[kind])

    def text(self, row: int, column: int) -> str:
        kind = self.sheet.kind(column)
        if kind in MARKS:
            return self.face(row, column).text
        if kind in {Kind.GRADE, Kind.STATUS}:
            look = self.look(row, column)
            return look.text if look is not None else ""
        if kind is Kind.PERCENT:
            cell = self.sheet.cell(row, column)
            return share_text(cell.percent) if cell is not None else ""
        return self._facts(row, kind)

    def look(self, row: int, column: int) -> Look | None:
        """Icon and word of grade and status; None for other columns."""
        kind = self.sheet.kind(column)
        if kind not in {Kind.GRADE, Kind.STATUS}:
            return None
        sheet, person = self.sheet, self.sheet.rows[row]
        has_problem = sheet.in_row(person, sheet.problems)
        if kind is Kind.GRADE:
            return grade_look(person, has_problem=has_problem)
        is_saving = sheet.in_row(person, sheet.saving)
        if not (is_saving or has_problem) and (waits := waiting_look(person, sheet.papers)):
            return waits
        return status_look(person, sheet.papers, has_problem=has_problem, is_saving=is_saving)

    def face(self, row: int, column: int) -> MarkFace:
        """A mark as it is shown."""
        sheet = self.sheet
        cell = sheet.cell(row, column)
        if cell is None:
            return MarkFace("", Mood.NOT_SAT, _("Not registered for this paper"))
        key = sheet.key(row, column)
        if key in sheet.saving:
            return MarkFace(sheet.saving[key], Mood.SAVING)
        if key in sheet.problems:
            return MarkFace(sheet.problems[key].text, Mood.PROBLEM, sheet.problems[key].reason)
        return self._saved_face(cell)

    def note(self, row: int, column: int) -> str:
        """The tool tip: why a mark needs checking or is locked, its percentage, extra time."""
        kind, person = self.sheet.kind(column), self.sheet.rows[row]
        if kind in MARKS:
            return self.face(row, column).note
        if kind in {Kind.STATUS, Kind.ENTRY}:
            papers = self.sheet.papers
            about = (absence_text(person, papers), states_text(person, papers))
            texts = about if kind is Kind.STATUS else ()
            entered = entry_note(person, papers, self._zone)
            return "\n".join(text for text in (*texts, entered) if text)
        if kind is Kind.CANDIDATE and person.extra_time_percent:
            return _("{percent} % extra time").format(percent=person.extra_time_percent)
        return ""

    def spoken(self, row: int, column: int) -> str:
        """What a screen reader says: whose mark, of which paper, and what is wrong with it."""
        parts = [self.text(row, column), self.note(row, column)]
        if self.sheet.kind(column) in MARKS:
            face = self.face(row, column)
            shown = _("absent") if face.mood is Mood.ABSENT else face.text or _("no mark")
            note = "" if face.mood is Mood.ABSENT else face.note
            parts = [self.sheet.rows[row].name, self.title(column), shown, note]
        return ", ".join(part for part in parts if part)

    def _facts(self, row: int, kind: Kind) -> str:
        """What is said about the candidate."""
        person = self.sheet.rows[row]
        match kind:
            case Kind.LINE:
                return str(row + 1)
            case Kind.SEAT:
                return person.seat or ""
            case Kind.NUMBER:
                return person.number or ""
            case Kind.TYPE:
                return labels.session_type(person.registration_type)
            case Kind.ENTRY:
                return entry_text(person, self.sheet.papers)
        return person.name

    def _saved_face(self, cell: MarkCell) -> MarkFace:
        if is_absent(cell):
            return MarkFace(NOTHING, Mood.ABSENT, _("No show"))
        locked, warning = (
            "" if refusal is None else self._describe(refusal.as_error())
            for refusal in (cell.locked, cell.warning)
        )
        plain = Mood.ODD if warning else Mood.LOCKED if locked else Mood.OPEN
        notes = (warning, locked or percent_text(cell.percent))
        said = (" ".join(note for note in notes if note), waiting_note(cell, self._zone))
        note = "\n".join(text for text in said if text)
        return MarkFace(mark_text(shown_mark(cell)), mood_of(cell) or plain, note)
