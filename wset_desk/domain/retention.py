"""How long what is known of a person is kept, by kind of record, and when all of it is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wset_desk.domain.settings import Scope, Setting
from wset_desk.domain.texts import N_

PERSONAL_DATA = N_("Personal data")
_MOST_YEARS = 100


class RecordKind(StrEnum):
    """What a period is set for."""

    CANDIDATE = "candidate"
    RESULTS = "results"
    LEDGER = "ledger"
    ENQUIRIES = "enquiries"
    MESSAGES = "messages"
    AUDIT = "audit"


def _years(kind: RecordKind, years: int, title: str, description: str) -> Setting[int]:
    return Setting(
        name=f"retention_{kind}_years",
        scope=Scope.CENTRE,
        kind=int,
        default=years,
        minimum=0,
        maximum=_MOST_YEARS,
        section=PERSONAL_DATA,
        title=title,
        description=description,
    )


PERIODS: Mapping[RecordKind, Setting[int]] = {
    RecordKind.CANDIDATE: _years(
        RecordKind.CANDIDATE,
        3,
        N_("Candidates without activity"),
        N_("Years after a candidate's last exam, course or entry for which their data is kept."),
    ),
    RecordKind.RESULTS: _years(
        RecordKind.RESULTS,
        6,
        N_("Results and certificates"),
        N_("Years after an exam for which its marks are kept, without a name if it was erased."),
    ),
    RecordKind.LEDGER: _years(
        RecordKind.LEDGER,
        6,
        N_("Payments and charges"),
        N_("Years after an entry of the ledger for which it is kept, as tax law wants it."),
    ),
    RecordKind.ENQUIRIES: _years(
        RecordKind.ENQUIRIES,
        3,
        N_("Enquiries against results"),
        N_("Years after an enquiry was answered for which its case file is kept."),
    ),
    RecordKind.MESSAGES: _years(
        RecordKind.MESSAGES,
        2,
        N_("Messages to candidates"),
        N_("Years after a message was sent for which its text is kept."),
    ),
    RecordKind.AUDIT: _years(
        RecordKind.AUDIT,
        3,
        N_("Personal values in the audit log"),
        N_("Years after a candidate's last activity for which the log says what was changed."),
    ),
}
"""The setting of each kind of record. Where the defaults come from stands in the help."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a person's data is due for erasure, and the kind of record that is kept the longest."""

    on: date
    because_of: RecordKind


def kept_until(latest: date, years: int) -> date:
    """The day on which the period ends; of 29 February, 28 February."""
    try:
        return latest.replace(year=latest.year + years)
    except ValueError:
        return latest.replace(year=latest.year + years, day=28)


def due(latest: Mapping[RecordKind, date], years: Mapping[RecordKind, int]) -> Due:
    """When every record is past its period; `latest` has the newest day of each kind there is."""
    ends: Iterable[Due] = (Due(kept_until(day, years[kind]), kind) for kind, day in latest.items())
    return max(ends, key=lambda each: each.on)
