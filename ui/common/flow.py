"""A layout that goes on in the next line where one is too short."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.common.theme import theme


class FlowLayout(QLayout):
    """Items from the reading side on, each as large as it wants to be; ``gap`` is a space step."""

    def __init__(self, *, gap: int = 2) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(theme().space(gap))
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items in lines, each in the middle of its line; answers the height needed."""
        top = 0
        for line in self._lines(rect.width()):
            height = max(item.sizeHint().height() for item in line)
            left = 0
            for item in line:
                size = item.sizeHint()
                if move:
                    at = QPoint(left, top + (height - size.height()) // 2)
                    item.setGeometry(self._place(rect, at, size))
                left += size.width() + self.spacing()
            top += height + self.spacing()
        return max(0, top - self.spacing())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            wanted = item.sizeHint().width()
            if not lines or left + wanted > width:
                lines.append([])
                left = 0
            lines[-1].append(item)
            left += wanted + self.spacing()
        return lines

    def _shown(self) -> list[QLayoutItem]:
        """What is hidden takes no room, not even a gap."""
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, at: QPoint, size: QSize) -> QRect:
        left = rect.left() + at.x()
        parent = self.parentWidget()
        if parent is not None and parent.isRightToLeft():
            left = rect.right() - at.x() - size.width() + 1
        return QRect(QPoint(left, rect.top() + at.y()), size)


def flowing(*widgets: QWidget, gap: int) -> QWidget:
    """Widgets side by side as long as there is room."""
    box, flow = QWidget(), FlowLayout(gap=gap)
    for widget in widgets:
        flow.addWidget(widget)
    box.setLayout(flow)
    return box
