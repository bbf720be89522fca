"""Texts are looked up when they are shown, and the pseudo-locale leaves placeholders alone."""

import gettext
from collections.abc import Iterator
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk import i18n
from wset_desk.i18n import N_, _, ngettext, npgettext, pgettext, set_language


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    set_language("en")


def test_english_is_what_the_source_says() -> None:
    assert _("Save") == "Save"
    assert ngettext("{n} seat", "{n} seats", 1).format(n=1) == "1 seat"
    assert ngettext("{n} seat", "{n} seats", 0).format(n=0) == "0 seats"
    assert pgettext("verb", "Book") == "Book"
    assert npgettext("exam", "{n} paper", "{n} papers", 2) == "{n} papers"


def test_a_constant_is_translated_where_it_is_shown() -> None:
    title = N_("Results")
    set_language("qps")
    assert title == "Results"
    assert _(title) != "Results"


def test_a_change_of_language_reaches_the_next_lookup() -> None:
    class German(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"Save": "Sichern"}.get(message, message)

    set_language("de", German())
    assert (_("Save"), i18n.language(), i18n.formatting_locale()) == ("Sichern", "de", "de")
    set_language("en")
    assert (_("Save"), i18n.formatting_locale()) == ("Save", "en_GB")


def test_the_pseudo_locale_accents_lengthens_and_brackets() -> None:
    set_language("qps")
    assert _("Save") == "⟦Šåṽé ~⟧"
    assert len(_("Registration deadline passed")) >= 1.35 * len("Registration deadline passed")
    assert ngettext("{n} seat", "{n} seats", 3).format(n=3) == "⟦3 šéåţš ~⟧"
    assert pgettext("verb", "Book") == npgettext("verb", "Book", "Books", 1) == _("Book")


def test_the_pseudo_locale_keeps_tags_and_empty_texts() -> None:
    assert i18n.pseudo("<b>Now</b> &amp; {name!r}") == "⟦<b>Ñöŵ</b> &amp; {name!r} ~⟧"
    assert i18n.pseudo("") == ""


NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)


@given(st.lists(st.tuples(st.text("abc XYZ.,", max_size=12), NAMES), max_size=4))
def test_the_pseudo_locale_keeps_every_placeholder(parts: list[tuple[str, str]]) -> None:
    message = "".join(f"{text}{{{name}}}" for text, name in parts)
    kept = [name for _text, name, _spec, _conversion in Formatter().parse(i18n.pseudo(message))]
    assert [name for name in kept if name] == [name for _text, name in parts]
