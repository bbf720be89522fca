"""What of an enquiry in a file doesn't go together: status, outcome, marks and days (rule 16).

Whether it was submitted in time isn't asked: another centre, or another year, has let it in.
"""

from datetime import date
from decimal import Decimal

from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import (
    COVERED,
    OPEN_STATUSES,
    EnquiryOutcome,
    EnquiryStatus,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_cells import shown
from wset_desk.domain.file_enquiries import EnquiryValues

_IN_FAVOUR = (EnquiryOutcome.UPHELD, EnquiryOutcome.PARTIAL)


def check_enquiry(values: EnquiryValues, today: date, *, in_parts: bool) -> None:
    """Refuse a row that can't have been so; `today` is the centre's day.

    Where a paper is marked `in_parts`, a part may have gone up and the whole mark not.

    Refuses CELL_MISSING, ENQUIRY_NOT_CLOSED, ENQUIRY_NOT_COMPLETED, ENQUIRY_PAPER_UNFIT,
    OUTCOME_DIFFERS_FROM_CHANGES, UPHELD_WITHOUT_CHANGE, DAY_BEFORE_EXAM, DAY_BEFORE_SUBMITTED,
    DAY_AFTER_APPEAL and DAY_IN_FUTURE, each with its field.
    """
    _check_status(values)
    _check_changes(values, in_parts=in_parts)
    _check_days(values, today)


def change_of(values: EnquiryValues, component: Component) -> Decimal | None:
    """By how much the mark of a component went up or down, as the row says."""
    changes = {
        Component.THEORY: values.score_change_theory,
        Component.TASTING: values.score_change_tasting,
    }
    return changes[component]


def changed_result(values: EnquiryValues) -> bool:
    """Whether the result changed: where the row doesn't say it, if the enquiry was upheld."""
    if values.result_changed is None:
        return values.outcome is EnquiryOutcome.UPHELD
    return values.result_changed


def _check_status(values: EnquiryValues) -> None:
    if values.status not in OPEN_STATUSES:
        _need(values, "resolved_at")
    else:
        _need_none(values, "ENQUIRY_NOT_CLOSED", "resolved_at", "resolved_by", "resolution")
    if values.status is EnquiryStatus.COMPLETED:
        _need(values, "outcome")
    else:
        of_decisions = ("outcome", "score_change_theory", "score_change_tasting", "result_changed")
        _need_none(values, "ENQUIRY_NOT_COMPLETED", *of_decisions)


def _check_changes(values: EnquiryValues, *, in_parts: bool) -> None:
    for component in Component:
        outside = component not in COVERED[values.enquiry_type]
        if outside and change_of(values, component) is not None:
            raise DomainError("ENQUIRY_PAPER_UNFIT", field=f"score_change_{component}")
    changes = [change for each in Component if (change := change_of(values, each)) is not None]
    went_up, outcome = any(change > 0 for change in changes), values.outcome
    needs_higher = outcome in _IN_FAVOUR and not in_parts
    if (went_up and outcome is EnquiryOutcome.REJECTED) or (
        changes and needs_higher and not went_up
    ):
        raise DomainError("OUTCOME_DIFFERS_FROM_CHANGES", field="outcome", outcome=shown(outcome))
    if values.outcome is EnquiryOutcome.UPHELD and not changed_result(values):
        raise DomainError("UPHELD_WITHOUT_CHANGE", field="result_changed")


def _check_days(values: EnquiryValues, today: date) -> None:
    """By the day: files often have no times."""
    submitted = values.submitted_at.date()
    if submitted < values.exam_start.date():
        raise DomainError("DAY_BEFORE_EXAM", field="submitted_at", day=values.exam_start.date())
    if values.appeal_of is not None and values.appeal_of >= values.submitted_at:
        raise DomainError("DAY_AFTER_APPEAL", field="appeal_of")
    if submitted > today:
        raise DomainError("DAY_IN_FUTURE", field="submitted_at")
    if values.resolved_at is None:
        return
    if values.resolved_at.date() < submitted:
        raise DomainError("DAY_BEFORE_SUBMITTED", field="resolved_at", day=submitted)
    if values.resolved_at.date() > today:
        raise DomainError("DAY_IN_FUTURE", field="resolved_at")


def _need(values: EnquiryValues, field: str) -> None:
    if getattr(values, field) is None:
        raise DomainError("CELL_MISSING", field=field)


def _need_none(values: EnquiryValues, code: str, *fields: str) -> None:
    for field in fields:
        if getattr(values, field):
            raise DomainError(code, field=field, status=shown(values.status))
