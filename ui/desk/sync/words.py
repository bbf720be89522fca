"""What the Sync page calls things: how sync stands, what became of actions and exchanges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from ui.common import dates
from ui.common.labels import Look
from wset_desk.domain.errors import DomainError
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.i18n import _, ngettext
from wset_desk.services.refusals import describe
from wset_desk.services.syncing.runs import RunRow
from wset_desk.services.syncing.standing import ServerStanding


def state_look(state: SyncState) -> Look:
    """In a word or two: does the server have today's work?"""
    if state.kind is SyncKind.OFFLINE:
        return Look(_("Can't be reached"), "cloud_up", "text2", "sunken")
    if state.kind is SyncKind.REFUSED and state.is_paused:
        return Look(_("Paused"), "clock", "text2", "sunken")
    if state.kind is SyncKind.REFUSED:
        return Look(_("Not synced"), "warning", "warning", "warningSoft")
    if state.attention:
        return Look(attention_text(state.attention), "warning", "warning", "warningSoft")
    if state.kind is SyncKind.SAVED:
        return Look(_("Everything exchanged"), "cloud_check", "success", "successSoft")
    return Look(_("Syncing…"), "cloud_up", "info", "infoSoft")


def attention_text(count: int) -> str:
    return ngettext("{n} needs attention", "{n} need attention", count).format(n=count)


def state_text(state: SyncState, standing: ServerStanding, zone: ZoneInfo) -> str:
    """In sentences: why nothing is exchanged, or when something last was, and what waits."""
    if state.refusal is not None:
        return describe(state.refusal)
    said = [] if state.notice is None else [describe(state.notice)]
    if standing.synced_at is None:
        said.append(_("Nothing was exchanged yet."))
    else:
        moment = dates.moment_text(standing.synced_at, zone)
        said.append(_("Last exchanged on {moment}.").format(moment=moment))
    if standing.waiting:
        waits = ngettext("{n} change waits.", "{n} changes wait.", standing.waiting)
        said.append(waits.format(n=standing.waiting))
    if standing.not_taken:
        left = ngettext(
            "{n} action wasn't taken by the server.",
            "{n} actions weren't taken by the server.",
            standing.not_taken,
        )
        said.append(left.format(n=standing.not_taken))
    return " ".join(said)


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """ "5 Sep 2026, 09:30"."""
    day = dates.day_short(dates.local_day(instant, zone))
    return f"{day}, {dates.local_time(instant, zone)}"


_OUTCOMES: Mapping[str, tuple[str, str, str]] = {
    "applied": ("check_circle", "success", "successSoft"),
    "merged": ("layers", "info", "infoSoft"),
}


def outcome_look(state: str) -> Look:
    """What the server made of an action."""
    words = {"applied": _("Taken"), "merged": _("Taken, over another's")}
    icon, ink, ground = _OUTCOMES.get(state, ("warning", "warning", "warningSoft"))
    return Look(words.get(state) or _("Not taken"), icon, ink, ground)


def run_look(run: RunRow) -> Look:
    """How an exchange ended, in a word or two."""
    if run.code == "SERVER_UNREACHABLE":
        return Look(_("Nobody answered"), "cloud_up", "text2", "sunken")
    if run.code is not None:
        return Look(_("Refused"), "warning", "warning", "warningSoft")
    return Look(_("Exchanged"), "cloud_check", "success", "successSoft")


def run_text(run: RunRow) -> str:
    """What an exchange came to, or, as far as its code tells, why it ended early."""
    if run.code == "SERVER_UNREACHABLE":
        return _("Everything was kept here until later.")
    if run.code is None:
        return _traffic_text(run)
    try:
        return describe(DomainError(run.code))
    except KeyError:  # its words want to know more than was kept
        return _("The server refused it.")


def _traffic_text(run: RunRow) -> str:
    parts = [
        (run.sent, _("{n} sent")),
        (run.received, _("{n} received")),
        (run.not_taken, _("{n} not taken")),
    ]
    said = ", ".join(text.format(n=number) for number, text in parts if number)
    return said or _("The server answers again.")


def compared_text(rows: int) -> str:
    """What a comparison with the server came to."""
    if not rows:
        return _("Everything here is as on the server")
    text = ngettext("{n} record was fetched again", "{n} records were fetched again", rows)
    return text.format(n=rows)
