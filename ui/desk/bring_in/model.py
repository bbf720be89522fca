"""The rows of a file as the preview shows them: number, state, decision, and every mapped cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.common import dates
from ui.common.data_table import RowDelegate
from ui.common.table_model import ROW_ROLE, Column, Index, RowsModel
from ui.common.theme import theme
from ui.desk.bring_in import words
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import ColumnMapping, DuplicateAction, TextRow
from wset_desk.exchange.kinds import HEADINGS
from wset_desk.i18n import N_
from wset_desk.services.import_checks import CheckedRow, ImportCheck, RowState
from wset_desk.services.imports import RowChoice

Describe = Callable[[DomainError], str]
KNOWN = frozenset({RowState.CHANGED, RowState.DUPLICATE})
_WIDE = {"full_name", "email", "address", "notes", "exam", "name", "course_session", "title"}
_MOMENTS = {
    *("exam_start", "registration_date", "result_date", "registration_deadline", "finished"),
    *("own_start", "own_end", "moved_from_start"),
}
_FIXED_COLUMNS = 3


@dataclass(frozen=True)
class PreviewRow:
    """A checked row beside its cells as the file has them. `wrong`: column → what is wrong."""

    checked: CheckedRow
    text: TextRow
    wrong: Mapping[int | None, str]
    decision: str = ""


class Decided:
    """What has been decided so far about people who are known."""

    def __init__(self) -> None:
        self.choices: dict[int, RowChoice] = {}
        self.default = DuplicateAction.SKIP

    def of(self, row: CheckedRow) -> RowChoice:
        """The decision that holds for a row. A known number can't be added once more."""
        choice = self.choices.get(row.number, RowChoice(self.default))
        if choice.action is DuplicateAction.ADD and row.state is RowState.CHANGED:
            return RowChoice(DuplicateAction.SKIP)
        return choice

    def needs_a_name(self, row: CheckedRow) -> bool:
        """An update that might mean several people."""
        choice = self.of(row)
        unnamed = choice.action is DuplicateAction.UPDATE and choice.candidate_id is None
        return row.state in KNOWN and unnamed and len(row.matches) > 1

    def takes(self, row: CheckedRow) -> bool:
        """Whether an import would change anything for this row."""
        if row.state is RowState.NEW:
            return True
        return row.state in KNOWN and self.of(row).action is not DuplicateAction.SKIP


def preview_rows(
    check: ImportCheck, texts: Sequence[TextRow], describe: Describe, decided: Decided
) -> list[PreviewRow]:
    by_number = {text.number: text for text in texts}
    return [_row(row, by_number[row.number], describe, decided) for row in check.rows]


def preview_columns(kind: FileKind, mapping: ColumnMapping) -> tuple[Column[PreviewRow], ...]:
    """Row number, state and decision first, then the mapped columns as in the file."""
    fixed = (
        Column[PreviewRow](
            "number",
            N_("Row"),
            lambda row: str(row.checked.number),
            align="right",
            tabular=True,
            tone=lambda _row: "text2",
            sort_key=lambda row: row.checked.number,
            width=56,
        ),
        Column[PreviewRow](
            "state",
            N_("State"),
            lambda row: words.state(row.checked.state).text,
            look=lambda row: words.state(row.checked.state),
            width=132,
        ),
        Column[PreviewRow](
            "decision",
            N_("Decision"),
            lambda row: row.decision,
            tooltip=lambda row: row.decision,
            tone=lambda _row: "text2",
            width=150,
        ),
    )
    return (*fixed, *(_mapped(kind, position, name) for position, name in sorted(mapping.items())))


class ProblemDelegate(RowDelegate):
    """Paints a wrong cell on red with a red edge, as the grid of results does."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if is_wrong(index):
            around = QRectF(option.rect).adjusted(0, 0, -1, -1)
            painter.fillRect(around, theme().color("dangerSoft"))
            super().paint(painter, option, index)
            painter.setPen(QPen(theme().color("danger"), 1.5))
            painter.drawRect(around.adjusted(1, 1, -1, -1))
        else:
            super().paint(painter, option, index)


def is_wrong(index: Index) -> bool:
    """Whether the cell has a problem of its own."""
    row, model = index.data(ROW_ROLE), index.model()
    if not isinstance(row, PreviewRow) or not isinstance(model, RowsModel):
        return False
    key = model.columns[index.column()].key
    return index.column() >= _FIXED_COLUMNS and int(key) in row.wrong


def decision_text(row: CheckedRow, decided: Decided) -> str:
    """The decision on a row in words, nothing where there is none to take."""
    if row.state not in KNOWN:
        return ""
    choice = decided.of(row)
    return words.decision(choice.action)


def _row(row: CheckedRow, text: TextRow, describe: Describe, decided: Decided) -> PreviewRow:
    wrong = {each.column: describe(each.refusal.as_error()) for each in row.problems}
    return PreviewRow(row, text, wrong, decision_text(row, decided))


def _mapped(kind: FileKind, position: int, name: str) -> Column[PreviewRow]:
    return Column(
        str(position),
        HEADINGS[kind].labels[name],
        lambda row: _shown(row, position, name),
        icon=lambda row: "warning" if position in row.wrong else "",
        tone=lambda row: "danger" if position in row.wrong else "",
        tooltip=lambda row: row.wrong.get(position, row.text.cell(position)),
        width=_width(name),
    )


def _width(name: str) -> int:
    if name in _WIDE:
        return 200
    return 164 if name in _MOMENTS else 116


def _shown(row: PreviewRow, position: int, name: str) -> str:
    """The cell as the file has it; a date as it was understood."""
    text = row.text.cell(position)
    value = getattr(row.checked.values, name, None)
    if not text or position in row.wrong or not isinstance(value, date):
        return text
    if isinstance(value, datetime) and value.time() != time():
        return f"{dates.day_short(value.date())}, {dates.time_text(value)}"
    return dates.day_short(value)
