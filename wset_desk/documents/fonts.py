"""The fonts of printed documents: one for each script, the same on every computer.

Loaded when a text first needs them. A character that none has is `None` here, and printed as its
number where everybody sees it, never as an empty box.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from threading import RLock

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from wset_desk.system.resources import resource_path

rl_config.useA85 = 0  # binary streams: smaller, and half the time
rl_config.invariant = 1  # the same letter is the same file

REGULAR = "NotoSans-Regular"
SEMI_BOLD = "NotoSans-SemiBold"
_LOCK = RLock()


@dataclass(frozen=True, slots=True)
class Face:
    """A font file; `is_complex`: its letters join, stack or run from the right."""

    name: str
    ranges: tuple[tuple[int, int], ...] = ()
    is_complex: bool = False
    is_right_to_left: bool = False


_HEBREW = Face("NotoSansHebrew-Regular", ((0x590, 0x5FF), (0xFB1D, 0xFB4F)), True, True)
_ARABIC = Face(
    "NotoSansArabic-Regular",
    ((0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
    True,
    True,
)
_HANGUL = Face("NanumSquare-Regular", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3)))
_HAN = Face(
    "DroidSansFallbackFull",
    ((0x2E80, 0x312F), (0x3190, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x2FA1F)),
)
SCRIPTS = (
    Face("NotoSansArmenian-Regular", ((0x530, 0x58F), (0xFB13, 0xFB17))),
    _HEBREW,
    _ARABIC,
    Face("NotoSansDevanagari-Regular", ((0x900, 0x97F), (0xA8E0, 0xA8FF)), True),
    Face("NotoSansBengali-Regular", ((0x980, 0x9FF),), True),
    Face("NotoSansGurmukhi-Regular", ((0xA00, 0xA7F),), True),
    Face("NotoSansGujarati-Regular", ((0xA80, 0xAFF),), True),
    Face("NotoSansTamil-Regular", ((0xB80, 0xBFF),), True),
    Face("NotoSansTelugu-Regular", ((0xC00, 0xC7F),), True),
    Face("NotoSansKannada-Regular", ((0xC80, 0xCFF),), True),
    Face("NotoSansMalayalam-Regular", ((0xD00, 0xD7F),), True),
    Face("NotoSansSinhala-Regular", ((0xD80, 0xDFF),), True),
    Face("NotoSansThai-Regular", ((0xE00, 0xE7F),), True),
    Face("NotoSansLao-Regular", ((0xE80, 0xEFF),), True),
    Face("NotoSansMyanmar-Regular", ((0x1000, 0x109F), (0xAA60, 0xAA7F)), True),
    Face("NotoSansGeorgian-Regular", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
    Face("NotoSansEthiopic-Regular", ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F))),
    Face("NotoSansKhmer-Regular", ((0x1780, 0x17FF), (0x19E0, 0x19FF)), True),
    _HANGUL,
    _HAN,
)
_LATIN = {False: Face(REGULAR), True: Face(SEMI_BOLD)}
"""Latin, Greek, Cyrillic and all signs, by whether it is semi-bold."""
_STARTS = sorted((first, last, face) for face in SCRIPTS for first, last in face.ranges)


def font_file(face: Face) -> str:
    """Where the font lies."""
    return str(resource_path(f"fonts/print/{face.name}.ttf"))


def use(face: Face) -> TTFont:
    """The font, known to reportlab by the face's name from now on."""
    with _LOCK:
        try:
            return pdfmetrics.getFont(face.name)
        except KeyError:
            font = TTFont(face.name, font_file(face))
            pdfmetrics.registerFont(font)
            return font


def covers(face: Face, character: str) -> bool:
    """Whether the font has a glyph for it."""
    return ord(character) in use(face).face.charToGlyph


@lru_cache(maxsize=4096)
def face_for(character: str, bold: bool = False) -> Face | None:
    """The face in which a character is printed; None where no font has it."""
    of_script = _of_script(ord(character))
    if of_script is not None and covers(of_script, character):
        return of_script
    latin = _LATIN[bold]
    if covers(latin, character):
        return latin
    return next((face for face in (_HAN, _HANGUL) if covers(face, character)), None)


def latin_face(bold: bool) -> Face:
    """The face of everything that isn't of a script of its own."""
    return _LATIN[bold]


def _of_script(code: int) -> Face | None:
    at = bisect_right(_STARTS, code, key=lambda each: each[0]) - 1
    if at < 0:
        return None
    first, last, face = _STARTS[at]
    return face if first <= code <= last else None
