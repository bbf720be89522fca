"""Dates as files write them: 1990-09-05, 05/09/1990, 5.9.1990, 5 Sep 1990, Sep 5, 1990."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from wset_desk.domain.errors import DomainError

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_SLASHED = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")
_IN_DOUBT = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-](?:[0-9]{4}|[0-9]{2})")
_SHORT_YEAR = re.compile(r"^([0-9]{1,2}[/.-] ?[0-9]{1,2}[/.-] ?)([0-9]{2})(?= |$)")
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_WORDED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]+)[ .,-]+([0-9]{4})")
_WORD_FIRST = re.compile(r"([a-z]+)\.? +([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4})")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORTEST_MONTH = 3
_MONTHS_A_YEAR = 12


class DateOrder(StrEnum):
    """Which comes first where day and month are both numbers between slashes."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """How a column of dates is read, and whether its own values leave no doubt about it.

    `example` is a value that could be read in both ways.
    """

    order: DateOrder
    certain: bool
    example: str = field(default="", compare=False)

    def check_certain(self) -> None:
        """Refuse DATE_ORDER_IN_DOUBT: nobody guesses which comes first."""
        if not self.certain:
            raise DomainError("DATE_ORDER_IN_DOUBT", text=self.example)


def column_order(
    texts: Iterable[str], default: DateOrder = DateOrder.DAY_FIRST, /
) -> ColumnOrder | None:
    """The order of a column: a number above 12 decides it, else the default, in doubt.

    None where no value depends on it. A column with values of both orders is read day first.
    """
    found = [match for text in texts if (match := _IN_DOUBT.fullmatch(text.strip()))]
    if not found:
        return None
    pairs = [(int(match[1]), int(match[2])) for match in found]
    day_first = any(first > _MONTHS_A_YEAR for first, _ in pairs)
    month_first = any(second > _MONTHS_A_YEAR for _, second in pairs)
    if day_first == month_first:
        same = all(first == second for first, second in pairs)
        example = next((match[0] for match in found if match[1] != match[2]), "")
        return ColumnOrder(default, certain=same or day_first, example=example)
    return ColumnOrder(DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST, certain=True)


def read_written_date(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> date | None:
    """The date that `text` names; None where it names none, or a year without its century."""
    text = " ".join(text.split()).casefold()
    if match := _ISO.fullmatch(text.upper()):
        return _date(match[1], match[2], match[3])
    if match := _SLASHED.fullmatch(text):
        day, month = match[1], match[2]
        if order is DateOrder.MONTH_FIRST:
            day, month = month, day
        return _date(match[3], month, day)
    if match := _DOTTED.fullmatch(text):
        return _date(match[3], match[2], match[1])
    if match := _WORDED.fullmatch(text):
        return _worded(match[3], match[2], match[1])
    if match := _WORD_FIRST.fullmatch(text):
        return _worded(match[3], match[1], match[2])
    return None


def with_century(text: str) -> str:
    """ "15/02/26 10:00" as "15/02/2026 10:00"; any other text as it is."""
    return _SHORT_YEAR.sub(r"\g<1>20\g<2>", text, count=1)


def other_order(order: DateOrder) -> DateOrder:
    day_first = order is DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if day_first else DateOrder.DAY_FIRST


def _worded(year: str, word: str, day: str) -> date | None:
    fitting = [
        number
        for number, month in enumerate(_MONTHS, 1)
        if len(word) >= _SHORTEST_MONTH and month.startswith(word)
    ]
    return _date(year, str(fitting[0]), day) if fitting else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
