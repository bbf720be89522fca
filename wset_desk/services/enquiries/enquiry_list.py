"""Enquiries as the board and the table show them (helpers of this layer)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from wset_desk.domain.candidates import full_name
from wset_desk.domain.enquiries import (
    OPEN_STATUSES,
    EnquiryOutcome,
    EnquiryStatus,
    EnquiryType,
)
from wset_desk.domain.fees import FeeAccount
from wset_desk.services.enquiries.case_file import with_awarding_body
from wset_desk.services.enquiries.rows import EnquiryRow
from wset_desk.services.fee_accounts import enquiry_accounts
from wset_desk.services.prices import today
from wset_desk.storage.schema import (
    Candidate,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork


def enquiry_rows(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> tuple[EnquiryRow, ...]:
    """The enquiries that meet the conditions: open ones by the day they are due, then the others,
    answered last first. Three queries for however many."""
    reviewer = aliased(Staff)
    rows = uow.session.execute(
        select(
            ExamEnquiry,
            Candidate,
            ExamTemplate.name,
            ExamSession.exam_date,
            Offering.wset_level,
            reviewer.name,
        )
        .join(Candidate, Candidate.id == ExamEnquiry.candidate_id)
        .join(ExamRegistration, ExamRegistration.id == ExamEnquiry.exam_registration_id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .outerjoin(reviewer, reviewer.id == ExamEnquiry.reviewer_id)
        .where(*conditions)
    ).all()
    if not rows:
        return ()
    accounts = enquiry_accounts(uow, [row[0] for row in rows])
    sent = with_awarding_body(uow)
    found = [_row(uow, row, accounts[row[0].id], row[0].id in sent) for row in rows]
    return _in_order(found, rows)


def _row(uow: UnitOfWork, row: Any, account: FeeAccount, is_sent: bool) -> EnquiryRow:
    enquiry, candidate, exam_name, exam_date, level, reviewer = row
    status = EnquiryStatus(enquiry.status)
    is_open = status in OPEN_STATUSES
    return EnquiryRow(
        id=enquiry.id,
        candidate_id=candidate.id,
        candidate=full_name(candidate.first_name, candidate.last_name),
        number=candidate.candidate_number,
        registration_id=enquiry.exam_registration_id,
        level=level,
        exam_name=exam_name,
        day=exam_date.astimezone(uow.zone).date(),
        enquiry_type=EnquiryType(enquiry.enquiry_type),
        status=status,
        outcome=EnquiryOutcome(enquiry.outcome) if enquiry.outcome else None,
        fee=enquiry.enquiry_fee,
        fee_state=account.state,
        owed=account.owed,
        submitted_at=enquiry.submitted_at,
        due_on=enquiry.due_on,
        days_left=_days_left(uow, enquiry.due_on) if is_open else None,
        reviewer_id=enquiry.reviewer_id,
        reviewer=reviewer,
        is_forwarded=is_sent and is_open,
        is_appeal=enquiry.appeal_of_id is not None,
    )


def _days_left(uow: UnitOfWork, due_on: date | None) -> int | None:
    return None if due_on is None else (due_on - today(uow)).days


def _in_order(found: Sequence[EnquiryRow], rows: Sequence[Any]) -> tuple[EnquiryRow, ...]:
    answered = {row[0].id: row[0].resolved_at for row in rows}
    waiting = [each for each in found if each.is_open]
    closed = [each for each in found if not each.is_open]
    waiting.sort(key=lambda each: (each.due_on or date.max, each.submitted_at, each.id))
    closed.sort(key=lambda each: (answered[each.id] or each.submitted_at, each.id), reverse=True)
    return (*waiting, *closed)
