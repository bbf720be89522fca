"""The pages of the help: Markdown files, one folder a language, English where one is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from ui.desk.help.registries import fill_in
from wset_desk.domain.names import fold
from wset_desk.i18n import language
from wset_desk.system.resources import resource_path

CONTENTS = "contents"
"""The page that leads to all the others."""
_HEADING = re.compile(r"^#{1,3} +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What stands under one heading. `slug` is "" for what stands under the page's title."""

    slug: str
    title: str
    text: str


@dataclass(frozen=True)
class HelpPage:
    """`source` begins with the title as a heading of the first level."""

    name: str
    source: str

    @property
    def title(self) -> str:
        found = _HEADING.match(self.source)
        return self.name if found is None else found[1]

    @cached_property
    def text(self) -> str:
        """The page with what it takes from the program filled in."""
        return fill_in(self.source)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        headings = list(_HEADING.finditer(self.text))
        ends = [found.start() for found in headings[1:]] + [len(self.text)]
        return tuple(
            Section(slug(found[1]) if number else "", found[1], self.text[found.end() : end])
            for number, (found, end) in enumerate(zip(headings, ends, strict=True))
        )


def slug(heading: str) -> str:
    """How a link names a heading: "Move a session" is "move-a-session"."""
    return "-".join(re.findall(r"\w+", fold(heading)))


def help_pages() -> Mapping[str, HelpPage]:
    """All pages by name, in the current language, in the order of their titles."""
    return _pages_in(language(), resource_path("help"))


def help_page(name: str) -> HelpPage:
    """The page of that name, or the contents where there is none."""
    pages = help_pages()
    return pages.get(name, pages[CONTENTS])


@cache
def _pages_in(code: str, folder: Path) -> Mapping[str, HelpPage]:
    translated = folder / code
    files = (_chosen(translated / file.name, file) for file in folder.glob("*.md"))
    pages = (HelpPage(file.stem, file.read_text("utf-8")) for file in files)
    return {page.name: page for page in sorted(pages, key=lambda page: page.title.casefold())}


def _chosen(translated: Path, english: Path) -> Path:
    return translated if translated.is_file() else english
