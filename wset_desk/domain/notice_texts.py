"""The texts of messages as they are shipped, with their placeholders."""

from collections.abc import Mapping
from dataclasses import dataclass

from wset_desk.domain.notices import NoticeKind
from wset_desk.domain.text_blocks import OF_PERSON_AND_CENTRE, TextBlock
from wset_desk.domain.texts import N_

MESSAGES_SECTION = N_("Messages")
_SUBJECT, _BODY = N_("Subject"), N_("Text")


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What a message of one kind says; `placeholders` are what it may tell besides the usual."""

    title: str
    subject: str
    body: str
    placeholders: tuple[str, ...]


_PLACE = ("exam", "when", "own_zone", "place")
_BOOKED = (*_PLACE, "bring", "deadline", "fee")

NOTICE_TEXTS: Mapping[NoticeKind, NoticeText] = {
    NoticeKind.BOOKING: NoticeText(
        N_("A seat is given"),
        N_("Your place: {exam}"),
        N_(
            "Dear {name},\n\nyou have a place at this exam:\n\n{exam}\n{when}\n{own_zone}\n"
            "{place}\n\n{bring}\n{deadline}\n{fee}\n\nKind regards,\n{centre}"
        ),
        _BOOKED,
    ),
    NoticeKind.MOVE: NoticeText(
        N_("An exam moves"),
        N_("New time: {exam}"),
        N_(
            "Dear {name},\n\nyour exam has a new time:\n\n{exam}\n{when}\n{own_zone}\n{place}\n\n"
            "{was}\n\n{bring}\n{deadline}\n{fee}\n\nKind regards,\n{centre}"
        ),
        (*_BOOKED, "was"),
    ),
    NoticeKind.CANCELLATION: NoticeText(
        N_("A seat is cancelled"),
        N_("Cancelled: {exam}"),
        N_(
            "Dear {name},\n\nyour place at this exam is cancelled:\n\n{exam}\n{when}\n\n"
            "Please write to us if you have not asked for this, or want another date.\n\n"
            "Kind regards,\n{centre}"
        ),
        _PLACE,
    ),
    NoticeKind.OFFER: NoticeText(
        N_("Times for a remote exam"),
        N_("Choose a time: {exam}"),
        N_(
            "Dear {name},\n\nyou can sit your remote exam at one of these times:\n\n{exam}\n\n"
            "{times}\n\nPlease answer with the time you choose; another one may be possible, too. "
            "The exam has to be sat by {until}.\n{fee}\n\nKind regards,\n{centre}"
        ),
        ("exam", "times", "until", "fee"),
    ),
    NoticeKind.SEAT_OFFER: NoticeText(
        N_("A seat for somebody on the waiting list"),
        N_("A seat is free: {exam}"),
        N_(
            "Dear {name},\n\na seat has become free at the exam for which you are on the waiting "
            "list:\n\n{exam}\n{when}\n{own_zone}\n{place}\n\nWe hold it for you until {until}. "
            "Please answer by then; afterwards it goes to the next in line.\n\n"
            "Kind regards,\n{centre}"
        ),
        (*_PLACE, "until"),
    ),
    NoticeKind.MAKEUP_INVITATION: NoticeText(
        N_("Invitation to a makeup"),
        N_("Your missed exam: {exam}"),
        N_(
            "Dear {name},\n\nyou missed this exam on {missed}:\n\n{exam}\n\n"
            "You can sit it at this makeup session:\n\n{when}\n{own_zone}\n{place}\n\n{fee}\n\n"
            "Please write to us by {until} if you want a seat there: none is booked yet.\n\n"
            "Kind regards,\n{centre}"
        ),
        (*_PLACE, "missed", "fee", "until"),
    ),
    NoticeKind.WINDOW: NoticeText(
        N_("An online window is about to end"),
        N_("Your exam has to be sat by {until}"),
        N_(
            "Dear {name},\n\nyour remote exam isn't booked yet, and it has to be sat by {until}:"
            "\n\n{exam}\n\nPlease write to us which days suit you.\n{fee}\n\n"
            "Kind regards,\n{centre}"
        ),
        ("exam", "until", "fee"),
    ),
    NoticeKind.RESULT: NoticeText(
        N_("A result is released"),
        N_("Your result: {exam}"),
        N_(
            "Dear {name},\n\nyour result has been released:\n\n{exam}\n{results}\n{overall}\n\n"
            "Kind regards,\n{centre}"
        ),
        ("exam", "results", "overall"),
    ),
    NoticeKind.ENQUIRY_RECEIVED: NoticeText(
        N_("An enquiry came in"),
        N_("Your enquiry: {exam}"),
        N_(
            "Dear {name},\n\nwe received your enquiry about this result on {received}:\n\n{exam}\n"
            "{paper}\n\nYou will have an answer by {until}.\n{fee}\n\nKind regards,\n{centre}"
        ),
        ("exam", "paper", "received", "until", "fee"),
    ),
    NoticeKind.ENQUIRY_OUTCOME: NoticeText(
        N_("An enquiry is answered"),
        N_("The outcome of your enquiry: {exam}"),
        N_(
            "Dear {name},\n\nyour enquiry about this result has been looked into:\n\n{exam}\n"
            "{paper}\n\n{outcome}\n{explanation}\n\n{results}\n{overall}\n\n{fee}\n\n"
            "Kind regards,\n{centre}"
        ),
        ("exam", "paper", "outcome", "explanation", "results", "overall", "fee"),
    ),
}


def subject_of(kind: NoticeKind) -> str:
    """The name of the block that is the subject of such messages."""
    return f"notice.{kind.value}.subject"


def body_of(kind: NoticeKind) -> str:
    """The name of the block that is the text of such messages."""
    return f"notice.{kind.value}.body"


def _blocks(kind: NoticeKind, text: NoticeText) -> tuple[TextBlock, TextBlock]:
    told = (*OF_PERSON_AND_CENTRE, *text.placeholders)
    of_kind = (MESSAGES_SECTION, text.title)
    return (
        TextBlock(subject_of(kind), *of_kind, _SUBJECT, text.subject, told, is_line=True),
        TextBlock(body_of(kind), *of_kind, _BODY, text.body, told),
    )


NOTICE_BLOCKS: tuple[TextBlock, ...] = tuple(
    block for kind, text in NOTICE_TEXTS.items() for block in _blocks(kind, text)
)
