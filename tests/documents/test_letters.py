"""Letters on paper: the letterhead, where things stand, how pages are counted."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import UUID

import pypdfium2
import pytest
from PIL import Image

from tests.helpers.hostile_names import HOSTILE_NAMES, LONGEST_NAME, NAMES_IN_SCRIPTS
from tests.helpers.pdfs import ink, page_picture, page_texts, pdf_text
from wset_desk.documents.letters import letters_pdf
from wset_desk.documents.pages import Printed
from wset_desk.domain.letters import LetterKind
from wset_desk.services.letters.rows import Letter, LetterBatch, Letterhead, LetterTable

PAPER = Letterhead(
    "Borough Wine School", "12 Vine Street\nLondon", "exams@example.org", "020 7946 0000"
)
LETTER = Letter(
    kind=LetterKind.RECEIPT,
    candidate_id=UUID(int=1),
    name="Marta Ferreira",
    number="W104 218",
    address="14 High Street\nBrighton",
    day="22 November 2026",
    title="Receipt",
    opening="Dear Marta Ferreira,\n\nThank you.",
    closing="Kind regards,\nBorough Wine School",
    facts=(("Exam", "Level 2 Theory Exam"),),
    table=LetterTable(
        ("Day", "For", "Amount"),
        (("1 Sept 2026", "Makeup", "£85.00"), ("2 Sept 2026", "Refund", "-£20.00")),
        (20, 60, 20),
        frozenset({2}),
        ("Received", "", "£65.00"),
    ),
    verdict="Overall result: Pass",
)
MILLIMETRE = 72 / 25.4
WINDOW = (20, 45, 110, 85)
"""Of a DL envelope, in millimetres from the top left of the page."""


def printed(*letters: Letter, paper: Letterhead = PAPER) -> Printed:
    return letters_pdf(LetterBatch(paper, date(2026, 11, 22), letters))


def cropped(content: bytes, box: tuple[float, float, float, float]) -> Image.Image:
    """A part of the first page, in millimetres from its top left corner."""
    left, top, right, bottom = (round(edge * MILLIMETRE * 2) for edge in box)
    return page_picture(content, scale=2).crop((left, top, right, bottom))


def picture(width: int, height: int) -> bytes:
    """A logo, all of one colour."""
    file = BytesIO()
    Image.new("RGB", (width, height), (122, 31, 61)).save(file, "PNG")
    return file.getvalue()


def test_everything_stands_on_the_page() -> None:
    text = pdf_text(printed(LETTER).content)
    for wanted in (
        *("Borough Wine School", "12 Vine Street", "exams@example.org", "020 7946 0000"),
        *("Marta Ferreira", "14 High Street", "22 November 2026", "Candidate number W104 218"),
        *("Receipt", "Thank you.", "Level 2 Theory Exam", "£85.00", "-£20.00", "£65.00"),
        *("Overall result: Pass", "Kind regards,"),
    ):
        assert wanted in text
    assert "Page 1" not in text


def test_the_address_shows_in_the_window_of_an_envelope() -> None:
    content = printed(LETTER).content
    without = printed(replace(LETTER, name=" ", address="")).content
    assert ink(cropped(content, WINDOW)) > ink(cropped(without, WINDOW)) == 0


@pytest.mark.parametrize(("width", "height"), [(1024, 100), (100, 1024), (300, 120)])
def test_a_logo_keeps_its_shape_and_its_place(width: int, height: int) -> None:
    content = printed(LETTER, paper=replace(PAPER, logo=picture(width, height))).content
    drawn = cropped(content, (20, 10, 90, 43)).convert("L").point(lambda shade: 255 * (shade < 120))
    box = drawn.getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert (right - left) / (bottom - top) == pytest.approx(width / height, rel=0.1)
    assert "Borough Wine School" in pdf_text(content)


def test_each_letter_counts_its_own_pages() -> None:
    rows = tuple((f"{day} Sept 2026", "Makeup", "£85.00") for day in range(1, 60))
    assert LETTER.table is not None
    long = replace(LETTER, table=replace(LETTER.table, rows=rows))
    texts = page_texts(printed(LETTER, long, LETTER).content)
    assert len(texts) == 5
    assert ["Page 1 of 3" in text for text in texts] == [False, True, False, False, False]
    assert "Page 3 of 3" in texts[3]
    assert "Receipt – Marta Ferreira" in texts[2]
    assert all("Amount" in text for text in texts[1:4])


def test_readers_list_the_letters_by_name() -> None:
    names = ("Marta Ferreira", "محمد", "김민준")
    content = printed(*(replace(LETTER, name=name) for name in names)).content
    document = pypdfium2.PdfDocument(content)
    assert [each.get_title() for each in document.get_toc()] == list(names)
    document.close()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_letter_goes_to_anybody(name: str) -> None:
    letter = replace(LETTER, name=name, opening=f"Dear {name},\n\nThank you.")
    found = printed(letter)
    text = "".join(pdf_text(found.content).split())
    assert text.count("".join(name.split())) >= 2
    assert found.missing == ()


def test_a_letter_may_be_written_from_the_right() -> None:
    letter = replace(LETTER, opening="שלום רב,\n\nאנו שמחים להודיעך.", closing="בברכה")
    right = cropped(printed(letter).content, (110, 103, 195, 125))
    assert ink(right) > 200


def test_very_long_things_stay_on_the_page() -> None:
    paper = replace(PAPER, name=LONGEST_NAME, address="\n".join(f"Line {n}" for n in range(30)))
    letter = replace(
        LETTER,
        address="\n".join(f"Street {n} {LONGEST_NAME}" for n in range(9)),
        facts=(("Exam", LONGEST_NAME * 3),),
        verdict=LONGEST_NAME,
        title=LONGEST_NAME,
    )
    found = printed(letter, paper=paper)
    for number in range(found.pages):
        drawn = page_picture(found.content, number)
        width, height = drawn.size
        for edge in ((0, 0, 50, height), (width - 55, 0, width, height), (0, 0, width, 30)):
            assert ink(drawn.crop(edge)) == 0


def test_the_same_letters_are_the_same_file() -> None:
    letters = [replace(LETTER, name=name) for name in NAMES_IN_SCRIPTS]
    assert printed(*letters) == printed(*letters)


def test_progress_is_told_after_each_letter() -> None:
    told: list[float] = []
    letters_pdf(LetterBatch(PAPER, date(2026, 11, 22), (LETTER,) * 4), told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]
