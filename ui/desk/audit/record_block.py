"""One record that an action changed: its name, a link to its page, field by field old and new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.icons import pixmap
from ui.common.labels import Look
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.audit import words
from ui.desk.audit.values import Line, Values
from wset_desk.i18n import _
from wset_desk.services.audit_records import Op, RecordChange
from wset_desk.services.record_names import RecordRef

OpenRecord = Callable[[RecordRef], object]

PAGES = {
    "candidates": ("candidates", "candidate_id"),
    "sessions": ("courses", "session_id"),
    "exam_sessions": ("calendar", "exam_session_id"),
    "exam_enquiries": ("enquiries", "enquiry_id"),
}
"""Where a record has a page: the screen's name, and by which argument it opens there."""

_INKS = {
    Op.INSERT: ("success", "successSoft"),
    Op.UPDATE: ("info", "infoSoft"),
    Op.DELETE: ("danger", "dangerSoft"),
    Op.RESTORE: ("success", "successSoft"),
}
_LONGEST_WORD = 14
_BREAK = "\u200b"
_LABEL_SHARE, _VALUE_SHARE = 4, 5


class RecordBlock(QWidget):
    """`on_open` is called with the record that has a page; `page_of` is the one whose page it is
    shown on: it isn't named, and there is no way to it."""

    def __init__(
        self,
        record: RecordChange,
        values: Values,
        on_open: OpenRecord,
        page_of: RecordRef | None = None,
    ) -> None:
        super().__init__()
        body = column(_heading(record), gap=1)
        if record.ref != page_of:
            body.addWidget(_name(record, values, on_open, page_of))
        lines = list(words.lines(record, values))
        if lines:
            body.addLayout(_grid(record, lines))
        if record.is_erased:
            body.addWidget(Label(words.erased_text(), tone="text2", wrap=True))
        self.setLayout(body)


def _heading(record: RecordChange) -> QHBoxLayout:
    kind = Label(words.entity_title(record.ref.entity), "label", tone="text2", weight=600)
    ink, ground = _INKS[record.op]
    badge = Badge(Look(words.op_title(record.op), words.op_icon(record.op), ink, ground))
    return row(kind, None, badge, gap=2)


def breakable(text: str) -> str:
    """`text` with places where a long word (an address, a code) may go on in the next line."""
    return " ".join(_broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    steps = [*range(0, len(word), _LONGEST_WORD), len(word)]
    return _BREAK.join(word[first:last] for first, last in pairwise(steps))


def _name(
    record: RecordChange, values: Values, on_open: OpenRecord, page_of: RecordRef | None
) -> QWidget:
    text = words.record_name(record, values)
    opens = record.name.opens
    label = Label(breakable(text), "bodyStrong", wrap=True)
    if opens is None or opens == page_of:
        return label
    held = QWidget()
    show = Button(_("Open"), kind="link", on_click=lambda: on_open(opens))
    show.setAccessibleName(_("Open {name}").format(name=text))
    shown = row(label, gap=2)
    shown.setStretch(0, 1)
    shown.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
    held.setLayout(shown)
    return held


def _grid(record: RecordChange, lines: Sequence[Line]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().space(2))
    grid.setVerticalSpacing(theme().space(1))
    grid.setColumnStretch(0, _LABEL_SHARE)
    grid.setColumnStretch(1, _VALUE_SHARE)
    grid.setColumnStretch(3, _VALUE_SHARE)
    for number, line in enumerate(lines):
        grid.addWidget(_text(line.title, tone="text2"), number, 0)
        if words.is_change(record, line):
            grid.addWidget(_text(line.before, tone="text2"), number, 1)
            grid.addWidget(_arrow(), number, 2)
            grid.addWidget(_text(line.after, weight=600), number, 3)
        else:
            grid.addWidget(_text(line.after), number, 1, 1, 3)
    return grid


def _text(text: str, *, tone: str = "", weight: int | None = None) -> Label:
    label = Label(breakable(text), "body", tone=tone, weight=weight, tabular=True, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    return label


def _arrow() -> Label:
    arrow = Label()
    name = "arrow_left" if arrow.isRightToLeft() else "arrow_right"
    arrow.setPixmap(pixmap(name, "text3", 14))
    arrow.setAccessibleName(_("becomes"))
    arrow.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    arrow.setContentsMargins(0, theme().px(2), 0, 0)
    return arrow
