"""The pages of a PDF as pictures, for previews and printers."""

from dataclasses import dataclass
from threading import RLock

import pypdfium2

_LOCK = RLock()
"""PDFium does one thing at a time."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """Blue, green, red and an unused byte for each dot; `stride` bytes a row."""

    width: int
    height: int
    stride: int
    data: bytes


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page, in points."""
    with _LOCK:
        document = pypdfium2.PdfDocument(content)
        try:
            return tuple(document.get_page_size(at) for at in range(len(document)))
        finally:
            document.close()


def page_picture(content: bytes, page: int, scale: float) -> PagePicture:
    """A page, counted from 0, at `scale` dots a point."""
    with _LOCK:
        document = pypdfium2.PdfDocument(content)
        try:
            drawn = document[page].render(scale=scale, prefer_bgrx=True)
            return PagePicture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
        finally:
            document.close()


def page_text(content: bytes, page: int) -> str:
    """What stands on a page, for those who listen to it."""
    with _LOCK:
        document = pypdfium2.PdfDocument(content)
        try:
            read = document[page].get_textpage()
            text: str = read.get_text_range()
            read.close()
            return text.replace("\r\n", "\n")
        finally:
            document.close()
