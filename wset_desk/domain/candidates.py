"""What is known of a candidate, and which of it can be so."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from wset_desk.domain.errors import Refusal
from wset_desk.domain.names import fold
from wset_desk.domain.scheduling import time_zones

EARLIEST_BIRTH_DATE = date(1900, 1, 1)
MAXIMUM_EXTRA_TIME = 300
LONGEST_NOTE = 4000


class CandidateField(StrEnum):
    """What a column of a file may hold. `full_name` stands for both names in one cell."""

    CANDIDATE_NUMBER = "candidate_number"
    FULL_NAME = "full_name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    BIRTH_DATE = "birth_date"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    TIME_ZONE = "time_zone"
    EXTRA_TIME_PERCENT = "extra_time_percent"
    REST_BREAKS = "rest_breaks"
    LARGE_TEXT = "large_text"
    ADJUSTMENT_NOTES = "adjustment_notes"
    NOTES = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateValues:
    """What staff enter about a candidate. An empty text is None.

    `time_zone` is None for somebody who lives by the centre's clocks.
    """

    first_name: str
    last_name: str
    candidate_number: str | None = None
    birth_date: date | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    time_zone: str | None = None
    extra_time_percent: int = 0
    rest_breaks: bool = False
    large_text: bool = False
    adjustment_notes: str | None = None
    notes: str | None = None


LONGEST = {
    "first_name": 120,
    "last_name": 120,
    "candidate_number": 40,
    "email": 254,
    "phone": 40,
    "address": 500,
    "time_zone": 64,
    "adjustment_notes": LONGEST_NOTE,
    "notes": LONGEST_NOTE,
}
"""The most characters that each text may have."""

_SEVERAL_LINES = frozenset({"address", "adjustment_notes", "notes"})


def full_name(first_name: str, last_name: str) -> str:
    """ "Ana Silva"."""
    return f"{first_name} {last_name}".strip()


def name_key(values: CandidateValues) -> str:
    """The name as it is compared with others: without case and accents."""
    return fold(full_name(values.first_name, values.last_name))


def number_key(number: str) -> str:
    """A candidate number as it is compared: "w104 218" and "W104218" are the same one."""
    return "".join(number.split()).casefold()


def tidied(values: CandidateValues) -> CandidateValues:
    """Texts without needless space and control characters; empty ones become None."""
    texts = {name: _tidy(name, getattr(values, name)) for name in LONGEST}
    names = {name: texts.pop(name) or "" for name in ("first_name", "last_name")}
    return replace(values, **texts, **names)  # type: ignore[arg-type]


def problems(values: CandidateValues, today: date) -> tuple[Refusal, ...]:
    """Everything that can't be so, each with its `field`; `today` is the centre's day."""
    return (
        *_of_the_names(values),
        *_of_the_lengths(values),
        *_of_the_birth_date(values.birth_date, today),
        *_of_the_email(values.email),
        *_of_the_time_zone(values.time_zone),
        *_of_the_extra_time(values.extra_time_percent),
    )


def _tidy(name: str, text: str | None) -> str | None:
    if not text:
        return None
    lines = text.splitlines() if name in _SEVERAL_LINES else [text]
    tidy = [" ".join(_printable(line).split()) for line in lines]
    return "\n".join(tidy).strip() or None


def _printable(line: str) -> str:
    if line.isprintable():  # nearly every line is: ten thousand rows of a file feel it
        return line
    return "".join(c if c.isprintable() or c.isspace() else " " for c in line)


def _of_the_names(values: CandidateValues) -> Iterator[Refusal]:
    if not values.first_name:
        yield Refusal("FIRST_NAME_MISSING", {"field": "first_name"})
    if not values.last_name:
        yield Refusal("LAST_NAME_MISSING", {"field": "last_name"})


def _of_the_lengths(values: CandidateValues) -> Iterator[Refusal]:
    for name, longest in LONGEST.items():
        if len(getattr(values, name) or "") > longest:
            yield Refusal("TEXT_TOO_LONG", {"field": name, "maximum": longest})


def _of_the_birth_date(birth_date: date | None, today: date) -> Iterator[Refusal]:
    if birth_date is None:
        return
    if birth_date > today:
        yield Refusal("BIRTH_DATE_IN_FUTURE", {"field": "birth_date"})
    elif birth_date < EARLIEST_BIRTH_DATE:
        earliest = EARLIEST_BIRTH_DATE.year
        yield Refusal("BIRTH_DATE_TOO_EARLY", {"field": "birth_date", "earliest": earliest})


def _of_the_email(email: str | None) -> Iterator[Refusal]:
    if email is not None and not is_plausible_email(email):
        yield Refusal("EMAIL_NOT_PLAUSIBLE", {"field": "email", "text": email})


def is_plausible_email(text: str) -> bool:
    """Something, one @, and a domain with a dot: whether it exists only a message can tell."""
    local, at, domain = text.rpartition("@")
    labels = domain.split(".")
    return bool(at and local and "@" not in local and " " not in text and len(labels) > 1) and all(
        label and not label.startswith("-") for label in labels
    )


def _of_the_time_zone(time_zone: str | None) -> Iterator[Refusal]:
    if time_zone is not None and time_zone not in time_zones():
        yield Refusal("TIME_ZONE_UNKNOWN", {"field": "time_zone", "time_zone": time_zone})


def _of_the_extra_time(percent: int) -> Iterator[Refusal]:
    if not 0 <= percent <= MAXIMUM_EXTRA_TIME:
        limits = {"field": "extra_time_percent", "maximum": MAXIMUM_EXTRA_TIME}
        yield Refusal("EXTRA_TIME_OUT_OF_RANGE", limits)
