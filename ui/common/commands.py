"""What the command palette offers, and how it finds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_AT_START, _AT_WORD, _INSIDE = 3000, 2000, 1000


@dataclass(frozen=True)
class Command:
    """Something a person can do or go to; texts are already in the current language."""

    text: str
    run: Callable[[], object]
    icon: str = "chevron_right"
    shortcut: str = ""
    section: str = ""
    note: str = ""


def fuzzy_score(needle: str, text: str) -> int | None:
    """How well the letters of ``needle`` stand in ``text``, in order; None if they don't.

    Together at the text's start counts most, then at a word's, then anywhere, then scattered
    letters by the starts of words and by neighbours; case never matters.
    """
    needle, text = needle.casefold(), text.casefold()
    if not needle:
        return 0
    if text.startswith(needle):
        return _AT_START
    if re.search(rf"\b{re.escape(needle)}", text):
        return _AT_WORD
    return _INSIDE if needle in text else _scattered(needle.replace(" ", ""), text)


def _scattered(needle: str, text: str) -> int | None:
    score, position = 0, -1
    for letter in needle:
        found = text.find(letter, position + 1)
        if found < 0:
            return None
        at_word = found == 0 or not text[found - 1].isalnum()
        score += 10 if at_word else 6 if found == position + 1 else 1
        position = found
    return score - len(text)


def best_commands(needle: str, commands: Iterable[Command], limit: int) -> list[Command]:
    """The commands that fit, the best first, in their own order among equals.

    What stands in a section (a setting, say) isn't before a page whose name begins alike.
    """
    scored = [(_score(needle, command), command) for command in commands]
    fitting = [(score, command) for score, command in scored if score is not None]
    fitting.sort(key=lambda pair: -pair[0])
    return [command for _rank, command in fitting[:limit]]


def _score(needle: str, command: Command) -> int | None:
    score = fuzzy_score(needle, command.text)
    return min(score, _AT_WORD) if command.section and score is not None else score
