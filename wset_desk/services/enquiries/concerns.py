"""What somebody should look after among enquiries (helpers of this layer)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.enquiries import OPEN_STATUSES, EnquiryStatus
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.enquiries.enquiry_list import enquiry_rows
from wset_desk.services.enquiries.needless import needless_places
from wset_desk.storage.schema import Candidate, ExamEnquiry, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork

DUE_SOON = timedelta(days=7)


class EnquiryConcern(NamedTuple):
    """An enquiry, whose it is, and when it matters."""

    enquiry_id: UUID
    name: str
    when: datetime | date


def enquiries_due(uow: UnitOfWork) -> list[EnquiryConcern]:
    """Open enquiries that have to be answered within days, or should have been."""
    rows = enquiry_rows(uow, ExamEnquiry.status.in_(tuple(OPEN_STATUSES)))
    return [
        EnquiryConcern(each.id, each.candidate, each.due_on)
        for each in rows
        if each.due_on and each.days_left is not None and each.days_left <= DUE_SOON.days
    ]


def enquiries_to_review(uow: UnitOfWork) -> list[EnquiryConcern]:
    """Enquiries whose fee is settled and that nobody has taken up; not those that are due soon."""
    rows = enquiry_rows(uow, ExamEnquiry.status == EnquiryStatus.SUBMITTED)
    due = {each.enquiry_id for each in enquiries_due(uow)} if rows else set()
    return [
        EnquiryConcern(each.id, each.candidate, each.due_on or each.day)
        for each in rows
        if each.owed <= 0 and each.id not in due
    ]


def needless_bookings(uow: UnitOfWork) -> list[EnquiryConcern]:
    """Bookings that an enquiry's answer has made needless, by the exam's time."""
    return sorted(_needless(uow), key=lambda each: (each.when, each.name))


def _needless(uow: UnitOfWork) -> Iterator[EnquiryConcern]:
    for enrollment_id, (enquiry_id, name) in _changed_with_exams_to_come(uow).items():
        for place in needless_places(uow, [enrollment_id]):
            yield EnquiryConcern(enquiry_id, name, place.start)


def _changed_with_exams_to_come(uow: UnitOfWork) -> dict[UUID, tuple[UUID, str]]:
    """The latest enquiry that changed a result, by enrolment that still has a seat somewhere."""
    booked = (
        select(ExamRegistration.course_enrollment_id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .where(
            ExamRegistration.status == RegistrationStatus.REGISTERED,
            ExamSession.exam_date > uow.now,
            ExamRegistration.course_enrollment_id.is_not(None),
        )
    )
    rows = uow.session.execute(
        select(
            ExamRegistration.course_enrollment_id,
            ExamEnquiry.id,
            Candidate.first_name,
            Candidate.last_name,
        )
        .join(ExamEnquiry, ExamEnquiry.exam_registration_id == ExamRegistration.id)
        .join(Candidate, Candidate.id == ExamEnquiry.candidate_id)
        .where(ExamEnquiry.result_changed, ExamRegistration.course_enrollment_id.in_(booked))
        .order_by(ExamEnquiry.resolved_at, ExamEnquiry.id)
    )
    found = ((key, (id_, full_name(first, last))) for key, id_, first, last in rows)
    return {key: value for key, value in found if key is not None}
