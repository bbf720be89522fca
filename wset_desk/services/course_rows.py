"""What is told of course sessions and their bundled exams."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.catalogue import BundledTiming, CourseFormat, DeliveryMethod, ExamType
from wset_desk.domain.fees import FeeAccount
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.domain.results import ResultState
from wset_desk.services.conflicts import Conflict


@dataclass(frozen=True)
class CourseDayInput:
    """A course day as people type it: date and times in the centre's zone."""

    date: date
    start: time
    end: time


@dataclass(frozen=True)
class CourseDayRow:
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class StaffRef:
    id: UUID
    name: str


@dataclass(frozen=True)
class CourseSessionRow:
    """A course session in a list. `exam_dates` are the starts of its bundled exams, in order."""

    id: UUID
    name: str
    offering_id: UUID
    offering_name: str
    level: int
    starts_on: date
    ends_on: date
    place: str
    max_capacity: int
    enrolled: int
    exam_dates: tuple[datetime, ...]
    status: str


@dataclass(frozen=True)
class RegistrationRow:
    """A candidate in one bundled exam.

    `starts_at` and `ends_at` are the candidate's own times; `own_times` says that extra time makes
    them others than the session's. `passed` is None without a mark; `settled`: sat, missed or
    marked; `is_provisional`: the server hasn't confirmed the seat.
    """

    id: UUID
    enrollment_id: UUID | None
    candidate_id: UUID
    name: str
    number: str | None
    extra_time_percent: int
    registration_type: RegistrationType
    status: RegistrationStatus
    starts_at: datetime
    ends_at: datetime
    own_times: bool
    theory_score: Decimal | None
    tasting_score: Decimal | None
    passed: bool | None
    result_state: ResultState | None
    fee_amount: Decimal
    fee_paid: bool
    settled: bool
    fee: FeeAccount
    is_provisional: bool = False


@dataclass(frozen=True)
class BundledExam:
    """One paper of a course session, with who is registered for it."""

    id: UUID
    template_id: UUID
    template_name: str
    name: str
    exam_type: ExamType
    timing: BundledTiming | None
    starts_at: datetime
    ends_at: datetime
    place: str
    max_score: int
    max_capacity: int
    current_enrollment: int
    registration_deadline: datetime | None
    delivery_method: DeliveryMethod
    status: str
    invigilators: tuple[StaffRef, ...]
    registrations: tuple[RegistrationRow, ...]


@dataclass(frozen=True)
class EnrolledRow:
    """Somebody enrolled in a course session; `withdrawable` as long as nothing has come of it."""

    enrollment_id: UUID
    candidate_id: UUID
    name: str
    number: str | None
    extra_time_percent: int
    withdrawable: bool


@dataclass(frozen=True)
class CourseSessionDetail:
    """A course session with everything that its page shows.

    `conflicts` are warnings: who else has its room or needs its educators. `settled`: an exam of
    it has been sat, so that it can't be moved or cancelled any more.
    """

    id: UUID
    name: str
    offering_id: UUID
    offering_name: str
    course_format: CourseFormat
    rule_profile: str
    level: int
    subject: str
    days: tuple[CourseDayRow, ...]
    room_id: UUID | None
    room_name: str | None
    room_seats: int | None
    location: str | None
    place: str
    max_capacity: int
    enrolled: int
    delivery_method: DeliveryMethod
    status: str
    cancellation_reason: str | None
    educators: tuple[StaffRef, ...]
    exams: tuple[BundledExam, ...]
    people: tuple[EnrolledRow, ...]
    conflicts: tuple[Conflict, ...]
    settled: bool


@dataclass(frozen=True)
class PlannedExam:
    """A bundled exam as it would be scheduled."""

    template_id: UUID
    name: str
    exam_type: ExamType
    timing: BundledTiming
    start: datetime
    end: datetime
    registration_deadline: datetime


@dataclass(frozen=True)
class SchedulePreview:
    """What scheduling would make, and what speaks against it without forbidding it.

    `room_seats` is given where the room has fewer seats than the session is to have.
    """

    exams: tuple[PlannedExam, ...]
    conflicts: tuple[Conflict, ...]
    room_seats: int | None
