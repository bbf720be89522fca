"""Where to go to look after something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from wset_desk.services.attention import Attention, Concern


@dataclass(frozen=True)
class Target:
    """A page and what to open there: the first case."""

    page: str
    arguments: dict[str, object] = field(default_factory=dict)


_PAGES: Mapping[Concern, tuple[str, str]] = {
    Concern.RESULTS_MISSING: ("results", "exam_session_id"),
    Concern.MARKS_DIFFER: ("results", "exam_session_id"),
    Concern.RESULT_HELD: ("results", "exam_session_id"),
    Concern.PLACE_MISSING: ("courses", "session_id"),
    Concern.CHECKS_OVERDUE: ("remote", "candidate_id"),
    Concern.WINDOW_ENDING: ("remote", "candidate_id"),
    Concern.ENQUIRY_DUE: ("enquiries", "enquiry_id"),
    Concern.ENQUIRY_TO_REVIEW: ("enquiries", "enquiry_id"),
    Concern.BOOKING_NEEDLESS: ("enquiries", "enquiry_id"),
    Concern.BIRTH_DATE_MISSING: ("candidates", "candidate_id"),
}
"""Where a case is opened, and what its id is called there."""


def target_of(attention: Attention, zone: ZoneInfo) -> Target:
    """The page where the first case can be looked after."""
    first = attention.cases[0]
    if attention.concern in _PAGES:
        page, name = _PAGES[attention.concern]
        return Target(page, {name: first.id})
    match attention.concern:
        case Concern.SEAT_MISSING:
            return Target("board")
        case Concern.FEE_OWED | Concern.CONSIDERATION_OPEN:
            return Target("candidates", {"candidate_id": first.id, "account": True})
    day = first.when.astimezone(zone).date() if isinstance(first.when, datetime) else first.when
    return Target("calendar", {"day": day, "exam_session_id": first.id})
