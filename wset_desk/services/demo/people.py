"""The sample's staff and candidates. None of them exists; their e-mail is at example.org."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.names import fold
from wset_desk.domain.permissions import Role
from wset_desk.services.demo.names import NAME_GROUPS, NameGroup
from wset_desk.system import sample

FIRST_NUMBER = 104_100
OLDEST, YOUNGEST = date(1954, 1, 1), date(2006, 12, 31)
_TRIES = 100
_WITHOUT_BIRTH_DATE = 0.03
_WITHOUT_EMAIL = 0.02
_WITHOUT_PHONE = 0.25
_STREETS = (
    *("Maltby Street", "Bermondsey Wall", "Snowsfields", "Druid Street", "Lant Street"),
    *("Copperfield Street", "Tooley Street", "Marshalsea Road", "Weston Street", "Roupell Street"),
)
_POST_AREAS = ("SE1", "SE16", "E1", "EC1", "N1", "SW4", "SE5", "W6")


@dataclass(frozen=True)
class StaffPlan:
    """Somebody who works at the sample centre."""

    username: str
    name: str
    roles: frozenset[Role]


OTHER_STAFF = (
    StaffPlan("kim", "Kim Okafor", frozenset({Role.INVIGILATOR})),
    StaffPlan("dan", "Dan Whitfield", frozenset({Role.INVIGILATOR})),
    StaffPlan("eva", "Eva Lindström", frozenset({Role.EXAMS_OFFICER, Role.INVIGILATOR})),
    StaffPlan("noor", "Noor Rahman", frozenset({Role.INVIGILATOR})),
    StaffPlan("tomasz", "Tomasz Zieliński", frozenset({Role.INVIGILATOR})),
)
STAFF = (
    *(StaffPlan(each.username, each.name, frozenset({each.role})) for each in sample.SIGN_INS),
    *OTHER_STAFF,
)
"""The first is the administrator who founds the centre."""


@dataclass(frozen=True)
class Adjustment:
    """What a candidate is allowed, as staff note it."""

    extra_time_percent: int
    rest_breaks: bool
    large_text: bool
    notes: str


_ADJUSTMENTS = (
    Adjustment(25, False, False, "Dyslexia; assessor's report on file."),
    Adjustment(25, False, True, "Printed papers in 18 point."),
    Adjustment(25, True, False, "Rest breaks of 10 minutes, near the door."),
    Adjustment(50, True, False, "Reader and separate room."),
    Adjustment(0, True, False, "Type 1 diabetes: may eat and drink at the desk."),
    Adjustment(0, False, True, "Large text on screen and on paper."),
    Adjustment(10, False, False, "English isn't the first language; dictionary allowed."),
)
_ADJUSTED = 0.08


def candidates(source: Random) -> Iterator[CandidateValues]:
    """People without end, numbered as they come; a name comes twice only when few are left."""
    taken: set[str] = set()
    number = FIRST_NUMBER
    while True:
        first, last = _new_name(source, taken)
        number += source.randint(1, 4)
        yield _candidate(source, first, last, number)


def _new_name(source: Random, taken: set[str]) -> tuple[str, str]:
    shares = [group.share for group in NAME_GROUPS]
    for _ in range(_TRIES):
        group: NameGroup = source.choices(NAME_GROUPS, shares)[0]
        first, last = source.choice(group.first), source.choice(group.last)
        if fold(f"{first} {last}") not in taken:
            break
    taken.add(fold(f"{first} {last}"))
    return first, last


def _candidate(source: Random, first: str, last: str, number: int) -> CandidateValues:
    adjustment = source.choice(_ADJUSTMENTS) if source.random() < _ADJUSTED else None
    return CandidateValues(
        first_name=first,
        last_name=last,
        candidate_number=f"W{number // 1000} {number % 1000:03}",
        birth_date=_birth_date(source),
        email=None if source.random() < _WITHOUT_EMAIL else _email(first, last, number),
        # a range that is kept free for fiction
        phone=None if source.random() < _WITHOUT_PHONE else f"07700 900{source.randint(0, 999):03}",
        address=f"{source.randint(1, 180)} {source.choice(_STREETS)}\n"
        f"London {source.choice(_POST_AREAS)}",
        extra_time_percent=adjustment.extra_time_percent if adjustment else 0,
        rest_breaks=bool(adjustment and adjustment.rest_breaks),
        large_text=bool(adjustment and adjustment.large_text),
        adjustment_notes=adjustment.notes if adjustment else None,
    )


def _birth_date(source: Random) -> date | None:
    if source.random() < _WITHOUT_BIRTH_DATE:
        return None
    # most are in their twenties to forties
    days = (YOUNGEST - OLDEST).days
    return OLDEST + timedelta(days=round(source.triangular(0, days, days * 0.75)))


def _email(first: str, last: str, number: int) -> str:
    plain = f"{fold(first)}.{fold(last)}".replace(" ", "")
    local = plain if plain.isascii() else f"candidate.{number}"
    return f"{local}@example.org"
