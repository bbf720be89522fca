"""What was booked for the papers of enrolments, and what became of it (helpers of this layer)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import DeliveryMethod, ExamType
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState, percentage, shown_percentage
from wset_desk.domain.seating import PaperAttempt, WaitingKey
from wset_desk.storage.schema import (
    ExamRegistration,
    ExamSession,
    ExamTemplate,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_STATUSES = {each.value: each for each in RegistrationStatus}
_DELIVERIES = {each.value: each for each in DeliveryMethod}
_PAPERS = {each.value: each for each in ExamType}

_ATTEMPT = (
    ExamRegistration.id,
    ExamRegistration.course_enrollment_id,
    ExamRegistration.exam_session_id,
    ExamRegistration.status,
    ExamRegistration.theory_score,
    ExamRegistration.theory_passed,
    ExamRegistration.theory_state,
    ExamRegistration.tasting_score,
    ExamRegistration.tasting_passed,
    ExamRegistration.tasting_state,
    ExamRegistration.fee_amount,
    ExamSession.exam_date,
    ExamSession.delivery_method,
    ExamSession.status.label("session_status"),
    ExamTemplate.exam_type,
    ExamTemplate.max_score,
    ExamTemplate.allows_resits,
)


@dataclass(frozen=True, slots=True)
class BookedPaper:
    """An attempt with what is shown of it. `mark` is its percentage, for display."""

    attempt: PaperAttempt
    exam_session_id: UUID
    when: datetime
    fee: Decimal
    mark: Decimal | None
    is_released: bool


def attempts_of(
    uow: UnitOfWork, enrollment_ids: Collection[UUID]
) -> Mapping[WaitingKey, list[BookedPaper]]:
    """Every registration of the enrolments by paper, in the order in which they were made."""
    rows = uow.session.execute(
        select(*_ATTEMPT)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(ExamRegistration.course_enrollment_id.in_(enrollment_ids))
        .order_by(ExamRegistration.registration_date, ExamSession.exam_date, ExamRegistration.id)
    )
    found: dict[WaitingKey, list[BookedPaper]] = defaultdict(list)
    for row in rows:
        key = WaitingKey(row.course_enrollment_id, _PAPERS[row.exam_type])
        found[key].append(_booked(row))
    return found


def _booked(row: Any) -> BookedPaper:
    attempt = PaperAttempt(
        registration_id=row.id,
        status=_STATUSES[row.status],
        passed=_all_passed((row.theory_passed, row.tasting_passed)),
        delivery_method=_DELIVERIES[row.delivery_method],
        resits_allowed=row.allows_resits,
        exam_cancelled=row.session_status == "cancelled",
    )
    scores = [each for each in (row.theory_score, row.tasting_score) if each is not None]
    mark = None
    if scores:
        mark = shown_percentage(percentage(sum(scores, Decimal(0)), row.max_score * len(scores)))
    states = {row.theory_state, row.tasting_state} - {None}
    return BookedPaper(
        attempt,
        row.exam_session_id,
        row.exam_date,
        row.fee_amount,
        mark,
        states == {ResultState.RELEASED},
    )


def _all_passed(components: Iterable[bool | None]) -> bool | None:
    known = [each for each in components if each is not None]
    return all(known) if known else None
