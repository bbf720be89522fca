"""How documents look: sizes in points, colours, the page."""

from dataclasses import dataclass
from enum import StrEnum

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

PAGE = A4
LEFT = 25 * mm
RIGHT = 22 * mm
WIDTH = PAGE[0] - LEFT - RIGHT
INK = HexColor(0x211B1E)
QUIET = HexColor(0x6B6167)
ACCENT = HexColor(0x7A1F3D)
RULE = HexColor(0xD9D2CF)
TINT = HexColor(0xF8F1F3)
PAPER = HexColor(0xFFFFFF)


class Align(StrEnum):
    """`START` is where a paragraph begins: at the right, if its first letter reads from there."""

    START = "start"
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Lengths in points."""

    size: float = 10.5
    leading: float = 15.0
    bold: bool = False
    colour: Color = INK
    align: Align = Align.LEFT
    space_before: float = 0
    space_after: float = 0


BODY = TextStyle(align=Align.START, space_after=8)
CELL = TextStyle(size=9.5, leading=12.5)
CELL_RIGHT = TextStyle(size=9.5, leading=12.5, align=Align.RIGHT)
CELL_BOLD = TextStyle(size=9.5, leading=12.5, bold=True)
CELL_BOLD_RIGHT = TextStyle(size=9.5, leading=12.5, bold=True, align=Align.RIGHT)
LABEL = TextStyle(size=8.5, leading=12.5, colour=QUIET)
LABEL_RIGHT = TextStyle(size=8.5, leading=12.5, colour=QUIET, align=Align.RIGHT)
SMALL = TextStyle(size=8.5, leading=11.5, colour=QUIET)
SMALL_RIGHT = TextStyle(size=8.5, leading=11.5, colour=QUIET, align=Align.RIGHT)
ADDRESS = TextStyle(size=10.5, leading=14)
SUBJECT = TextStyle(size=14, leading=19, bold=True, space_after=10)
CENTRE_NAME = TextStyle(size=14, leading=18, bold=True, colour=ACCENT)
TITLE = TextStyle(size=19, leading=25, bold=True, space_after=2)
VERDICT = TextStyle(size=13, leading=18, bold=True, colour=ACCENT)
KIND = TextStyle(size=10, leading=14, bold=True, colour=ACCENT)
NOTE = TextStyle(size=8, leading=10.5, colour=QUIET)
