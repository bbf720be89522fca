"""Text whose letters join, stack or run from the right: drawn by Raqm, readable behind.

The picture is what people see. The same text lies behind it unseen, so that it can be found,
copied and read aloud.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from wset_desk.documents.fonts import font_file, use
from wset_desk.documents.runs import Run
from wset_desk.documents.styles import TextStyle

_DOTS_PER_POINT = 6
"""432 dots an inch, in shades of grey."""
_MEASURED_AT = 200
_MARGIN = 2
_UNSEEN = 3
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]+(?:[ ]+[\u0590-\u08ff]+)*")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with its place: `left` and `bottom` are points from the start of the baseline."""

    image: ImageReader
    left: float
    bottom: float
    width: float
    height: float


def width_of(run: Run) -> float:
    """How wide the run is, in multiples of its size."""
    font = _font(run, _MEASURED_AT)
    return font.getlength(run.text, direction=_direction(run)) / _MEASURED_AT


def draw(canvas: Canvas, run: Run, x: float, y: float, style: TextStyle) -> None:
    """Draw the run from `x` on the baseline `y`, in points."""
    drawn = _picture(run, style.size, style.colour.int_rgb())
    _lay_behind(canvas, run, x, y, style.size)
    if drawn is not None:
        place = (x + drawn.left, y + drawn.bottom, drawn.width, drawn.height)
        canvas.drawImage(drawn.image, *place, mask="auto")


def _lay_behind(canvas: Canvas, run: Run, x: float, y: float, size: float) -> None:
    """The text unseen, as long as the picture: letters from the right in the order they stand."""
    use(run.face)
    canvas.saveState()
    text = canvas.beginText(x, y)
    text.setFont(run.face.name, size)
    text.setTextRenderMode(_UNSEEN)
    behind = _FROM_RIGHT.sub(lambda found: found[0][::-1], run.text)
    natural = canvas.stringWidth(behind, run.face.name, size)
    if natural:
        text.setHorizScale(100 * width_of(run) * size / natural)
    text.textOut(behind)
    canvas.drawText(text)
    canvas.restoreState()


@lru_cache(maxsize=256)
def _picture(run: Run, size: float, rgb: int) -> Drawn | None:
    """None where there is nothing to see."""
    font = _font(run, round(size * _DOTS_PER_POINT))
    direction = _direction(run)
    left, top, right, bottom = (
        round(edge) for edge in font.getbbox(run.text, anchor="ls", direction=direction)
    )
    if right <= left or bottom <= top:
        return None
    extent = (right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN)
    ink = Image.new("L", extent)
    at = (_MARGIN - left, _MARGIN - top)
    ImageDraw.Draw(ink).text(at, run.text, 255, font, anchor="ls", direction=direction)
    image = Image.new("RGB", extent, (rgb >> 16, rgb >> 8 & 255, rgb & 255))
    image.putalpha(ink)
    return Drawn(
        ImageReader(image),
        (left - _MARGIN) / _DOTS_PER_POINT,
        -(bottom + _MARGIN) / _DOTS_PER_POINT,
        extent[0] / _DOTS_PER_POINT,
        extent[1] / _DOTS_PER_POINT,
    )


def _direction(run: Run) -> str:
    return "rtl" if run.from_right else "ltr"


@lru_cache(maxsize=64)
def _font_of(file: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, pixels, layout_engine=ImageFont.Layout.RAQM)


def _font(run: Run, pixels: int) -> ImageFont.FreeTypeFont:
    return _font_of(font_file(run.face), pixels)
