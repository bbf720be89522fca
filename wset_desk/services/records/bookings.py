"""Places of candidates in exam sessions, from files and into files."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import RecordSpec
from wset_desk.domain.file_people import BOOKING_SPEC, SITTING, BookingValues, SittingValues
from wset_desk.domain.names import fold
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus, RegistrationType
from wset_desk.services.derived import recount_seats, settle_own_times
from wset_desk.services.records.base import Known, Records
from wset_desk.services.records.people import (
    EnrolmentEntry,
    Enrolments,
    People,
    name_of,
    person_key,
    standing_bookings,
)
from wset_desk.services.records.references import (
    CourseSessions,
    ExamEntry,
    ExamSessions,
    Offerings,
    as_instant,
    as_local,
    folded,
)
from wset_desk.storage.schema import ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork


def sitting_key(values: SittingValues) -> Hashable:
    """Of a row whose candidate and exam have been found."""
    place = (values.exam, values.exam_offering, values.exam_course)
    return person_key(values), values.exam_start, tuple(map(folded, place))


class BookingRecords(Records[BookingValues]):
    """A booking is told by its candidate and exam session; of several the one that stands."""

    spec: ClassVar[RecordSpec[BookingValues]] = BOOKING_SPEC
    identity = SITTING
    fixed = frozenset({"registration_type", "offering", "course_format", "day"})

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._people = People(uow)
        self._offerings = Offerings(uow)
        self._exams = ExamSessions(uow, self._offerings)
        self._enrolments = Enrolments(uow, self._offerings, CourseSessions(uow))
        self._bookings = standing_bookings(uow)
        self._taken: Counter[UUID] = Counter()
        self._touched: dict[UUID, ExamEntry] = {}
        self._own_times: set[UUID] = set()

    def known(self) -> Iterator[Known[BookingValues]]:
        for row in self._bookings.values():
            person = self._people.by_id[row.candidate_id]
            exam = self._exams.by_id[row.exam_session_id]
            enrolment = self._enrolments.by_id.get(row.course_enrollment_id or row.id)
            values = BookingValues(
                **name_of(person),
                **exam.names(),
                registration_type=RegistrationType(row.registration_type),
                offering="" if enrolment is None else enrolment.offering,
                course_format=None if enrolment is None else enrolment.course_format,
                day=None if enrolment is None else enrolment.day,
                status=RegistrationStatus(row.status),
                seat=row.seat or "",
                registration_date=as_local(self.uow, row.registration_date),
            )
            yield Known(row.id, person.name, values)

    def key(self, values: BookingValues) -> Hashable:
        return sitting_key(values)

    def is_fixed(self, name: str, known: BookingValues) -> bool:
        """What has become of a booking stays; one that only waits may turn out anyhow."""
        waits = known.status is RegistrationStatus.REGISTERED
        return name in self.fixed or (name == "status" and not waits)

    def resolved(self, values: BookingValues) -> BookingValues:
        exam = self._exam(values)
        entry = self._enrolment(values, exam)
        named = replace(self._people.named(values), **exam.names())
        return replace(
            named, offering=entry.offering, course_format=entry.course_format, day=entry.day
        )

    def accept(self, values: BookingValues) -> None:
        if values.status not in ACTIVE_STATUSES:
            return
        exam = self._exam(values)
        taken = exam.exam.current_enrollment + self._taken[exam.exam.id]
        if taken >= exam.exam.max_capacity:
            seats = exam.exam.max_capacity
            raise DomainError("SEATS_ALL_TAKEN", field="exam", session=exam.name, seats=seats)
        self._taken[exam.exam.id] += 1

    def add(self, values: BookingValues) -> UUID:
        exam, person = self._exam(values), self._people.find(values)
        booked = self.uow.now
        if values.registration_date is not None:
            booked = as_instant(self.uow, values.registration_date, "registration_date")
        registration = self.uow.add(
            ExamRegistration(
                candidate_id=person.id,
                exam_session_id=exam.exam.id,
                course_enrollment_id=self._enrolment(values, exam).row.id,
                registration_type=values.registration_type,
                registration_date=booked,
                status=values.status,
                seat=values.seat or None,
                fee_amount=Decimal("0.00"),
                fee_paid=True,  # nothing is charged, so that nothing is owed
                product_id=exam.exam.product_id,
            )
        )
        self._touch(exam, person.id, extra_time=person.values.extra_time_percent)
        return registration.id

    def change(self, record_id: UUID, before: BookingValues, after: BookingValues) -> None:
        row = self.uow.get(ExamRegistration, record_id)
        row.status, row.seat = after.status, after.seat or None
        if after.registration_date is not None:
            when = as_instant(self.uow, after.registration_date, "registration_date")
            row.registration_date = when
        self._touch(self._exams.by_id[row.exam_session_id], row.candidate_id, extra_time=1)

    def finish(self) -> None:
        recount_seats(self.uow, *(entry.exam for entry in self._touched.values()))
        for candidate_id in self._own_times:
            settle_own_times(self.uow, candidate_id)

    def _touch(self, exam: ExamEntry, candidate_id: UUID, *, extra_time: int) -> None:
        self._touched[exam.exam.id] = exam
        if extra_time:
            self._own_times.add(candidate_id)

    def _exam(self, values: BookingValues) -> ExamEntry:
        return self._exams.find(values)

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
