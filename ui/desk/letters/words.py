"""What letters and lists are called in windows."""

from __future__ import annotations

from wset_desk.domain.letters import LetterKind
from wset_desk.i18n import N_, _

_KINDS = {
    LetterKind.RESULT_SLIP: N_("Statement of results"),
    LetterKind.BOOKING_CONFIRMATION: N_("Confirmation of a booking"),
    LetterKind.MAKEUP_INVITATION: N_("Invitation to a makeup"),
    LetterKind.RECEIPT: N_("Receipt"),
    LetterKind.ENQUIRY_ACKNOWLEDGEMENT: N_("Acknowledgement of an enquiry"),
    LetterKind.ENQUIRY_OUTCOME: N_("Outcome of an enquiry"),
}


def kind_text(kind: LetterKind) -> str:
    """ "Statement of results"."""
    return _(_KINDS[kind])
