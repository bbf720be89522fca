"""Files about what candidates do: enrolments, bookings of exams, results."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from wset_desk.domain.catalogue import Component, CourseFormat
from wset_desk.domain.errors import N_
from wset_desk.domain.file_cells import (
    one_of,
    read_day,
    read_held_day,
    read_mark,
    read_moment,
    read_yes_or_no,
)
from wset_desk.domain.file_courses import read_format
from wset_desk.domain.file_fields import FileField, RecordSpec
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.domain.results import ResultState

_NO_MOMENT = datetime(1, 1, 1)  # noqa: DTZ001 - what the centre's clocks show


class EnrolmentStatus(StrEnum):
    ENROLLED = "enrolled"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonValues:
    """A candidate by number, or by name and (where it is known) date of birth."""

    candidate_number: str = ""
    first_name: str = ""
    last_name: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingValues(PersonValues):
    """A candidate in an exam session, which is told by its name and local start.

    Where several are called so, its offering and the course session that it belongs to tell.
    """

    exam: str = ""
    exam_start: datetime = _NO_MOMENT
    exam_offering: str = ""
    exam_course: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentValues(PersonValues):
    """`day` is the first of the course session, or that from which somebody studies online.

    `exams`: register for the bundled exams too, as enrolling does; not where a file of bookings
    says who sits what.
    """

    offering: str = ""
    course_format: CourseFormat | None = None
    course_session: str = ""
    day: date = date.min
    window_ends_on: date | None = None
    status: EnrolmentStatus = EnrolmentStatus.ENROLLED
    exams: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingValues(SittingValues):
    """`offering` and `day` are those of the enrolment for which the exam is sat."""

    registration_type: RegistrationType = RegistrationType.BUNDLED
    offering: str = ""
    course_format: CourseFormat | None = None
    day: date | None = None
    status: RegistrationStatus = RegistrationStatus.REGISTERED
    seat: str = ""
    registration_date: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultValues(SittingValues):
    """`mark` is on the component's own scale; `parts` are "name = mark", set apart by ";"."""

    component: Component | None = None
    mark: Decimal | None = None
    parts: str = ""
    state: ResultState = ResultState.PROVISIONAL
    result_date: datetime | None = None


PERSON = frozenset({"candidate_number", "first_name", "last_name", "birth_date"})
SITTING = PERSON | {"exam", "exam_start", "exam_offering", "exam_course"}

_PERSON_FIELDS = (
    FileField(
        "candidate_number", N_("Candidate number"), headings="candidate no|wset number|number|nr|no"
    ),
    FileField("first_name", N_("First name"), headings="given names|given name|forename"),
    FileField("last_name", N_("Last name"), headings="surname|family name"),
    FileField("birth_date", N_("Date of birth"), read_day, "dob|birth date|birthday"),
)
_SITTING_FIELDS = (
    *_PERSON_FIELDS,
    FileField("exam", N_("Exam"), headings="exam session|exam name|session", required=True),
    FileField(
        "exam_start", N_("Exam begins"), read_moment, "exam start|exam date|date|start", True
    ),
    FileField("exam_offering", N_("Exam of offering"), headings="exam offering"),
    FileField("exam_course", N_("Exam of course session"), headings="exam course session"),
)
_OFFERING = FileField("offering", N_("Offering"), headings="course|course name")
_FORMAT = FileField("course_format", N_("Format"), read_format, "course format")

ENROLMENT_SPEC = RecordSpec(
    EnrolmentValues,
    (
        *_PERSON_FIELDS,
        FileField("offering", _OFFERING.label, headings=_OFFERING.headings, required=True),
        _FORMAT,
        FileField("course_session", N_("Course session"), headings="session|session name"),
        FileField(
            "day",
            N_("First day"),
            read_held_day,
            "date|start|start date|course date",
            required=True,
        ),
        FileField("window_ends_on", N_("Window ends on"), read_held_day, "last day|window"),
        FileField("status", N_("Status"), one_of(EnrolmentStatus), "state"),
        FileField("exams", N_("Book the course's exams"), read_yes_or_no, "exams|book exams"),
    ),
)
BOOKING_SPEC = RecordSpec(
    BookingValues,
    (
        *_SITTING_FIELDS,
        FileField(
            "registration_type", N_("Type"), one_of(RegistrationType), "registration type", True
        ),
        _OFFERING,
        _FORMAT,
        FileField("day", N_("Course begins on"), read_held_day, "first day|course date"),
        FileField("status", N_("Status"), one_of(RegistrationStatus), "state|attendance"),
        FileField("seat", N_("Seat"), longest=20),
        FileField("registration_date", N_("Booked on"), read_moment, "registration date|booked"),
    ),
)
RESULT_SPEC = RecordSpec(
    ResultValues,
    (
        *_SITTING_FIELDS,
        FileField("component", N_("Component"), one_of(Component), "paper"),
        FileField("mark", N_("Mark"), read_mark, "score|marks|result|points"),
        FileField("parts", N_("Marks of parts"), headings="parts"),
        FileField("state", N_("State"), one_of(ResultState), "status"),
        FileField("result_date", N_("Date of the result"), read_moment, "result date|marked on"),
    ),
)
