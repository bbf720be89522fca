"""The entries of a case's timeline in words."""

from __future__ import annotations

from ui.common import labels
from ui.desk.enquiries import mark_words
from ui.desk.money import words as money_words
from wset_desk.domain.enquiries import EnquiryEventKind
from wset_desk.domain.results import ResultState
from wset_desk.i18n import N_, _
from wset_desk.services.enquiries.rows import PaperVersion, TimelineEntry

EVENTS = {
    EnquiryEventKind.SUBMITTED: N_("Submitted"),
    EnquiryEventKind.REVIEW_STARTED: N_("Review started"),
    EnquiryEventKind.REVIEWER_CHANGED: N_("Review taken over"),
    EnquiryEventKind.FORWARDED: N_("Forwarded to the awarding body"),
    EnquiryEventKind.ANSWERED: N_("The awarding body answered"),
    EnquiryEventKind.NOTE: N_("Note"),
    EnquiryEventKind.COMPLETED: N_("Completed"),
    EnquiryEventKind.REJECTED: N_("Rejected as not admissible"),
}
_TONES = {
    EnquiryEventKind.COMPLETED: "success",
    EnquiryEventKind.REJECTED: "danger",
    EnquiryEventKind.NOTE: "borderStrong",
}
_MARKED = {
    ResultState.PROVISIONAL: N_("{paper} marked: {mark}"),
    ResultState.CONFIRMED: N_("{paper} confirmed: {mark}"),
    ResultState.RELEASED: N_("{paper} released: {mark}"),
}


def tone(entry: TimelineEntry) -> str:
    """The colour of the entry's dot."""
    if entry.event is None:
        return "info" if entry.version is not None else "warning"
    return _TONES.get(entry.event, "accent")


def what(entry: TimelineEntry, currency: str) -> str:
    """What happened, in a few words."""
    if entry.event is not None:
        return _(EVENTS[entry.event])
    if entry.version is not None:
        return _version(entry.version)
    if entry.line is None:
        return ""
    amount = money_words.line_amount(entry.line, currency)
    return f"{money_words.line_text(entry.line)} · {amount}"


def note(entry: TimelineEntry) -> str:
    """What was said or written with it."""
    if entry.version is not None:
        return entry.version.reason or ""
    if entry.line is not None:
        return money_words.line_reason(entry.line)
    reference = _("Reference {text}").format(text=entry.reference) if entry.reference else ""
    return "\n".join(part for part in (reference, entry.text or "") if part)


def _version(version: PaperVersion) -> str:
    return _(_MARKED[version.state]).format(
        paper=labels.exam_type(version.component), mark=mark_words.version_text(version)
    )
