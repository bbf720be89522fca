"""The versions of a result as the lines of a cell: when, in which state, which mark, by whom, why.

2026-02-20 10:00:00 provisional 84 (multiple choice=40; written=44) by Dan Moor: paper found
"""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wset_desk.domain.decimals import parse_decimal
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import ResultState
from wset_desk.domain.written_dates import DateOrder

LONGEST_HISTORY = 10_000
_TAKEN_BACK = "–"
_STATES = "|".join(ResultState)
_LINE = re.compile(
    rf"(?P<at>\S+ \S+) (?P<state>{_STATES}) (?P<mark>\S+)(?: \((?P<parts>.+?)\))?"
    r"(?: by (?P<by>[^:]+))?(?:: (?P<reason>.+))?"
)


@dataclass(frozen=True, slots=True)
class VersionValues:
    """One version. `at` is what the centre's clocks showed; `mark` None: it was taken back."""

    at: datetime
    state: ResultState
    mark: Decimal | None
    parts: str = ""
    by: str = ""
    reason: str = ""

    def __str__(self) -> str:
        mark = _TAKEN_BACK if self.mark is None else f"{self.mark.normalize():f}"
        parts = f" ({self.parts})" if self.parts else ""
        by = f" by {self.by.replace(':', ' ')}" if self.by else ""
        reason = f": {' '.join(self.reason.split())}" if self.reason else ""
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.state} {mark}{parts}{by}{reason}"


def history_text(versions: tuple[VersionValues, ...]) -> str:
    return "\n".join(map(str, versions))


def read_history(text: str, _order: DateOrder) -> str:
    """The cell's lines, tidied; refuses VERSION_NOT_READ."""
    return history_text(read_versions(text))


def read_versions(text: str) -> tuple[VersionValues, ...]:
    """What `history_text` wrote; refuses VERSION_NOT_READ."""
    return tuple(_version(line.strip()) for line in text.splitlines() if line.strip())


def _version(line: str) -> VersionValues:
    found = _LINE.fullmatch(line)
    if found is None:
        raise DomainError("VERSION_NOT_READ", text=line)
    try:
        at = datetime.fromisoformat(found["at"])
    except ValueError:
        raise DomainError("VERSION_NOT_READ", text=line) from None
    mark = None if found["mark"] == _TAKEN_BACK else _mark(found["mark"], line)
    return VersionValues(
        at.replace(tzinfo=None, microsecond=0),
        ResultState(found["state"]),
        mark,
        found["parts"] or "",
        found["by"] or "",
        found["reason"] or "",
    )


def _mark(text: str, line: str) -> Decimal:
    number = parse_decimal(text)
    if number is None or number.negative or number.too_fine:
        raise DomainError("VERSION_NOT_READ", text=line)
    return number.value
