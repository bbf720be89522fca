"""The centre's paper: logo, name and address at the top, page numbers at the foot."""

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from wset_desk.documents import styles
from wset_desk.documents.pages import Pages
from wset_desk.documents.styles import LEFT, PAGE, RIGHT, WIDTH
from wset_desk.documents.text import broken, draw_line, draw_text, fitting
from wset_desk.i18n import _
from wset_desk.services.letters.rows import Letterhead

_TOP = PAGE[1] - 16 * mm
LOGO_WIDTH = 52 * mm
"""At most."""
_LOGO = (LOGO_WIDTH, 20 * mm)
_NAME_WIDTH = 88 * mm
_CONTACT_WIDTH = 62 * mm
_RULE = PAGE[1] - 44 * mm
_FOOT = 14 * mm


def draw_letterhead(canvas: Pages, letterhead: Letterhead) -> None:
    """Logo or name at the left, where the centre is found at the right, a rule below."""
    logo = _logo(letterhead)
    if logo is None:
        style = fitting(letterhead.name, styles.CENTRE_NAME, _NAME_WIDTH, smallest=10)
        y = _TOP - style.size
        for line in broken(letterhead.name, style, _NAME_WIDTH)[:2]:
            draw_line(canvas, line, style, (LEFT, y, _NAME_WIDTH))
            y -= style.leading
    else:
        _draw_logo(canvas, logo)
    _draw_contact(canvas, letterhead, named=logo is None)
    canvas.setStrokeColor(styles.ACCENT)
    canvas.setLineWidth(1)
    canvas.line(LEFT, _RULE, PAGE[0] - RIGHT, _RULE)


def draw_foot(
    canvas: Pages,
    left: str,
    page: int,
    pages: int,
    across: tuple[float, float] = (LEFT, WIDTH),
) -> None:
    """What it is at the left; "Page 2 of 3" at the right where there are several.

    `across` is where the foot begins, and how wide it is.
    """
    start, width = across
    canvas.setStrokeColor(styles.RULE)
    canvas.setLineWidth(0.5)
    canvas.line(start, _FOOT + 12, start + width, _FOOT + 12)
    draw_text(canvas, left, styles.SMALL, (start, _FOOT, width * 0.75))
    if pages > 1:
        number = _("Page {page} of {pages}").format(page=page, pages=pages)
        draw_text(canvas, number, styles.SMALL_RIGHT, (start, _FOOT, width))


def draw_logo_small(canvas: Pages, letterhead: Letterhead, box: tuple[float, float, float]) -> None:
    """The logo with its top right corner at `box`, as high as its third number."""
    logo = _logo(letterhead)
    if logo is not None:
        right, top, height = box
        width, tall = _fitted(logo, (_LOGO[0], height))
        canvas.drawImage(logo, right - width, top - tall, width, tall, mask="auto")


def _logo(letterhead: Letterhead) -> ImageReader | None:
    return None if letterhead.logo is None else ImageReader(BytesIO(letterhead.logo))


def _draw_logo(canvas: Pages, logo: ImageReader) -> None:
    width, height = _fitted(logo, _LOGO)
    canvas.drawImage(logo, LEFT, _TOP - height, width, height, mask="auto")


def _fitted(logo: ImageReader, room: tuple[float, float]) -> tuple[float, float]:
    """As large as it may be, in its own proportions."""
    width, height = logo.getSize()
    scale = min(room[0] / width, room[1] / height)
    return width * scale, height * scale


def _draw_contact(canvas: Pages, letterhead: Letterhead, *, named: bool) -> None:
    left = PAGE[0] - RIGHT - _CONTACT_WIDTH
    y = _TOP - styles.SMALL.size
    if not named:
        bold = styles.CELL_BOLD_RIGHT
        for line in broken(letterhead.name, bold, _CONTACT_WIDTH)[:2]:
            draw_line(canvas, line, bold, (left, y, _CONTACT_WIDTH))
            y -= bold.leading
    parts = (letterhead.address, letterhead.phone, letterhead.email)
    text = "\n".join(part for part in parts if part)
    room = int((y - _RULE) / styles.SMALL.leading)
    for line in broken(text, styles.SMALL_RIGHT, _CONTACT_WIDTH)[: max(room, 0)]:
        draw_line(canvas, line, styles.SMALL_RIGHT, (left, y, _CONTACT_WIDTH))
        y -= styles.SMALL.leading
