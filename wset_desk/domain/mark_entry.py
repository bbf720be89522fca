"""Whether a mark, or an absence, may be recorded now (rules 11 and 14)."""

from datetime import date

from wset_desk.domain.errors import Refusal
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.results import ResultState

_SETTLED = frozenset({ResultState.CONFIRMED, ResultState.RELEASED})


def mark_refusal(
    *, status: RegistrationStatus, state: ResultState | None, exam_day: date, today: date
) -> Refusal | None:
    """Why no mark can be typed for this paper now, or None; both days are the centre's."""
    if status is RegistrationStatus.NO_SHOW:
        return Refusal("MARK_FOR_NO_SHOW")
    if status not in ACTIVE_STATUSES:
        return Refusal("STATUS_CHANGE_NOT_ALLOWED")
    if state in _SETTLED:
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
