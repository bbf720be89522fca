"""A paragraph in any script, broken into lines."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import combining

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapedStr, shapeFragWord
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from wset_desk.documents import drawn_text
from wset_desk.documents.fonts import use
from wset_desk.documents.runs import Run, printable, reads_from_right, right_to_left, runs
from wset_desk.documents.styles import Align, TextStyle

_WORD = re.compile(r"(?:(?<!\S)\d{1,2} )?\S+")
"""A short number stays with what it counts: "3 March" isn't torn apart."""
_PIECE = re.compile(r"[^-/@.]*[-/@.]|[^-/@.]+")
_FEATURES = {"kern": True, "liga": False, "dlig": False}
"""Letters stay what they are, so that a text that was printed can be searched."""
_UNIT = 1000.0


@dataclass(frozen=True, slots=True)
class _Fragment:
    fontName: str  # noqa: N815 - what reportlab reads
    fontSize: float  # noqa: N815


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is drawn; `from_right` begins it at the right."""

    text: str
    from_right: bool = False


class Text(Flowable):  # type: ignore[misc] # reportlab has no types
    """A text in one style; a line break in it begins a new line. `indent` is left free at the
    end of its lines."""

    def __init__(self, text: str, style: TextStyle, indent: float = 0) -> None:
        super().__init__()
        self.indent = indent
        self.text = text
        self.style = style
        self.lines: tuple[Line, ...] = ()
        self.spaceBefore = style.space_before
        self.spaceAfter = style.space_after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width - self.indent
        self.lines = broken(self.text, self.style, self.width)
        self.height = len(self.lines) * self.style.leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits into `height`, and the rest."""
        self.wrap(width, height)
        fitting = int(height // self.style.leading)
        if not 0 < fitting < len(self.lines):
            return []
        first, rest = self.lines[:fitting], self.lines[fitting:]
        return [_Lines(first, replace(self.style, space_after=0)), _Lines(rest, self.style)]

    def draw(self) -> None:
        style = self.style
        baseline = self.height - style.leading / 2 - style.size * 0.36
        for line in self.lines:
            draw_line(self.canv, line, style, (0, baseline, self.width))
            baseline -= style.leading


class _Lines(Text):
    """Lines that are broken already."""

    def __init__(self, lines: tuple[Line, ...], style: TextStyle) -> None:
        super().__init__("\n".join(line.text for line in lines), style)
        self.lines = lines

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = len(self.lines) * self.style.leading
        return width, self.height


def draw_text(canvas: Canvas, text: str, style: TextStyle, box: tuple[float, float, float]) -> None:
    """Draw a text on one line; `box` is where it begins, its baseline, and the width it has."""
    draw_line(canvas, one_line(text), style, box)


def draw_line(
    canvas: Canvas, line: Line, style: TextStyle, box: tuple[float, float, float]
) -> None:
    """The same of a line."""
    x, y, width = box
    own_width = line_width(line, style)
    at_right = style.align is Align.RIGHT or (style.align is Align.START and line.from_right)
    if at_right:
        x += width - own_width
    elif style.align is Align.CENTRE:
        x += (width - own_width) / 2
    for run in _runs_of(line, style.bold):
        canvas.missing.update(dict.fromkeys(run.missing))
        if run.is_complex:
            drawn_text.draw(canvas, run, x, y, style)
        else:
            _draw_plain(canvas, run, x, y, style)
        x += _run_width(run) * style.size


def line_width(line: Line, style: TextStyle) -> float:
    """How wide a line is, in points."""
    return sum(_run_width(run) for run in _runs_of(line, style.bold)) * style.size


def one_line(text: str) -> Line:
    """A text that isn't broken."""
    shown = printable(text)
    return Line(shown, reads_from_right(shown))


def fitting(text: str, style: TextStyle, width: float, smallest: float) -> TextStyle:
    """The style, as much smaller as the text needs to fit one line, down to `smallest` points."""
    own_width = line_width(one_line(text), style)
    if own_width <= width:
        return style
    size = max(smallest, 0.999 * style.size * width / own_width)
    return replace(style, size=size, leading=style.leading * size / style.size)


def broken(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """`text` in lines no wider than `width` points."""
    found: list[Line] = []
    for paragraph in text.splitlines() or [""]:
        shown = printable(paragraph)
        from_right = reads_from_right(shown)
        found += [Line(each, from_right) for each in _broken(shown, style, width)]
    return tuple(found)


def _broken(text: str, style: TextStyle, width: float) -> list[str]:
    lines: list[str] = []
    held = ""
    held_width = 0.0
    blank = _width(" ", style)
    for word in _WORD.findall(" ".join(text.split())):
        word_width = _width(word, style)
        if held and held_width + blank + word_width <= width:
            held, held_width = f"{held} {word}", held_width + blank + word_width
            continue
        if held:
            lines.append(held)
        *whole, held = _cut(word, style, width) if word_width > width else [word]
        lines += whole
        held_width = _width(held, style)
    return [*lines, held]


def _cut(word: str, style: TextStyle, width: float) -> list[str]:
    """A word that is wider than a line, cut behind its hyphens, else between its letters."""
    parts, held = [], ""
    for piece in _PIECE.findall(word):
        fits = _width(piece, style) <= width
        for token in [piece] if fits else piece:
            if held and not combining(token[0]) and _width(held + token, style) > width:
                parts.append(held)
                held = ""
            held += token
    return [*parts, held]


def _width(text: str, style: TextStyle) -> float:
    return sum(_run_width(run) for run in runs(text, style.bold)) * style.size


def _runs_of(line: Line, bold: bool) -> tuple[Run, ...]:
    return (right_to_left(line.text),) if line.from_right else runs(line.text, bold)


@lru_cache(maxsize=8192)
def _run_width(run: Run) -> float:
    """In multiples of the size."""
    if run.is_complex:
        return drawn_text.width_of(run)
    shaped = _shaped(run, _UNIT)
    if isinstance(shaped, ShapedStr):
        return float(sum(each.x_advance for each in shaped.__shapeData__) / _UNIT)
    return float(pdfmetrics.stringWidth(shaped, run.face.name, _UNIT) / _UNIT)


@lru_cache(maxsize=4096)
def _shaped(run: Run, size: float) -> str:
    """The run with kerning and its marks in their places."""
    use(run.face)
    fragment = _Fragment(run.face.name, size)
    word = [0, (fragment, run.text)]
    has_marks = any(combining(character) for character in run.text)
    found: str = shapeFragWord(word, features={**_FEATURES, "ccmp": has_marks})[1][1]
    return found


def _draw_plain(canvas: Canvas, run: Run, x: float, y: float, style: TextStyle) -> None:
    text = canvas.beginText(x, y)
    use(run.face)
    text.setFont(run.face.name, style.size)
    text.setFillColor(style.colour)
    text.textOut(_shaped(run, style.size))
    canvas.drawText(text)
