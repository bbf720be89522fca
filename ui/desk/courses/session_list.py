"""The list of course sessions with its filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui.common import labels
from ui.common.data_table import DataTable, RowDelegate, framed
from ui.common.fitting_table import FittingTable
from ui.common.flow import flowing
from ui.common.inputs import Check, Choice, Combo, SearchField
from ui.common.layouts import column
from ui.common.seats import paint_seats
from ui.common.table_model import ROW_ROLE, Index, RowsModel
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.courses.actions import SessionActions
from ui.desk.courses.model import SEATS, session_columns
from wset_desk.domain.catalogue import LEVELS
from wset_desk.i18n import _
from wset_desk.services.course_rows import CourseSessionRow

UPCOMING, PAST, ALL = "upcoming", "past", "all"
_BAR_LEFT, _BAR_HEIGHT = 66, 6


class SessionList(QWidget):
    """``opened(row)`` when a person picks a course session, ``counted(n)`` after each look."""

    opened = Signal(object)
    counted = Signal(int)

    def __init__(
        self, context: DeskContext, actions: SessionActions, create: Callable[[], object]
    ) -> None:
        super().__init__()
        self._context = context
        self._actions = actions
        self._create = create
        self._asked = 0
        self.search = SearchField(_("Filter course sessions"), _("Course or place"))
        self.level = Combo(_("Level"), _level_choices(), kind="ghost")
        self.period = Combo(_("Period"), _period_choices(), UPCOMING, kind="ghost")
        self.cancelled = Check(_("Cancelled too"), on_change=lambda _on: self.refresh())
        columns = session_columns(context.session.zone, context.session.today())
        self.model = RowsModel(columns)
        self.table = FittingTable(
            _("Course sessions"), self.model, ("place", "exam", "status", "level")
        )
        self.table.setItemDelegate(_SeatsDelegate(self.table, columns))
        self.table.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.table.activated_row.connect(self.opened)
        self.table.clicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))
        self.search.searched.connect(lambda _text: self.refresh())
        self.level.chosen.connect(lambda _value: self.refresh())
        self.period.chosen.connect(lambda _value: self.refresh())
        filters = flowing(self.search, self.level, self.period, self.cancelled, gap=3)
        layout = column(filters, framed(self.table), gap=4)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Ask again for what the filters let through."""
        self._asked += 1
        asked = self._asked
        self._actions.list(lambda rows: self._show(asked, rows), **self._filters())

    def clear_filters(self) -> None:
        self.search.clear()
        self.level.set_value(None)
        self.period.set_value(ALL)
        self.refresh()

    def _filters(self) -> dict[str, Any]:
        filters: dict[str, Any] = {
            "text": self.search.text().strip(),
            "level": self.level.value(),
            "include_cancelled": self.cancelled.isChecked(),
        }
        today = self._context.session.today()
        if self.period.value() == UPCOMING:
            filters["from_day"] = today
        if self.period.value() == PAST:
            filters["to_day"] = today - timedelta(days=1)
        return filters

    def _show(self, asked: int, rows: Sequence[CourseSessionRow]) -> None:
        if asked != self._asked:
            return
        newest_first = self.period.value() == PAST
        self.model.set_rows(tuple(reversed(rows)) if newest_first else rows)
        self._say_why_empty()
        self.counted.emit(len(rows))

    def _say_why_empty(self) -> None:
        """Only what a person asked for is called a filter: the list begins with what is ahead."""
        if self.search.text() or self.level.value() or self.period.value() == PAST:
            text = _("No course session fits the filter.")
            self.table.set_empty(text, _("Show all"), self.clear_filters, icon="book")
            return
        ahead = self.period.value() == UPCOMING
        text = (
            _("No course session is running or ahead.") if ahead else _("No course sessions yet.")
        )
        self.table.set_empty(text, _("New course session"), self._create, icon="book")


class _SeatsDelegate(RowDelegate):
    """Paints a bar beside the number of seats taken."""

    def __init__(self, view: DataTable, columns: Sequence[Any]) -> None:
        super().__init__(view)
        self._seats = [each.key for each in columns].index(SEATS)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() != self._seats:
            return
        row_ = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_seats(painter, _bar_rect(option), row_.enrolled, row_.max_capacity)
        painter.restore()


def _bar_rect(option: QStyleOptionViewItem) -> QRectF:
    rect = QRectF(option.rect)
    left, height = theme().px(_BAR_LEFT), theme().px(_BAR_HEIGHT)
    bar = QRectF(0, rect.center().y() - height / 2, rect.width() - left - theme().px(12), height)
    mirrored = option.direction == Qt.LayoutDirection.RightToLeft
    bar.moveLeft(rect.left() + theme().px(12) if mirrored else rect.left() + left)
    return bar


def _level_choices() -> list[Choice]:
    return [Choice(None, _("All levels")), *(Choice(each, labels.level(each)) for each in LEVELS)]


def _period_choices() -> list[Choice]:
    return [
        Choice(UPCOMING, _("Running and upcoming")),
        Choice(PAST, _("Past")),
        Choice(ALL, _("All dates")),
    ]
