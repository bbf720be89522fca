"""Which exam sessions are to be marked, confirmed and released, and how far that has come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from wset_desk.domain.catalogue import ExamType, SessionType
from wset_desk.domain.names import fold
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.results import ResultState
from wset_desk.services.assigned import within_reach
from wset_desk.services.contract import query
from wset_desk.services.days import day_after, midnight
from wset_desk.services.exams_held import ExamHeld, exams_where, places_of
from wset_desk.services.marking.entries import differing_marks
from wset_desk.storage.schema import ExamRegistration, ExamSession, ExamTemplate, Offering
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class SessionToMark:
    """One line of the list: an exam session, or the bundled papers of a course session together.

    `papers` counts the candidates' papers, `done` those that have a mark or are a no-show; of
    those with a mark `provisional` are to be confirmed and `confirmed` to be released. `differing`
    are marks that two people typed differently: a third decides.
    """

    exam_session_id: UUID
    course_session_id: UUID | None
    name: str
    level: int
    session_type: SessionType
    starts_at: datetime
    places: tuple[str, ...]
    papers: int
    done: int
    provisional: int
    confirmed: int
    released: int
    differing: int = 0

    @property
    def is_due(self) -> bool:
        return self.done < self.papers


@query(Permission.VIEW_RESULTS, Permission.ENTER_ASSIGNED_RESULTS)
def sessions_for_results(
    uow: UnitOfWork,
    *,
    text: str = "",
    level: int | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
) -> tuple[SessionToMark, ...]:
    """Today's and past exam sessions that somebody is registered for.

    Those still to be marked first, the oldest first; then the others, the newest first. Bundled
    papers of one course session are one entry. An invigilator gets those assigned to them.
    """
    groups: dict[UUID, list[ExamHeld]] = defaultdict(list)
    for exam in _exams_held(uow, level, from_day, to_day):
        groups[exam.session.course_session_id or exam.session.id].append(exam)
    counts = _progress(uow, from_day, to_day)
    differing = differing_marks(uow)
    found = [_to_mark(exams, counts, differing) for exams in groups.values()]
    wanted = [each for each in found if each.papers and _fits(each, text)]
    due = sorted((each for each in wanted if each.is_due), key=lambda each: each.starts_at)
    done = sorted((each for each in wanted if not each.is_due), key=lambda each: each.starts_at)
    return (*due, *reversed(done))


def _exams_held(
    uow: UnitOfWork, level: int | None, from_day: date | None, to_day: date | None
) -> list[ExamHeld]:
    levels = [Offering.wset_level == level] if level is not None else []
    reach = within_reach(uow, Permission.VIEW_RESULTS)
    return exams_where(uow, reach, *_period(uow, from_day, to_day), *levels)


def _period(
    uow: UnitOfWork, from_day: date | None, to_day: date | None
) -> list[ColumnElement[bool]]:
    today = uow.now.astimezone(uow.zone).date()
    last = min(today, to_day or today)
    limits: list[ColumnElement[bool]] = [ExamSession.exam_date < day_after(uow, last)]
    if from_day is not None:
        limits.append(ExamSession.exam_date >= midnight(uow, from_day))
    return limits


class _Progress(NamedTuple):
    """How many candidates, how many are marked or no-shows, and in which state the marks are."""

    candidates: int = 0
    done: int = 0
    provisional: int = 0
    confirmed: int = 0
    released: int = 0


def _progress(uow: UnitOfWork, from_day: date | None, to_day: date | None) -> dict[UUID, _Progress]:
    registration = ExamRegistration
    marked = or_(
        registration.status == RegistrationStatus.NO_SHOW,
        and_(ExamTemplate.exam_type == ExamType.TASTING, registration.tasting_score.is_not(None)),
        and_(ExamTemplate.exam_type != ExamType.TASTING, registration.theory_score.is_not(None)),
    )
    rows = uow.session.execute(
        select(
            registration.exam_session_id,
            func.count(registration.id),
            *(func.sum(case((each, 1), else_=0)) for each in (marked, *_in_each_state())),
        )
        .join(ExamSession, ExamSession.id == registration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            registration.status.in_(ACTIVE_STATUSES),
            *_period(uow, from_day, to_day),
        )
        .group_by(registration.exam_session_id)
    )
    return {session_id: _Progress(*map(int, counts)) for session_id, *counts in rows}


def _in_each_state() -> list[ColumnElement[bool]]:
    """Whether a registration has a result in the state, for each state in turn."""
    registration = ExamRegistration
    return [
        or_(registration.theory_state == state, registration.tasting_state == state)
        for state in ResultState
    ]


def _to_mark(
    exams: Sequence[ExamHeld], counts: dict[UUID, _Progress], differing: Mapping[UUID, int]
) -> SessionToMark:
    first = exams[0]
    progress = [counts.get(exam.session.id, _Progress()) for exam in exams]
    return SessionToMark(
        exam_session_id=first.session.id,
        course_session_id=first.session.course_session_id,
        name=first.name,
        level=first.offering.wset_level,
        session_type=SessionType(first.session.session_type),
        starts_at=first.session.exam_date,
        places=places_of(exams),
        papers=sum(each.candidates for each in progress),
        done=sum(each.done for each in progress),
        provisional=sum(each.provisional for each in progress),
        confirmed=sum(each.confirmed for each in progress),
        released=sum(each.released for each in progress),
        differing=sum(differing.get(exam.session.id, 0) for exam in exams),
    )


def _fits(found: SessionToMark, text: str) -> bool:
    looked_in = fold(" ".join((found.name, *found.places)))
    return all(word in looked_in for word in fold(text).split())
