"""The words of an enquiry: what is challenged, how far it has come, how it ended."""

from enum import StrEnum


class EnquiryType(StrEnum):
    THEORY = "theory"
    TASTING = "tasting"
    BOTH = "both"


class EnquiryStatus(StrEnum):
    """`REJECTED` as a status means: not admissible. It isn't the outcome of the same name."""

    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    COMPLETED = "completed"
    REJECTED = "rejected"


class EnquiryOutcome(StrEnum):
    """What a review found. `REJECTED`: nothing in the candidate's favour."""

    UPHELD = "upheld"
    REJECTED = "rejected"
    PARTIAL = "partial"


class EnquiryStep(StrEnum):
    """What can be done with an enquiry. `TAKE_BACK`: nothing of it ever happened."""

    START_REVIEW = "start_review"
    TAKE_OVER = "take_over"
    DECIDE = "decide"
    REJECT = "reject"
    TAKE_BACK = "take_back"
    APPEAL = "appeal"
    PAY = "pay"
    WAIVE = "waive"
    REFUND = "refund"
    NOTE = "note"
    FORWARD = "forward"
    ANSWER = "answer"


class EnquiryEventKind(StrEnum):
    """An entry of the case file. `FORWARDED`: to the awarding body, whose answer is `ANSWERED`."""

    SUBMITTED = "submitted"
    REVIEW_STARTED = "review_started"
    REVIEWER_CHANGED = "reviewer_changed"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    NOTE = "note"
    COMPLETED = "completed"
    REJECTED = "rejected"
