"""The notice on the door of an exam room: what is on, until when, and to be quiet. No names."""

from functools import partial

from reportlab.lib.pagesizes import landscape
from reportlab.lib.units import mm

from wset_desk.documents import styles
from wset_desk.documents.letterhead import draw_logo_small
from wset_desk.documents.pages import Pages, Section
from wset_desk.documents.styles import PAGE, Align, TextStyle
from wset_desk.documents.text import broken, draw_line, draw_text, fitting
from wset_desk.i18n import _
from wset_desk.services.letters.exam_lists import ExamList

_PAGE = landscape(PAGE)
_SIDE = 22 * mm
_WIDTH = _PAGE[0] - 2 * _SIDE
_BANNER = 50 * mm
_QUIET = TextStyle(size=40, leading=48, bold=True, colour=styles.PAPER, align=Align.CENTRE)
_EXAM = TextStyle(size=44, leading=54, bold=True, align=Align.CENTRE)
_DAY = TextStyle(size=26, leading=34, align=Align.CENTRE)
_TIMES = TextStyle(size=54, leading=64, bold=True, colour=styles.ACCENT, align=Align.CENTRE)
_NOTE = TextStyle(size=18, leading=26, colour=styles.QUIET, align=Align.CENTRE)


def door_notice(found: ExamList) -> Section:
    """One page across, to be read from afar."""
    box = (_SIDE, _SIDE, _WIDTH, _PAGE[1] - 2 * _SIDE)
    return Section((), box, box, partial(_furnish, found), _PAGE)


def _furnish(found: ExamList, canvas: Pages, page: int, pages: int) -> None:
    _draw_banner(canvas)
    y = _PAGE[1] - _BANNER - 26 * mm
    style = fitting(found.exam, _EXAM, _WIDTH, smallest=30)
    for line in broken(found.exam, style, _WIDTH)[:2]:
        draw_line(canvas, line, style, (_SIDE, y, _WIDTH))
        y -= style.leading
    draw_text(canvas, found.day, _DAY, (_SIDE, y, _WIDTH))
    times = _("{start} – {end}").format(start=found.start, end=found.end)
    draw_text(canvas, times, _TIMES, (_SIDE, y - 26 * mm, _WIDTH))
    for at, note in enumerate(_notes(found)):
        draw_text(canvas, note, _NOTE, (_SIDE, y - 42 * mm - at * _NOTE.leading, _WIDTH))
    draw_text(canvas, found.letterhead.name, styles.SMALL, (_SIDE, 14 * mm, _WIDTH))
    draw_logo_small(canvas, found.letterhead, (_PAGE[0] - _SIDE, 30 * mm, 16 * mm))


def _draw_banner(canvas: Pages) -> None:
    canvas.setFillColor(styles.ACCENT)
    canvas.rect(0, _PAGE[1] - _BANNER, _PAGE[0], _BANNER, stroke=0, fill=1)
    text = _("Quiet please: exam in progress")
    style = fitting(text, _QUIET, _WIDTH, smallest=24)
    draw_text(canvas, text, style, (_SIDE, _PAGE[1] - _BANNER / 2 - style.size * 0.36, _WIDTH))


def _notes(found: ExamList) -> list[str]:
    last = found.ends[-1]
    own = _("With extra time until {time}").format(time=last) if last != found.end else ""
    return [note for note in (own, found.place) if note]
