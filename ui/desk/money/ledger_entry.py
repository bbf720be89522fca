"""One entry of the ledger as a row: when, what, how much, and who entered it why."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.desk.money import words
from wset_desk.services.fee_accounts import LedgerLine


class LedgerEntryRow(QWidget):
    """Read out as one: its words are the row's accessible name."""

    def __init__(self, line: LedgerLine, currency: str, zone: ZoneInfo) -> None:
        super().__init__()
        day = dates.day_short(dates.local_day(line.entered_at, zone))
        what, amount = words.line_text(line), words.line_amount(line, currency)
        note = words.line_note(line)
        self.setAccessibleName(f"{day}, {what}, {amount}, {note}")
        texts = column(
            Label(what, "body", weight=500, wrap=True),
            Label(note, "label", tone="text2", wrap=True),
            gap=0,
        )
        self._row = row(
            _day_label(day),
            texts,
            Label(amount, "body", tabular=True),
            gap=3,
            margins=(0, 1, 0, 1),
        )
        self._row.setStretch(1, 1)
        for number in (0, 2):
            item = self._row.itemAt(number)
            if item is not None:
                item.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._row)

    def add_button(self, button: QWidget) -> None:
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


def _day_label(day: str) -> Label:
    """As wide as any day, so that what stands beside begins in one line from row to row."""
    found = Label(day, "label", tone="text2", tabular=True)
    months = (dates.day_short(date(2026, month, 28)) for month in range(1, 13))
    found.setMinimumWidth(max(map(found.fontMetrics().horizontalAdvance, months)))
    return found
