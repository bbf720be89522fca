"""Pages of a PDF: texts and tables flowed into them, headings and numbers put on afterwards."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import RLock
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from wset_desk.documents.styles import PAGE

_LOCK = RLock()
"""Fonts keep count of their letters for each document: one is made at a time."""
_ZERO = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)

Box = tuple[float, float, float, float]
"""Left, bottom, width and height, in points."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF file. `missing` are the characters that no font has: their numbers are printed."""

    content: bytes
    pages: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A document within the file, with page numbers of its own.

    `furnish` draws what stands on every page: it is told which page of how many. A `name` stands
    in the list of contents that readers show beside the pages.
    """

    story: Sequence[Flowable]
    first: Box
    later: Box
    furnish: Callable[["Pages", int, int], None]
    page_size: tuple[float, float] = PAGE
    name: str = ""


class Pages(Canvas):  # type: ignore[misc] # reportlab has no types
    """A canvas that ends its pages when it is known how many there are."""

    def __init__(self, file: BytesIO, *, title: str, author: str, language: str) -> None:
        super().__init__(file, pagesize=PAGE, pageCompression=1, invariant=1, lang=language)
        self.setTitle(title)
        self.setAuthor(author)
        self.setCreator("WSET Desk")
        self.missing: dict[str, None] = {}
        self.total = 0
        self._held: list[dict[str, Any]] = []

    def hold_page(self) -> None:
        """Begin the next page; this one is ended by `end_section`."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def end_section(self, section: Section) -> None:
        """Furnish and end the pages held."""
        held, self._held = self._held, []
        for number, state in enumerate(held, 1):
            self.__dict__.update(state, _held=[], total=self.total + 1)
            section.furnish(self, number, len(held))
            if number == 1 and section.name:
                key = f"page-{self.total}"
                self.bookmarkPage(key)
                self.addOutlineEntry(section.name, key)
            super().showPage()


def pdf(
    sections: Iterable[Section],
    *,
    title: str,
    author: str = "",
    language: str = "en",
    done: Callable[[], object] = lambda: None,
) -> Printed:
    """The sections one after another, the same bytes for the same sections.

    `done` is told after each; whatever it raises ends the work.
    """
    with _LOCK:
        file = BytesIO()
        canvas = Pages(file, title=title, author=author, language=language)
        for section in sections:
            _flow(canvas, section)
            canvas.end_section(section)
            done()
        canvas.save()
        return Printed(file.getvalue(), canvas.total, tuple(canvas.missing))


def _flow(canvas: Pages, section: Section) -> None:
    """Fill page after page; a flowable that is higher than a page is an error of ours."""
    rest = list(section.story)
    box = section.first
    while True:
        canvas.setPageSize(section.page_size)
        frame = Frame(*box, **_ZERO)
        before = list(rest)
        _fill(canvas, frame, rest)
        canvas.hold_page()
        if not rest:
            return
        if rest == before and box == section.later:
            raise ValueError(f"higher than a page: {rest[0]!r}")
        box = section.later


def _fill(canvas: Pages, frame: Frame, rest: list[Flowable]) -> None:
    """Take from `rest` what fits, of the last one a part where it can be parted."""
    frame.addFromList(rest, canvas)
    parts = frame.split(rest[0], canvas) if rest else []
    if parts and frame.add(parts[0], canvas):
        rest[:1] = parts[1:]
