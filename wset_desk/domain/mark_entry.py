"""Whether a mark, or an absence, may be recorded now, and which marks look odd (rules 11, 14)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wset_desk.domain.catalogue import HUNDRED_PERCENT
from wset_desk.domain.errors import Refusal
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.results import ResultState

_SETTLED = frozenset({ResultState.CONFIRMED, ResultState.RELEASED})


def mark_refusal(
    *,
    status: RegistrationStatus,
    state: ResultState | None,
    exam_day: date,
    today: date,
    corrects: bool = False,
) -> Refusal | None:
    """Why no mark can be typed for this paper now, or None; both days are the centre's.

    `corrects`: with a reason, which also opens a result that is confirmed or released.
    """
    if status is RegistrationStatus.NO_SHOW:
        return Refusal("MARK_FOR_NO_SHOW")
    if status not in ACTIVE_STATUSES:
        return Refusal("STATUS_CHANGE_NOT_ALLOWED")
    if state in _SETTLED and not corrects:
        return Refusal("RESULT_CONFIRMED")
    if today < exam_day:
        return Refusal("MARK_BEFORE_EXAM", {"day": exam_day})
    return None


def absence_refusal(
    *, status: RegistrationStatus, has_mark: bool, exam_day: date, today: date
) -> Refusal | None:
    """Why the candidate can't be put down as a no-show now, or None."""
    if status not in ACTIVE_STATUSES:
        return Refusal("STATUS_CHANGE_NOT_ALLOWED")
    if has_mark:
        return Refusal("NO_SHOW_WITH_MARK")
    if today < exam_day:
        return Refusal("NO_SHOW_BEFORE_EXAM", {"day": exam_day})
    return None


@dataclass(frozen=True, slots=True)
class ScaledMark:
    """A mark with the maximum of its scale."""

    score: Decimal
    max_score: Decimal | int


def is_far(mark: ScaledMark, other: ScaledMark, points: int) -> bool:
    """Whether two papers of a candidate differ by at least so many percentage points."""
    # by multiplication, for a quotient may have no end
    difference = abs(mark.score * other.max_score - other.score * mark.max_score)
    return difference * HUNDRED_PERCENT >= points * mark.max_score * other.max_score
