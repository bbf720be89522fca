"""One record of a refused action: field by field, what stands and what was typed, side by side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.common.buttons import Button
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.audit import words
from ui.desk.audit.record_block import breakable
from ui.desk.audit.values import Values
from wset_desk.i18n import _
from wset_desk.services.audit_records import Op, RecordChange
from wset_desk.services.record_names import RecordRef

_TITLE_SHARE, _VALUE_SHARE = 3, 4


class CompareGrid(QWidget):
    """`on_open` is called with the record that has a page."""

    def __init__(
        self,
        record: RecordChange,
        values: Values,
        on_open: Callable[[RecordRef], object],
        typed_title: str = "",
    ) -> None:
        super().__init__()
        grid = _grid(record, values, typed_title or _("What was typed here"))
        self.setLayout(column(*_heading(record, values, on_open), grid, gap=1))


def _heading(
    record: RecordChange, values: Values, on_open: Callable[[RecordRef], object]
) -> list[QWidget]:
    kind = _("{kind} · {op}").format(
        kind=words.entity_title(record.ref.entity), op=words.op_title(record.op)
    )
    name = words.record_name(record, values)
    shown = row(Label(breakable(name), "bodyStrong", wrap=True), gap=2)
    shown.setStretch(0, 1)
    opens = record.name.opens
    if opens is not None:
        button = Button(_("Open"), kind="link", on_click=lambda: on_open(opens))
        button.setAccessibleName(_("Open {name}").format(name=name))
        shown.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    held = QWidget()
    held.setLayout(shown)
    return [Label(kind, "label", tone="text2", weight=600, wrap=True), held]


def _grid(record: RecordChange, values: Values, typed_title: str) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme().space(3))
    grid.setVerticalSpacing(theme().space(1))
    for place, share in enumerate((_TITLE_SHARE, _VALUE_SHARE, _VALUE_SHARE)):
        grid.setColumnStretch(place, share)
    _add_line(grid, "", _("What stands"), typed_title, style="label")
    for each in words.lines(record, values):
        before = "—" if record.op is Op.INSERT and not each.before else each.before
        _add_line(grid, each.title, before, each.after)
    held = QWidget()
    held.setLayout(grid)
    return held


def _add_line(
    grid: QGridLayout, title: str, theirs: str, mine: str, *, style: str = "body"
) -> None:
    number = grid.rowCount()
    is_head = style == "label"
    weight = 600 if is_head else None
    texts = (
        Label(breakable(title), style, tone="text2", wrap=True),
        Label(breakable(theirs), style, tone="text2" if is_head else "", weight=weight, wrap=True),
        Label(breakable(mine), style, tone="text2" if is_head else "", weight=600, wrap=True),
    )
    for place, label in enumerate(texts):
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(label, number, place)
