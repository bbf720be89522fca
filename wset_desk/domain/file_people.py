"""Files about people: who a row is about, and the enrolments of candidates."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.errors import N_
from wset_desk.domain.file_cells import (
    one_of,
    read_day,
    read_day_or_moment,
    read_held_day,
    read_yes_or_no,
)
from wset_desk.domain.file_courses import read_format
from wset_desk.domain.file_fields import FileField, RecordSpec


class EnrolmentStatus(StrEnum):
    ENROLLED = "enrolled"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonValues:
    """A candidate by number, or by name and (where it is known) date of birth.

    `full_name` is one column instead of two; exports never write it.
    """

    candidate_number: str = ""
    full_name: str = ""
    first_name: str = ""
    last_name: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentValues(PersonValues):
    """`day` is the first of the course session, or that from which somebody studies online.

    `exams`: register for the bundled exams too, as enrolling does; not where a file of bookings
    says who sits what. `finished` is when the candidate finished the course.
    """

    offering: str = ""
    course_format: CourseFormat | None = None
    course_session: str = ""
    day: date = date.min
    window_ends_on: date | None = None
    status: EnrolmentStatus = EnrolmentStatus.ENROLLED
    finished: datetime | None = None
    exams: bool = True


PERSON = frozenset({"candidate_number", "full_name", "first_name", "last_name", "birth_date"})

PERSON_FIELDS = (
    FileField(
        "candidate_number", N_("Candidate number"), headings="candidate no|wset number|number|nr|no"
    ),
    FileField("full_name", N_("Whole name")),
    FileField("first_name", N_("First name"), headings="given names|given name|forename"),
    FileField("last_name", N_("Last name"), headings="surname|family name"),
    FileField("birth_date", N_("Date of birth"), read_day, "dob|birth date|birthday"),
)

ENROLMENT_SPEC = RecordSpec(
    EnrolmentValues,
    (
        *PERSON_FIELDS,
        FileField("offering", N_("Offering"), headings="course|course name", required=True),
        FileField("course_format", N_("Format"), read_format, "course format"),
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
        FileField("finished", N_("Course finished"), read_day_or_moment, "finished|completed at"),
        FileField("exams", N_("Book the course's exams"), read_yes_or_no, "exams|book exams"),
    ),
)
