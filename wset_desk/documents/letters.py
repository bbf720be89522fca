"""Letters as a PDF: one after another, each from its first page on."""

from collections.abc import Callable

from reportlab.lib.units import mm
from reportlab.platypus import Spacer
from reportlab.platypus.flowables import Flowable

from wset_desk.documents import styles
from wset_desk.documents.letterhead import draw_foot, draw_letterhead
from wset_desk.documents.pages import Pages, Printed, Section, pdf
from wset_desk.documents.styles import LEFT, PAGE, WIDTH
from wset_desk.documents.tables import Column, banner, facts_table, grid
from wset_desk.documents.text import Text, broken, draw_line, draw_text
from wset_desk.i18n import _, formatting_locale
from wset_desk.services.letters.rows import Letter, LetterBatch, Letterhead, LetterTable

_BOTTOM = 24 * mm
_FIRST_TOP = 93 * mm
"""From the top edge: below the address, which shows in the window of a DL envelope."""
_LATER_TOP = 26 * mm
_ADDRESS_TOP = 54 * mm
_ADDRESS_WIDTH = 85 * mm
_ADDRESS_LINES = 7
_LABEL_WIDTH = 42 * mm
_GAP = 9


def letters_pdf(
    batch: LetterBatch, report: Callable[[float], object] = lambda share: None
) -> Printed:
    """All letters in one file; `report` is told the share that is done, and may stop it."""
    done = 0

    def one_more() -> None:
        nonlocal done
        done += 1
        report(done / len(batch.letters))

    return pdf(
        (_section(batch.letterhead, letter) for letter in batch.letters),
        title=_title(batch),
        author=batch.letterhead.name,
        language=formatting_locale().replace("_", "-"),
        done=one_more,
    )


def _title(batch: LetterBatch) -> str:
    first = batch.letters[0]
    return first.title if len(batch.letters) > 1 else f"{first.title} – {first.name}"


def _section(letterhead: Letterhead, letter: Letter) -> Section:
    def furnish(canvas: Pages, page: int, pages: int) -> None:
        if page == 1:
            draw_letterhead(canvas, letterhead)
            _draw_address(canvas, letter)
        else:
            running = f"{letter.title} – {letter.name}"
            draw_text(canvas, running, styles.SMALL, (LEFT, PAGE[1] - 18 * mm, WIDTH))
        draw_foot(canvas, letterhead.name, page, pages)

    first = (LEFT, _BOTTOM, WIDTH, PAGE[1] - _FIRST_TOP - _BOTTOM)
    later = (LEFT, _BOTTOM, WIDTH, PAGE[1] - _LATER_TOP - _BOTTOM)
    return Section(_story(letter), first, later, furnish, name=letter.name)


def _draw_address(canvas: Pages, letter: Letter) -> None:
    y = PAGE[1] - _ADDRESS_TOP
    lines = broken(f"{letter.name}\n{letter.address}".strip(), styles.ADDRESS, _ADDRESS_WIDTH)
    for line in lines[:_ADDRESS_LINES]:
        draw_line(canvas, line, styles.ADDRESS, (LEFT, y, _ADDRESS_WIDTH))
        y -= styles.ADDRESS.leading
    y = PAGE[1] - _ADDRESS_TOP
    draw_text(canvas, letter.day, styles.CELL_RIGHT, (LEFT, y, WIDTH))
    if letter.number:
        number = _("Candidate number {number}").format(number=letter.number)
        place = (LEFT, y - styles.ADDRESS.leading, WIDTH)
        draw_text(canvas, number, styles.SMALL_RIGHT, place)


def _story(letter: Letter) -> list[Flowable]:
    story: list[Flowable] = [Text(letter.title, styles.SUBJECT)]
    story += _paragraphs(letter.opening)
    if letter.facts:
        story += [facts_table(letter.facts, _LABEL_WIDTH, WIDTH), Spacer(0, _GAP)]
    if letter.table is not None:
        story += [_table(letter.table), Spacer(0, _GAP)]
    if letter.verdict:
        story += [banner(letter.verdict, WIDTH), Spacer(0, _GAP)]
    story.append(Spacer(0, _GAP / 2))
    return story + _paragraphs(letter.closing)


def _paragraphs(text: str) -> list[Flowable]:
    """What stands between blank lines belongs together."""
    return [Text(part, styles.BODY) for part in text.split("\n\n") if part.strip()]


def _table(table: LetterTable) -> Flowable:
    whole = sum(table.widths)
    columns = [
        Column(heading, WIDTH * table.widths[at] / whole, at in table.numeric)
        for at, heading in enumerate(table.headings)
    ]
    return grid(columns, table.rows, total=table.total)
