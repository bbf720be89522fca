"""Results of the centre as the rows of a file."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Component
from wset_desk.domain.file_exams import ResultValues
from wset_desk.domain.file_versions import VersionValues, history_text
from wset_desk.domain.results import ResultState
from wset_desk.services.attempts import ResultKey
from wset_desk.services.records.base import Known
from wset_desk.services.records.people import Bookings, People, name_of
from wset_desk.services.records.references import ExamSessions, as_local
from wset_desk.services.result_versions import (
    NO_RESULT,
    ResultValue,
    StandingResult,
    value_of,
)
from wset_desk.storage.schema import ExamRegistration, ResultVersion, Staff
from wset_desk.storage.unit_of_work import UnitOfWork

Standing = dict[ResultKey, StandingResult]


def parts_text(value: ResultValue) -> str:
    """Marks of parts as a cell has them."""
    return "; ".join(f"{name}={mark.normalize():f}" for name, mark in value.parts.items())


class ResultReader:
    """Reads rows of the store as `ResultValues`."""

    def __init__(self, uow: UnitOfWork, people: People, exams: ExamSessions) -> None:
        self._uow = uow
        self._people = people
        self._exams = exams

    def read(self, bookings: Bookings, results: Standing) -> Iterator[Known[ResultValues]]:
        histories = self._histories()
        for registration in bookings.standing.values():
            for component in Component:
                standing = results.get((registration.id, component))
                if standing is not None and standing.value != NO_RESULT:
                    history = histories[registration.id, component]
                    values = self._values(registration, component, standing, history)
                    person = self._people.by_id[registration.candidate_id]
                    about = self._exams.about(registration)
                    yield Known(standing.version_id, person.name, values, about)

    def _histories(self) -> dict[ResultKey, list[VersionValues]]:
        staff = {row[0]: row[1] for row in self._uow.session.execute(select(Staff.id, Staff.name))}
        found: dict[ResultKey, list[VersionValues]] = defaultdict(list)
        for row in self._uow.session.scalars(select(ResultVersion).order_by(ResultVersion.number)):
            key = (row.exam_registration_id, Component(row.component))
            found[key].append(self._version(row, staff))
        return found

    def _version(self, row: ResultVersion, staff: dict[UUID, str]) -> VersionValues:
        value = value_of(row)
        return VersionValues(
            as_local(self._uow, row.entered_at),
            ResultState(row.state),
            value.score,
            parts_text(value),
            "" if row.entered_by_id is None else staff.get(row.entered_by_id, ""),
            row.reason or "",
        )

    def _values(
        self,
        registration: ExamRegistration,
        component: Component,
        standing: StandingResult,
        history: list[VersionValues],
    ) -> ResultValues:
        date = registration.result_date
        return ResultValues(
            **name_of(self._people.by_id[registration.candidate_id]),
            **self._exams.by_id[registration.exam_session_id].names(),
            component=component,
            mark=standing.value.score,
            parts=parts_text(standing.value),
            state=standing.state,
            result_date=None if date is None else as_local(self._uow, date),
            history=history_text(tuple(history)),
        )
