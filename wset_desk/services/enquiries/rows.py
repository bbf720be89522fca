"""What the enquiry desk shows: what can be asked for, the list, a whole case, a decision's effect.

Marks and money are in two places, percentages cut after two decimals; `name`s are shown ones.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from wset_desk.domain.catalogue import Award, Component, ExamType, PaperPart
from wset_desk.domain.enquiries import (
    EnquiryEventKind,
    EnquiryOutcome,
    EnquiryStatus,
    EnquiryStep,
    EnquiryType,
)
from wset_desk.domain.errors import Refusal
from wset_desk.domain.fees import FeeState
from wset_desk.domain.results import ResultState
from wset_desk.services.attempts import Qualification
from wset_desk.services.board.changes import BookedPlace
from wset_desk.services.fee_accounts import LedgerLine
from wset_desk.services.ledger import BookingAccount


class EnquiryKey(NamedTuple):
    """What `submit_enquiry` is given; of `both` papers the registration is the theory one."""

    registration_id: UUID
    enquiry_type: EnquiryType


@dataclass(frozen=True, slots=True)
class EnquiryOption:
    """Something that a candidate may ask for; without `reasons` it can be submitted.

    `registration_ids` are those of the papers covered, theory first; `day` is the exam's, the later
    one's of two. `last_day` is the last on which it can be submitted, None where there is no result
    yet. `appeal_of_id`: the enquiry that has been answered already, and is appealed by this.
    `late_with_reason`: staff may pass over the window with an `override_reason`, which is all that
    is in the way.
    """

    key: EnquiryKey
    enquiry_type: EnquiryType
    registration_ids: tuple[UUID, ...]
    offering: str
    exam_name: str
    level: int
    day: date
    price: Decimal
    last_day: date | None
    appeal_of_id: UUID | None = None
    reasons: tuple[Refusal, ...] = ()
    late_with_reason: bool = False


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """An enquiry in the list and on the board.

    `days_left` counts calendar days until `due_on`, below zero: overdue; None once it is closed.
    `is_forwarded`: it is with the awarding body, whose answer is awaited.
    """

    id: UUID
    candidate_id: UUID
    candidate: str
    number: str | None
    registration_id: UUID
    level: int
    exam_name: str
    day: date
    enquiry_type: EnquiryType
    status: EnquiryStatus
    outcome: EnquiryOutcome | None
    fee: Decimal
    fee_state: FeeState
    owed: Decimal
    submitted_at: datetime
    due_on: date | None
    days_left: int | None
    reviewer_id: UUID | None
    reviewer: str | None
    is_forwarded: bool
    is_appeal: bool

    @property
    def is_open(self) -> bool:
        return self.status in (EnquiryStatus.SUBMITTED, EnquiryStatus.UNDER_REVIEW)

    @property
    def is_overdue(self) -> bool:
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class PaperVersion:
    """A version of a result with who had a hand in what it says; None is the program.

    `entered_by` are all who entered marks of it, `parts` the marks by part where the paper has
    parts. `confirmed_by` is empty where nobody has, as after an enquiry's decision.
    """

    version_id: UUID
    registration_id: UUID
    component: Component
    number: int
    state: ResultState
    score: Decimal | None
    max_score: int
    percent: Decimal | None
    passed: bool | None
    award: Award | None
    parts: tuple[tuple[str, Decimal], ...]
    entered_by: tuple[str | None, ...]
    confirmed_by: tuple[str | None, ...]
    at: datetime
    by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class DisputedPaper:
    """A result that an enquiry is about: as it was told to the candidate, and as it stands.

    `parts` are those by which it is marked, none: by one mark. `is_unchanged`: what was told still
    stands and is released. `versions` are all there are, the oldest first.
    """

    registration_id: UUID
    component: Component
    exam_type: ExamType
    exam_name: str
    day: date
    max_score: int
    pass_mark_percentage: Decimal
    parts: tuple[PaperPart, ...]
    disputed: PaperVersion | None
    current: PaperVersion | None
    is_unchanged: bool
    versions: tuple[PaperVersion, ...]


@dataclass(frozen=True, slots=True)
class EnquiryDecision:
    """How an enquiry ended; `outcome` is None where it wasn't admissible.

    Score changes are signed, None for what it didn't cover.
    """

    outcome: EnquiryOutcome | None
    score_change_theory: Decimal | None
    score_change_tasting: Decimal | None
    result_changed: bool
    fee_refunded: bool
    resolution: str
    resolved_at: datetime
    resolved_by: str | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Who did what, when: one of `event` (with its `text` and `reference`), `line`, `version`.

    `at` is when it happened, which for `forwarded` and `answered` is what was typed.
    """

    at: datetime
    by: str | None
    event: EnquiryEventKind | None = None
    text: str | None = None
    reference: str | None = None
    line: LedgerLine | None = None
    version: PaperVersion | None = None


