"""Where to go to look after something."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from wset_desk.services.attention import Attention, Concern


@dataclass(frozen=True)
class Target:
    """A page and what to open there: the first case."""

    page: str
    arguments: dict[str, object] = field(default_factory=dict)


def target_of(attention: Attention, zone: ZoneInfo) -> Target:
    """The page where the first case can be looked after."""
    first = attention.cases[0]
    match attention.concern:
        case Concern.RESULTS_MISSING:
            return Target("results", {"exam_session_id": first.id})
        case Concern.PLACE_MISSING:
            return Target("courses", {"session_id": first.id})
        case Concern.SEAT_MISSING:
            return Target("board")
        case Concern.CHECKS_OVERDUE | Concern.WINDOW_ENDING:
            return Target("remote", {"candidate_id": first.id})
        case Concern.FEE_OWED | Concern.CONSIDERATION_OPEN | Concern.BIRTH_DATE_MISSING:
            tab = {} if attention.concern is Concern.BIRTH_DATE_MISSING else {"account": True}
            return Target("candidates", {"candidate_id": first.id, **tab})
    day = first.when.astimezone(zone).date() if isinstance(first.when, datetime) else first.when
    return Target("calendar", {"day": day, "exam_session_id": first.id})
