"""What can be done for a candidate now: with its price and the next session, or why it can't."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.available_actions import Action, Paper, action_for, why_not
from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import CourseFormat, ExamType
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus, Waiting
from wset_desk.domain.seating import WaitingKey, refusals
from wset_desk.services.board.people import waiting_people
from wset_desk.services.board.rows import Board, WaitingPerson
from wset_desk.services.board.sessions import board_sessions, exams_with_seats
from wset_desk.services.booked_papers import BookedPaper, attempts_of
from wset_desk.services.contract import query
from wset_desk.services.exam_facts import ExamWithSeats
from wset_desk.services.merged_records import standing_id
from wset_desk.services.prices import today
from wset_desk.storage.schema import Candidate, CourseEnrollment, ExamTemplate, Offering
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class AvailableAction:
    """Something that staff look for; without `reasons` it can be done.

    `price`: what it charges now, zero with `waived`. `next_session`: the earliest that fits, None
    where none does, and for remote exams, which are booked by slots. `in_line`: the full sessions
    in whose waiting line the candidate stands; in those of `offered` a seat is held for them.
    """

    action: Action
    key: WaitingKey
    offering: str
    exam_name: str
    price: Decimal | None = None
    waived: bool = False
    next_session: ExamWithSeats | None = None
    in_line: tuple[ExamWithSeats, ...] = ()
    offered: frozenset[UUID] = frozenset()
    reasons: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class _EnrolledPaper:
    """A paper of an enrolment that isn't cancelled."""

    key: WaitingKey
    offering: str
    exam_name: str
    course_format: CourseFormat
    window_ends_on: date | None


@query(Permission.VIEW_CANDIDATES)
def available_actions(uow: UnitOfWork, *, candidate_id: UUID) -> tuple[AvailableAction, ...]:
    """For each paper of each enrolment what can be done, first what can be."""
    candidate_id = standing_id(uow, candidate_id)
    papers = _papers(uow, candidate_id)
    exams = exams_with_seats(uow) if papers else ()
    mine = CourseEnrollment.candidate_id == candidate_id
    people = {each.key: each for each in waiting_people(uow, exams, mine)} if papers else {}
    booked = attempts_of(uow, {paper.key.enrollment_id for paper in papers}) if papers else {}
    found = [action for paper in papers for action in _actions(uow, paper, people, booked, exams)]
    return tuple(sorted(found, key=lambda each: bool(each.reasons)))


@query(Permission.VIEW_CANDIDATES)
def seats_for(uow: UnitOfWork, *, key: WaitingKey) -> Board:
    """A board of one person: who waits for this paper, and every session of it to come.

    Refuses NOT_WAITING where nobody waits for it any more.
    """
    exams = exams_with_seats(uow)
    enrolled = waiting_people(uow, exams, CourseEnrollment.id == key.enrollment_id)
    people = tuple(each for each in enrolled if each.key == key)
    if not people:
        raise DomainError("NOT_WAITING", name=_name(uow, key))
    (person,) = people
    wanted = (person.level, person.subject, person.exam_type)
    fitting = [x for x in exams if (x.facts.level, x.facts.subject, x.facts.exam_type) == wanted]
    return Board(people, board_sessions(uow, fitting), uow.now)


def _name(uow: UnitOfWork, key: WaitingKey) -> str:
    enrollment = uow.get(CourseEnrollment, key.enrollment_id)
    person = uow.get(Candidate, enrollment.candidate_id)
    return full_name(person.first_name, person.last_name)


def _papers(uow: UnitOfWork, candidate_id: UUID) -> list[_EnrolledPaper]:
    rows = uow.session.execute(
        select(
            CourseEnrollment.id,
            CourseEnrollment.window_ends_on,
            Offering.name,
            Offering.course_format,
            ExamTemplate.exam_type,
            ExamTemplate.name.label("exam_name"),
        )
        .join(Offering, Offering.id == CourseEnrollment.offering_id)
        .join(ExamTemplate, ExamTemplate.course_offering_id == Offering.id)
        .join(Candidate, Candidate.id == CourseEnrollment.candidate_id)
        .where(
            Candidate.id == candidate_id,
            Candidate.erased_at.is_(None),
            CourseEnrollment.status == "enrolled",
            ExamTemplate.active,
        )
        .order_by(
            CourseEnrollment.created_at.desc(), CourseEnrollment.id, ExamTemplate.exam_type.desc()
        )
    )
    return [
        _EnrolledPaper(WaitingKey(id_, ExamType(kind)), offering, exam, CourseFormat(sold), ends)
        for id_, ends, offering, sold, kind, exam in rows
    ]


def _actions(
    uow: UnitOfWork,
    paper: _EnrolledPaper,
    people: Mapping[WaitingKey, WaitingPerson],
    booked: Mapping[WaitingKey, Sequence[BookedPaper]],
    exams: Sequence[ExamWithSeats],
) -> Iterator[AvailableAction]:
    about = (paper.key, paper.offering, paper.exam_name)
    person = people.get(paper.key)
    if person is None:
        action, refusal = why_not(_unawaited(uow, paper, booked.get(paper.key, ())))
        yield AvailableAction(action, *about, reasons=(refusal,))
        return
    yield AvailableAction(
        action_for(person.wait, paper.key.exam_type),
        *about,
        price=person.fee,
        waived=person.fee_waived,
        next_session=_next_for(uow, person, exams),
        in_line=tuple(each for each in exams if each.facts.id in person.line_of),
        offered=person.offers,
    )
    if paper.course_format is CourseFormat.ONLINE and paper.key.exam_type is ExamType.TASTING:
        yield AvailableAction(Action.REMOTE, *about, reasons=(Refusal("TASTING_IN_PERSON_ONLY"),))


def _next_for(
    uow: UnitOfWork, person: WaitingPerson, exams: Sequence[ExamWithSeats]
) -> ExamWithSeats | None:
    if person.wait is Waiting.REMOTE_INVIGILATION:
        return None
    fitting = (x for x in exams if not refusals(person, x.facts, uow.now, uow.zone))
    return next(fitting, None)


def _unawaited(uow: UnitOfWork, paper: _EnrolledPaper, booked: Sequence[BookedPaper]) -> Paper:
    to_come = [
        each.when.astimezone(uow.zone).date()
        for each in booked
        if each.attempt.status is RegistrationStatus.REGISTERED and each.when > uow.now
    ]
    over = paper.window_ends_on is not None and paper.window_ends_on < today(uow)
    return Paper(
        paper.key.exam_type,
        [each.attempt for each in booked],
        booked_for=min(to_come, default=None),
        window_ended_on=paper.window_ends_on if over else None,
    )
