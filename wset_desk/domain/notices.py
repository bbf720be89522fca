"""What candidates are told: the kinds of message, and what becomes of one."""

from enum import StrEnum

from wset_desk.domain.texts import N_


class NoticeKind(StrEnum):
    """What a message is about."""

    BOOKING = "booking"
    MOVE = "move"
    CANCELLATION = "cancellation"
    OFFER = "offer"
    SEAT_OFFER = "seat_offer"
    MAKEUP_INVITATION = "makeup_invitation"
    WINDOW = "window"
    RESULT = "result"
    ENQUIRY_RECEIVED = "enquiry_received"
    ENQUIRY_OUTCOME = "enquiry_outcome"


class NoticeState(StrEnum):
    """Where a message is on its way. Nothing but a person's decision leads out of `draft`."""

    DRAFT = "draft"
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    DISCARDED = "discarded"


class NoticeMethod(StrEnum):
    """How a message went out."""

    SMTP = "smtp"
    MAIL_PROGRAM = "mail_program"
    COPIED = "copied"


UNSENT = (NoticeState.DRAFT, NoticeState.FAILED)
"""What nobody has been told yet, and may be withdrawn."""
TOLD = (NoticeState.SENT, NoticeState.QUEUED)
OF_A_PLACE = (NoticeKind.BOOKING, NoticeKind.MOVE, NoticeKind.CANCELLATION)
"""What tells of a place that somebody has or had: one gives way to the next."""
MAYBE_SENT = N_(
    "The program was closed while it was sending: this message may have been sent. Ask before you "
    "send it again."
)
