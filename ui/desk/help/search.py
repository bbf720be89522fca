"""A small full-text search over the help: every section by the words in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ui.desk.help.pages import HelpPage, Section
from wset_desk.domain.names import fold

_LIMIT = 12
_EXCERPT = 160
_SHORTEST = 3
_SHORTEST_STEM = 5
_TITLE, _HEADING, _BODY = 8.0, 5.0, 1.0
_MOST_COUNTED = 5
_AMONG_EQUALS = 0.1
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_INSIDE = re.compile(r"[*`]")
_BETWEEN = re.compile(r"^ *(#+|-|\d+\.) |-{3,}|\|", re.MULTILINE)


@dataclass(frozen=True)
class Hit:
    """A section that fits; `excerpt` is plain text around the first word found."""

    page: HelpPage
    section: Section
    excerpt: str


def find(pages: Iterable[HelpPage], text: str, limit: int = _LIMIT) -> list[Hit]:
    """The sections in which most of the words of `text` are, the best first."""
    wanted = _wanted(text)
    if not wanted:
        return []
    scored = [
        (_score(wanted, page, section), page, section)
        for page in pages
        for section in page.sections
    ]
    most = max((score[0] for score, _page, _section in scored), default=0)
    found = [entry for entry in scored if most and entry[0][0] == most]
    found.sort(key=lambda entry: -entry[0][1])
    return [Hit(page, section, _excerpt(section, wanted)) for _, page, section in found[:limit]]


def plain_text(markdown: str) -> str:
    """The words of a page without their marks, on one line."""
    words = _INSIDE.sub("", _LINK.sub(r"\1", markdown))
    return " ".join(_BETWEEN.sub(" ", words).split())


@cache
def words_of(text: str) -> Sequence[str]:
    """The words of a text, without capitals and accents."""
    return re.findall(r"\w+", fold(text))


def _wanted(text: str) -> Sequence[str]:
    """What is typed, without little words where there are others."""
    words = list(dict.fromkeys(words_of(text)))
    return [word for word in words if len(word) >= _SHORTEST] or words


def _score(wanted: Sequence[str], page: HelpPage, section: Section) -> tuple[int, float]:
    """How many of the words are there, and how prominently."""
    places = (
        (_TITLE, words_of(page.title)),
        (_HEADING, words_of(section.title)),
        (_BODY, words_of(plain_text(section.text))),
    )
    found, total = 0, 0.0
    for word in wanted:
        scores = [weight * _share(word, words) for weight, words in places]
        found += any(scores)
        # the best place decides, the others only among equals
        total += max(scores) + _AMONG_EQUALS * sum(scores)
    return found, total


def _share(wanted: str, words: Sequence[str]) -> float:
    """From 0 (not there) to 1 (there often); once is most of it."""
    count = min(_MOST_COUNTED, sum(_fits(wanted, word) for word in words))
    return (_MOST_COUNTED + count) / (2 * _MOST_COUNTED) if count else 0.0


def _fits(wanted: str, word: str) -> bool:
    """Whether one begins with the other: "cancel" finds "cancelled", and "marks" finds "mark"."""
    shorter = min(len(wanted), len(word))
    return word.startswith(wanted) or (shorter >= _SHORTEST_STEM and wanted.startswith(word))


def _excerpt(section: Section, wanted: Sequence[str]) -> str:
    text = plain_text(section.text)
    starts = (
        found.start()
        for found in re.finditer(r"\w+", text)
        if any(_fits(word, part) for word in wanted for part in words_of(found[0]))
    )
    first = next(starts, 0)
    begin = text.rfind(". ", 0, first) + 2 if first else 0
    begin = 0 if begin == 1 else begin
    shown = text[begin : begin + _EXCERPT]
    return shown if begin + _EXCERPT >= len(text) else f"{shown.rsplit(' ', 1)[0]} …"
