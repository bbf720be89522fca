"""Whether values in wire form fit their columns: asked of whatever comes from elsewhere.

The databases differ in what they let pass: SQLite takes a text of any length, and a word where a
number belongs. What fits here can be stored by both, read again, and computed with.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    String,
    Table,
)

from wset_desk.storage.records import table_of
from wset_desk.storage.schema import ENTITIES
from wset_desk.storage.types import Id, Instant, Mark, Money

Fits = Callable[[Any], bool]
FIRST_YEAR, LAST_YEAR = 1800, 2999
"""So far from the ends of the calendar that one can go on counting from there."""
_SMALL, _LARGE = 2**31, 2**63
_UUID_LENGTH = 36
_ONE_OF = re.compile(r"(\w+) IN \((.*)\)")


def misfit(entity: str, patch: Mapping[str, Any]) -> str | None:
    """The first column whose value can't be stored; None where all can, or aren't known."""
    checks = _checks(entity) if entity in ENTITIES else {}
    for name, value in patch.items():
        fits = checks.get(name)
        if fits is not None and not fits(value):
            return name
    return None


@cache
def _checks(entity: str) -> Mapping[str, Fits]:
    table = table_of(entity)
    words = enumerations(table)
    return {column.name: _check_of(column, words.get(column.name)) for column in table.columns}


def enumerations(table: Table) -> dict[str, frozenset[str]]:
    """The columns that hold one of a few words, as their constraints say."""
    rules = (each.sqltext for each in table.constraints if isinstance(each, CheckConstraint))
    found = (_ONE_OF.fullmatch(str(rule)) for rule in rules)
    return {each[1]: frozenset(re.findall(r"'(\w+)'", each[2])) for each in found if each}


def _check_of(column: Column[Any], words: frozenset[str] | None) -> Fits:
    fits = _text(words.__contains__) if words else _of_type(column)
    if column.nullable:
        return lambda value: value is None or fits(value)
    return fits


def _of_type(column: Column[Any]) -> Fits:
    kind = type(column.type)
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    if isinstance(column.type, String):
        longest = column.type.length or _SMALL
        return lambda value: type(value) is str and len(value) <= longest
    return lambda value: value is not None


def _integer(bound: int) -> Fits:
    return lambda value: type(value) is int and -bound <= value < bound


def _hundredths(bound: int) -> Fits:
    @lru_cache(maxsize=1024)
    def fits(text: str) -> bool:
        try:
            scaled = Decimal(text) * 100
            return scaled == scaled.to_integral_value() and abs(scaled) < bound
        except InvalidOperation:
            return False

    return lambda value: type(value) is str and fits(value)


@lru_cache(maxsize=4096)
def _is_instant(text: str) -> bool:
    try:
        at = datetime.fromisoformat(text)
        return at.tzinfo is not None and _is_near(at.astimezone(UTC))
    except (ValueError, OverflowError):
        return False


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    try:
        return _is_near(date.fromisoformat(text))
    except ValueError:
        return False


def _is_near(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _is_id(value: Any) -> bool:
    if type(value) is not str or len(value) != _UUID_LENGTH:
        return False
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def _text(fits: Callable[[str], bool]) -> Fits:
    return lambda value: type(value) is str and fits(value)


_BY_TYPE: Mapping[type[Any], Fits] = {
    Id: _is_id,
    Instant: _text(_is_instant),
    Date: _text(_is_day),
    Money: _hundredths(_LARGE),
    Mark: _hundredths(_SMALL),
    Boolean: lambda value: type(value) is bool,
    Integer: _integer(_SMALL),
    BigInteger: _integer(_LARGE),
}
