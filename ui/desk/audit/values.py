"""Old and new values in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from ui.common import dates
from ui.common.money import money_text
from ui.common.typed import decimal_text
from ui.desk.audit.field_names import FIELDS, INSIDE
from ui.desk.audit.vocabulary import WORDS
from wset_desk.i18n import _, formatting_locale, ngettext
from wset_desk.services.audit_records import FieldChange, FieldKind
from wset_desk.services.record_names import RecordName

NOTHING = "—"
_MOST_PARTS = 12


@dataclass(frozen=True)
class Line:
    """A field, or a part of one, before and after, as it is shown."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Values:
    """Puts values into words, times in `zone`, money in `currency`."""

    zone: ZoneInfo
    currency: str

    def lines(self, field: FieldChange) -> Iterator[Line]:
        """One line for a field; for one with parts inside, a line for each part that differs."""
        title = field_title(field.name)
        parts = list(_differing(field.before, field.after))
        if _has_parts(field) and len(parts) <= _MOST_PARTS:
            for path, before, after in parts:
                yield Line(": ".join((title, *path)), self._plain(before), self._plain(after))
        else:
            yield Line(title, self.text(field, field.before), self.text(field, field.after))

    def text(self, field: FieldChange, value: Any) -> str:
        """One of the field's values."""
        if value is None or value == "":
            return NOTHING
        return _WORDED.get(field.kind, Values._plain)(self, _in_words(field.name, value))

    def whole(self, field: FieldChange, value: Any) -> str:
        """One of the field's values with all that is inside it, a part a line."""
        if not isinstance(value, Mapping):
            return self.text(field, value)
        parts = _differing(None, value)
        return "\n".join(f"{': '.join(path)}: {self._plain(each)}" for path, _old, each in parts)

    def moment(self, instant: datetime) -> str:
        """ "5 Mar 2026, 09:30"."""
        day = dates.day_short(dates.local_day(instant, self.zone))
        return f"{day}, {dates.local_time(instant, self.zone)}"

    def record(self, name: RecordName) -> str:
        """ "Chloé Martin, Level 2 Wines, 5 Sep 2026"."""
        day = dates.day_short(name.day) if name.day else ""
        return ", ".join(part for part in (name.name, name.context, day) if part) or NOTHING

    def _money(self, value: Decimal) -> str:
        return money_text(value, self.currency)

    def _plain(self, value: Any) -> str:
        """Any value by what it is."""
        if value is None:
            return NOTHING
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, int):
            return format_decimal(value, locale=formatting_locale())
        if isinstance(value, Mapping):
            return ngettext("{n} entry", "{n} entries", len(value)).format(n=len(value))
        if isinstance(value, list):
            return ", ".join(self._plain(each) for each in value) or NOTHING
        return str(value)


_WORDED: Mapping[FieldKind, Callable[[Values, Any], str]] = {
    FieldKind.DAY: lambda _values, day: _day(day),
    FieldKind.INSTANT: Values.moment,
    FieldKind.MARK: lambda _values, mark: decimal_text(mark),
    FieldKind.MONEY: Values._money,
    FieldKind.RECORD: Values.record,
}


def field_title(name: str) -> str:
    """What people call a field; one that nothing is known of by its name without underscores."""
    known = FIELDS.get(name)
    return _(known) if known else name.replace("_", " ").capitalize()


def _in_words(name: str, value: Any) -> Any:
    """The specification's words as people say them; whatever else it is stays."""
    if isinstance(value, list):
        return [_in_words(name, each) for each in value]
    if not isinstance(value, str):
        return value
    if name == "language":
        return _language(value)
    word = WORDS.get(name, {}).get(value)
    return _(word) if word else value


def _day(day: date) -> str:
    return dates.day_short(day)


def _language(code: str) -> str:
    try:
        shown = Locale.parse(code, sep="-").get_display_name(formatting_locale())
    except (UnknownLocaleError, ValueError):
        return code
    return (shown or code).capitalize()


def _has_parts(field: FieldChange) -> bool:
    return field.kind is FieldKind.DATA and any(
        isinstance(value, Mapping) for value in (field.before, field.after)
    )


def _differing(before: Any, after: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Path, old and new value of every innermost part that differs."""
    old, new = _inside(before), _inside(after)
    if not old and not new:
        if before != after:
            yield (), before, after
        return
    for key in dict.fromkeys((*old, *new)):
        for path, first, second in _differing(old.get(key), new.get(key)):
            yield (key, *path), first, second


def _inside(value: Any) -> Mapping[str, Any]:
    """The parts of a value by what they are called; a list's parts by their names or places."""
    if isinstance(value, Mapping):
        return {_part_title(key): _in_words(key, each) for key, each in value.items()}
    if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        return {_place(each, number): each for number, each in enumerate(value, 1)}
    return {}


def _part_title(key: str) -> str:
    return _(INSIDE[key]) if key in INSIDE else field_title(key)


def _place(value: Any, number: int) -> str:
    name = value.get("name", number) if isinstance(value, Mapping) else number
    return str(_in_words("name", name))
