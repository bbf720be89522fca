"""The template has every marked text; translations say the same with the same placeholders."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po

from tests.helpers.scripts import ROOT, load_script
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext, pgettext, set_language
from wset_desk.system.languages import (
    available_languages,
    chosen_language,
    keeps_placeholders,
    use_language,
)
from wset_desk.system.resources import resource_path

strings = load_script("packaging/strings.py")

GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Save"
msgstr "Übernehmen"

msgid "{n} seat"
msgid_plural "{n} seats"
msgstr[0] "{n} Platz"
msgstr[1] "{n} Plätze"

msgctxt "verb"
msgid "Book"
msgstr "Buchen"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of languages with a German one in it."""
    file = tmp_path / "i18n" / "de" / "LC_MESSAGES" / "wset_desk.po"
    file.parent.mkdir(parents=True)
    file.write_text(GERMAN, "utf-8")
    yield tmp_path / "i18n"
    set_language("en")


def test_a_language_is_one_file(folder: Path) -> None:
    assert available_languages(folder) == ("en", "de")
    use_language("de", folder)
    assert _("Save") == "Übernehmen"
    assert _("Not translated yet") == "Not translated yet"
    assert ngettext("{n} seat", "{n} seats", 2).format(n=2) == "2 Plätze"
    assert pgettext("verb", "Book") == "Buchen"
    use_language("en", folder)
    assert _("Save") == "Save"


@pytest.mark.parametrize("code", ["xx", "../de", ""])
def test_an_unknown_language_is_refused(folder: Path, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        use_language(code, folder)
    assert refused.value.code == "LANGUAGE_UNKNOWN"


def test_the_pseudo_locale_is_used_but_not_offered(folder: Path) -> None:
    use_language("qps", folder)
    assert _("Save") != "Save"
    assert "qps" not in available_languages(folder)


def test_the_environment_chooses_before_the_preferences() -> None:
    assert chosen_language("de", {}) == "de"
    assert chosen_language("de", {"WSET_DESK_LANGUAGE": "qps"}) == "qps"


def test_the_template_is_current() -> None:
    current = resource_path("i18n/wset_desk.pot").read_text("utf-8")
    wanted = strings.template().decode()
    hint = "run: .venv/bin/python packaging/strings.py"
    assert set(wanted.splitlines()) == set(current.splitlines()), hint
    assert wanted == current, hint


def test_the_template_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    for package in strings.PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    assert strings.template(tmp_path) == strings.template()


def test_all_four_ways_to_mark_are_collected(tmp_path: Path) -> None:
    for package in strings.PACKAGES:
        (tmp_path / package).mkdir()
    (tmp_path / "ui" / "page.py").write_text(
        "# Translators: on a button\n_('Save')\nN_('Results')\npgettext('verb', 'Book')\n"
        "ngettext('{n} seat', '{n} seats', n)\nprint('not marked')\n"
    )
    found = {(message.id, message.context) for message in strings.collect(tmp_path) if message.id}
    assert found == {
        ("Save", None),
        ("Results", None),
        ("Book", "verb"),
        (("{n} seat", "{n} seats"), None),
    }
    assert b"#. on a button" in strings.template(tmp_path)


@pytest.mark.parametrize(
    ("source", "translation", "keeps"),
    [
        ("Dear {name}", "Liebe {name}", True),
        ("Dear {name}", "", True),
        ("Dear {name}", "Guten Tag", False),
        ("{n} of {total}", "{n} von {totl}", False),
        ("{n} of {total}", "{total}, davon {n}", True),
        ("Save", "Sichern {", False),
        (("{n} seat", "{n} seats"), ("ein Platz", "{n} Plätze"), True),
        (("{n} seat", "{n} seats"), ("ein Platz", "{m} Plätze"), False),
    ],
)
def test_a_translation_says_the_same_with_the_same_placeholders(
    source: str | tuple[str, ...], translation: str | tuple[str, ...], keeps: bool
) -> None:
    assert keeps_placeholders(Message(source, translation)) == keeps


def test_a_translation_that_would_fail_when_filled_in_is_left_out(folder: Path) -> None:
    file = folder / "de" / "LC_MESSAGES" / "wset_desk.po"
    file.write_text(GERMAN + '\nmsgid "Dear {name}"\nmsgstr "Liebe {nahme}"\n', "utf-8")
    use_language("de", folder)
    assert _("Dear {name}").format(name="Anna") == "Dear Anna"
    assert _("Save") == "Übernehmen"


@pytest.mark.parametrize("code", available_languages())
def test_every_shipped_translation_keeps_its_placeholders(code: str) -> None:
    file = resource_path("i18n") / code / "LC_MESSAGES" / "wset_desk.po"
    catalogue = read_po(file.open("rb")) if file.exists() else strings.collect()
    assert [message.id for message in catalogue if not keeps_placeholders(message)] == []


def test_every_placeholder_has_a_name() -> None:
    """So that a translator can change their order, and sees what they stand for."""
    for message in strings.collect():
        for text in [message.id] if isinstance(message.id, str) else message.id:
            names = [name for _text, name, _spec, _conversion in Formatter().parse(text)]
            assert all(name is None or name.isidentifier() for name in names), text
