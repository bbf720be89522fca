"""What is challenged, how far an enquiry has come, and how it ends (rule 16)."""

from collections.abc import Mapping
from enum import StrEnum

from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError


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


COVERED: Mapping[EnquiryType, tuple[Component, ...]] = {
    EnquiryType.THEORY: (Component.THEORY,),
    EnquiryType.TASTING: (Component.TASTING,),
    EnquiryType.BOTH: (Component.THEORY, Component.TASTING),
}
"""The components that an enquiry is about."""

TRANSITIONS: Mapping[EnquiryStatus, frozenset[EnquiryStatus]] = {
    EnquiryStatus.SUBMITTED: frozenset({EnquiryStatus.UNDER_REVIEW, EnquiryStatus.REJECTED}),
    EnquiryStatus.UNDER_REVIEW: frozenset({EnquiryStatus.COMPLETED, EnquiryStatus.REJECTED}),
    EnquiryStatus.COMPLETED: frozenset(),
    EnquiryStatus.REJECTED: frozenset(),
}
OPEN_STATUSES = frozenset({EnquiryStatus.SUBMITTED, EnquiryStatus.UNDER_REVIEW})


def check_status_change(old: EnquiryStatus, new: EnquiryStatus) -> None:
    """Refuse what isn't in the table: ENQUIRY_CLOSED where nothing is any more,
    ENQUIRY_NOT_UNDER_REVIEW where a step was left out, else ENQUIRY_THIS_FAR_ALREADY."""
    if new in TRANSITIONS[old]:
        return
    if old not in OPEN_STATUSES:
        raise DomainError("ENQUIRY_CLOSED", old=old.value, new=new.value)
    if new is EnquiryStatus.COMPLETED:
        raise DomainError("ENQUIRY_NOT_UNDER_REVIEW", old=old.value, new=new.value)
    raise DomainError("ENQUIRY_THIS_FAR_ALREADY", old=old.value, new=new.value)
