"""The charts of a report on paper."""

from collections.abc import Sequence
from decimal import Decimal

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus.flowables import Flowable

from wset_desk.documents import styles
from wset_desk.documents.styles import Align, TextStyle
from wset_desk.documents.text import draw_text, line_width, one_line
from wset_desk.domain.chart_scales import STEPS
from wset_desk.i18n import _
from wset_desk.services.reports.charts import top_of
from wset_desk.services.reports.tables import Chart, ChartPoint, ChartShape
from wset_desk.services.reports.wording import cell_text, scale_text, short_text

_HEIGHT = 128.0
_HEAD, _FOOT, _BESIDE = 34.0, 14.0, 5.0
_GREY = HexColor(0x8B827C)
_NAMES_SHARE = 0.34
_SHARE = 0.62
_TITLE = TextStyle(size=10.5, leading=14, bold=True)
_SMALL = TextStyle(size=7.5, leading=9.5, colour=styles.QUIET)
_SMALL_RIGHT = TextStyle(size=7.5, leading=9.5, colour=styles.QUIET, align=Align.RIGHT)
_VALUE = TextStyle(size=7.5, leading=9.5, bold=True)


class ReportChart(Flowable):  # type: ignore[misc] # reportlab has no types
    """A chart as wide as there is room; bars lie, marks and months stand."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self._chart = chart
        self._top = top_of(chart)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, _HEIGHT
        return width, _HEIGHT

    def draw(self) -> None:
        self._draw_words()
        if self._chart.shape is ChartShape.BARS:
            self._draw_lying()
        else:
            self._draw_standing()

    def _draw_words(self) -> None:
        top = self.height
        draw_text(self.canv, _(self._chart.title), _TITLE, (0, top - 11, self.width))
        draw_text(self.canv, _(self._chart.about), _SMALL, (0, top - 22, self.width))

    def _texts(self) -> list[str]:
        steps = (self._top * step / STEPS for step in range(STEPS + 1))
        return [scale_text(self._chart.kind, number) for number in steps]

    def _draw_lying(self) -> None:
        points = self._chart.points
        names = [short_text(self._chart.label_kind, point.label) for point in points]
        widest = max((line_width(one_line(name), _SMALL) for name in names), default=0.0)
        left = min(widest, self.width * _NAMES_SHARE) + _BESIDE
        room = self.width - left - 34
        high = self.height - _HEAD
        for step, text in enumerate(self._texts()):
            x = left + room * step / STEPS
            self._rule(x, _FOOT, x, high)
            draw_text(self.canv, text, _centred(_SMALL), (x - 20, 3, 40))
        row = (high - _FOOT) / max(len(points), 1)
        for number, (point, name) in enumerate(zip(points, names, strict=True)):
            middle = high - row * (number + 0.5)
            draw_text(self.canv, name, _SMALL_RIGHT, (0, middle - 2.5, left - _BESIDE))
            self._draw_lying_bars(point, left, middle, room, row)

    def _draw_lying_bars(
        self, point: ChartPoint, left: float, middle: float, room: float, row: float
    ) -> None:
        thick = min(row * _SHARE, 11.0) / len(point.values)
        longest = 0.0
        for number, (value, ink) in enumerate(zip(point.values, _inks(point), strict=True)):
            length = room * self._share(value)
            foot = middle + thick * (len(point.values) / 2 - number - 1)
            self._fill(left, foot, length, thick, ink)
            longest = max(longest, length)
        if point.values[-1] is not None:
            text = cell_text(self._chart.kind, point.values[-1])
            draw_text(self.canv, text, _VALUE, (left + longest + 3, middle - 2.5, 40))

    def _draw_standing(self) -> None:
        texts = self._texts()
        left = max(line_width(one_line(text), _SMALL) for text in texts) + _BESIDE
        high = self.height - _HEAD - 8
        room, tall = self.width - left, high - _FOOT
        for step, text in enumerate(texts):
            y = _FOOT + tall * step / STEPS
            self._rule(left, y, self.width, y)
            draw_text(self.canv, text, _SMALL_RIGHT, (0, y - 2.5, left - _BESIDE))
        column = room / max(len(self._chart.points), 1)
        self._draw_names(left, column)
        if self._chart.shape is ChartShape.LINE:
            self._draw_line(left, column, tall)
        else:
            for number, point in enumerate(self._chart.points):
                self._draw_stack(point, left + column * number, column, tall)

    def _draw_names(self, left: float, column: float) -> None:
        names = [short_text(self._chart.label_kind, p.label) for p in self._chart.points]
        widest = max((line_width(one_line(name), _SMALL) for name in names), default=0.0) + 4
        every = max(1, -int(-widest // column))
        for number in range(0, len(names), every):
            x = left + column * (number + 0.5)
            draw_text(self.canv, names[number], _centred(_SMALL), (x - 40, 3, 80))

    def _draw_stack(self, point: ChartPoint, left: float, column: float, tall: float) -> None:
        foot = _FOOT
        for value, ink in zip(point.values, _inks(point), strict=True):
            height = tall * self._share(value)
            self._fill(left + column * 0.07, foot, column * 0.86, height, ink)
            foot += height

    def _draw_line(self, left: float, column: float, tall: float) -> None:
        """Broken where there is nothing to say; a dot where a month stands alone."""
        before: tuple[float, float] | None = None
        for number, point in enumerate(self._chart.points):
            value = point.values[-1]
            if value is None:
                before = None
                continue
            here = left + column * (number + 0.5), _FOOT + tall * self._share(value)
            self.canv.setStrokeColor(styles.ACCENT)
            self.canv.setFillColor(styles.ACCENT)
            self.canv.setLineWidth(1.4)
            if before is not None:
                self.canv.line(*before, *here)
            self.canv.circle(*here, 1.6, stroke=0, fill=1)
            text = cell_text(self._chart.kind, value)
            draw_text(self.canv, text, _centred(_VALUE), (here[0] - 30, here[1] + 4, 60))
            before = here

    def _share(self, value: Decimal | int | None) -> float:
        return 0.0 if value is None else float(Decimal(value) / self._top)

    def _fill(self, x: float, y: float, width: float, height: float, ink: Color) -> None:
        if width and height:  # else a hair is seen
            self.canv.setFillColor(ink)
            self.canv.rect(x, y, width, height, stroke=0, fill=1)

    def _rule(self, x: float, y: float, x2: float, y2: float) -> None:
        self.canv.setStrokeColor(styles.RULE)
        self.canv.setLineWidth(0.5)
        self.canv.line(x, y, x2, y2)


def _inks(point: ChartPoint) -> Sequence[Color]:
    return [_GREY] * (len(point.values) - 1) + [styles.ACCENT]


def _centred(style: TextStyle) -> TextStyle:
    return TextStyle(
        size=style.size,
        leading=style.leading,
        bold=style.bold,
        colour=style.colour,
        align=Align.CENTRE,
    )
