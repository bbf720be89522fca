"""Files of ten thousand rows of every kind, of one made-up centre: each builds upon those before.

Exams are in the past, so that they may have results; each candidate sits both papers.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from wset_desk.domain.catalogue import Component, CourseFormat, ExamType
from wset_desk.domain.enquiries import (
    EnquiryOutcome,
    EnquiryStatus,
    EnquiryType,
)
from wset_desk.domain.file_cells import shown
from wset_desk.domain.file_courses import COURSE_SPEC, CourseValues
from wset_desk.domain.file_enquiries import ENQUIRY_SPEC, EnquiryValues
from wset_desk.domain.file_exams import BOOKING_SPEC, RESULT_SPEC, BookingValues, ResultValues
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_people import ENROLMENT_SPEC, PERSON_FIELDS, EnrolmentValues
from wset_desk.domain.file_sessions import SESSION_SPEC, FurtherDay, RowType, SessionValues
from wset_desk.domain.results import ResultState
from wset_desk.services.exports import Export

ROWS = 10_000
OFFERING = "Level 3 Wines"
PAPERS = {ExamType.THEORY: time(10), ExamType.TASTING: time(14)}
_FIRST_DAY = date(2024, 1, 8)
_COURSES = ROWS // (1 + len(PAPERS))
_DAYS = 880
_ONE_DAY = timedelta(days=1)


def catalogue() -> Iterator[tuple[FileKind, Export]]:
    """Courses alone: a centre that had so many would have no other files of this size."""
    courses = (_course(f"{OFFERING}, run {n}") for n in range(ROWS))
    yield FileKind.COURSES, _export(COURSE_SPEC.labels, courses)


def centre() -> Iterator[tuple[FileKind, Export]]:
    """All kinds, in the order in which they are brought in; a single course."""
    people = [_person(n) for n in range(ROWS)]
    labels = {each.name: each.label for each in PERSON_FIELDS if each.name in people[0]}
    names = tuple(tuple(shown(person[name]) for name in labels) for person in people)
    yield FileKind.CANDIDATES, Export(tuple(labels.values()), names)
    yield FileKind.COURSES, _export(COURSE_SPEC.labels, [_course(OFFERING)])
    yield FileKind.SESSIONS, _export(SESSION_SPEC.labels, _sessions())
    yield FileKind.ENROLMENTS, _export(ENROLMENT_SPEC.labels, map(_enrolment, range(ROWS)))
    seats = [(n, paper) for n in range(ROWS // len(PAPERS)) for paper in PAPERS]
    yield FileKind.BOOKINGS, _export(BOOKING_SPEC.labels, (_booking(*seat) for seat in seats))
    yield FileKind.RESULTS, _export(RESULT_SPEC.labels, (_result(*seat) for seat in seats))
    yield FileKind.ENQUIRIES, _export(ENQUIRY_SPEC.labels, (_enquiry(*seat) for seat in seats))


def _export(labels: Mapping[str, str], values: Iterable[object]) -> Export:
    rows = (tuple(shown(getattr(each, name)) for name in labels) for each in values)
    return Export(tuple(labels.values()), tuple(rows))


def _person(number: int) -> dict[str, Any]:
    return {
        "candidate_number": f"W{number:06}",
        "first_name": f"Ana{number % 97}",
        "last_name": f"Silva{number % 801}",
        "birth_date": date(1970, 1, 1) + timedelta(days=number),
    }


def _course(name: str) -> CourseValues:
    return CourseValues(
        offering=name, title="Wines", subject="Wines", level=3, price=Decimal("850.00")
    )


def _sessions() -> Iterator[SessionValues]:
    place: dict[str, Any]
    for number in range(_COURSES):
        place = {"room": f"Room {number % 12}", "room_seats": 24, "max_capacity": 24}
        yield SessionValues(
            **_run(number),
            **place,
            name=_run_name(number),
            start=time(9),
            end=time(17),
            further_days=(FurtherDay(_day(number) + _ONE_DAY, time(9), time(17)),),
        )
        for paper, start in PAPERS.items():
            yield SessionValues(
                **{**_run(number), "day": _day(number) + _ONE_DAY},
                **place,
                row_type=RowType.BUNDLED,
                name=_exam_name(paper),
                paper=paper,
                start=start,
                course_session=_run_name(number),
                course_day=_day(number),
            )


def _enrolment(number: int) -> EnrolmentValues:
    return EnrolmentValues(
        **_person(number), **_run(number), course_session=_run_name(number), exams=False
    )


def _booking(number: int, paper: ExamType) -> BookingValues:
    booked = datetime.combine(_day(number) - timedelta(days=30), time(12))
    return BookingValues(**_sitting(number, paper), **_run(number), registration_date=booked)


def _result(number: int, paper: ExamType) -> ResultValues:
    return ResultValues(
        **_sitting(number, paper),
        component=Component(paper.value),
        mark=Decimal(40 + number % 50),
        state=ResultState.RELEASED,
        result_date=datetime.combine(_day(number) + timedelta(days=15), time(12)),
    )


def _enquiry(number: int, paper: ExamType) -> EnquiryValues:
    """As a list of past years has it: without a case file, and without its fee."""
    submitted = datetime.combine(_day(number) + timedelta(days=20), time(9))
    decided = submitted + timedelta(days=15)
    upheld = number % 3 == 0
    return EnquiryValues(
        **_sitting(number, paper),
        **{f"score_change_{paper}": Decimal(5 if upheld else 0)},
        enquiry_type=EnquiryType(paper.value),
        submitted_at=submitted,
        submitted_by="Kim Okafor",
        reason="The mark is far from that of the other paper.",
        consent_given_on=submitted.date(),
        due_on=decided.date(),
        status=EnquiryStatus.COMPLETED,
        reviewer="Dan Moor",
        outcome=EnquiryOutcome.UPHELD if upheld else EnquiryOutcome.REJECTED,
        result_changed=upheld,
        resolved_at=decided,
        resolved_by="Dan Moor",
        resolution="Every answer was marked again.",
    )


def _sitting(number: int, paper: ExamType) -> dict[str, Any]:
    """Who sits which exam."""
    return {
        **_person(number),
        "exam": _exam_name(paper),
        "exam_start": datetime.combine(_day(number) + _ONE_DAY, PAPERS[paper]),
        "exam_offering": OFFERING,
        "exam_course": _run_name(number),
    }


def _run(number: int) -> dict[str, Any]:
    """The course session in which a candidate of this number is."""
    return {
        "offering": OFFERING,
        "course_format": CourseFormat.IN_PERSON,
        "day": _day(number),
    }


def _run_name(number: int) -> str:
    return f"{OFFERING}, run {number % _COURSES}"


def _day(number: int) -> date:
    return _FIRST_DAY + timedelta(days=number % _COURSES % _DAYS)


def _exam_name(paper: ExamType) -> str:
    return f"Level 3 {paper.value.title()} Exam"
