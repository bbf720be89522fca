"""Names in every script: as they are seen, and as they are found again."""

import unicodedata
from itertools import pairwise

import pytest

from tests.helpers.hostile_names import LONGEST_NAME, NAMES_IN_SCRIPTS
from tests.helpers.pdfs import ink, page_picture, page_texts, pdf_text
from wset_desk.documents.pages import Printed, Section, pdf
from wset_desk.documents.runs import printable, runs
from wset_desk.documents.styles import BODY, CELL_BOLD, TextStyle
from wset_desk.documents.text import Text, broken, fitting, line_width, one_line

_BOX = (40.0, 40.0, 500.0, 760.0)
_MORE_SCRIPTS = (
    "Nguyễn Thị Hồng",
    "தமிழ்ச்செல்வி",
    "শ্রীমতী",
    "ગુજરાતી",
    "ਗੁਰਪ੍ਰੀਤ",
    "తెలుగు",
    "ಕನ್ನಡ",
    "മലയാളം",
    "සිංහල",
    "ສົມພອນ",
    "អង្គរ",
    "အောင်",
    "გიორგი",
    "አበበ",
    "陳小明",
    "محمد كريم",
    "O'Neil & Sons <b>",
)


def _printed(*texts: str, style: TextStyle = BODY) -> Printed:
    story = [Text(each, style) for each in texts]
    section = Section(story, _BOX, _BOX, lambda canvas, page, pages: None)
    return pdf([section], title="Names")


@pytest.mark.parametrize("name", [*NAMES_IN_SCRIPTS, *_MORE_SCRIPTS])
@pytest.mark.parametrize("style", [BODY, CELL_BOLD], ids=["regular", "bold"])
def test_a_name_is_found_as_it_was_written(name: str, style: TextStyle) -> None:
    printed = _printed(f"Candidate: {name}", style=style)
    assert unicodedata.normalize("NFC", name) in pdf_text(printed.content)
    assert printed.missing == ()


@pytest.mark.parametrize("name", [*NAMES_IN_SCRIPTS, *_MORE_SCRIPTS])
def test_a_name_is_seen(name: str) -> None:
    """Joined and stacked letters are pictures; nothing of the text behind them shows."""
    alone = ink(page_picture(_printed(name).content, scale=2))
    assert alone > 100
    assert ink(page_picture(_printed(name, name).content, scale=2)) == pytest.approx(
        2 * alone, rel=0.1
    )


def test_arabic_is_joined() -> None:
    assert _islands("محمد") < _islands("م\u200cح\u200cم\u200cد") == 4


def _islands(text: str) -> int:
    """How many pieces a word has, looked at from above."""
    picture = page_picture(_printed(text).content, scale=3).convert("L")
    columns = (picture.crop((x, 0, x + 1, picture.height)) for x in range(picture.width))
    inked = [column.getextrema()[0] < 200 for column in columns]
    return sum(now and not before for before, now in pairwise(inked))


def test_a_mixed_name_keeps_its_order() -> None:
    pieces = runs("Dr محمد Smith (كريم) 2026")
    assert [run.text for run in pieces] == ["Dr ", "محمد", " Smith (", "كريم", ") 2026"]
    assert [run.from_right for run in pieces] == [False, True, False, True, False]


def test_a_number_goes_with_the_word_from_the_right_before_it() -> None:
    assert [run.text for run in runs("Hall אולם 7, door")] == ["Hall ", "אולם 7", ", door"]


def test_a_character_without_glyph_is_printed_as_its_number() -> None:
    printed = _printed("Ana 🍷 Silva 🍷", "ꙮ is there")
    assert "Ana [U+1F377] Silva [U+1F377]" in pdf_text(printed.content)
    assert printed.missing == ("🍷",)


def test_what_has_no_shape_is_left_out() -> None:
    assert printable("A\u200bna\u2060\tSilva\n") == "Ana Silva "
    assert printable("Nguye\u0302\u0303n") == "Nguyễn"


def test_the_same_text_is_the_same_file() -> None:
    first = _printed(*NAMES_IN_SCRIPTS)
    _printed("Something else: ffi, Tàpies, प्रियंका")
    assert _printed(*NAMES_IN_SCRIPTS).content == first.content


def test_lines_are_no_wider_than_their_place() -> None:
    text = f"Dear {LONGEST_NAME}, welcome to the exam in {'very ' * 30}fine wines."
    lines = broken(text, BODY, 180)
    assert len(lines) > 4
    assert all(line_width(line, BODY) <= 180 for line in lines)
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())


def test_a_paragraph_from_the_right_ends_at_the_right_edge() -> None:
    picture = page_picture(_printed("שלום רב, אנו שמחים").content)
    left, right = picture.crop((0, 0, 290, 842)), picture.crop((290, 0, 595, 842))
    assert ink(left) == 0
    assert ink(right) > 50


def test_a_long_text_goes_on_over_the_page() -> None:
    words = [f"word{n}" for n in range(3000)]
    printed = _printed(" ".join(words))
    texts = page_texts(printed.content)
    assert printed.pages == len(texts) > 1
    assert " ".join(texts).split() == words


def test_a_name_shrinks_to_one_line_but_not_beyond_reading() -> None:
    style = fitting("Константин Константинопольский", CELL_BOLD, 120, smallest=5)
    assert 5 < style.size < CELL_BOLD.size
    assert line_width(one_line("Константин Константинопольский"), style) <= 120.01
    assert fitting(LONGEST_NAME, CELL_BOLD, 50, smallest=5).size == 5


def test_a_day_stays_with_its_month() -> None:
    text = "You will have an answer by 3 March 2026, and not later than that."
    for width in range(60, 400, 7):
        lines = [line.text for line in broken(text, BODY, width)]
        assert any("3 March" in line for line in lines), width
