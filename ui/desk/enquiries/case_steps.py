"""How far a case has come, as the steps of its bar."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ui.common import dates
from ui.desk.enquiries import words
from ui.desk.enquiries.steps import Reached, Step
from wset_desk.domain.enquiries import EnquiryEventKind, EnquiryStatus
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import EnquiryCase


def steps_of(case: EnquiryCase, zone: ZoneInfo) -> tuple[Step, ...]:
    """Submitted, under review, and how it ended or will."""
    return _submitted(case, zone), _reviewed(case, zone), _ended(case, zone)


def _submitted(case: EnquiryCase, zone: ZoneInfo) -> Step:
    here = case.row.status is EnquiryStatus.SUBMITTED
    day = dates.day_short(dates.local_day(case.row.submitted_at, zone))
    title = words.status_text(EnquiryStatus.SUBMITTED)
    return Step(title, day, Reached.HERE if here else Reached.DONE)


def _reviewed(case: EnquiryCase, zone: ZoneInfo) -> Step:
    title = words.status_text(EnquiryStatus.UNDER_REVIEW)
    begun = [each.at for each in case.timeline if each.event is EnquiryEventKind.REVIEW_STARTED]
    if not begun:
        ahead = case.row.status is EnquiryStatus.SUBMITTED
        return Step(title, "", Reached.AHEAD if ahead else Reached.SKIPPED)
    day = dates.day_short(dates.local_day(begun[0], zone))
    note = _("{who} · {when}").format(who=case.row.reviewer, when=day) if case.row.reviewer else day
    here = case.row.status is EnquiryStatus.UNDER_REVIEW
    return Step(title, note, Reached.HERE if here else Reached.DONE)


def _ended(case: EnquiryCase, zone: ZoneInfo) -> Step:
    decision = case.decision
    if decision is None:
        due = case.row.due_on
        note = _("Due by {day}").format(day=dates.day_short(due)) if due is not None else ""
        return Step(words.status_text(EnquiryStatus.COMPLETED), note, Reached.AHEAD)
    day = dates.day_short(dates.local_day(decision.resolved_at, zone))
    if decision.outcome is None:
        title = words.status_text(EnquiryStatus.REJECTED)
        return Step(title, day, Reached.DONE, icon="x", tone="danger")
    outcome = words.outcome_look(decision.outcome).text
    note = _("{outcome} · {when}").format(outcome=outcome, when=day)
    return Step(words.status_text(EnquiryStatus.COMPLETED), note, Reached.DONE)
