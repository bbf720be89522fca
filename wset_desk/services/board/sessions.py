"""The exam sessions of the board, with who sits in them (helpers of this layer)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select

from wset_desk.domain.availability import EQUIVALENT_TYPES
from wset_desk.domain.candidates import full_name
from wset_desk.domain.fees import FeeState
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationType
from wset_desk.services.board.rows import BoardSession, SeatedPerson
from wset_desk.services.conflicts import SCHEDULED
from wset_desk.services.exam_facts import ExamWithSeats, exams_where
from wset_desk.services.ledger import fee_states
from wset_desk.services.syncing.provisional import provisional_seats
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork

_TYPES = {each.value: each for each in RegistrationType}
_NOT_REMOTE = sorted(EQUIVALENT_TYPES)


def exams_with_seats(
    uow: UnitOfWork, first_day: date | None = None, last_day: date | None = None
) -> tuple[ExamWithSeats, ...]:
    """What people can be seated in: scheduled sessions of the days, all but remote ones.

    Without a first day: those that haven't begun; without a last one: all that are planned.
    """
    begins = uow.now if first_day is None else _midnight(uow, first_day)
    conditions: list[ColumnElement[bool]] = [
        ExamSession.exam_date > begins if first_day is None else ExamSession.exam_date >= begins,
        ExamSession.status == SCHEDULED,
        ExamSession.session_type.in_(_NOT_REMOTE),
    ]
    if last_day is not None:
        conditions.append(ExamSession.exam_date < _midnight(uow, last_day + timedelta(days=1)))
    return exams_where(uow, *conditions)


def board_sessions(uow: UnitOfWork, exams: Iterable[ExamWithSeats]) -> tuple[BoardSession, ...]:
    """The sessions with their people."""
    shown = list(exams)
    people = _seated(uow, [each.facts.id for each in shown if each.taken])
    return tuple(_board_session(each, people) for each in shown)


def _board_session(
    exam: ExamWithSeats, people: Mapping[UUID, Collection[SeatedPerson]]
) -> BoardSession:
    return BoardSession(
        id=exam.facts.id,
        facts=exam.facts,
        name=exam.name,
        place=exam.place,
        max_capacity=exam.max_capacity,
        taken=exam.taken,
        offered=exam.held,
        line=0 if exam.line is None else exam.line.length,
        people=tuple(people.get(exam.facts.id, ())),
    )


def _seated(uow: UnitOfWork, exam_session_ids: list[UUID]) -> dict[UUID, list[SeatedPerson]]:
    """By session, its people by name."""
    if not exam_session_ids:
        return {}
    rows = uow.session.execute(
        select(
            ExamRegistration.exam_session_id,
            ExamRegistration.id,
            ExamRegistration.candidate_id,
            ExamRegistration.registration_type,
            ExamRegistration.fee_amount,
            Candidate.first_name,
            Candidate.last_name,
        )
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(
            ExamRegistration.exam_session_id.in_(exam_session_ids),
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
        .order_by(Candidate.search_text, ExamRegistration.id)
    ).all()
    states = fee_states(uow, [each.id for each in rows if each.fee_amount])
    provisional = provisional_seats(uow)
    found: dict[UUID, list[SeatedPerson]] = defaultdict(list)
    for exam_id, id_, candidate_id, kind, _fee, first, last in rows:
        fee = states.get(id_, FeeState.NONE)
        person = SeatedPerson(
            id_, candidate_id, full_name(first, last), _TYPES[kind], fee, id_ in provisional
        )
        found[exam_id].append(person)
    return found


def _midnight(uow: UnitOfWork, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=uow.zone)
