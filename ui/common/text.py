"""Labels in the type styles of the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.common.theme import theme


class Label(QLabel):
    """Plain text in a type style (``body``, ``bodyStrong``, ``title`` …) and a colour token."""

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        *,
        tone: str = "",
        weight: int | None = None,
        tabular: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._style = style
        self._weight = weight
        self._tabular = tabular
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_tone(self, tone: str) -> None:
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def _restyle(self) -> None:
        self.setFont(theme().font(self._style, self._weight, tabular=self._tabular))


class ElidedLabel(Label):
    """One line that ends in "…" where room is short; the whole text is then its tool tip."""

    def __init__(
        self, text: str = "", style: str = "body", *, tone: str = "", weight: int | None = None
    ) -> None:
        super().__init__(text, style, tone=tone, weight=weight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._explain()

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance("…") * 2, metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self._shown())

    def _shown(self) -> str:
        room = self.contentsRect().width()
        return QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def _explain(self) -> None:
        self.setToolTip("" if self._shown() == self.text() else self.text())
