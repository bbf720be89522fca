"""A line of text in pieces that can each be drawn at once: one font, one way of drawing."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from wset_desk.documents.fonts import Face, covers, face_for, latin_face

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = frozenset({"L", "R", "AL"})
_JOINERS = "\u200c\u200d"
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_NUMBERS = frozenset({"EN", "AN"})
_OPENERS = {")": "(", "]": "[", "}": "{", "»": "«"}
_CONTROL = frozenset({"Cc", "Cs"})


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line; `missing` are the characters in it that no font has.

    `from_right`: it reads from right to left, what is from left to right in it included.
    """

    text: str
    face: Face
    from_right: bool = False
    missing: tuple[str, ...] = ()

    @property
    def is_complex(self) -> bool:
        return self.face.is_complex


def printable(text: str) -> str:
    """`text` composed, without what has no shape of its own; a tab or break is a blank."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return "".join(" " if unicodedata.category(c) in _CONTROL else c for c in composed)


def reads_from_right(text: str) -> bool:
    """Whether a paragraph begins at the right: its first letter does."""
    for character in text:
        if (kind := _kind(character)) in _STRONG:
            return kind in _RIGHT_TO_LEFT
    return False


@lru_cache(maxsize=4096)
def runs(text: str, bold: bool = False) -> tuple[Run, ...]:
    """The runs of a line that was made `printable`."""
    if text.isascii():
        return (Run(text, latin_face(bold)),) if text else ()
    found: list[Run] = []
    for part, from_right in _directions(text):
        found += [right_to_left(part)] if from_right else _left_to_right(part, bold)
    return tuple(_merged(found))


def _directions(text: str) -> Iterator[tuple[str, bool]]:
    """`text` cut where it changes direction."""
    start = next((at for at, c in enumerate(text) if _kind(c) in _RIGHT_TO_LEFT), None)
    if start is None:
        yield text, False
        return
    end = _end_of_right_to_left(text, start)
    if start:
        yield text[:start], False
    yield text[start:end], True
    if end < len(text):
        yield from _directions(text[end:])


def _end_of_right_to_left(text: str, start: int) -> int:
    """Behind the last letter from the right: a number that follows it goes with it, a bracket
    only where it was opened there."""
    end = start
    for at in range(start, len(text)):
        kind = _kind(text[at])
        opened = _OPENERS.get(text[at])
        if kind == "L" or (opened is not None and opened not in text[start:at]):
            break
        goes_along = kind in _NUMBERS and not text[end:at].strip()
        if kind in _RIGHT_TO_LEFT or kind == "NSM" or goes_along or opened is not None:
            end = at + 1
    return end


def _kind(character: str) -> str:
    return unicodedata.bidirectional(character)


def right_to_left(text: str) -> Run:
    """All of it as one run from the right, where a font has its letters."""
    faces = (face_for(character) for character in text)
    of_right = (face for face in faces if face is not None and face.is_right_to_left)
    face = next(of_right, latin_face(False))
    shown, missing = _shown(text, face)
    return Run(shown, face, from_right=face.is_right_to_left, missing=missing)


def _shown(text: str, face: Face) -> tuple[str, tuple[str, ...]]:
    """What the face can show of it, and what it can't."""
    missing = tuple(c for c in text if not (covers(face, c) or c in _JOINERS))
    return "".join(_numbered(c) if c in missing else c for c in text), missing


def _left_to_right(text: str, bold: bool) -> Iterator[Run]:
    before = latin_face(bold)
    for character in text:
        face = _follow(before, character, bold)
        if face is None:
            yield Run(_numbered(character), latin_face(bold), missing=(character,))
        else:
            yield Run(character, face)
            before = face


def _follow(before: Face, character: str, bold: bool) -> Face | None:
    """A mark goes with its letter where that face has it; so does a joiner."""
    joins = character in _JOINERS or unicodedata.combining(character)
    if joins and (covers(before, character) or character in _JOINERS):
        return before
    return face_for(character, bold)


def _numbered(character: str) -> str:
    """What stands for a character that can't be printed."""
    return f"[U+{ord(character):04X}]"


def _merged(found: list[Run]) -> Iterator[Run]:
    """Neighbours in one face are one run."""
    held: Run | None = None
    for run in found:
        if held is not None and (held.face, held.from_right) == (run.face, run.from_right):
            held = Run(held.text + run.text, held.face, held.from_right, held.missing + run.missing)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held
