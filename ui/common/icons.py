"""Line icons, drawn from ``resources/icons/<name>.svg`` in a colour of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.common.theme import theme
from wset_desk.system.resources import resource_path

_PIXELS_PER_POINT = 2  # crisp on dense screens; scaled down elsewhere


def pixmap(name: str, color_key: str = "text2", size: float = 18) -> QPixmap:
    """The icon in a token's colour; ``size`` is in pixels at 100 % text size.

    Raises FileNotFoundError for a name that has no icon.
    """
    return _draw(name, theme().color(color_key).name(), theme().px(size))


def icon(name: str, color_key: str = "text2", size: float = 18) -> QIcon:
    """The icon with its disabled look, for menus, models and Qt's own widgets."""
    made = QIcon(pixmap(name, color_key, size))
    made.addPixmap(pixmap(name, "text3", size), QIcon.Mode.Disabled)
    return made


def paint_icon(painter: QPainter, name: str, color_key: str, target: QRectF) -> None:
    """Draw the icon centred in ``target``, whose height is the icon's size in device pixels."""
    side = round(min(target.width(), target.height()))
    drawn = _draw(name, theme().color(color_key).name(), side)
    left = target.center().x() - side / 2
    top = target.center().y() - side / 2
    painter.drawPixmap(QRectF(left, top, side, side), drawn, QRectF(drawn.rect()))


@cache
def _source(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _draw(name: str, color: str, side: int) -> QPixmap:
    drawn = QPixmap(side * _PIXELS_PER_POINT, side * _PIXELS_PER_POINT)
    drawn.setDevicePixelRatio(_PIXELS_PER_POINT)
    drawn.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace("currentColor", color)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return drawn
