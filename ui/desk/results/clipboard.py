"""What goes from the results grid to the clipboard, and what comes from it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication

from ui.desk.results.block import Block, place, read_block, write_block
from ui.desk.results.cells import Kind
from ui.desk.results.grid_model import GridModel
from ui.desk.results.grid_steps import Place, mark_index, paper_of

_COMPUTED = {Kind.TOTAL, Kind.PERCENT}


def clipboard_block() -> Block:
    return read_block(QGuiApplication.clipboard().text())


def paste_at(model: GridModel, start: QModelIndex) -> int:
    """Put the clipboard's cells where `start` is, blank ones left out.

    Answers how many values found no cell.
    """
    column = paper_of(model, start)
    if not start.isValid() or column < 0:
        return 0
    placed = place(clipboard_block(), start.row(), column)
    found = [(mark_index(model, each.row, each.column), each.text) for each in placed]
    inside = [(index, text) for index, text in found if model.key_at(index) is not None]
    model.type_marks(inside)
    return len(placed) - len(inside)


def copy_cells(model: GridModel, places: Sequence[Place]) -> None:
    """These cells as spreadsheets take them, without what is computed from marks among them."""
    typed = [each for each in places if model.sheet.kind(each[1]) not in _COMPUTED]
    rows: dict[int, list[str]] = {}
    for row, column in typed or places:
        rows.setdefault(row, []).append(model.words.text(row, column))
    QGuiApplication.clipboard().setText(write_block(list(rows.values())))
