"""The numbers at the head of a report, and its charts beside or below one another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.common.figure import Figure
from ui.common.layouts import row
from ui.common.theme import theme
from ui.desk.report_chart import ChartCard
from wset_desk.i18n import _
from wset_desk.services.reports.tables import Chart, Headline
from wset_desk.services.reports.wording import cell_text

_MOST_FIGURES, _MOST_CHARTS = 4, 3
_NARROWEST_CHART = 360
_TONES = {"good": "success", "bad": "danger", "open": "warning"}


class Headlines(QWidget):
    """Up to four figures side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.figures = [Figure("") for _number in range(_MOST_FIGURES)]
        layout = row(*self.figures, gap=3)
        for number in range(_MOST_FIGURES):
            layout.setStretch(number, 1)
        self.setLayout(layout)

    def show_headlines(self, headlines: Sequence[Headline]) -> None:
        for figure, headline in zip(self.figures, headlines, strict=False):
            figure.set_name(_(headline.title))
            tone = _TONES.get(headline.tone, "text2")
            figure.show_amount(cell_text(headline.kind, headline.value), headline.note, tone)
        for number, figure in enumerate(self.figures):
            figure.setVisible(number < len(headlines))


class Charts(QWidget):
    """Up to three cards of the same width, below one another where they would be too narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = [ChartCard() for _number in range(_MOST_CHARTS)]
        self._shown = 0
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        for card in self.cards:
            self._box.addWidget(card, 1)
        self.setLayout(self._box)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._fold)

    def show_charts(self, charts: Sequence[Chart]) -> None:
        for card, chart in zip(self.cards, charts, strict=False):
            card.show_chart(chart)
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(charts))
        self._shown = len(charts)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        direction = QBoxLayout.Direction
        narrow = theme().px(_NARROWEST_CHART) * self._shown > self.width()
        wanted = direction.TopToBottom if narrow else direction.LeftToRight
        self._box.setSpacing(theme().space(3))
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
            self.updateGeometry()
