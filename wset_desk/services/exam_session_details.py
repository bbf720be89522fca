"""An exam session as windows and documents see it (helpers of this layer)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import DeliveryMethod, ExamType, SessionType
from wset_desk.domain.errors import Refusal
from wset_desk.domain.fees import FeeAccount
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.door import Door
from wset_desk.services.fee_accounts import fee_accounts
from wset_desk.services.prices import price_on, today
from wset_desk.storage.schema import (
    Candidate,
    Course,
    CourseSession,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    Product,
    Room,
    SessionStaff,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Invigilator:
    id: UUID
    name: str


@dataclass(frozen=True)
class RegisteredCandidate:
    """One registration; `start` and `end` are the candidate's own, extra time included.

    `blockers` are the reasons for which the candidate wouldn't be let in now.
    """

    registration_id: UUID
    candidate_id: UUID
    name: str
    number: str | None
    status: RegistrationStatus
    start: datetime
    end: datetime
    fee: FeeAccount
    blockers: tuple[Refusal, ...]


@dataclass(frozen=True)
class ExamSessionDetail:
    """Everything about one exam session.

    `price` is today's; None where the fee is typed or included.
    """

    id: UUID
    name: str
    session_type: SessionType
    exam_type: ExamType
    level: int
    subject: str
    exam_template_id: UUID
    exam_name: str
    course_session_id: UUID | None
    course_session_name: str | None
    start: datetime
    end: datetime
    room_id: UUID | None
    room_name: str | None
    location: str | None
    delivery_method: DeliveryMethod
    max_capacity: int
    taken: int
    booking_enabled: bool
    registration_deadline: datetime | None
    status: str
    cancellation_reason: str | None
    price: Decimal | None
    invigilators: tuple[Invigilator, ...]
    registrations: tuple[RegisteredCandidate, ...]

    @property
    def is_bundled(self) -> bool:
        return self.session_type is SessionType.BUNDLED


def detail_of(uow: UnitOfWork, exam_session: ExamSession) -> ExamSessionDetail:
    """The session with what hangs on it."""
    uow.session.flush()
    template = uow.get(ExamTemplate, exam_session.exam_template_id)
    offering = uow.get(Offering, template.course_offering_id)
    session_type = SessionType(exam_session.session_type)
    return ExamSessionDetail(
        id=exam_session.id,
        name=exam_session.name or template.name,
        session_type=session_type,
        exam_type=ExamType(template.exam_type),
        level=offering.wset_level,
        subject=uow.get(Course, offering.course_id).subject,
        exam_template_id=template.id,
        exam_name=template.name,
        course_session_id=exam_session.course_session_id,
        course_session_name=_name(uow, CourseSession, exam_session.course_session_id),
        start=exam_session.exam_date,
        end=end_of(exam_session),
        room_id=exam_session.room_id,
        room_name=_name(uow, Room, exam_session.room_id),
        location=exam_session.location,
        delivery_method=DeliveryMethod(exam_session.delivery_method),
        max_capacity=exam_session.max_capacity,
        taken=exam_session.current_enrollment,
        booking_enabled=exam_session.booking_enabled,
        registration_deadline=exam_session.registration_deadline,
        status=exam_session.status,
        cancellation_reason=exam_session.cancellation_reason,
        price=None if session_type is SessionType.BUNDLED else _price(uow, exam_session),
        invigilators=invigilators_of(uow, exam_session.id),
        registrations=_registrations(uow, exam_session),
    )


def end_of(exam_session: ExamSession) -> datetime:
    """When the session ends, without extra time."""
    return exam_session.exam_end_time or exam_session.exam_date


def invigilators_of(uow: UnitOfWork, exam_session_id: UUID) -> tuple[Invigilator, ...]:
    """Who invigilates, by name."""
    rows = uow.session.scalars(
        select(Staff)
        .join(SessionStaff, SessionStaff.staff_id == Staff.id)
        .where(SessionStaff.exam_session_id == exam_session_id)
        .order_by(Staff.name, Staff.id)
    )
    return tuple(Invigilator(person.id, person.name) for person in rows)


def _registrations(uow: UnitOfWork, exam_session: ExamSession) -> tuple[RegisteredCandidate, ...]:
    rows = uow.session.execute(
        select(ExamRegistration, Candidate)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(ExamRegistration.exam_session_id == exam_session.id)
        .order_by(*BY_NAME)
    ).all()
    fees = fee_accounts(uow, [registration.id for registration, _ in rows])
    door = Door(uow)
    return tuple(
        RegisteredCandidate(
            registration_id=registration.id,
            candidate_id=candidate.id,
            name=f"{candidate.first_name} {candidate.last_name}",
            number=candidate.candidate_number,
            status=RegistrationStatus(registration.status),
            start=registration.starts_at or exam_session.exam_date,
            end=registration.ends_at or end_of(exam_session),
            fee=fees[registration.id],
            blockers=door.blockers(registration, exam_session, fees[registration.id]),
        )
        for registration, candidate in rows
    )


def _name(
    uow: UnitOfWork, entity: type[CourseSession] | type[Room], row_id: UUID | None
) -> str | None:
    return None if row_id is None else uow.get(entity, row_id).name


def _price(uow: UnitOfWork, exam_session: ExamSession) -> Decimal | None:
    if exam_session.product_id is None:
        return None
    return price_on(uow, uow.get(Product, exam_session.product_id), today(uow))
