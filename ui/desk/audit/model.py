"""The columns of the audit log."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ui.common import dates
from ui.common.table_model import Column
from ui.desk.audit import words
from wset_desk.i18n import N_
from wset_desk.services.audit import Act


def columns(zone: ZoneInfo) -> tuple[Column[Act], ...]:
    """The list is in the order in which things were done, the newest first, and stays so."""

    def when(act: Act) -> str:
        day = dates.day_short(dates.local_day(act.key.at, zone))
        return f"{day}, {dates.local_time(act.key.at, zone)}"

    return (
        Column(
            "when",
            N_("When"),
            when,
            tone=lambda _act: "text2",
            tabular=True,
            sortable=False,
            width=176,
        ),
        Column("who", N_("Who"), lambda act: act.actor_name, sortable=False, width=128),
        Column(
            "what",
            N_("What"),
            words.sentence,
            tooltip=_all_of_it,
            icon=lambda act: words.op_icon(act.subject.op),
            sortable=False,
            stretch=True,
        ),
    )


def _all_of_it(act: Act) -> str:
    """The sentence, which may be cut short in its cell, the person and the reason."""
    reason = words.reason_text(act.reason) if act.reason else ""
    return "\n".join(part for part in (words.sentence(act), act.actor_name, reason) if part)
