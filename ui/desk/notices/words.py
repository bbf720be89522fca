"""The words of messages: kinds, states, how they went out."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ui.common import dates
from ui.common.labels import Look
from wset_desk.domain.notices import MAYBE_SENT, NoticeKind, NoticeMethod, NoticeState
from wset_desk.i18n import N_, _
from wset_desk.services.notices.rows import NoticeRow

KINDS = {
    NoticeKind.BOOKING: N_("Booking"),
    NoticeKind.MOVE: N_("Move"),
    NoticeKind.CANCELLATION: N_("Cancellation"),
    NoticeKind.OFFER: N_("Offer of times"),
    NoticeKind.SEAT_OFFER: N_("Offer of a seat"),
    NoticeKind.MAKEUP_INVITATION: N_("Makeup invitation"),
    NoticeKind.WINDOW: N_("End of a window"),
    NoticeKind.RESULT: N_("Result"),
    NoticeKind.ENQUIRY_RECEIVED: N_("Enquiry received"),
    NoticeKind.ENQUIRY_OUTCOME: N_("Enquiry's outcome"),
}
STATES = {
    NoticeState.DRAFT: N_("Draft"),
    NoticeState.QUEUED: N_("On its way"),
    NoticeState.SENT: N_("Sent"),
    NoticeState.FAILED: N_("Failed"),
    NoticeState.DISCARDED: N_("Discarded"),
}
_LOOKS = {
    NoticeState.DRAFT: ("edit", "info", "infoSoft"),
    NoticeState.QUEUED: ("clock", "warning", "warningSoft"),
    NoticeState.SENT: ("check_circle", "success", "successSoft"),
    NoticeState.FAILED: ("warning", "danger", "dangerSoft"),
    NoticeState.DISCARDED: ("x_circle", "text2", "sunken"),
}
_SENT_BY = {
    NoticeMethod.SMTP: N_("Sent by {name}, {when}, through the mail server"),
    NoticeMethod.MAIL_PROGRAM: N_("Sent by {name}, {when}, from a mail program"),
    NoticeMethod.COPIED: N_("Marked as sent by {name}, {when}"),
}


def state_look(notice: NoticeRow) -> Look:
    if notice.waits_for_server:
        return Look(_("Waits"), "cloud_up", "info", "infoSoft")
    return Look(_(STATES[notice.state]), *_LOOKS[notice.state])


def kind_text(notice: NoticeRow) -> str:
    return _(KINDS[notice.kind])


def recipient_text(notice: NoticeRow) -> str:
    """Name and address: "Ana Silva · ana@example.com"."""
    return f"{notice.name} · {notice.recipient or _('no e-mail address')}"


def failure_text(notice: NoticeRow) -> str:
    """Why it failed; what was broken off may have been sent after all."""
    if notice.failure == MAYBE_SENT:
        return _(MAYBE_SENT)
    return _("Not sent. {reason}").format(reason=notice.failure)


def fate_text(notice: NoticeRow, zone: ZoneInfo) -> str:
    """Who sent it how and when, why that failed, or what can be done."""
    if notice.waits_for_server:
        return _("The seat is provisional until the server has it: this message waits for that.")
    if notice.state is NoticeState.FAILED:
        return failure_text(notice)
    if notice.method is not None and notice.sent_at is not None:
        when = dates.moment_text(notice.sent_at, zone)
        return _(_SENT_BY[notice.method]).format(name=notice.sent_by or _("the program"), when=when)
    return _(_FATES[notice.state])


_FATES = {
    NoticeState.DRAFT: N_("Nobody has been told yet. Read it, then send it."),
    NoticeState.QUEUED: N_("On its way to the mail server, which hasn't answered yet."),
    NoticeState.SENT: N_("Sent"),
    NoticeState.DISCARDED: N_("Discarded: nobody was told."),
}
