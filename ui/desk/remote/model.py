"""The columns of the remote queue, and its parts by state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from zoneinfo import ZoneInfo

from ui.common import dates
from ui.common.table_model import Column
from ui.desk.remote import words
from wset_desk.domain.names import fold
from wset_desk.domain.remote import RemoteState
from wset_desk.i18n import N_, _
from wset_desk.services.remote.rows import RemoteCase

_NO_EXAM = "9999"


class Segment(StrEnum):
    """The parts of the queue: each state, and everything."""

    ALL = "all"
    READY = RemoteState.READY.value
    CHECKS_MISSING = RemoteState.CHECKS_MISSING.value
    BOOKED = RemoteState.BOOKED.value
    EXPIRED = RemoteState.EXPIRED.value


def columns(zone: ZoneInfo) -> tuple[Column[RemoteCase], ...]:
    """Times are shown in the centre's `zone`."""
    return (
        Column("name", N_("Name"), lambda case: case.name, strong=True, stretch=True),
        Column(
            "days",
            N_("Window"),
            words.days_text,
            look=words.days_look,
            tone=lambda _case: "text2",
            tabular=True,
            sort_key=lambda case: case.days_left,
            width=128,
        ),
        Column("state", N_("State"), lambda _case: "", look=words.state_look, width=152),
        Column(
            "booked",
            N_("Exam"),
            lambda case: words.booking_text(case, zone),
            tone=lambda _case: "text2",
            tabular=True,
            sort_key=lambda case: case.booking.start.isoformat() if case.booking else _NO_EXAM,
            width=164,
        ),
        Column(
            "course",
            N_("Course"),
            words.course_text,
            tooltip=words.course_text,
            tone=lambda _case: "text2",
            width=200,
        ),
        Column(
            "until",
            N_("Last day"),
            lambda case: dates.day_short(case.window.last),
            tone=lambda _case: "text2",
            tabular=True,
            sort_key=lambda case: case.window.last,
            width=116,
        ),
    )


def segment_texts(cases: Sequence[RemoteCase]) -> dict[str, str]:
    """Each part's name with how many there are."""
    texts = {Segment.ALL.value: _("All {n}").format(n=len(cases))}
    for segment in Segment:
        if segment is not Segment.ALL:
            state = RemoteState(segment.value)
            number = sum(case.state is state for case in cases)
            texts[segment.value] = f"{_(words.STATES[state])} {number}"
    return texts


def shown(cases: Iterable[RemoteCase], segment: str, text: str) -> list[RemoteCase]:
    """The cases of a part in which each word of `text` occurs."""
    wanted = fold(text).split()
    return [
        case
        for case in cases
        if segment in (Segment.ALL.value, case.state.value)
        and all(word in fold(f"{case.name} {case.number or ''} {case.offering}") for word in wanted)
    ]
