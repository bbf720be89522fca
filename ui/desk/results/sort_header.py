"""The header of the results grid: a click on a column sorts by it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.common.theme import theme
from ui.desk.results.cell_painter import PADDING
from ui.desk.results.grid_layout import GridColumn
from ui.desk.results.sorting import Sorting

_ARROW = 16


class SortHeader(QHeaderView):
    """Qt's own ``sortIndicatorChanged(column, order)`` comes when a person sorts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)

    def sectionSizeFromContents(self, number: int) -> QSize:
        """With room for the arrow where there is one; Qt keeps it in every column."""
        size = super().sectionSizeFromContents(number)
        size.setWidth(self.title_width(number))
        return size

    def title_width(self, number: int) -> int:
        """What a title needs, also of a column that is hidden."""
        title = str(self.model().headerData(number, Qt.Orientation.Horizontal))
        advance = QFontMetrics(theme().font("label", 600)).horizontalAdvance(title)
        arrow = _ARROW if number == self.sortIndicatorSection() else 2
        return advance + theme().px(2 * PADDING + arrow)

    def sort_by(self, column: int) -> None:
        """Upwards; downwards where it is sorted so already."""
        order = Qt.SortOrder
        again = column == self.sortIndicatorSection()
        downwards = again and self.sortIndicatorOrder() is order.AscendingOrder
        self.setSortIndicator(column, order.DescendingOrder if downwards else order.AscendingOrder)

    def show_sorting(self, sorting: Sorting, layout: tuple[GridColumn, ...]) -> None:
        """Have the arrow where it belongs, without sorting."""
        if sorting.column not in layout:
            return
        order = Qt.SortOrder
        self.blockSignals(True)
        self.setSortIndicator(
            layout.index(sorting.column),
            order.DescendingOrder if sorting.descending else order.AscendingOrder,
        )
        self.blockSignals(False)
