"""The newest of what is kept of candidates, by kind of record, and when it is due for erasure.

Nothing here is a service: whoever offers it declares who may call it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.domain.retention import PERIODS, Due, RecordKind, due, kept_until
from wset_desk.services.setting_values import CentreSettings
from wset_desk.storage.schema import (
    Candidate,
    Certificate,
    CourseEnrollment,
    CourseSession,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    LedgerEntry,
    Notice,
)
from wset_desk.storage.unit_of_work import UnitOfWork

Latest = Mapping[RecordKind, date]
_Newest = Select[UUID, Any]


def years_kept(uow: UnitOfWork) -> dict[RecordKind, int]:
    """The centre's periods."""
    centre = CentreSettings(uow)
    return {kind: centre[setting] for kind, setting in PERIODS.items()}


def latest_days(
    uow: UnitOfWork, people: Collection[UUID] | None = None
) -> dict[UUID, dict[RecordKind, date]]:
    """The newest day of each kind of record of these candidates, or (None) of all."""
    found: defaultdict[UUID, dict[RecordKind, date]] = defaultdict(dict)
    for kind, every, person in _newest():
        statement = every if people is None else every.where(person.in_(people))
        for candidate_id, newest in uow.session.execute(statement):
            if newest is not None:
                _note(found[candidate_id], kind, _day(uow, newest))
    for days in found.values():
        days[RecordKind.AUDIT] = days[RecordKind.CANDIDATE] = max(days.values())
    return dict(found)


def due_dates(uow: UnitOfWork, people: Collection[UUID] | None = None) -> dict[UUID, Due]:
    """When the data of each is due."""
    years = years_kept(uow)
    return {person: due(days, years) for person, days in latest_days(uow, people).items()}


def results_until(uow: UnitOfWork, people: Collection[UUID]) -> date | None:
    """The last day for which results of these records of one person are kept; None without any."""
    found = latest_days(uow, people).values()
    newest = [days[RecordKind.RESULTS] for days in found if RecordKind.RESULTS in days]
    return kept_until(max(newest), years_kept(uow)[RecordKind.RESULTS]) if newest else None


def results_are_over(uow: UnitOfWork, people: Collection[UUID]) -> bool:
    """Whether the marks of one person needn't be kept any more."""
    until = results_until(uow, people)
    return until is None or until <= today(uow)


def today(uow: UnitOfWork) -> date:
    return uow.now.astimezone(uow.zone).date()


def _note(days: dict[RecordKind, date], kind: RecordKind, day: date) -> None:
    days[kind] = max(day, days.get(kind, day))


def _day(uow: UnitOfWork, newest: datetime | date) -> date:
    return newest.astimezone(uow.zone).date() if isinstance(newest, datetime) else newest


def _newest() -> Iterator[tuple[RecordKind, _Newest, Any]]:
    """By kind, when the newest record of each candidate was, and the column that names them."""
    seat, enrolment = ExamRegistration, CourseEnrollment
    exam = select(seat.candidate_id, func.max(ExamSession.exam_date)).join(
        ExamSession, ExamSession.id == seat.exam_session_id
    )
    exams = exam.group_by(seat.candidate_id)
    yield RecordKind.CANDIDATE, _by(Candidate.id, Candidate.created_at), Candidate.id
    yield RecordKind.CANDIDATE, exams, seat.candidate_id
    yield RecordKind.RESULTS, exams.where(seat.status.in_(ACTIVE_STATUSES)), seat.candidate_id
    yield (
        RecordKind.RESULTS,
        _by(Certificate.player_id, Certificate.issued_at_iso),
        (Certificate.player_id),
    )
    for column in (enrolment.created_at, enrolment.window_ends_on):
        yield RecordKind.CANDIDATE, _by(enrolment.candidate_id, column), enrolment.candidate_id
    course = select(enrolment.candidate_id, func.max(CourseSession.ends_on)).join(
        CourseSession, CourseSession.id == enrolment.session_id
    )
    courses = course.group_by(enrolment.candidate_id)
    yield RecordKind.CANDIDATE, courses, enrolment.candidate_id
    ledger, asked, told = LedgerEntry, ExamEnquiry, Notice
    yield RecordKind.LEDGER, _by(ledger.candidate_id, ledger.created_at), ledger.candidate_id
    for moment in (asked.submitted_at, asked.resolved_at):
        yield RecordKind.ENQUIRIES, _by(asked.candidate_id, moment), asked.candidate_id
    for moment in (told.created_at, told.sent_at):
        yield RecordKind.MESSAGES, _by(told.candidate_id, moment), told.candidate_id


def _by(person: Any, moment: Any) -> _Newest:
    return select(person, func.max(moment)).group_by(person)
