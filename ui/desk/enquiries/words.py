"""Enquiries in words: states, outcomes, deadlines, papers."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ui.common import dates, labels
from ui.common.labels import Look
from ui.common.money import fee_state_look, money_text
from ui.desk.settings.price_words import CHALLENGES
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus, EnquiryType
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.enquiries.rows import EnquiryOption, EnquiryRow

STATUSES = {
    EnquiryStatus.SUBMITTED: N_("Submitted"),
    EnquiryStatus.UNDER_REVIEW: N_("Under review"),
    EnquiryStatus.COMPLETED: N_("Completed"),
    EnquiryStatus.REJECTED: N_("Not admissible"),
}
STATUS_INKS = {
    EnquiryStatus.SUBMITTED: ("flag", "info", "infoSoft"),
    EnquiryStatus.UNDER_REVIEW: ("eye", "warning", "warningSoft"),
    EnquiryStatus.COMPLETED: ("check_circle", "success", "successSoft"),
    EnquiryStatus.REJECTED: ("x_circle", "text2", "sunken"),
}
_OUTCOMES = {
    EnquiryOutcome.UPHELD: (N_("Upheld"), "check_circle", "success", "successSoft"),
    EnquiryOutcome.PARTIAL: (N_("Partially upheld"), "circle_dashed", "warning", "warningSoft"),
    EnquiryOutcome.REJECTED: (N_("Rejected"), "x_circle", "danger", "dangerSoft"),
}
OUTCOME_MEANINGS = {
    EnquiryOutcome.UPHELD: N_("A mark went up, and with it the result."),
    EnquiryOutcome.PARTIAL: N_("A mark went up; the result stays the same."),
    EnquiryOutcome.REJECTED: N_("Nothing changes in the candidate's favour."),
}
_NEAR = 5
"""Days left from which on the deadline is marked."""


def type_text(enquiry_type: EnquiryType) -> str:
    """ "Tasting", "Theory and tasting"."""
    return _(CHALLENGES[enquiry_type])


def title_text(enquiry_type: EnquiryType) -> str:
    """ "Tasting enquiry"."""
    titles = {
        EnquiryType.THEORY: _("Theory enquiry"),
        EnquiryType.TASTING: _("Tasting enquiry"),
        EnquiryType.BOTH: _("Enquiry about both papers"),
    }
    return titles[enquiry_type]


def status_text(status: EnquiryStatus) -> str:
    return _(STATUSES[status])


def status_look(status: EnquiryStatus) -> Look:
    return Look(status_text(status), *STATUS_INKS[status])


def outcome_look(outcome: EnquiryOutcome) -> Look:
    text, *inks = _OUTCOMES[outcome]
    return Look(_(text), *inks)


def end_look(row: EnquiryRow) -> Look:
    """How far it is, and how it ended once it has."""
    return status_look(row.status) if row.outcome is None else outcome_look(row.outcome)


def paper_look(row: EnquiryRow) -> Look:
    """ "L3 Tasting"."""
    short = {
        EnquiryType.THEORY: labels.exam_type("theory"),
        EnquiryType.TASTING: labels.exam_type("tasting"),
        EnquiryType.BOTH: _("Both"),
    }[row.enquiry_type]
    return Look(f"{labels.level_short(row.level)} {short}", "", "text2", "sunken")


def due_text(row: EnquiryRow) -> str:
    """ "12 days left", "3 days overdue"; nothing of what is closed."""
    days = row.days_left
    if days is None:
        return ""
    if days < 0:
        return ngettext("{n} day overdue", "{n} days overdue", -days).format(n=-days)
    if days == 0:
        return _("Due today")
    return ngettext("{n} day left", "{n} days left", days).format(n=days)


def due_look(row: EnquiryRow) -> Look | None:
    """The days until the answer is due, red once there are none; None of what is closed."""
    if row.days_left is None:
        return None
    if row.is_overdue:
        return Look(due_text(row), "warning", "danger", "dangerSoft")
    near = row.days_left <= _NEAR
    return Look(
        due_text(row), "clock", *(("warning", "warningSoft") if near else ("text2", "sunken"))
    )


def fee_look(row: EnquiryRow, currency: str) -> Look | None:
    """ "£50.00 owed", "Fee refunded"; None where there is no fee."""
    look = fee_state_look(row.fee_state)
    if look is None or row.owed <= 0:
        return look
    text = _("{amount} owed").format(amount=money_text(row.owed, currency))
    return Look(text, look.icon, look.fg, look.bg)


def exam_text(row: EnquiryRow) -> str:
    """ "Level 3 Tasting Exam · 20 Sept 2026"."""
    return f"{row.exam_name} · {dates.day_short(row.day)}"


def marks_text(row: EnquiryRow) -> list[str]:
    """What else is to be known of it: with the awarding body, an appeal, who reviews it."""
    found = []
    if row.is_appeal:
        found.append(_("Appeal"))
    if row.is_forwarded:
        found.append(_("With the awarding body"))
    if row.reviewer and row.status is EnquiryStatus.UNDER_REVIEW:
        found.append(_("Reviewed by {name}").format(name=row.reviewer))
    return found


def option_title(option: EnquiryOption) -> str:
    """ "Tasting · Level 3 Tasting Exam, 20 Sept 2026", of an appeal that it is one."""
    exam = _("{exam}, {day}").format(exam=option.exam_name, day=dates.day_short(option.day))
    text = f"{type_text(option.enquiry_type)} · {exam}"
    return _("Appeal: {what}").format(what=text) if option.appeal_of_id is not None else text


def lines(row: EnquiryRow, zone: ZoneInfo, currency: str) -> list[str]:
    """All that a card says, for tool tips and screen readers."""
    fee = fee_look(row, currency)
    asked = dates.day_short(dates.local_day(row.submitted_at, zone))
    parts = (
        row.candidate,
        row.number or "",
        title_text(row.enquiry_type),
        exam_text(row),
        _("Submitted on {day}").format(day=asked),
        end_look(row).text,
        due_text(row),
        fee.text if fee is not None else "",
        *marks_text(row),
    )
    return [part for part in parts if part]
