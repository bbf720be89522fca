"""Files about exams: who is booked for which, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from wset_desk.domain.catalogue import Component, CourseFormat
from wset_desk.domain.errors import N_
from wset_desk.domain.file_cells import (
    one_of,
    read_day_or_moment,
    read_held_day,
    read_mark,
    read_moment,
    read_money,
)
from wset_desk.domain.file_courses import read_format
from wset_desk.domain.file_fields import FileField, RecordSpec
from wset_desk.domain.file_money import NOTHING, Settled, read_settled
from wset_desk.domain.file_people import PERSON, PERSON_FIELDS, PersonValues
from wset_desk.domain.file_versions import LONGEST_HISTORY, read_history
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.domain.results import ResultState

NO_MOMENT = datetime(1, 1, 1)  # noqa: DTZ001 - what the centre's clocks show


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingValues(PersonValues):
    """A candidate in an exam session, which is told by its name and local start.

    Where several are called so, its offering and the course session that it belongs to tell.
    """

    exam: str = ""
    exam_start: datetime = NO_MOMENT
    exam_offering: str = ""
    exam_course: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedValues(SittingValues):
    """What a fee is charged for. What is paid and so on of it is None where the file doesn't say.

    `payment_method` is how it was paid, as people call it.
    """

    fee: Decimal = NOTHING
    charged: Settled | None = None
    paid: Settled | None = None
    payment_method: str = ""
    waived: Settled | None = None
    withdrawn: Settled | None = None
    refunded: Settled | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingValues(ChargedValues):
    """`offering` and `day` are those of the enrolment for which the exam is sat.

    `own_start` and `own_end` are the times of somebody with extra time, of an exam that is over.
    `moved_from` and `moved_from_start` name the exam from which a candidate was moved to this one.
    """

    registration_type: RegistrationType = RegistrationType.BUNDLED
    offering: str = ""
    course_format: CourseFormat | None = None
    day: date | None = None
    status: RegistrationStatus = RegistrationStatus.REGISTERED
    seat: str = ""
    registration_date: datetime | None = None
    own_start: datetime | None = None
    own_end: datetime | None = None
    moved_from: str = ""
    moved_from_start: datetime | None = None
    fee_override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultValues(SittingValues):
    """`mark` is on the component's own scale; `parts` are "name = mark", set apart by ";".

    `history` has every version of the result, the last of which is what stands, in lines.
    """

    component: Component | None = None
    mark: Decimal | None = None
    parts: str = ""
    state: ResultState = ResultState.PROVISIONAL
    result_date: datetime | None = None
    history: str = ""


SITTING = PERSON | {"exam", "exam_start", "exam_offering", "exam_course"}

SITTING_FIELDS = (
    *PERSON_FIELDS,
    FileField("exam", N_("Exam"), headings="exam session|exam name|session", required=True),
    FileField(
        "exam_start",
        N_("Exam begins"),
        read_day_or_moment,
        "exam start|exam date|date|start|when",
        True,
    ),
    FileField("exam_offering", N_("Exam of offering"), headings="exam offering"),
    FileField("exam_course", N_("Exam of course session"), headings="exam course session"),
)

FEE_FIELDS = (
    FileField("fee", N_("Fee"), read_money, "exam fee|fee amount|price|amount"),
    FileField("charged", N_("Charged"), read_settled),
    FileField("paid", N_("Paid"), read_settled, "fee paid|amount paid|payment"),
    FileField("payment_method", N_("Paid by"), headings="payment method|method", longest=40),
    FileField("waived", N_("Waived"), read_settled, "fee waived|waiver"),
    FileField("withdrawn", N_("Withdrawn"), read_settled, "fee withdrawn"),
    FileField("refunded", N_("Refunded"), read_settled, "refund|fee refunded"),
)

BOOKING_SPEC = RecordSpec(
    BookingValues,
    (
        *SITTING_FIELDS,
        FileField(
            "registration_type", N_("Type"), one_of(RegistrationType), "registration type", True
        ),
        FileField("offering", N_("Offering"), headings="course|course name"),
        FileField("course_format", N_("Format"), read_format, "course format"),
        FileField("day", N_("Course begins on"), read_held_day, "first day|course date"),
        FileField("status", N_("Status"), one_of(RegistrationStatus), "state|attendance"),
        FileField("seat", N_("Seat"), longest=20),
        FileField(
            "registration_date", N_("Booked on"), read_day_or_moment, "registration date|booked"
        ),
        FileField("own_start", N_("Own start"), read_moment, "extra time start"),
        FileField("own_end", N_("Own end"), read_moment, "extra time end"),
        FileField("moved_from", N_("Moved from exam"), headings="rescheduled from"),
        FileField(
            "moved_from_start", N_("Moved from begins"), read_day_or_moment, "moved from date"
        ),
        *FEE_FIELDS,
        FileField(
            "fee_override", N_("Let in unpaid because"), headings="fee override", longest=500
        ),
    ),
)
RESULT_SPEC = RecordSpec(
    ResultValues,
    (
        *SITTING_FIELDS,
        FileField("component", N_("Component"), one_of(Component), "paper"),
        FileField("mark", N_("Mark"), read_mark, "score|marks|result|points"),
        FileField("parts", N_("Marks of parts"), headings="parts"),
        FileField("state", N_("State"), one_of(ResultState), "status"),
        FileField(
            "result_date", N_("Date of the result"), read_day_or_moment, "result date|marked on"
        ),
        FileField(
            "history", N_("Versions"), read_history, "history|versions", longest=LONGEST_HISTORY
        ),
    ),
)
