"""How high a table in a sheet may be, so that what stands around it stays in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.theme import theme

_AROUND = 340
_FEWEST, _MOST = 4, 18


def table_height(owner: QWidget, rows: int) -> int:
    """Pixels for a heading and ``rows``, within the window of ``owner``."""
    row = theme().size("rowHeight")
    room = owner.window().height() - theme().px(_AROUND)
    fitting = max(_FEWEST, min(_MOST, room // row))
    return row * (min(max(rows, _FEWEST) + 1, fitting)) + theme().px(4)
