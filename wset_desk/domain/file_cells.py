"""Cells of files: what people write in them, and how the program writes the same.

Whatever `shown` writes, the readers read again as what it was.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from wset_desk.domain.decimals import Typed, parse_decimal
from wset_desk.domain.errors import DomainError
from wset_desk.domain.pricing import parse_amount
from wset_desk.domain.written_dates import (
    DateOrder,
    other_order,
    read_written_date,
    with_century,
)

Reader = Callable[[str, DateOrder], object]
Shown = str | int | Decimal | date | datetime | None
E = TypeVar("E", bound=StrEnum)

YES = frozenset({"yes", "y", "true", "1", "x", "✓", "ja", "oui", "si", "sí", "tak"})
NO = frozenset(
    {"no", "n", "false", "0", "-", "–", "none", "n/a", "n.a.", "nil", "nein", "non", "nie"}
)
_CURRENCY = re.compile(r"^(?:[£€$]|[A-Z]{3} )\s*|\s*(?:[£€$]| [A-Z]{3})$")
LONGEST_NAME = 120
EARLIEST_YEAR, LATEST_YEAR = 1950, 2150
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?")
_WHOLE = re.compile(r"([0-9]{1,6})(?:\.0+)?")
_LINE_END = re.compile(r"\r\n?")
_HALF_SECOND = timedelta(milliseconds=500)


def read_text(text: str, _order: DateOrder) -> str:
    return " ".join(text.split())


def read_lines(text: str, _order: DateOrder) -> str:
    """A text of several lines, each as it is."""
    return _LINE_END.sub("\n", text).strip()


def read_names(text: str, _order: DateOrder) -> tuple[str, ...]:
    """ "Kim Okafor; Lee Marsh"; refuses TEXT_TOO_LONG."""
    names = tuple(found for part in text.split(";") if (found := " ".join(part.split())))
    if any(len(each) > LONGEST_NAME for each in names):
        raise DomainError("TEXT_TOO_LONG", maximum=LONGEST_NAME)
    return names


def read_yes_or_no(text: str, _order: DateOrder) -> bool:
    """Refuses YES_OR_NO_NOT_READ."""
    word = text.casefold()
    if word not in YES and word not in NO:
        raise DomainError("YES_OR_NO_NOT_READ", text=text)
    return word in YES


def read_whole(text: str, _order: DateOrder) -> int:
    """Refuses NUMBER_NOT_READ."""
    match = _WHOLE.fullmatch(text)
    if match is None:
        raise DomainError("NUMBER_NOT_READ", text=text)
    return int(match[1])


def read_money(text: str, _order: DateOrder) -> Decimal:
    """ "85.00", "85,00", "£85" or "85 GBP"; refuses what `parse_amount` refuses."""
    return parse_amount(without_currency(text))


def without_currency(text: str) -> str:
    """A centre has one currency, so that its sign beside an amount says nothing."""
    return _CURRENCY.sub("", text)


def read_mark(text: str, _order: DateOrder) -> Decimal:
    """A mark on its paper's scale.

    Refuses MARK_IS_PERCENTAGE, MARK_NOT_A_NUMBER, MARK_BELOW_ZERO, MARK_TOO_FINE.
    """
    typed = _typed_mark(text)
    if typed.negative:
        raise DomainError("MARK_BELOW_ZERO")
    return typed.value


def read_change(text: str, _order: DateOrder) -> Decimal:
    """By how much a mark went up or down: "+3", "-2.5"; refuses as `read_mark` does."""
    typed = _typed_mark(text.removeprefix("+"))
    return -typed.value if typed.negative else typed.value


def read_day(text: str, order: DateOrder) -> date:
    """Refuses DATE_NOT_READ; DATE_DAY_FIRST and DATE_MONTH_FIRST: the other dates are so."""
    day = read_written_date(text, order)
    if day is not None:
        return day
    if read_written_date(text, other_order(order)) is not None:
        code = "DATE_DAY_FIRST" if order is DateOrder.DAY_FIRST else "DATE_MONTH_FIRST"
        raise DomainError(code, text=text)
    raise DomainError("DATE_NOT_READ", text=text)


def read_held_day(text: str, order: DateOrder) -> date:
    """A day on which something is held; refuses DATE_NOT_READ and DAY_OUT_OF_RANGE.

    Years of two digits are those of this century: no exam of a birth date's age is in a file.
    """
    day = read_day(with_century(text), order)
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise DomainError("DAY_OUT_OF_RANGE", first=EARLIEST_YEAR, last=LATEST_YEAR)
    return day


def read_time(text: str, _order: DateOrder) -> time:
    """ "9:30", "09.30" or "09:30:00"; refuses TIME_NOT_READ."""
    match = _TIME.fullmatch(text)
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0)) if match else _no_time(text)
    except ValueError:
        return _no_time(text)


def read_moment(text: str, order: DateOrder) -> datetime:
    """A day and a time, as the centre's clocks show it, to the second; refuses MOMENT_NOT_READ."""
    day, _, clock = " ".join(text.replace("T", " ").split()).rpartition(" ")
    try:
        found = datetime.combine(read_held_day(day, order), read_time(clock, order))
    except DomainError as error:
        if error.code in {"DATE_DAY_FIRST", "DATE_MONTH_FIRST"}:
            raise
        raise DomainError("MOMENT_NOT_READ", text=text) from None
    parts = _TIME.fullmatch(clock)
    fraction = (parts[4] or "") if parts else ""
    # a spreadsheet keeps moments as fractions of a day
    over = timedelta(microseconds=int(fraction[:6].ljust(6, "0")))
    return (found + over + _HALF_SECOND).replace(microsecond=0)


def read_day_or_moment(text: str, order: DateOrder) -> datetime:
    """A moment; of a day alone its first; refuses MOMENT_NOT_READ."""
    if ":" in text:
        return read_moment(text, order)
    try:
        return datetime.combine(read_held_day(text, order), time())
    except DomainError as error:
        if error.code == "DATE_NOT_READ":
            return read_moment(text, order)
        raise


def one_of(words: type[E]) -> Callable[[str, DateOrder], E]:
    """A reader of one of `words`, with spaces or underscores; refuses CHOICE_NOT_READ."""
    choices = ", ".join(_spaced(each) for each in words)
    by_value = {each.value: each for each in words}

    def read(text: str, _order: DateOrder) -> E:
        found = by_value.get(text.casefold().replace(" ", "_").replace("-", "_"))
        if found is None:
            raise DomainError("CHOICE_NOT_READ", text=text, choices=choices)
        return found

    return read


def shown(value: object) -> Shown:
    """A value as a cell of a file."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return _spaced(value)
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if value is None or isinstance(value, str | int | Decimal | date):
        return value
    return str(value)


def _typed_mark(text: str) -> Typed:
    if text.endswith("%"):
        raise DomainError("MARK_IS_PERCENTAGE", mark=text)
    typed = parse_decimal(text)
    if typed is None:
        raise DomainError("MARK_NOT_A_NUMBER", text=text)
    if typed.too_fine:
        raise DomainError("MARK_TOO_FINE")
    return typed


def _spaced(word: StrEnum) -> str:
    return word.value.replace("_", " ")


def _no_time(text: str) -> time:
    raise DomainError("TIME_NOT_READ", text=text)
