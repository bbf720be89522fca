"""The recovery key on paper: one page, printed or as a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from ui.common import dates
from ui.common.theme import theme
from wset_desk.i18n import _

_MARGIN_MM = 22
_GROUPS_A_LINE = 4
_POINTS_AN_INCH = 72
_INK = Qt.GlobalColor.black


@dataclass(frozen=True)
class RecoverySheet:
    """What stands on the page. `key` is the printed form, groups joined by hyphens."""

    centre_name: str
    key: str
    day: date

    def groups(self) -> list[str]:
        return self.key.split("-")

    def lines(self) -> list[str]:
        """The groups, four a line."""
        groups = self.groups()
        starts = range(0, len(groups), _GROUPS_A_LINE)
        return ["   ".join(groups[i : i + _GROUPS_A_LINE]) for i in starts]


def save_pdf(sheet: RecoverySheet, path: Path) -> None:
    """Write the page as a PDF. Raises OSError where that isn't possible."""
    drawn = QBuffer()
    drawn.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(drawn)
    writer.setTitle(_("Recovery key of {name}").format(name=sheet.centre_name))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    paint_sheet(sheet, writer)
    path.write_bytes(drawn.data().data())


def paint_sheet(sheet: RecoverySheet, device: QPagedPaintDevice) -> bool:
    """Draw the page on a printer or a PDF; False if the device can't be drawn on."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(device):
        return False
    _Page(painter, device).draw(sheet)
    return painter.end()


class _Page:
    """Writes paragraphs below one another; sizes are points."""

    def __init__(self, painter: QPainter, device: QPagedPaintDevice) -> None:
        self._painter = painter
        self._dots_a_point = device.logicalDpiY() / _POINTS_AN_INCH
        self._width = device.width()
        self._top = 0.0
        painter.setPen(_INK)

    def draw(self, sheet: RecoverySheet) -> None:
        self._write(_("WSET Desk"), 11, below=26)
        self._write(_("Recovery key"), 26, bold=True, below=4)
        self._write(sheet.centre_name, 16, below=26)
        for line in sheet.lines():
            self._write(line, 25, bold=True, below=8, tabular=True)
        self._top += self._dots(16)
        self._write(
            _(
                "Whoever holds this sheet can open the data of the centre. Keep it with the papers "
                "that matter, away from the computer."
            ),
            12,
            below=8,
        )
        self._write(
            _(
                "If the program asks for a passphrase that nobody remembers, or the computer has "
                "lost its key: choose “Recovery key” on the sign-in page and type the fourteen "
                "groups. Capital and small letters don't matter, nor do hyphens."
            ),
            12,
            below=8,
        )
        made = _("Made on {day}.").format(day=dates.day_long(sheet.day))
        self._write(made, 12, below=0)

    def _write(
        self, text: str, points: int, *, below: int, bold: bool = False, tabular: bool = False
    ) -> None:
        font: QFont = theme().font("body", 600 if bold else 400, tabular=tabular)
        font.setPixelSize(round(self._dots(points)))
        self._painter.setFont(font)
        room = QRectF(0, self._top, self._width, self._dots(400))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        used = self._painter.boundingRect(room, flags, text)
        self._painter.drawText(room, flags, text)
        self._top += used.height() + self._dots(below)

    def _dots(self, points: float) -> float:
        return points * self._dots_a_point
