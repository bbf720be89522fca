"""Where Enter, Tab and the clipboard go in the grid: from mark to mark that can be typed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QModelIndex

from ui.desk.results.cells import Kind
from ui.desk.results.grid_model import GridModel

Place = tuple[int, int]
"""Row and column."""


def vertically(model: GridModel, here: QModelIndex, step: int) -> QModelIndex:
    """The next cell of the column that can be typed; the current one if there is none."""
    column = here.column()
    rows = range(here.row() + step, model.rowCount() if step > 0 else -1, step)
    if model.key_at(here) is None:
        return model.index(rows[0], column) if rows else here
    found = next((row for row in rows if model.sheet.is_editable(row, column)), here.row())
    return model.index(found, column)


def along(model: GridModel, here: QModelIndex, step: int) -> QModelIndex:
    """The next cell that can be typed, row after row, from the last to the first again."""
    sheet, columns = model.sheet, model.sheet.mark_columns()
    count = len(sheet.rows) * len(columns)
    before = bisect_left if step < 0 else bisect_right
    start = max(here.row(), 0) * len(columns) + before(columns, here.column())
    for ahead in range(count):
        number = start + ahead if step > 0 else start - 1 - ahead
        row, paper = divmod(number % count, len(columns))
        if sheet.is_editable(row, columns[paper]):
            return model.index(row, columns[paper])
    return QModelIndex()


def first_open(model: GridModel) -> QModelIndex:
    """The first mark still to be typed, else the first cell of the first mark column."""
    sheet, columns = model.sheet, model.sheet.mark_columns()
    for row in range(len(sheet.rows)):
        for column in columns:
            if sheet.is_open(row, column):
                return model.index(row, column)
    return mark_index(model, 0, 0)


def marks_of_row(model: GridModel, here: QModelIndex) -> list[Place]:
    return [(here.row(), column) for column in model.sheet.mark_columns()] if here.isValid() else []


def paper_of(model: GridModel, index: QModelIndex) -> int:
    """The position of the index's column among the mark columns; 0 for those before them."""
    if not index.isValid():
        return -1
    columns = model.sheet.mark_columns()
    if model.sheet.kind(index.column()) is Kind.MARK:
        return columns.index(index.column())
    return 0 if columns and index.column() < columns[0] else -1


def mark_index(model: GridModel, row: int, paper: int) -> QModelIndex:
    """The cell of a row and mark column, counted from 0; invalid outside the grid."""
    columns = model.sheet.mark_columns()
    inside = 0 <= row < model.rowCount() and 0 <= paper < len(columns)
    return model.index(row, columns[paper]) if inside else QModelIndex()
