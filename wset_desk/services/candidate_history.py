"""A candidate's exams and enrolments, as their profile shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Award, Component, PaperRules
from wset_desk.domain.fees import FeeAccount
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import paper_award, percentage, shown_percentage
from wset_desk.services.attempts import enrolled
from wset_desk.services.derived import paper_rules
from wset_desk.services.fee_accounts import fee_accounts
from wset_desk.services.marking.holds import Hold, holds_of
from wset_desk.services.syncing.provisional import provisional_seats
from wset_desk.storage.schema import (
    Course,
    CourseEnrollment,
    CourseSession,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    Room,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_NO_FEE = FeeAccount(Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class PaperMark:
    """One component's mark on its own scale, its percentage for display, and what became of it.

    `award` is the word for it by the rules of its paper (a pass, a distinction).
    """

    component: Component
    score: Decimal
    max_score: int
    percentage: Decimal
    passed: bool | None
    state: str | None
    award: Award | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One registration for an exam: an attempt, or a place that was given up.

    Times are the candidate's own where `has_own_times`; `change_until` is the deadline for
    rescheduling and cancelling, where the session has one. `holds` keep its results back.
    `is_provisional`: the server hasn't confirmed the seat.
    """

    registration_id: UUID
    exam_session_id: UUID
    course_session_id: UUID | None
    course_enrollment_id: UUID | None
    exam_name: str
    offering_name: str
    level: int
    exam_type: str
    session_type: str
    registration_type: str
    delivery_method: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    status: str
    marks: tuple[PaperMark, ...]
    overall_passed: bool | None
    fee_amount: Decimal
    fee_paid: bool
    fee: FeeAccount = _NO_FEE
    seat: str | None = None
    has_own_times: bool = False
    change_until: datetime | None = None
    is_cancelled_by_centre: bool = False
    holds: tuple[Hold, ...] = ()
    is_provisional: bool = False

    def is_upcoming(self, now: datetime) -> bool:
        return self.status == RegistrationStatus.REGISTERED and self.starts_at > now

    @property
    def passed(self) -> bool | None:
        """Whether every component that has a mark is passed; None without marks."""
        known = [mark.passed for mark in self.marks if mark.passed is not None]
        return all(known) if known else None


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """An enrolment in a dated course, or in an online one with the window of its exam."""

    id: UUID
    course_title: str
    offering_name: str
    level: int
    course_format: str
    course_session_id: UUID | None
    session_name: str | None
    starts_on: date | None
    ends_on: date | None
    window_ends_on: date | None
    status: str


@dataclass(frozen=True, slots=True)
class QualificationRow:
    """An enrolment with what has come of it: `award` is its word once every paper is decided."""

    enrolment: EnrolmentRow
    passed: bool | None
    award: Award | None
    attempts: tuple[Sitting, ...]


def qualifications_of(
    uow: UnitOfWork, enrolments: Sequence[EnrolmentRow], sittings: Sequence[Sitting]
) -> tuple[QualificationRow, ...]:
    """Each enrolment with its attempts, in the order of `sittings`."""
    standing = enrolled(uow, [each.id for each in enrolments])
    rows = []
    for each in enrolments:
        result = standing[each.id].qualification()
        mine = tuple(sitting for sitting in sittings if sitting.course_enrollment_id == each.id)
        rows.append(QualificationRow(each, result.passed, result.award, mine))
    return tuple(rows)


def sittings_of(uow: UnitOfWork, candidate_id: UUID) -> list[Sitting]:
    """Every registration of a candidate, the newest exam first."""
    rows = uow.session.execute(
        select(ExamRegistration, ExamSession, ExamTemplate, Offering, Room.name)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .outerjoin(Room, Room.id == ExamSession.room_id)
        .where(ExamRegistration.candidate_id == candidate_id)
        .order_by(ExamSession.exam_date.desc(), ExamRegistration.registration_date.desc())
    ).all()
    accounts = fee_accounts(uow, [row[0].id for row in rows])
    rules = paper_rules(uow, {row[2] for row in rows})
    holds = holds_of(uow, [row[0].id for row in rows])
    provisional = provisional_seats(uow)
    return [
        replace(
            _sitting(row, accounts.get(row[0].id, FeeAccount(row[0].fee_amount)), rules[row[2].id]),
            holds=tuple(hold for each in Component for hold in holds.get((row[0].id, each), ())),
            is_provisional=row[0].id in provisional,
        )
        for row in rows
    ]


