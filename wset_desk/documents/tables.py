"""Tables of documents: a list under headings, and pairs of a name and what it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.platypus import Table, TableStyle

from wset_desk.documents import styles
from wset_desk.documents.styles import TextStyle
from wset_desk.documents.text import Text

Command = tuple[object, ...]
_HAIR = 0.5
_BUTT = 0
_BEHIND_NUMBER = 16
_ACROSS = (0, 0), (-1, 0)


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in points; `numeric` is aligned at the right."""

    heading: str
    width: float
    numeric: bool = False


def facts_table(facts: Iterable[tuple[str, str]], label_width: float, width: float) -> Table:
    """What is called so, and what it is, a line each."""
    rows = [(Text(label, styles.LABEL), Text(value, styles.CELL_BOLD)) for label, value in facts]
    commands: list[Command] = [*_padding(2.5), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    return _table(rows, [label_width, width - label_width], commands)


def grid(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    total: Sequence[str] = (),
    first: TextStyle = styles.CELL,
) -> Table:
    """A list whose headings are repeated on every page; `first` is the style of its first column,
    `total` the last line."""
    heading = [
        Text(each.heading, styles.LABEL_RIGHT if each.numeric else styles.LABEL) for each in columns
    ]
    cells = [[_cell(columns, at, text, first) for at, text in enumerate(row)] for row in rows]
    if total:
        bold = (styles.CELL_BOLD, styles.CELL_BOLD_RIGHT)
        cells.append([Text(text, bold[columns[at].numeric]) for at, text in enumerate(total)])
    commands: list[Command] = [
        *_padding(4),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        *(("LEFTPADDING", (at, 0), (at, -1), _BEHIND_NUMBER) for at in _behind_numbers(columns)),
        ("LINEBELOW", *_ACROSS, 1, styles.ACCENT),
        ("LINEBELOW", (0, 1), (-1, -1), _HAIR, styles.RULE),
    ]
    if total:
        commands.append(("LINEABOVE", (0, -1), (-1, -1), 1, styles.INK))
    return _table([heading, *cells], [each.width for each in columns], commands, repeat=1)


def banner(text: str, width: float) -> Table:
    """A text that stands out."""
    commands: list[Command] = [
        *_padding(9),
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
        ("BACKGROUND", *_ACROSS, styles.TINT),
        ("LINEBEFORE", *_ACROSS, 3, styles.ACCENT, _BUTT),
    ]
    return _table([[Text(text, styles.VERDICT)]], [width], commands)


def _behind_numbers(columns: Sequence[Column]) -> list[int]:
    """The columns at the left edge of which a number would touch them."""
    return [
        at
        for at, (before, column) in enumerate(pairwise(columns), 1)
        if before.numeric and not column.numeric
    ]


def _cell(columns: Sequence[Column], at: int, text: str, first: TextStyle) -> Text:
    if at == 0:
        return Text(text, first)
    return Text(text, styles.CELL_RIGHT if columns[at].numeric else styles.CELL)


def _padding(points: float) -> list[Command]:
    everywhere = (0, 0), (-1, -1)
    return [
        ("VALIGN", *everywhere, "TOP"),
        ("TOPPADDING", *everywhere, points),
        ("BOTTOMPADDING", *everywhere, points),
        ("LEFTPADDING", *everywhere, 3),
        ("RIGHTPADDING", *everywhere, 3),
    ]


def _table(
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    commands: Sequence[Command],
    *,
    repeat: int = 0,
) -> Table:
    return Table(
        [list(row) for row in rows],
        colWidths=list(widths),
        repeatRows=repeat,
        style=TableStyle(list(commands)),
        hAlign="LEFT",
    )
