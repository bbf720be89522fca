"""Where Enter, Tab and the clipboard go in the grid: from mark to mark that can be typed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex

from ui.desk.results.cells import Kind, Mood
from ui.desk.results.grid_model import GridModel


def vertically(model: GridModel, here: QModelIndex, step: int) -> QModelIndex:
    """The next cell of the column that can be typed; the current one if there is none."""
    rows = range(here.row() + step, model.rowCount() if step > 0 else -1, step)
    below = (model.index(row, here.column()) for row in rows)
    if model.key_at(here) is None:
        return next(below, here)
    return next((index for index in below if model.is_editable(index)), here)


def along(model: GridModel, here: QModelIndex, step: int) -> QModelIndex:
    """The next cell that can be typed, row after row, from the last to the first again."""
    cells = [index for index in mark_indexes(model) if model.is_editable(index)]
    if step < 0:
        cells.reverse()
    place = (here.row(), here.column())
    ahead = [
        index
        for index in cells
        if ((index.row(), index.column()) > place) is (step > 0)
        and (index.row(), index.column()) != place
    ]
    return (ahead or cells or [QModelIndex()])[0]


def first_open(model: GridModel) -> QModelIndex:
    """The first mark still to be typed, else the first cell of the first mark column."""
    for index in mark_indexes(model):
        face = model.sheet.mark_face(index.row(), index.column())
        if face.mood in {Mood.OPEN, Mood.PROBLEM} and not face.text:
            return index
    return next(mark_indexes(model), QModelIndex())


def mark_indexes(model: GridModel) -> Iterator[QModelIndex]:
    """Every cell of the mark columns, along each row."""
    columns = model.sheet.mark_columns()
    return (model.index(row, column) for row in range(model.rowCount()) for column in columns)


def marks_of_row(model: GridModel, here: QModelIndex) -> list[QModelIndex]:
    if not here.isValid():
        return []
    return [model.index(here.row(), column) for column in model.sheet.mark_columns()]


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
