"""Bookings of the centre as the rows of a file, and how a row is told from the others."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import datetime
from typing import Any

from wset_desk.domain.file_exams import BookingValues, SittingValues
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus, RegistrationType
from wset_desk.services.records.base import Known
from wset_desk.services.records.brought_in import BroughtIn
from wset_desk.services.records.fees import Fees
from wset_desk.services.records.people import Bookings, Enrolments, People, name_of, person_key
from wset_desk.services.records.references import ExamSessions, as_local, folded
from wset_desk.storage.schema import ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork


def sitting_key(values: SittingValues) -> Hashable:
    """Of a row whose candidate and exam have been found."""
    place = (values.exam, values.exam_offering, values.exam_course)
    return person_key(values), values.exam_start, tuple(map(folded, place))


class BookingKeys:
    """A booking is told by its candidate and exam session.

    One that is over may stand beside another: it is told by the moment at which it was made too.
    """

    def __init__(self) -> None:
        self._active: dict[Hashable, datetime | None] = {}
        self._past: dict[Hashable, list[datetime | None]] = defaultdict(list)

    def learn(self, known: BookingValues) -> None:
        sitting = sitting_key(known)
        if known.status in ACTIVE_STATUSES:
            self._active[sitting] = known.registration_date
        else:
            self._past[sitting].append(known.registration_date)

    def of(self, values: BookingValues) -> Hashable:
        """A row that doesn't say when it was booked is about what is known, if anything is."""
        sitting, booked = sitting_key(values), values.registration_date
        past = self._past.get(sitting, [])
        said = past[-1] if booked is None and past else booked
        if values.status in ACTIVE_STATUSES:
            stands = sitting in self._active or said not in past
        else:
            active = sitting in self._active and booked in (None, self._active[sitting])
            stands = active and said not in past
        return (sitting, None) if stands else (sitting, "past", said)


class BookingReader:
    """Reads rows of the store as `BookingValues`."""

    def __init__(
        self, uow: UnitOfWork, people: People, exams: ExamSessions, enrolments: Enrolments
    ) -> None:
        self._uow = uow
        self._people = people
        self._exams = exams
        self._enrolments = enrolments

    def read(self, bookings: Bookings, fees: Fees) -> Iterator[Known[BookingValues]]:
        money = fees.known()
        for row in bookings.by_id.values():
            origin = bookings.by_id.get(row.rescheduled_from_id or row.id)
            values = self._values(row, money[row.id], None if origin is row else origin)
            name = self._people.by_id[row.candidate_id].name
            yield Known(row.id, name, values, self._exams.about(row))

    def _values(
        self, row: ExamRegistration, money: BroughtIn, origin: ExamRegistration | None
    ) -> BookingValues:
        return BookingValues(
            **name_of(self._people.by_id[row.candidate_id]),
            **self._exams.by_id[row.exam_session_id].names(),
            **self._enrolment(row),
            **self._own_times(row),
            **self._origin(origin),
            **money.cells(),
            registration_type=RegistrationType(row.registration_type),
            status=RegistrationStatus(row.status),
            seat=row.seat or "",
            registration_date=as_local(self._uow, row.registration_date),
            fee=row.fee_amount,
            fee_override=row.fee_override_reason or "",
        )

    def _enrolment(self, row: ExamRegistration) -> dict[str, Any]:
        entry = self._enrolments.standing_for(row.course_enrollment_id)
        if entry is None:
            return {}
        return {
            "offering": entry.offering,
            "course_format": entry.course_format,
            "day": entry.day,
        }

    def _own_times(self, row: ExamRegistration) -> dict[str, Any]:
        """Of an exam that is over: those of the others are computed."""
        if row.status == RegistrationStatus.REGISTERED:
            return {}
        times = {"own_start": row.starts_at, "own_end": row.ends_at}
        return {name: as_local(self._uow, at) for name, at in times.items() if at is not None}

    def _origin(self, origin: ExamRegistration | None) -> dict[str, Any]:
        if origin is None:
            return {}
        exam = self._exams.by_id[origin.exam_session_id]
        return {"moved_from": exam.name, "moved_from_start": exam.start}
