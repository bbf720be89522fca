"""Letters and printed lists: their kinds, and the texts that a centre may word for itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wset_desk.domain.text_blocks import OF_PERSON_AND_CENTRE, TextBlock
from wset_desk.domain.texts import N_


class LetterKind(StrEnum):
    RESULT_SLIP = "result_slip"
    BOOKING_CONFIRMATION = "booking_confirmation"
    MAKEUP_INVITATION = "makeup_invitation"
    RECEIPT = "receipt"
    ENQUIRY_ACKNOWLEDGEMENT = "enquiry_acknowledgement"
    ENQUIRY_OUTCOME = "enquiry_outcome"


class ExamListKind(StrEnum):
    """What is printed for an exam session."""

    REGISTER = "register"
    SEATING_LIST = "seating_list"
    DOOR_NOTICE = "door_notice"
    DESK_CARDS = "desk_cards"


LETTERS_SECTION = N_("Letters")
_OPENING, _CLOSING = N_("Beginning"), N_("End")


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter of one kind says around its facts; `placeholders` besides the usual ones."""

    title: str
    opening: str
    closing: str
    placeholders: tuple[str, ...]


LETTER_TEXTS: Mapping[LetterKind, LetterText] = {
    LetterKind.RESULT_SLIP: LetterText(
        N_("Statement of results"),
        N_("Dear {name},\n\nThese are your results for {exam}, as they were released."),
        N_("Please keep this statement.\n{challenge}\n\nKind regards,\n{centre}"),
        ("exam", "challenge"),
    ),
    LetterKind.BOOKING_CONFIRMATION: LetterText(
        N_("Confirmation of your place"),
        N_("Dear {name},\n\nWe are pleased to confirm your place at this exam."),
        N_("{bring}\n{deadline}\n\nKind regards,\n{centre}"),
        ("exam", "when", "place", "bring", "deadline", "fee"),
    ),
    LetterKind.MAKEUP_INVITATION: LetterText(
        N_("Invitation to a makeup exam"),
        N_(
            "Dear {name},\n\nYou missed {exam} on {missed}. You can sit it at the makeup session "
            "below; no seat is booked yet."
        ),
        N_("Please write to us by {until} if you want a seat there.\n\nKind regards,\n{centre}"),
        ("exam", "missed", "when", "place", "fee", "until"),
    ),
    LetterKind.RECEIPT: LetterText(
        N_("Receipt"),
        N_("Dear {name},\n\nThank you. This is what we have received from you, and paid back."),
        N_("Kind regards,\n{centre}"),
        (),
    ),
    LetterKind.ENQUIRY_ACKNOWLEDGEMENT: LetterText(
        N_("Your enquiry about a result"),
        N_("Dear {name},\n\nWe received your enquiry about {exam} on {received}."),
        N_(
            "Somebody who had no part in the result so far will look into it. You will have an "
            "answer by {until}.\n\nKind regards,\n{centre}"
        ),
        ("exam", "paper", "received", "until", "fee"),
    ),
    LetterKind.ENQUIRY_OUTCOME: LetterText(
        N_("The outcome of your enquiry"),
        N_("Dear {name},\n\nYour enquiry about {exam} has been looked into."),
        N_("{explanation}\n\n{fee}\n\nKind regards,\n{centre}"),
        ("exam", "paper", "received", "outcome", "explanation", "fee"),
    ),
}


def opening_of(kind: LetterKind) -> str:
    """The name of the block with which such letters begin."""
    return f"letter.{kind.value}.opening"


def closing_of(kind: LetterKind) -> str:
    """The name of the block with which such letters end."""
    return f"letter.{kind.value}.closing"


def _blocks(kind: LetterKind, text: LetterText) -> tuple[TextBlock, TextBlock]:
    told = (*OF_PERSON_AND_CENTRE, *text.placeholders)
    of_kind = (LETTERS_SECTION, text.title)
    return (
        TextBlock(opening_of(kind), *of_kind, _OPENING, text.opening, told),
        TextBlock(closing_of(kind), *of_kind, _CLOSING, text.closing, told),
    )


LETTER_BLOCKS: tuple[TextBlock, ...] = tuple(
    block for kind, text in LETTER_TEXTS.items() for block in _blocks(kind, text)
)
