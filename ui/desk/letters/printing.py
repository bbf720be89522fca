"""Pages on a printer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from ui.common.progress import Progress
from ui.desk.letters.pages_view import image_of
from wset_desk.documents.pages import Printed
from wset_desk.documents.preview import page_picture, page_sizes
from wset_desk.domain.errors import DomainError

_MOST_DOTS_AN_INCH = 300
_POINTS_AN_INCH = 72


def printer_for(printed: Printed) -> QPrinter:
    """A printer set to the paper of the first page."""
    width, height = page_sizes(printed.content)[0]
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    across = width > height
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    )
    printer.setFullPage(True)
    return printer


def print_pages(printed: Printed, printer: QPrinter, progress: Progress) -> None:
    """Print the pages that the printer's range names, all without one.

    Runs on any thread. Refuses PRINTER_NOT_READY.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise DomainError("PRINTER_NOT_READY")
    try:
        wanted = _wanted(printer, printed.pages)
        for done, at in enumerate(wanted):
            progress.report(done / len(wanted))
            if done:
                printer.newPage()
            _paint(painter, printer, printed, at)
    finally:
        painter.end()


def _wanted(printer: QPrinter, pages: int) -> range:
    """From 0; a printer's range counts from 1, and is 0 where there is none."""
    first, last = printer.fromPage(), printer.toPage()
    return range(first - 1, min(last, pages)) if first else range(pages)


def _paint(painter: QPainter, printer: QPrinter, printed: Printed, at: int) -> None:
    dots = min(printer.resolution(), _MOST_DOTS_AN_INCH)
    image = image_of(page_picture(printed.content, at, dots / _POINTS_AN_INCH))
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    size = QSizeF(image.size()).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(paper.topLeft(), size), image)
