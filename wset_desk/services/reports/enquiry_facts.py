"""The enquiries that reports count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.enquiries import OPEN_STATUSES, EnquiryOutcome, EnquiryStatus
from wset_desk.domain.samples import as_decimal
from wset_desk.services.reports.facts import local_day, within
from wset_desk.services.reports.tables import ReportPeriod
from wset_desk.storage.schema import (
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
)
from wset_desk.storage.unit_of_work import UnitOfWork


class Enquiry(NamedTuple):
    """An enquiry; days are the centre's, `answered` None while it is open."""

    id: UUID
    level: int
    enquiry_type: str
    status: EnquiryStatus
    outcome: EnquiryOutcome | None
    result_changed: bool
    fee_refunded: bool
    submitted: date
    answered: date | None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES


def enquiries(uow: UnitOfWork, period: ReportPeriod) -> list[Enquiry]:
    """Those that were submitted in the period, in that order."""
    level = () if period.level is None else (Offering.wset_level == period.level,)
    rows = uow.session.execute(
        select(
            *(ExamEnquiry.id, Offering.wset_level, ExamEnquiry.enquiry_type, ExamEnquiry.status),
            *(ExamEnquiry.outcome, ExamEnquiry.result_changed, ExamEnquiry.fee_refunded),
            *(ExamEnquiry.submitted_at, ExamEnquiry.resolved_at),
        )
        .join(ExamRegistration, ExamRegistration.id == ExamEnquiry.exam_registration_id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .where(*within(uow, ExamEnquiry.submitted_at, period), *level)
        .order_by(ExamEnquiry.submitted_at, ExamEnquiry.id)
    )
    return [
        Enquiry(
            *row[:3],
            EnquiryStatus(row[3]),
            EnquiryOutcome(row[4]) if row[4] else None,
            *row[5:7],
            local_day(uow, row[7]),
            local_day(uow, row[8]) if row[8] else None,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class EnquiryTally:
    """What became of some enquiries; `rejected` is an outcome, `not_admitted` the status."""

    received: int
    open: int
    upheld: int
    partial: int
    rejected: int
    not_admitted: int
    changed: int
    refunded: int
    mean_days: Decimal | None

    @property
    def completed(self) -> int:
        return self.upheld + self.partial + self.rejected

    @classmethod
    def of(cls, found: Iterable[Enquiry]) -> "EnquiryTally":
        every = list(found)
        outcomes = [each.outcome for each in every if each.status is EnquiryStatus.COMPLETED]
        days = [(each.answered - each.submitted).days for each in every if each.answered]
        return cls(
            received=len(every),
            open=sum(each.is_open for each in every),
            upheld=outcomes.count(EnquiryOutcome.UPHELD),
            partial=outcomes.count(EnquiryOutcome.PARTIAL),
            rejected=outcomes.count(EnquiryOutcome.REJECTED),
            not_admitted=sum(each.status is EnquiryStatus.REJECTED for each in every),
            changed=sum(each.result_changed for each in every),
            refunded=sum(each.fee_refunded for each in every),
            mean_days=as_decimal(Fraction(sum(days), len(days))) if days else None,
        )
