"""Lists of an exam session: the register that candidates sign, and who sits where."""

import re
from collections.abc import Sequence
from functools import partial

from reportlab.lib.units import mm
from reportlab.platypus import Spacer, Table, TableStyle
from reportlab.platypus.flowables import Flowable

from wset_desk.documents import styles
from wset_desk.documents.letterhead import LOGO_WIDTH, draw_foot, draw_logo_small
from wset_desk.documents.pages import Pages, Section
from wset_desk.documents.styles import LEFT, PAGE, RIGHT, WIDTH
from wset_desk.documents.tables import facts_table
from wset_desk.documents.text import Text, draw_text
from wset_desk.i18n import _, ngettext
from wset_desk.services.letters.exam_lists import ExamList, ListedCandidate

_BOTTOM = 24 * mm
_TOP = 18 * mm
_LOGO_HEIGHT = 16 * mm
_LABEL_WIDTH = 34 * mm
_SIGNED_ROW = 30
_ROW = 22
_BOX = 10
_DIGITS = re.compile(r"(\d+)")
Row = tuple[Flowable | str, ...]


def register(found: ExamList) -> Section:
    """Everybody by name, with a box for the identity document and room to sign."""
    headings = ("", _("Candidate"), _("Seat"), _("Time"), _("ID seen"), _("Signature"))
    rows = [
        (str(at), _who(each), each.seat, _times(each, found), TickBox(), "")
        for at, each in enumerate(found.candidates, 1)
    ]
    table = _list(headings, (8, 64, 14, 26, 16, 35), rows, _SIGNED_ROW)
    story = [*_heading(found, _("Register")), table, Spacer(0, 14), *_to_sign()]
    return _section(found, story, _("Register"))


def seating_list(found: ExamList) -> Section:
    """Everybody by seat; who has none comes last, with room to write one in."""
    headings = (_("Seat"), _("Candidate"), _("Number"), _("Time"), _("Agreed"))
    rows = [
        (each.seat, each.name, each.number, _times(each, found), each.needs)
        for each in sorted(found.candidates, key=_by_seat)
    ]
    table = _list(headings, (16, 62, 30, 24, 31), rows, _ROW)
    return _section(found, [*_heading(found, _("Seating list")), table], _("Seating list"))


class TickBox(Flowable):  # type: ignore[misc] # reportlab has no types
    """An empty box to tick with a pen."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return _BOX, _BOX

    def draw(self) -> None:
        self.canv.setStrokeColor(styles.QUIET)
        self.canv.setLineWidth(0.8)
        self.canv.rect(0, 0, _BOX, _BOX)


def _by_seat(each: ListedCandidate) -> tuple[bool, list[tuple[bool, int, str]]]:
    """A2 before A10; whoever has no seat last."""
    parts = (part for part in _DIGITS.split(each.seat) if part)
    key = [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]
    return not each.seat, key


def _heading(found: ExamList, kind: str) -> list[Flowable]:
    people = len(found.candidates)
    count = ngettext("{n} candidate", "{n} candidates", people).format(n=people)
    times = _("{start} – {end}").format(start=found.start, end=found.end)
    facts = (
        (_("Day"), found.day),
        (_("Time"), times),
        (_("Place"), found.place),
        (_("Invigilators"), ", ".join(found.invigilators)),
        (_("Expected"), count),
    )
    shown = [(label, text) for label, text in facts if text]
    beside_logo = LOGO_WIDTH + 6 * mm if found.letterhead.logo else 0
    return [
        Text(kind, styles.KIND),
        Text(found.exam, styles.TITLE, beside_logo),
        facts_table(shown, _LABEL_WIDTH, WIDTH),
        Spacer(0, 10),
    ]


def _who(each: ListedCandidate) -> Flowable:
    """The name, below it the number and what was agreed."""
    below = " · ".join(part for part in (each.number, each.needs) if part)
    cells = [[Text(each.name, styles.CELL_BOLD)]]
    if below:
        cells.append([Text(below, styles.NOTE)])
    nothing = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in _SIDES]
    return Table(cells, colWidths=["100%"], style=TableStyle(nothing))


_SIDES = ("TOP", "BOTTOM", "LEFT", "RIGHT")


def _times(each: ListedCandidate, found: ExamList) -> str:
    """Everybody's times, or those of this candidate."""
    start, end = each.start or found.start, each.end or found.end
    return _("{start} – {end}").format(start=start, end=end)


def _list(
    headings: Sequence[str], millimetres: Sequence[int], rows: Sequence[Row], height: float
) -> Table:
    widths = [WIDTH * each / sum(millimetres) for each in millimetres]
    cells: list[list[object]] = [[Text(each, styles.LABEL) for each in headings]]
    cells += [[_cell(each) for each in row] for row in rows]
    everywhere = (0, 0), (-1, -1)
    commands = [
        ("VALIGN", *everywhere, "MIDDLE"),
        ("LEFTPADDING", *everywhere, 3),
        ("RIGHTPADDING", *everywhere, 3),
        ("TOPPADDING", *everywhere, (height - styles.CELL.leading) / 4),
        ("BOTTOMPADDING", *everywhere, (height - styles.CELL.leading) / 4),
        ("LINEBELOW", (0, 0), (-1, 0), 1, styles.ACCENT),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, styles.RULE),
    ]
    return Table(cells, colWidths=widths, repeatRows=1, style=TableStyle(commands), hAlign="LEFT")


def _cell(each: Flowable | str) -> Flowable:
    return Text(each, styles.CELL) if isinstance(each, str) else each


def _to_sign() -> list[Flowable]:
    """What invigilators write in when the exam is over."""
    names = (_("Present"), _("Absent"), _("Began at"), _("Ended at"))
    blanks = [Text(each, styles.LABEL) for each in names]
    signed = [Text(_("Invigilator (name and signature)"), styles.LABEL), "", "", ""]
    everywhere = (0, 0), (-1, -1)
    commands = [
        ("SPAN", (0, 1), (-1, 1)),
        ("LINEBELOW", *everywhere, 0.5, styles.QUIET),
        ("BOTTOMPADDING", *everywhere, 20),
        ("LEFTPADDING", *everywhere, 3),
    ]
    widths = [WIDTH / len(names)] * len(names)
    return [Table([blanks, signed], widths, style=TableStyle(commands), hAlign="LEFT")]


def _section(found: ExamList, story: Sequence[Flowable], kind: str) -> Section:
    box = (LEFT, _BOTTOM, WIDTH, PAGE[1] - _TOP - _BOTTOM)
    return Section(story, box, box, partial(_furnish, found, kind), name=found.exam)


def _furnish(found: ExamList, kind: str, canvas: Pages, page: int, pages: int) -> None:
    if page == 1:
        corner = (PAGE[0] - RIGHT, PAGE[1] - _TOP, _LOGO_HEIGHT)
        draw_logo_small(canvas, found.letterhead, corner)
    else:
        running = _("{kind}: {exam}").format(kind=kind, exam=found.exam)
        draw_text(canvas, running, styles.SMALL, (LEFT, PAGE[1] - 13 * mm, WIDTH))
    draw_foot(canvas, found.letterhead.name, page, pages)
