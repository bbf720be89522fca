"""The case file of an enquiry as the lines of a cell: when, what, by whom, which reference, words.

2026-03-02 10:00:00 forwarded by Dan Moor [WSET 4711]: sent with the paper
  and the candidate's consent

A line that begins with two blanks goes on with the words of the entry above it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wset_desk.domain.enquiries import EnquiryEventKind
from wset_desk.domain.errors import DomainError
from wset_desk.domain.written_dates import DateOrder

LONGEST_CASE_FILE = 32_767
_FURTHER = "\n  "
_KINDS = "|".join(each.value.replace("_", "[ _]") for each in EnquiryEventKind)
_ENTRY = re.compile(
    rf"(?P<at>\S+ \S+) (?P<kind>{_KINDS})(?: by (?P<by>[^:\[]+?))?"
    r"(?: \[(?P<reference>.*?)\])?(?:: (?P<text>.+))?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class EventValues:
    """One entry of a case file. `at` is what the centre's clocks showed."""

    at: datetime
    kind: EnquiryEventKind
    by: str = ""
    text: str = ""
    reference: str = ""

    def __str__(self) -> str:
        kind = self.kind.replace("_", " ")
        by = f" by {_name(self.by)}" if self.by else ""
        reference = f" [{self.reference}]" if self.reference else ""
        text = f": {self.text.replace(chr(10), _FURTHER)}" if self.text else ""
        return f"{self.at:%Y-%m-%d %H:%M:%S} {kind}{by}{reference}{text}"


def case_file_text(events: Iterable[EventValues]) -> str:
    return "\n".join(map(str, events))


def read_case_file(text: str, _order: DateOrder) -> str:
    """The cell's lines, tidied; refuses EVENT_NOT_READ."""
    return case_file_text(read_events(text))


def read_events(text: str) -> tuple[EventValues, ...]:
    """What `case_file_text` wrote; refuses EVENT_NOT_READ."""
    entries: list[list[str]] = []
    for line in re.split(r"\r\n?|\n", text):
        if line.startswith("  ") and entries:
            entries[-1].append(line[2:])
        elif line.strip():
            entries.append([line.strip()])
    return tuple(_event("\n".join(lines)) for lines in entries)


def _event(entry: str) -> EventValues:
    found = _ENTRY.fullmatch(entry)
    try:
        at = datetime.fromisoformat(found["at"]) if found else None
    except ValueError:
        at = None
    if found is None or at is None:
        raise DomainError("EVENT_NOT_READ", text=entry)
    return EventValues(
        at.replace(tzinfo=None, microsecond=0),
        EnquiryEventKind(found["kind"].replace(" ", "_")),
        found["by"] or "",
        found["text"] or "",
        found["reference"] or "",
    )


def _name(by: str) -> str:
    """Without the signs that end a name here."""
    return " ".join(re.sub(r"[:\[]", " ", by).split())
