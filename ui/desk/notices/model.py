"""The columns of the messages, and their parts by state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from zoneinfo import ZoneInfo

from ui.common import dates
from ui.common.table_model import Column
from ui.desk.notices import words
from wset_desk.domain.names import fold
from wset_desk.domain.notices import NoticeState
from wset_desk.i18n import N_, _
from wset_desk.services.notices.rows import NoticeRow


class Part(StrEnum):
    """What is listed: what is to be sent, each state apart, or everything."""

    DRAFT = NoticeState.DRAFT.value
    QUEUED = NoticeState.QUEUED.value
    FAILED = NoticeState.FAILED.value
    SENT = NoticeState.SENT.value
    DISCARDED = NoticeState.DISCARDED.value
    ALL = "all"


def columns(zone: ZoneInfo) -> tuple[Column[NoticeRow], ...]:
    """Times are shown in the centre's `zone`."""
    return (
        Column("name", N_("To"), lambda row: row.name, strong=True, stretch=True),
        Column("kind", N_("About"), words.kind_text, tone=lambda _row: "text2", width=150),
        Column("state", N_("State"), lambda _row: "", look=words.state_look, width=130),
        Column(
            "made",
            N_("Written"),
            lambda row: _made(row, zone),
            tone=lambda _row: "text2",
            tabular=True,
            sort_key=lambda row: row.made_at,
            width=170,
        ),
    )


def _made(row: NoticeRow, zone: ZoneInfo) -> str:
    """ "11 Mar 2026, 13:05"."""
    day = dates.day_short(dates.local_day(row.made_at, zone))
    return f"{day}, {dates.local_time(row.made_at, zone)}"


def part_texts(notices: Sequence[NoticeRow]) -> dict[str, str]:
    """Each part's name with how many there are."""
    texts = {}
    for part in Part:
        if part is Part.ALL:
            texts[part.value] = _("All {n}").format(n=len(notices))
        else:
            state = NoticeState(part.value)
            number = sum(each.state is state for each in notices)
            texts[part.value] = f"{_(words.STATES[state])} {number}"
    return texts


def shown(notices: Iterable[NoticeRow], part: str, text: str) -> list[NoticeRow]:
    """The messages of a part in which each word of `text` occurs."""
    wanted = fold(text).split()
    return [
        each
        for each in notices
        if part in (Part.ALL.value, each.state.value)
        and all(word in fold(f"{each.name} {each.recipient} {each.subject}") for word in wanted)
    ]
