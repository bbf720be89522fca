"""Places of candidates in exam sessions, from files and into files."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_exams import BOOKING_SPEC, SITTING, BookingValues
from wset_desk.domain.file_fields import RecordSpec
from wset_desk.domain.names import fold
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus, RegistrationType
from wset_desk.services.derived import recount_seats, settle_own_times
from wset_desk.services.records.base import Known, Records
from wset_desk.services.records.booking_reading import BookingKeys, BookingReader
from wset_desk.services.records.fees import Fees, money_of
from wset_desk.services.records.people import Bookings, EnrolmentEntry, Enrolments, People
from wset_desk.services.records.references import (
    CourseSessions,
    ExamEntry,
    ExamProducts,
    ExamSessions,
    Offerings,
    as_instant,
)
from wset_desk.storage.schema import ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork

_Place = tuple[UUID, UUID]
"""A candidate and an exam session."""


class BookingRecords(Records[BookingValues]):
    """A booking is told as `BookingKeys` says. Only a new one brings its fee along."""

    spec: ClassVar[RecordSpec[BookingValues]] = BOOKING_SPEC
    identity = SITTING
    fixed = frozenset(
        {
            *("registration_type", "offering", "course_format", "day", "own_start", "own_end"),
            *("moved_from", "moved_from_start", "fee", "charged", "paid", "payment_method"),
            *("waived", "withdrawn", "refunded"),
        }
    )

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._people = People(uow)
        self._offerings = Offerings(uow)
        self._exams = ExamSessions(uow, self._offerings)
        self._enrolments = Enrolments(uow, self._offerings, CourseSessions(uow))
        self._bookings = Bookings(uow)
        self._fees = Fees(uow, self._bookings.by_id.values())
        self._products = ExamProducts(uow)
        self._keys = BookingKeys()
        self._given: set[_Place] = set()
        self._made: list[ExamRegistration] = []
        self._places: dict[_Place, ExamRegistration] = {}
        self._moved: list[tuple[ExamRegistration, _Place]] = []
        self._taken: Counter[UUID] = Counter()
        self._touched: dict[UUID, ExamEntry] = {}
        self._own_times: set[UUID] = set()

    def known(self) -> Iterator[Known[BookingValues]]:
        reader = BookingReader(self.uow, self._people, self._exams, self._enrolments)
        for found in reader.read(self._bookings, self._fees):
            self._keys.learn(found.values)
            yield found

    def key(self, values: BookingValues) -> Hashable:
        return self._keys.of(values)

    def rank(self, values: BookingValues) -> int:
        """What somebody was moved from before what they were moved to."""
        return 0 if values.status is RegistrationStatus.RESCHEDULED else 1

    def is_fixed(self, name: str, known: BookingValues) -> bool:
        """What has become of a booking stays; one that only waits may turn out anyhow."""
        waits = known.status is RegistrationStatus.REGISTERED
        return name in self.fixed or (name == "status" and not waits)

    def resolved(self, values: BookingValues) -> BookingValues:
        exam = self._exam(values)
        entry = self._enrolment(values, exam)
        return replace(
            self._people.named(values),
            **exam.names(),
            **money_of(values).cells(),
            offering=entry.offering,
            course_format=entry.course_format,
            day=entry.day,
        )

    def accept(self, values: BookingValues) -> None:
        exam = self._exam(values)
        self._origin(values)
        self._given.add((self._people.find(values).id, exam.exam.id))
        if values.status not in ACTIVE_STATUSES:
            return
        taken = exam.exam.current_enrollment + self._taken[exam.exam.id]
        if taken >= exam.exam.max_capacity:
            seats = exam.exam.max_capacity
            raise DomainError("SEATS_ALL_TAKEN", field="exam", session=exam.name, seats=seats)
        self._taken[exam.exam.id] += 1

    def add(self, values: BookingValues) -> UUID:
        exam, person = self._exam(values), self._people.find(values)
        booked = self._instant(values.registration_date, "registration_date")
        registration = self.uow.add(
            ExamRegistration(
                candidate_id=person.id,
                exam_session_id=exam.exam.id,
                course_enrollment_id=self._enrolment(values, exam).row.id,
                registration_type=values.registration_type,
                registration_date=booked or self.uow.now,
                status=values.status,
                seat=values.seat or None,
                starts_at=self._instant(values.own_start, "own_start"),
                ends_at=self._instant(values.own_end, "own_end"),
                product_id=self._products.of(values.registration_type, exam),
                fee_override_reason=values.fee_override or None,
            )
        )
        self._fees.open_account(registration, values)
        self._made.append(registration)
        self._places[person.id, exam.exam.id] = registration
        if (origin := self._origin(values)) is not None:
            self._moved.append((registration, origin))
        self._touch(exam, person.id, extra_time=person.values.extra_time_percent)
        return registration.id

    def change(self, record_id: UUID, before: BookingValues, after: BookingValues) -> None:
        row = self.uow.get(ExamRegistration, record_id)
        row.status, row.seat = after.status, after.seat or None
        row.fee_override_reason = after.fee_override or None
        booked = self._instant(after.registration_date, "registration_date")
        row.registration_date = booked or row.registration_date
        self._touch(self._exams.by_id[row.exam_session_id], row.candidate_id, extra_time=1)

    def finish(self) -> None:
        for registration, place in self._moved:
            origin = self._places.get(place) or self._bookings.standing[place]
            registration.rescheduled_from_id = origin.id
        self._fees.settle(self._made)
        recount_seats(self.uow, *(entry.exam for entry in self._touched.values()))
        for candidate_id in self._own_times:
            settle_own_times(self.uow, candidate_id)

    def _touch(self, exam: ExamEntry, candidate_id: UUID, *, extra_time: int) -> None:
        self._touched[exam.exam.id] = exam
        if extra_time:
            self._own_times.add(candidate_id)

    def _exam(self, values: BookingValues) -> ExamEntry:
        return self._exams.find(values)

    def _origin(self, values: BookingValues) -> _Place | None:
        """The booking that this one replaces, known or in this file."""
        if not values.moved_from or values.moved_from_start is None:
            return None
        person = self._people.find(values).id
        for exam in self._exams.called(values.moved_from, values.moved_from_start):
            place = (person, exam.exam.id)
            if place in self._given or place in self._bookings.standing:
                return place
        raise DomainError("MOVED_FROM_UNKNOWN", field="moved_from")

    def _instant(self, local: datetime | None, field: str) -> datetime | None:
        return None if local is None else as_instant(self.uow, local, field)

    def _enrolment(self, values: BookingValues, exam: ExamEntry) -> EnrolmentEntry:
        """Of the course session that the exam belongs to, else of its level and subject."""
        mine = self._enrolments.of(self._people.find(values).id)
        own = [x for x in mine if x.row.session_id and x.row.session_id == self._course(exam)]
        if own and values.registration_type is RegistrationType.BUNDLED:
            return own[0]
        fitting = [each for each in mine if self._fits(each, values, exam)]
        if not fitting:
            raise DomainError("ENROLMENT_UNKNOWN", field="offering")
        if len(fitting) > 1:
            raise DomainError("SEVERAL_ENROLMENTS_FIT", field="offering")
        return fitting[0]

    def _fits(self, entry: EnrolmentEntry, values: BookingValues, exam: ExamEntry) -> bool:
        return (
            self._offerings.same_course(entry.row.offering_id, exam.offering.id)
            and (not values.offering or fold(values.offering) == fold(entry.offering))
            and values.course_format in (None, entry.course_format)
            and values.day in (None, entry.day)
        )

    @staticmethod
    def _course(exam: ExamEntry) -> UUID | None:
        return exam.exam.course_session_id
