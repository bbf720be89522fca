"""Whether candidates could sit the papers of a course beside their other exams (rules 5 and 9)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.domain.scheduling import PlannedPaper, overlaps, own_times
from wset_desk.services.catalogue_rows import profile_of
from wset_desk.storage.schema import (
    Candidate,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
)
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class OtherExam:
    """An exam that a candidate is registered for, with their own times."""

    name: str
    start: datetime
    end: datetime


def check_no_clash(
    uow: UnitOfWork, exams: Sequence[ExamSession], people: Sequence[Candidate]
) -> None:
    """Refuse CANDIDATES_CLASH, naming the candidates and what they have at that time."""
    papers = [planned(exam) for exam in exams]
    clashes = clashes_of(uow, exams, papers, people)
    names = [
        f"{full_name(each.first_name, each.last_name)} ({clashes[each.id]})"
        for each in people
        if each.id in clashes
    ]
    if names:
        raise DomainError("CANDIDATES_CLASH", field="candidate_ids", names=", ".join(names))


def planned(exam: ExamSession) -> PlannedPaper:
    return PlannedPaper(exam.id, exam.exam_date, exam.exam_end_time or exam.exam_date)


def clashes_of(
    uow: UnitOfWork,
    exams: Sequence[ExamSession],
    papers: Sequence[PlannedPaper],
    people: Iterable[Candidate],
) -> dict[UUID, str]:
    """By candidate who can't sit `exams` at the times of `papers`: the exam that is in the way."""
    everybody = list(people)
    if not everybody or not exams:
        return {}
    pause = _break_minutes(uow, exams[0])
    busy = _other_exams(uow, [each.id for each in everybody], {exam.id for exam in exams})
    clashes: dict[UUID, str] = {}
    for candidate in everybody:
        mine = own_times(papers, candidate.extra_time_percent, break_minutes=pause)
        for other in busy.get(candidate.id, ()):
            if any(overlaps(paper, other) for paper in mine):
                clashes.setdefault(candidate.id, other.name)
    return clashes


def _break_minutes(uow: UnitOfWork, exam: ExamSession) -> int:
    template = uow.get(ExamTemplate, exam.exam_template_id)
    return profile_of(uow, uow.get(Offering, template.course_offering_id)).break_minutes


def _other_exams(
    uow: UnitOfWork, candidate_ids: Sequence[UUID], apart_from: set[UUID]
) -> Mapping[UUID, list[OtherExam]]:
    rows = uow.session.execute(
        select(
            ExamRegistration.candidate_id,
            ExamRegistration.starts_at,
            ExamRegistration.ends_at,
            ExamSession.name,
            ExamSession.exam_date,
            ExamSession.exam_end_time,
        )
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .where(
            ExamRegistration.candidate_id.in_(candidate_ids),
            ExamRegistration.status.in_(ACTIVE_STATUSES),
            ExamSession.status != "cancelled",
            ExamSession.id.not_in(apart_from),
        )
    )
    found: dict[UUID, list[OtherExam]] = defaultdict(list)
    for candidate_id, own_start, own_end, name, start, end in rows:
        found[candidate_id].append(
            OtherExam(name or "", own_start or start, own_end or end or start)
        )
    return found
