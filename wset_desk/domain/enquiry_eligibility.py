"""Which results can be challenged or appealed, and why others can't (rules 15 and 16)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import COVERED, OPEN_STATUSES, EnquiryStatus, EnquiryType
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.working_days import working_days_after

OVERRIDABLE = frozenset({"ENQUIRY_WINDOW_OVER"})
"""The refusals that staff may pass over with a reason."""


@dataclass(frozen=True, slots=True)
class ChallengedResult:
    """A component's result as far as it matters here; `exam_day` is the centre's.

    `was_decided`: an enquiry was completed about what stands now.
    """

    exam_day: date
    is_released: bool
    allows_enquiries: bool = True
    is_open: bool = False
    was_decided: bool = False


@dataclass(frozen=True, slots=True)
class AppealedEnquiry:
    """The enquiry that is to be appealed; `answered_on` is the centre's day, None: not yet."""

    status: EnquiryStatus
    covers: frozenset[Component]
    answered_on: date | None
    is_appeal: bool
    was_appealed: bool


def last_day(exam_day: date, weeks: int) -> date:
    """The last day of the window, which counts: so many weeks from the exam's day."""
    return exam_day + timedelta(weeks=weeks)


def appeal_until(answered_on: date, working_days: int, region: str) -> date:
    """The last day on which an answer can be appealed; with no working days the same day."""
    return working_days_after(answered_on, working_days, region)


def enquiry_refusals(
    enquiry_type: EnquiryType, results: Sequence[ChallengedResult], *, weeks: int, today: date
) -> tuple[Refusal, ...]:
    """Everything against an enquiry about these results; nothing: it may be submitted.

    A result on hold can be challenged: what the candidate was told stands until it is changed.
    """
    reasons = list(_standing_reasons(enquiry_type, results))
    if not all(each.allows_enquiries for each in results):
        reasons.append(Refusal("ENQUIRIES_NOT_ALLOWED"))
    if any(each.is_open for each in results):
        reasons.append(Refusal("ENQUIRY_OPEN"))
    if any(each.was_decided for each in results):
        reasons.append(Refusal("ENQUIRY_DECIDED"))
    return (*reasons, *_window_over(results, weeks, today))


def appeal_refusals(
    enquiry_type: EnquiryType,
    results: Sequence[ChallengedResult],
    first: AppealedEnquiry,
    *,
    until: date | None,
    today: date,
) -> tuple[Refusal, ...]:
    """Everything against an appeal. The window from the exam doesn't bind it, `until` does.

    There is one appeal of an enquiry, about what that was about or a part of it, and none of an
    appeal. The paper's template isn't asked any more: it allowed the first one.
    """
    reasons = [*_standing_reasons(enquiry_type, results), *_against(first)]
    if any(each.is_open for each in results) and first.status not in OPEN_STATUSES:
        reasons.append(Refusal("ENQUIRY_OPEN"))
    if not first.covers.issuperset(COVERED[enquiry_type]):
        reasons.append(Refusal("APPEAL_OTHER_PAPER"))
    if until is not None and today > until:
        reasons.append(Refusal("APPEAL_OVER", {"day": until}))
    return tuple(reasons)


def check_override(refusals: Collection[Refusal], *, is_overridden: bool) -> None:
    """Raise the first refusal, but for the window where it is passed over."""
    for refusal in refusals:
        if not (is_overridden and refusal.code in OVERRIDABLE):
            raise refusal.as_error()


def check_consent(given_on: date | None, *, today: date) -> None:
    """The candidate agrees that marks may go down: CONSENT_MISSING, CONSENT_IN_FUTURE."""
    if given_on is None:
        raise DomainError("CONSENT_MISSING", field="consent_given_on")
    if given_on > today:
        raise DomainError("CONSENT_IN_FUTURE", field="consent_given_on")


def _standing_reasons(
    enquiry_type: EnquiryType, results: Sequence[ChallengedResult]
) -> Iterator[Refusal]:
    released = sum(each.is_released for each in results)
    if enquiry_type is EnquiryType.BOTH and released < len(COVERED[enquiry_type]):
        yield Refusal("BOTH_NEEDS_BOTH_RESULTS")
    elif not released:
        yield Refusal("RESULT_NOT_RELEASED")


def _window_over(results: Sequence[ChallengedResult], weeks: int, today: date) -> Iterator[Refusal]:
    """Of two papers that were sat on different days the earlier one's window binds."""
    days = [last_day(each.exam_day, weeks) for each in results]
    if days and today > min(days):
        yield Refusal("ENQUIRY_WINDOW_OVER", {"day": min(days)})


def _against(first: AppealedEnquiry) -> Iterator[Refusal]:
    if first.status in OPEN_STATUSES:
        yield Refusal("APPEAL_TOO_EARLY")
    if first.is_appeal:
        yield Refusal("APPEAL_OF_APPEAL")
    if first.was_appealed:
        yield Refusal("APPEALED_ALREADY")
