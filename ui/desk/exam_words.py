"""How an exam session, and what holds its results back, is named wherever it is shown."""

from __future__ import annotations

from typing import Protocol
from zoneinfo import ZoneInfo

from ui.common import dates, labels
from wset_desk.i18n import N_, _
from wset_desk.services.marking.holds import Hold

_PAPERS = {"theory": N_("Theory"), "tasting": N_("Tasting"), "combined": N_("Theory")}


class Exam(Protocol):
    """What the words are made of; values are the specification's."""

    @property
    def level(self) -> int: ...

    @property
    def exam_type(self) -> str: ...

    @property
    def subject(self) -> str: ...

    @property
    def room_name(self) -> str | None: ...

    @property
    def location(self) -> str | None: ...

    @property
    def delivery_method(self) -> str: ...


def short_title(exam: Exam) -> str:
    """ "L2 Theory"."""
    return f"{labels.level_short(exam.level)} {_(_PAPERS[exam.exam_type])}"


def title(exam: Exam) -> str:
    """ "L2 Theory · Wines"."""
    return f"{short_title(exam)} · {exam.subject}"


def place(exam: Exam) -> str:
    """The room, or the typed place, or both; a remote exam is online."""
    named = ", ".join(part for part in (exam.room_name, exam.location) if part)
    if not named and exam.delivery_method == "remote_invigilation":
        return _("Online")
    return named or _("No place yet")


def hold_text(hold: Hold, zone: ZoneInfo) -> str:
    """ "On hold since 6 Sep 2026, 17:00, by Bea Both: a phone rang"."""
    return _("On hold since {moment}, by {who}: {reason}").format(
        moment=dates.moment_text(hold.at, zone),
        who=hold.by or _("the program"),
        reason=hold.reason,
    )
