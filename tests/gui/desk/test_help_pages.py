"""The help knows every screen, setting, command, role and kind of file, and no link fails."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from ui.cli import _commands
from ui.common import labels
from ui.desk.help import pages as help_files
from ui.desk.help.pages import CONTENTS, HelpPage, help_page, help_pages, slug
from ui.desk.help.search import plain_text
from ui.desk.navigation import PAGES, SETTINGS
from ui.desk.start.front_page import FrontPage
from wset_desk.domain.permissions import Role
from wset_desk.domain.rule_profiles import RULE_PROFILES
from wset_desk.exchange.kinds import HEADINGS
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.system.languages import available_languages
from wset_desk.system.resources import resource_path

LINK = re.compile(r"\[[^\]]+\]\(([^)#]*)(?:#([^)]*))?\)")
OPTION = re.compile(r"`(--[a-z-]+)")
FEWEST_WORDS = 4
COMMON = "options-of-many-commands"


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command by what is typed, the inner ones of a group too."""
    inner = getattr(command, "commands", {})
    if not inner:
        yield name, command
    for word, each in inner.items():
        yield from commands(each, f"{name} {word}")


COMMANDS = dict(commands(typer.main.get_command(_commands()), "wset-desk"))


def section_texts(page: HelpPage) -> dict[str, str]:
    return {section.slug: section.text for section in page.sections}


def options_in(text: str) -> set[str]:
    return set(OPTION.findall(text))


@pytest.mark.parametrize("name", [page.name for page in (*PAGES, SETTINGS)])
def test_every_screen_has_its_page(name: str) -> None:
    page = help_pages()[name]
    assert len(page.sections) > 1
    assert len(plain_text(page.sections[0].text).split()) >= FEWEST_WORDS


def test_every_page_in_front_of_the_desk_has_one() -> None:
    import ui.desk.start.flow  # noqa: F401

    topics = {page.help_topic for page in FrontPage.__subclasses__()}
    assert len(topics) > 1
    assert topics <= set(help_pages())


def test_every_setting_is_explained_in_words_of_ours() -> None:
    from wset_desk.settings import SETTINGS as ALL

    source = help_page("all_settings").source
    told = re.findall(r"^\{setting:(\w+)\}\n\n(\S.*)", source, re.MULTILINE)
    assert [name for name, _words in told] == list(ALL)
    assert all(len(words.split()) >= FEWEST_WORDS for _name, words in told)


def test_what_a_setting_may_be_comes_from_its_declaration() -> None:
    text = section_texts(help_page("all_settings"))["lock-when-idle"]
    assert "The centre · at first: 10 · from 1 to 240" in text
    text = section_texts(help_page("all_settings"))["bank-holidays-of"]
    assert "one of: England, Scotland, Wales, Northern Ireland, Ireland, No bank holidays" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_explained(name: str) -> None:
    told = section_texts(help_page("commands"))
    assert len(plain_text(told[slug(name)]).split()) >= FEWEST_WORDS
    given = {
        option
        for parameter in COMMANDS[name].params
        for option in parameter.opts
        if option.startswith("--")
    }
    common = options_in(told[COMMON])
    assert given <= options_in(told[slug(name)]) | common
    assert options_in(told[slug(name)]) <= given


def test_no_command_is_explained_that_is_not_there() -> None:
    told = set(section_texts(help_page("commands"))) - {"", COMMON}
    assert told == {slug(name) for name in COMMANDS}


@pytest.mark.parametrize("role", Role)
def test_every_role_is_explained(role: Role) -> None:
    text = section_texts(help_page("roles"))[slug(labels.role(role))]
    assert len(plain_text(text).split()) >= FEWEST_WORDS


def test_every_rule_profile_is_explained() -> None:
    assert {slug(name) for name in RULE_PROFILES} <= section_texts(
        help_page("rule_profiles")
    ).keys()


def test_the_tables_of_the_profiles_say_what_the_profiles_say() -> None:
    told = section_texts(help_page("rule_profiles"))
    for profile in RULE_PROFILES.values():
        rows = re.findall(
            r"^\| (\d) \| (\w+).*? \| (\d+) \| (\d+) \| (\d+) % \|$",
            told[slug(profile.name)],
            re.MULTILINE,
        )
        assert [tuple(row) for row in rows] == [
            (
                str(paper.level),
                paper.components[0].value,
                str(paper.duration_minutes),
                str(paper.max_score),
                str(paper.pass_mark_percentage),
            )
            for paper in profile.papers
        ]


def test_every_kind_of_file_lists_its_columns() -> None:
    text = help_page("files").text
    for headings in HEADINGS.values():
        assert all(f"| {label} |" in text for label in headings.labels.values())


@pytest.mark.parametrize("name", help_pages())
def test_no_link_leads_nowhere(name: str) -> None:
    for target, section in LINK.findall(help_page(name).text):
        page = help_pages()[target or name]
        assert not section or section in section_texts(page), f"{name}: {target}#{section}"


def test_the_contents_lead_to_every_page_once() -> None:
    targets = [target for target, _section in LINK.findall(help_page(CONTENTS).text)]
    assert sorted(targets) == sorted(set(help_pages()) - {CONTENTS})


@pytest.mark.parametrize("name", help_pages())
def test_headings_of_a_page_differ(name: str) -> None:
    page = help_page(name)
    slugs = [section.slug for section in page.sections]
    assert len(slugs) == len(set(slugs))
    assert "{" not in plain_text(page.text)


def test_a_page_that_is_not_there_is_the_contents() -> None:
    assert help_page("atlantis") is help_page(CONTENTS)


def test_a_translated_page_comes_first_and_english_where_one_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / PSEUDO).mkdir()
    (tmp_path / "today.md").write_text("# Today\n\nThe day.\n", "utf-8")
    (tmp_path / "courses.md").write_text("# Courses\n\nRuns.\n", "utf-8")
    (tmp_path / PSEUDO / "today.md").write_text("# Heute\n\nDer Tag.\n", "utf-8")
    monkeypatch.setattr(help_files, "resource_path", lambda _relative: tmp_path)
    assert [page.title for page in help_pages().values()] == ["Courses", "Today"]
    set_language(PSEUDO)
    assert [page.title for page in help_pages().values()] == ["Courses", "Heute"]


def test_translated_pages_are_of_languages_and_pages_that_there_are() -> None:
    translated = list(resource_path("help").glob("*/*.md"))
    assert {file.parent.name for file in translated} <= set(available_languages())
    assert {file.stem for file in translated} <= set(help_pages())
