"""What letters and printed lists say, ready to be set: every date and amount is in words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wset_desk.domain.letters import LetterKind


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The centre as its paper shows it; `logo` is a PNG file."""

    name: str
    address: str = ""
    email: str = ""
    phone: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class LetterTable:
    """`widths` are shares of the line; `numeric` columns are aligned at the right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numeric: frozenset[int] = frozenset()
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person, from top to bottom.

    `verdict` is what the letter comes to, set apart; empty where there is nothing of the kind.
    """

    kind: LetterKind
    candidate_id: UUID
    name: str
    number: str | None
    address: str
    day: str
    title: str
    opening: str
    closing: str
    facts: tuple[tuple[str, str], ...] = ()
    table: LetterTable | None = None
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class LetterBatch:
    """Letters that go out together; `day` is the day of writing."""

    letterhead: Letterhead
    day: date
    letters: tuple[Letter, ...]
