"""Who writes a letter, by its kind and by what it is about."""

from collections.abc import Callable, Mapping

from wset_desk.domain.letters import LetterKind
from wset_desk.services.letters.bookings import (
    booking_confirmations,
    booking_confirmations_of_sessions,
)
from wset_desk.services.letters.enquiry_letters import enquiry_acknowledgement, enquiry_outcome
from wset_desk.services.letters.makeups import makeup_invitations
from wset_desk.services.letters.receipts import booking_receipt, candidate_receipt, enquiry_receipt
from wset_desk.services.letters.result_slips import result_slips, result_slips_of_session
from wset_desk.services.letters.rows import LetterBatch

WRITERS: Mapping[tuple[LetterKind, str], Callable[..., LetterBatch]] = {
    (LetterKind.RESULT_SLIP, "registration_ids"): result_slips,
    (LetterKind.RESULT_SLIP, "exam_session_id"): result_slips_of_session,
    (LetterKind.RESULT_SLIP, "course_session_id"): result_slips_of_session,
    (LetterKind.BOOKING_CONFIRMATION, "registration_ids"): booking_confirmations,
    (LetterKind.BOOKING_CONFIRMATION, "exam_session_ids"): booking_confirmations_of_sessions,
    (LetterKind.MAKEUP_INVITATION, "registration_ids"): makeup_invitations,
    (LetterKind.RECEIPT, "candidate_id"): candidate_receipt,
    (LetterKind.RECEIPT, "registration_id"): booking_receipt,
    (LetterKind.RECEIPT, "enquiry_id"): enquiry_receipt,
    (LetterKind.ENQUIRY_ACKNOWLEDGEMENT, "enquiry_id"): enquiry_acknowledgement,
    (LetterKind.ENQUIRY_OUTCOME, "enquiry_id"): enquiry_outcome,
}
"""The services; the second part of a key is the name of the argument that says what about."""
