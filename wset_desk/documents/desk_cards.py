"""Cards for the desks of an exam room, eight to a page, to be cut along the lines."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from reportlab.lib.units import mm

from wset_desk.documents import styles
from wset_desk.documents.pages import Pages, Section
from wset_desk.documents.styles import PAGE, TextStyle
from wset_desk.documents.text import draw_text, fitting
from wset_desk.i18n import _
from wset_desk.services.letters.exam_lists import ExamList, ListedCandidate

_ACROSS, _DOWN = 2, 4
_CARD = (PAGE[0] / _ACROSS, PAGE[1] / _DOWN)
_INSIDE = 11 * mm
_ROOM = _CARD[0] - 2 * _INSIDE
_NAME = TextStyle(size=20, leading=26, bold=True)
_SEAT = TextStyle(size=24, leading=30, bold=True, colour=styles.ACCENT, align=styles.Align.RIGHT)
_LINE = replace(styles.CELL, size=10.5)


def desk_cards(found: ExamList) -> list[Section]:
    """A section a page."""
    each_page = _ACROSS * _DOWN
    people = found.candidates
    pages = [people[at : at + each_page] for at in range(0, len(people), each_page)]
    box = (0.0, 0.0, *PAGE)
    return [Section((), box, box, partial(_furnish, found, page)) for page in pages]


def _furnish(
    found: ExamList, people: Sequence[ListedCandidate], canvas: Pages, page: int, pages: int
) -> None:
    _draw_cuts(canvas)
    for at, each in enumerate(people):
        left = at % _ACROSS * _CARD[0] + _INSIDE
        top = PAGE[1] - at // _ACROSS * _CARD[1] - _INSIDE
        _draw_card(canvas, found, each, (left, top))


def _draw_card(
    canvas: Pages, found: ExamList, each: ListedCandidate, corner: tuple[float, float]
) -> None:
    left, top = corner
    draw_text(canvas, found.letterhead.name, styles.SMALL, (left, top - 8, _ROOM * 0.7))
    if each.seat:
        draw_text(canvas, each.seat, _SEAT, (left, top - 18, _ROOM))
    name = fitting(each.name, _NAME, _ROOM, smallest=9)
    draw_text(canvas, each.name, name, (left, top - 58, _ROOM))
    number = _("Candidate number {number}").format(number=each.number) if each.number else ""
    times = _("{day}, {start} – {end}").format(
        day=found.day, start=each.start or found.start, end=each.end or found.end
    )
    y = top - 82
    for text in (number, found.exam, times):  # what was agreed isn't for the room to read
        if text:
            draw_text(canvas, text, fitting(text, _LINE, _ROOM, smallest=6), (left, y, _ROOM))
            y -= 16


def _draw_cuts(canvas: Pages) -> None:
    canvas.setStrokeColor(styles.RULE)
    canvas.setLineWidth(0.5)
    canvas.setDash(3, 3)
    for column in range(1, _ACROSS):
        canvas.line(column * _CARD[0], 0, column * _CARD[0], PAGE[1])
    for row in range(1, _DOWN):
        canvas.line(0, row * _CARD[1], PAGE[0], row * _CARD[1])
    canvas.setDash()
