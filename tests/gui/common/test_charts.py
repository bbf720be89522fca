"""Charts drawn by hand: scale, what is pointed at, what is read out, both directions."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip

from tests.helpers.desk import settle
from ui.common.chart_scale import number_text
from ui.common.charts import ChartView, Picture, Place, Shape
from ui.common.theme import Appearance, theme
from wset_desk.domain.chart_scales import highest, round_up

Shown = Callable[..., Any]
SHORT = ("Oct", "Nov", "Dec")
LONG = ("Level 3 Wines, theory", "Level 3 Wines, tasting", "Level 3 Spirits, theory")


def places(names: tuple[str, ...], *values: tuple[int | None, ...]) -> list[Place]:
    return [
        Place(name, f"{name}: {own[-1]}", own, "" if own[-1] is None else f"{own[-1]}")
        for name, own in zip(names, values, strict=True)
    ]


def view(shape: Shape, names: tuple[str, ...] = SHORT, *, long_names: bool = False) -> ChartView:
    made = ChartView("Somethings")
    pairs = places(names, (10, 40), (None, None), (30, 20))
    made.show_picture(Picture(shape, pairs, Decimal(40), long_names=long_names))
    return made


def inked(image: QImage, ink: str) -> int:
    """How many points have this colour, looked at every third one."""
    wanted = theme().color(ink).rgb()
    points = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    return sum(image.pixel(x, y) == wanted for x, y in points)


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("shape", Shape)
def test_every_shape_is_drawn_in_the_themes_colours(
    shown: Shown, shape: Shape, appearance: Appearance
) -> None:
    theme().set_up(appearance, 100)
    chart = shown(view(shape), 420, 210)
    image = chart.grab().toImage()
    assert inked(image, "accent") > (0 if shape is Shape.LINE else 20)
    assert (inked(image, "borderStrong") > 20) == (shape is not Shape.LINE)


def test_it_is_read_out(shown: Shown) -> None:
    chart = shown(view(Shape.BARS), 420, 210)
    assert chart.accessibleName() == "Somethings"
    assert chart.accessibleDescription() == "Oct: 40; Nov: None; Dec: 20"


def test_what_is_pointed_at(shown: Shown) -> None:
    chart = shown(view(Shape.STACK), 420, 210)
    assert chart.place_at(0) is None
    assert [chart.place_at(x).name for x in (60, 230, 415)] == list(SHORT)
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    assert [chart.place_at(x).name for x in (5, 200, 370)] == list(SHORT[::-1])
    assert chart.place_at(419) is None


def test_a_tool_tip_tells_the_value(shown: Shown) -> None:
    chart = shown(view(Shape.LINE), 420, 210)
    there = QPoint(60, 80)
    event = QHelpEvent(QEvent.Type.ToolTip, there, chart.mapToGlobal(there))
    QApplication.sendEvent(chart, event)
    assert QToolTip.text() == "Oct: 40"
    QToolTip.hideText()


def test_bars_with_long_names_lie(shown: Shown) -> None:
    chart = shown(view(Shape.BARS, LONG, long_names=True), 320, 210)
    assert chart.lies
    assert [chart.place_at(160, y).name for y in (20, 100, 170)] == list(LONG)
    assert chart.place_at(160, 205) is None
    standing = inked(chart.grab().toImage(), "accent")
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    assert abs(inked(chart.grab().toImage(), "accent") - standing) < standing // 2
    chart.resize(1600, 210)
    settle()
    assert not chart.lies


def test_months_never_lie(shown: Shown) -> None:
    chart = shown(view(Shape.BARS, LONG), 300, 210)
    assert not chart.lies
    assert not chart.grab().toImage().isNull()


def test_nothing_to_show(shown: Shown) -> None:
    chart = shown(ChartView("Nothing"), 420, 210)
    assert chart.place_at(200) is None
    assert inked(chart.grab().toImage(), "accent") == 0


@pytest.mark.parametrize(
    ("amount", "top", "whole"),
    [("0", 4, 4), ("9", 10, 12), ("10.5", 12, 12), ("21", 30, 24), ("85", 100, 120)],
)
def test_the_end_of_the_scale(amount: str, top: int, whole: int) -> None:
    assert round_up(Decimal(amount)) == top
    assert round_up(Decimal(amount), whole=True) == whole
    assert whole % 4 == 0


def test_the_highest() -> None:
    assert highest([]) == 0
    assert highest([None, 3, Decimal("3.5")]) == Decimal("3.5")
    assert number_text(Decimal("1250.50")) == "1,250.5"