@dataclass(frozen=True, slots=True)
class EnquiryLink:
    """Another enquiry: the one appealed, or an appeal of this one."""

    id: UUID
    enquiry_type: EnquiryType
    status: EnquiryStatus
    outcome: EnquiryOutcome | None
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something that may be done now; with `reasons`, what is in the way of the actor."""

    step: EnquiryStep
    reasons: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class EnquiryCase:
    """All of an enquiry.

    `steps` leaves out what never applies in its status. `needless` are bookings for papers that
    the candidate has passed by now. `appeal_until` is the last day for an appeal.
    """

    row: EnquiryRow
    offering: str
    email: str | None
    reason: str
    consent_given_on: date | None
    submitted_by: str | None
    papers: tuple[DisputedPaper, ...]
    overall: Qualification
    decision: EnquiryDecision | None
    account: BookingAccount
    timeline: tuple[TimelineEntry, ...]
    appeal_of: EnquiryLink | None
    appeals: tuple[EnquiryLink, ...]
    appeal_until: date | None
    steps: tuple[NextStep, ...]
    needless: tuple[BookedPlace, ...]

    @property
    def id(self) -> UUID:
        return self.row.id

    def reasons_against(self, step: EnquiryStep) -> tuple[Refusal, ...] | None:
        """None where the step doesn't apply; nothing: it can be done."""
        return next((each.reasons for each in self.steps if each.step is step), None)

    def allows(self, step: EnquiryStep) -> bool:
        return self.reasons_against(step) == ()


@dataclass(frozen=True, slots=True)
class DecidedMark:
    """A mark that a review found; `part` names the part of a paper that is marked by part.

    What isn't named, and what is None or blank, stays as it is.
    """

    component: Component
    mark: str | Decimal | None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class DecidedPaper:
    """A paper's result as it was told to the candidate, and as the decision leaves it.

    `change` is signed. `parts`: name, old and new mark of each part.
    """

    registration_id: UUID
    component: Component
    exam_name: str
    max_score: int
    old: Decimal
    new: Decimal
    change: Decimal
    old_percent: Decimal
    new_percent: Decimal
    old_passed: bool
    new_passed: bool
    old_award: Award
    new_award: Award
    parts: tuple[tuple[str, Decimal | None, Decimal | None], ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionPreview:
    """What completing an enquiry with these marks would do.

    `refundable` is the money that could go back; `refund_due`: it does (upheld);
    `refund_is_choice`: only if staff say so (partial). `needless`: bookings whose cancellation
    would be proposed; `reopens`: papers that could be resat again. `standing` are the versions on
    which the decision would build: `complete_enquiry` takes them as what was seen.
    """

    papers: tuple[DecidedPaper, ...]
    overall_old: Qualification
    overall_new: Qualification
    outcome: EnquiryOutcome
    result_changed: bool
    refundable: Decimal
    refund_due: bool
    refund_is_choice: bool
    needless: tuple[BookedPlace, ...]
    reopens: tuple[ExamType, ...]
    standing: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class AffectedCandidate:
    """Another candidate whose mark may be as wrong. Marks are of the component in dispute.

    `same_session`, `same_marker`: what they share with it, one or both. `to_pass_mark` is how many
    marks are missing to pass, zero and below: passed with so many to spare. `enquiry_id`: their
    latest enquiry about it.
    """

    registration_id: UUID
    candidate_id: UUID
    name: str
    number: str | None
    exam_name: str
    day: date
    component: Component
    score: Decimal
    max_score: int
    percent: Decimal
    passed: bool
    to_pass_mark: Decimal
    same_session: bool
    same_marker: bool
    enquiry_id: UUID | None
    enquiry_status: EnquiryStatus | None
