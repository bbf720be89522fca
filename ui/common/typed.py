"""Reads dates, times and numbers as people type them."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from functools import cache

from PySide6.QtCore import QDate, QLocale

from wset_desk.i18n import formatting_locale

_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})")
_WORDED_DATE = re.compile(r"(\d{1,2}) ([^\d\s.]{3,})\.? (\d{4}|\d{2})")
_MONTHS = range(1, 13)
_SHORT_YEARS = 100
_LAST_OF_THIS_CENTURY = 68
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")


def locale() -> QLocale:
    """The locale in which the windows write dates and numbers."""
    return _locale_called(formatting_locale())


@cache
def _locale_called(name: str) -> QLocale:
    return QLocale(name)


def read_date(text: str) -> date | None:
    """2026-09-05, 5/9/2026, 5.9.26 (day first) or 5 Sep 2026; None for anything else.

    A year of two digits is one from 1969 to 2068.
    """
    text = " ".join(text.split())
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
        return _date_or_none(year, month, day)
    if match := _NUMERIC_DATE.fullmatch(text):
        day, month, year = map(int, match.groups())
        return _date_or_none(year, month, day)
    if match := _WORDED_DATE.fullmatch(text):
        called = _month_called(match[2])
        return _date_or_none(int(match[3]), called, int(match[1])) if called else None
    return None


def read_time(text: str) -> time | None:
    """9, 930, 0930, 9:30 or 9.30; None for anything else."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        return None


def read_decimal(text: str) -> Decimal | None:
    """A plain number with a decimal point or comma; None for anything else."""
    text = text.strip()
    if not _DECIMAL.fullmatch(text) or not text.isascii():
        return None
    return Decimal(text.replace(",", "."))


def decimal_text(value: Decimal) -> str:
    """ "54.99", without needless zeros, with the language's decimal sign."""
    return f"{value.normalize():f}".replace(".", locale().decimalPoint())


def to_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def to_qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _month_called(word: str) -> int | None:
    """The month whose long or short name begins with ``word``."""
    forms = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    for month in _MONTHS:
        names = [locale().monthName(month, form) for form in forms]
        if any(name.casefold().startswith(word.casefold()) for name in names):
            return month
    return None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    if year < _SHORT_YEARS:
        year += 2000 if year <= _LAST_OF_THIS_CENTURY else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None
