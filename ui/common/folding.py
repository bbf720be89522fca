"""Two parts side by side, of which the second goes below where both don't fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QWidget

from ui.common.theme import theme


def folding(first: QLayout, second: QLayout, *, gap: int = 2) -> FoldingRow:
    """Two parts in such a row."""
    made = FoldingRow(gap=gap)
    made.set_parts(first, second)
    return made


class FoldingRow(QWidget):
    """The first takes what room there is; both are wanted whole before either is cut short."""

    def __init__(self, *, gap: int = 4) -> None:
        super().__init__()
        self._gap = gap
        self._parts: tuple[QLayout, ...] = ()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_parts(self, first: QLayout, second: QLayout) -> None:
        """Put the two in; called once."""
        self._parts = (first, second)
        self._box.addLayout(first, 1)
        self._box.addLayout(second)
        self._fold()

    @property
    def is_folded(self) -> bool:
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Room for the wider part: what is around it may be as narrow as the folded row."""
        widest = max((part.minimumSize().width() for part in self._parts), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return handled

    def _fold(self) -> None:
        gap = theme().space(self._gap)
        folded = sum(part.sizeHint().width() for part in self._parts) + gap > self.width()
        direction = QBoxLayout.Direction
        if folded != self.is_folded:
            self._box.setDirection(direction.TopToBottom if folded else direction.LeftToRight)
            self.updateGeometry()
        spacing = theme().space(2) if folded else gap
        if spacing != self._box.spacing():  # to set the same asks for another layout, without end
            self._box.setSpacing(spacing)
