"""The picture of revenue: for each month what was charged and what came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ui.common import dates
from ui.common.charts import ChartView, Picture, Place, Shape
from ui.common.money import money_text
from wset_desk.domain.chart_scales import highest, round_up
from wset_desk.i18n import _


@dataclass(frozen=True, slots=True)
class MonthBars:
    """A month's first day with its two amounts; `kept` is what came in and stayed."""

    month: date
    charged: Decimal
    kept: Decimal


class RevenueChart(ChartView):
    """Pairs of bars, a month each."""

    def __init__(self, currency: str) -> None:
        super().__init__(_("Revenue by month"))
        self._currency = currency
        self._months: tuple[MonthBars, ...] = ()

    @property
    def months(self) -> tuple[MonthBars, ...]:
        return self._months

    def show_months(self, months: Sequence[MonthBars]) -> None:
        self._months = tuple(months)
        places = [
            Place(_short(each.month), self._words(each), (each.charged, each.kept))
            for each in self._months
        ]
        top = round_up(highest(value for place in places for value in place.values))
        self.show_picture(Picture(Shape.BARS, places, top))

    def month_at(self, x: int) -> MonthBars | None:
        """The month whose bars stand at this distance from the left."""
        place = self.place_at(x)
        return None if place is None else self._months[self.picture.places.index(place)]

    def _words(self, month: MonthBars) -> str:
        return _("{month}: charged {charged}, received {received}").format(
            month=dates.month_text(month.month),
            charged=money_text(month.charged, self._currency),
            received=money_text(month.kept, self._currency),
        )


def _short(month: date) -> str:
    """ "Oct"; January with its year, where another one begins."""
    name = dates.month_name(month)
    return f"{name} {month.year}" if month.month == 1 else name
