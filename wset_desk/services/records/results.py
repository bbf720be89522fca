"""Results of exams, from files and into files: old ones keep their dates (rule 14)."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, NamedTuple
from uuid import UUID

from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_exams import RESULT_SPEC, SITTING, ResultValues
from wset_desk.domain.file_fields import RecordSpec
from wset_desk.domain.file_versions import read_versions
from wset_desk.domain.mark_entry import mark_refusal
from wset_desk.domain.paper_parts import total_of
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState, parse_mark
from wset_desk.services.derived import settle_results
from wset_desk.services.marking.holds import holds_of
from wset_desk.services.records.base import Known, Records
from wset_desk.services.records.booking_reading import sitting_key
from wset_desk.services.records.colleagues import Colleagues
from wset_desk.services.records.papers import Papers
from wset_desk.services.records.people import Bookings, People
from wset_desk.services.records.references import (
    ExamEntry,
    ExamSessions,
    Offerings,
    as_instant,
)
from wset_desk.services.records.result_reading import ResultReader, parts_text
from wset_desk.services.result_versions import (
    Entered,
    ResultValue,
    Sitting,
    StandingResult,
    standing_everywhere,
    write_version,
)
from wset_desk.storage.schema import ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork

_AT_ONCE = 10_000
"""A statement names no more rows than a database takes."""


class _Version(NamedTuple):
    entered: Entered
    state: ResultState
    value: ResultValue


class ResultRecords(Records[ResultValues]):
    """A result is told by its candidate, exam session and component."""

    spec: ClassVar[RecordSpec[ResultValues]] = RESULT_SPEC
    identity = SITTING | {"component", "history"}
    in_parts = False

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._today = uow.now.astimezone(uow.zone).date()
        self._people = People(uow)
        self._offerings = Offerings(uow)
        self._exams = ExamSessions(uow, self._offerings)
        self._bookings = Bookings(uow)
        self._standing = standing_everywhere(uow)
        self._held = holds_of(uow)
        self._staff = Colleagues(uow)
        self._papers = Papers(uow)
        self._marked: dict[UUID, ExamRegistration] = {}

    def known(self) -> Iterator[Known[ResultValues]]:
        reader = ResultReader(self.uow, self._people, self._exams)
        return reader.read(self._bookings, self._standing)

    def key(self, values: ResultValues) -> Hashable:
        return sitting_key(values), values.component

    def is_fixed(self, name: str, known: ResultValues) -> bool:
        """A result that somebody has confirmed is corrected with a reason, not by a file."""
        return known.state is not ResultState.PROVISIONAL

    def resolved(self, values: ResultValues) -> ResultValues:
        exam = self._exam(values)
        self._registration(values, exam)
        examined = self._papers.of(exam).components
        component = values.component or (examined[0] if len(examined) == 1 else None)
        if component is None:
            raise DomainError("CELL_MISSING", field="component")
        if component not in examined:
            raise DomainError("COMPONENT_NOT_EXAMINED", field="component")
        named = replace(self._people.named(values), **exam.names())
        value = self._value(values, exam)
        self._check_history(values, exam)
        self._check_not_held(named, exam, component)
        return replace(named, component=component, mark=value.score, parts=parts_text(value))

    def accept(self, values: ResultValues) -> None:
        exam = self._exam(values)
        refusal = mark_refusal(
            status=RegistrationStatus(self._registration(values, exam).status),
            state=None,
            exam_day=exam.start.date(),
            today=self._today,
        )
        if refusal is not None:
            raise DomainError(refusal.code, **{**refusal.parameters, "field": "mark"})

    def add(self, values: ResultValues) -> UUID:
        return self._write(values)

    def change(self, record_id: UUID, before: ResultValues, after: ResultValues) -> None:
        self._write(replace(after, history=""))

    def finish(self) -> None:
        marked = list(self._marked.values())
        for start in range(0, len(marked), _AT_ONCE):
            settle_results(self.uow, *marked[start : start + _AT_ONCE])

    def _write(self, values: ResultValues) -> UUID:
        """Write the versions that the row tells of, else the one that it is itself."""
        exam = self._exam(values)
        registration = self._registration(values, exam)
        registration.status = RegistrationStatus.COMPLETED
        self._marked[registration.id] = registration
        sitting = Sitting(registration, exam.exam, exam.template)
        component = values.component or Component.THEORY
        standing = self._standing.get((registration.id, component))
        for entered, state, value in self._versions(values, exam):
            number = 1 if standing is None else standing.number + 1
            version_id = write_version(
                self.uow, sitting, component, standing, state=state, value=value, entered=entered
            )
            standing = StandingResult(version_id, number, state, value)
            registration.result_date = entered.at
        if values.result_date is not None:
            registration.result_date = self._when(values)
        return version_id

    def _versions(self, values: ResultValues, exam: ExamEntry) -> Iterator[_Version]:
        if not values.history:
            entered = Entered(self._when(values), self.uow.actor.staff_id, self.uow.reason)
            yield _Version(entered, values.state, self._value(values, exam))
        for each in read_versions(values.history):
            at = as_instant(self.uow, each.at, "history")
            by = self._staff.row(each.by).id if each.by else None
            value = ResultValue(each.mark, self._parts(each.parts, exam))
            yield _Version(Entered(at, by, each.reason or None), each.state, value)

    def _check_history(self, values: ResultValues, exam: ExamEntry) -> None:
        versions = read_versions(values.history)
        for each in versions:
            as_instant(self.uow, each.at, "history")
            self._parts(each.parts, exam)
            if each.mark is not None:
                _checked(each.mark, exam.template.max_score, "history")
        last = versions[-1] if versions else None
        if last and (last.state, last.mark) != (values.state, self._value(values, exam).score):
            raise DomainError("VERSIONS_DIFFER_FROM_MARK", field="history")

    def _check_not_held(self, values: ResultValues, exam: ExamEntry, component: Component) -> None:
        """A result on hold comes no further through a file either."""
        if values.state is ResultState.PROVISIONAL or not self._held:
            return
        registration = self._registration(values, exam)
        key = (registration.id, component)
        standing = self._standing.get(key)
        if key in self._held and (standing is None or standing.state is not values.state):
            name, reason = self._people.find(values).name, self._held[key][0].reason
            raise DomainError("RESULT_ON_HOLD", field="state", name=name, reason=reason)

    def _when(self, values: ResultValues) -> datetime:
        if values.result_date is None:
            return self.uow.now
        return as_instant(self.uow, values.result_date, "result_date")

    def _exam(self, values: ResultValues) -> ExamEntry:
        return self._exams.find(values)

    def _registration(self, values: ResultValues, exam: ExamEntry) -> ExamRegistration:
        person = self._people.find(values)
        found = self._bookings.standing.get((person.id, exam.exam.id))
        if found is None:
            raise DomainError("BOOKING_UNKNOWN", field="exam")
        return found

    def _value(self, values: ResultValues, exam: ExamEntry) -> ResultValue:
        """The mark, or those of the parts with their total once all are there."""
        parts = self._parts(values.parts, exam)
        if not parts:
            if values.mark is None:
                raise DomainError("CELL_MISSING", field="mark")
            if 0 < values.mark < 1 and not values.history:
                raise DomainError("MARK_IS_PERCENTAGE", field="mark", mark=values.mark)
            return ResultValue(_checked(values.mark, exam.template.max_score, "mark"), {})
        total = total_of(self._papers.of(exam).parts, parts)
        if values.mark is not None and values.mark != total:
            raise DomainError("PARTS_DIFFER_FROM_MARK", field="mark", total=total or Decimal(0))
        return ResultValue(total, parts)

    def _parts(self, written: str, exam: ExamEntry) -> dict[str, Decimal]:
        maxima = {part.name: part.max_score for part in self._papers.of(exam).parts}
        found = {}
        for text in filter(None, map(str.strip, written.split(";"))):
            name, equals, mark = (part.strip() for part in text.partition("="))
            if not equals or name not in maxima:
                raise DomainError("PART_NOT_READ", field="parts", text=text)
            found[name] = _checked(mark, maxima[name], "parts")
        return found


def _checked(mark: Decimal | str, maximum: Decimal | int, field: str) -> Decimal:
    try:
        found = parse_mark(mark if isinstance(mark, str) else f"{mark:f}", maximum)
    except DomainError as error:
        raise DomainError(error.code, **{**error.parameters, "field": field}) from error
    if found is None:
        raise DomainError("CELL_MISSING", field=field)
    return found
