"""The template has every marked text; translations say the same with the same placeholders."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from tests.helpers.scripts import ROOT, load_script
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext, pgettext, set_language
from wset_desk.system.languages import available_languages, chosen_language, use_language
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


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def _strings(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]


def wrong_placeholders(catalogue: Catalog) -> list[Message]:
    """The translations with a placeholder that the source text hasn't, or, singular forms aside,
    without one that it has."""
    return [message for message in catalogue if message.id and _is_wrong(message)]


def _is_wrong(message: Message) -> bool:
    known = set().union(*map(_placeholders, _strings(message.id)))
    for text in filter(None, _strings(message.string)):
        used = _placeholders(text)
        if used - known or (isinstance(message.id, str) and used != known):
            return True
    return False


def test_a_translation_with_a_wrong_placeholder_is_found() -> None:
    catalogue = Catalog()
    catalogue.add("Dear {name}", "Liebe {name}")
    catalogue.add("{n} of {total}", "{n} von {totl}")
    catalogue.add("Sent to {name}", "Verschickt")
    catalogue.add(("{n} seat", "{n} seats"), ("ein Platz", "{n} Plätze"))
    assert [m.id for m in wrong_placeholders(catalogue)] == ["{n} of {total}", "Sent to {name}"]


def test_every_shipped_translation_has_the_placeholders_of_its_source() -> None:
    template = strings.collect()
    files = [resource_path("i18n/wset_desk.pot"), *resource_path("i18n").glob("*/*/*.po")]
    for file in files:
        with file.open("rb") as source:
            catalogue = read_po(source)
        assert {m.id for m in catalogue} <= {m.id for m in template}, file
        assert wrong_placeholders(catalogue) == [], file


def test_no_marked_text_is_put_together_before_it_is_marked() -> None:
    """An f-string has no fixed text that a translator could be given."""
    for message in strings.collect():
        for text in _strings(message.id):
            assert "{}" not in text
            assert _placeholders(text) == {
                name for name in _placeholders(text) if name.isidentifier()
            }
