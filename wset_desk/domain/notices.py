"""What candidates are told: the kinds of message, their texts, and how a text is filled in."""

import re
from collections.abc import Mapping
from enum import StrEnum

from wset_desk.domain.errors import DomainError
from wset_desk.domain.texts import N_


class NoticeKind(StrEnum):
    """What a message is about."""

    BOOKING = "booking"
    MOVE = "move"
    CANCELLATION = "cancellation"
    OFFER = "offer"


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

PLACEHOLDERS = (
    "name",
    "exam",
    "when",
    "own_zone",
    "place",
    "was",
    "bring",
    "deadline",
    "times",
    "until",
    "fee",
    "centre",
)
SUBJECTS: Mapping[NoticeKind, str] = {
    NoticeKind.BOOKING: N_("Your place: {exam}"),
    NoticeKind.MOVE: N_("New time: {exam}"),
    NoticeKind.CANCELLATION: N_("Cancelled: {exam}"),
    NoticeKind.OFFER: N_("Choose a time: {exam}"),
}
BODIES: Mapping[NoticeKind, str] = {
    NoticeKind.BOOKING: N_(
        "Dear {name},\n\nyou have a place at this exam:\n\n{exam}\n{when}\n{own_zone}\n{place}\n\n"
        "{bring}\n{deadline}\n{fee}\n\nKind regards,\n{centre}"
    ),
    NoticeKind.MOVE: N_(
        "Dear {name},\n\nyour exam has a new time:\n\n{exam}\n{when}\n{own_zone}\n{place}\n\n"
        "{was}\n\n{bring}\n{deadline}\n{fee}\n\nKind regards,\n{centre}"
    ),
    NoticeKind.CANCELLATION: N_(
        "Dear {name},\n\nyour place at this exam is cancelled:\n\n{exam}\n{when}\n\n"
        "Please write to us if you have not asked for this, or want another date.\n\n"
        "Kind regards,\n{centre}"
    ),
    NoticeKind.OFFER: N_(
        "Dear {name},\n\nyou can sit your remote exam at one of these times:\n\n{exam}\n\n"
        "{times}\n\nPlease answer with the time you choose; another one may be possible, too. "
        "The exam has to be sat by {until}.\n{fee}\n\nKind regards,\n{centre}"
    ),
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_GAPS = re.compile(r"\n{3,}")


def filled(template: str, values: Mapping[str, str]) -> str:
    """`template` with its placeholders' values; a line that has nothing but empty ones falls out.

    Refuses NOTICE_PLACEHOLDER_UNKNOWN.
    """
    lines = (_filled_line(line, values) for line in template.splitlines())
    return _GAPS.sub("\n\n", "\n".join(line for line in lines if line is not None)).strip()


def _filled_line(line: str, values: Mapping[str, str]) -> str | None:
    names = _PLACEHOLDER.findall(line)
    unknown = [name for name in names if name not in PLACEHOLDERS]
    if unknown:
        raise DomainError("NOTICE_PLACEHOLDER_UNKNOWN", name=unknown[0])
    text = _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), line)
    return None if names and not text.strip() else text
