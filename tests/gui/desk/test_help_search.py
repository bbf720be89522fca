"""The search over the help finds the section that somebody means."""

import pytest

from ui.desk.help.pages import HelpPage, help_pages, slug
from ui.desk.help.search import find, plain_text

PAGES = (
    HelpPage("boats", "# Boats\n\nThey float.\n\n## Mooring\n\nTie a boat up. Ropes hold it.\n"),
    HelpPage("ropes", "# Ropes\n\nA rope is long.\n\n## Knots\n\nSee [boats](boats#mooring).\n"),
    HelpPage("cafe", "# Café\n\nCoffee, cancelled orders, **tea**.\n"),
)


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.page.name, hit.section.slug) for hit in find(PAGES, text)]


def test_a_title_counts_more_than_the_text() -> None:
    assert found("rope") == [("ropes", ""), ("ropes", "knots"), ("boats", "mooring")]


def test_the_section_with_most_of_the_words_wins() -> None:
    assert found("how do I tie ropes to a boat") == [("boats", "mooring")]


@pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "coff", "cancel", "cancellations coffee"])
def test_case_accents_and_endings_do_not_matter(typed: str) -> None:
    assert found(typed)[0] == ("cafe", "")


@pytest.mark.parametrize("typed", ["", "   ", "?!", "submarine"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert found(typed) == []


def test_the_excerpt_is_plain_and_begins_with_the_sentence_found() -> None:
    (hit, *_others) = find(PAGES, "hold")
    assert hit.excerpt == "Ropes hold it."
    assert find(PAGES, "tea")[0].excerpt == "Coffee, cancelled orders, tea."


def test_a_long_excerpt_ends_at_a_word() -> None:
    page = HelpPage("long", "# Long\n\n" + "word " * 100)
    (hit,) = find([page], "word")
    assert hit.excerpt.endswith("word …")
    assert len(hit.excerpt) < 170


def test_plain_text_has_no_marks() -> None:
    table = "## A\n\n| a | b |\n| --- | --- |\n| `Ctrl+K` | **c** |\n\n- one\n- [two](x#y)\n"
    assert plain_text(table) == "A a b Ctrl+K c one two"


@pytest.mark.parametrize(
    ("typed", "page", "section"),
    [
        ("54.99", "judging", "A paper"),
        ("bank holidays", "all_settings", "Bank holidays of"),
        ("cancel a course", "courses", "Move or cancel"),
        ("forgot password", "sign_in", "Passwords"),
        ("restore", "backup", "Restore"),
        ("power cut", "saving", ""),
        ("paste excel", "results", "Paste"),
        ("365", "online", "The window"),
    ],
)
def test_questions_of_exam_staff_are_answered_near_the_top(
    typed: str, page: str, section: str
) -> None:
    hits = find(help_pages().values(), typed)
    assert (page, slug(section)) in [(hit.page.name, hit.section.slug) for hit in hits[:3]]