def enrolments_of(uow: UnitOfWork, candidate_id: UUID) -> tuple[EnrolmentRow, ...]:
    """Every enrolment of a candidate, the newest first."""
    rows = uow.session.execute(
        select(CourseEnrollment, Offering, Course.title, CourseSession)
        .join(Offering, Offering.id == CourseEnrollment.offering_id)
        .join(Course, Course.id == Offering.course_id)
        .outerjoin(CourseSession, CourseSession.id == CourseEnrollment.session_id)
        .where(CourseEnrollment.candidate_id == candidate_id)
        .order_by(CourseEnrollment.created_at.desc(), CourseEnrollment.id)
    )
    return tuple(_enrolment(*row) for row in rows)


Booked = tuple[ExamRegistration, ExamSession, ExamTemplate, Offering, str | None]


def _sitting(booked: Booked, account: FeeAccount, rules: PaperRules) -> Sitting:
    registration, exam, template, offering, room = booked
    return Sitting(
        registration_id=registration.id,
        exam_session_id=exam.id,
        course_session_id=exam.course_session_id,
        course_enrollment_id=registration.course_enrollment_id,
        exam_name=template.name,
        offering_name=offering.name,
        level=offering.wset_level,
        exam_type=template.exam_type,
        session_type=exam.session_type,
        registration_type=registration.registration_type,
        delivery_method=exam.delivery_method,
        starts_at=registration.starts_at or exam.exam_date,
        ends_at=registration.ends_at or exam.exam_end_time,
        place=room or exam.location or "",
        status=registration.status,
        marks=_marks(registration, template.max_score, rules),
        overall_passed=registration.overall_passed,
        fee_amount=registration.fee_amount,
        fee_paid=registration.fee_paid,
        fee=account,
        seat=registration.seat,
        has_own_times=registration.ends_at is not None,
        change_until=exam.registration_deadline,
        is_cancelled_by_centre=exam.status == "cancelled",
    )


def _marks(
    registration: ExamRegistration, max_score: int, rules: PaperRules
) -> tuple[PaperMark, ...]:
    found = (
        (Component.THEORY, registration.theory_score, registration.theory_passed),
        (Component.TASTING, registration.tasting_score, registration.tasting_passed),
    )
    states = {
        Component.THEORY: registration.theory_state,
        Component.TASTING: registration.tasting_state,
    }
    return tuple(
        PaperMark(
            component,
            score,
            max_score,
            shown_percentage(percentage(score, max_score)),
            passed,
            states[component],
            _award(score, max_score, rules, passed=passed),
        )
        for component, score, passed in found
        if score is not None
    )


def _award(
    score: Decimal, max_score: int, rules: PaperRules, *, passed: bool | None
) -> Award | None:
    if passed is None:
        return None
    return paper_award(passed=passed, score=score, max_score=max_score, bands=rules.bands)


def _enrolment(
    enrollment: CourseEnrollment, offering: Offering, title: str, session: CourseSession | None
) -> EnrolmentRow:
    return EnrolmentRow(
        id=enrollment.id,
        course_title=title,
        offering_name=offering.name,
        level=offering.wset_level,
        course_format=offering.course_format,
        course_session_id=enrollment.session_id,
        session_name=session.name if session else None,
        starts_on=session.starts_on if session else enrollment.start_date,
        ends_on=session.ends_on if session else None,
        window_ends_on=enrollment.window_ends_on,
        status=enrollment.status,
    )
