"""What is printed for an exam day: who sits where, when they begin and end."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.i18n import _
from wset_desk.services.assigned import check_assigned
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.contract import query
from wset_desk.services.exam_session_details import end_of, invigilators_of
from wset_desk.services.letters import words
from wset_desk.services.letters.rows import Letterhead
from wset_desk.services.letters.writing import letterhead_of
from wset_desk.services.notices.phrases import clock_text, day_text, place_of
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession, ExamTemplate
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ListedCandidate:
    """Somebody who is expected. `start` and `end` are their own, and empty where they are
    everybody's; `needs` says in words what was agreed for them."""

    name: str
    number: str
    seat: str
    start: str
    end: str
    needs: str


@dataclass(frozen=True, slots=True)
class ExamList:
    """An exam session on paper. `ends` has every time at which somebody ends, the first first."""

    letterhead: Letterhead
    exam: str
    day: str
    start: str
    end: str
    place: str
    invigilators: tuple[str, ...]
    candidates: tuple[ListedCandidate, ...]
    ends: tuple[str, ...]


@query(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def exam_lists(uow: UnitOfWork, *, exam_session_ids: Collection[UUID]) -> tuple[ExamList, ...]:
    """Who is expected at these exams, by name; the exams in the order of their times.

    Refuses NOT_FOUND, LETTER_EXAM_CANCELLED and, to an invigilator of others, NOT_ASSIGNED.
    """
    check_assigned(uow, exam_session_ids, Permission.VIEW_CALENDAR)
    exams = [uow.get(ExamSession, each) for each in dict.fromkeys(exam_session_ids)]
    return tuple(_list_of(uow, each) for each in sorted(exams, key=lambda each: each.exam_date))


def _list_of(uow: UnitOfWork, exam: ExamSession) -> ExamList:
    if exam.status == "cancelled":
        raise DomainError("LETTER_EXAM_CANCELLED")
    rows = _expected(uow, exam)
    ends = sorted({end_of(exam), *(row.ends_at for row, _who in rows if row.ends_at)})
    return ExamList(
        letterhead=letterhead_of(uow),
        exam=exam.name or uow.get(ExamTemplate, exam.exam_template_id).name,
        day=day_text(exam.exam_date, uow.zone),
        start=clock_text(exam.exam_date, uow.zone),
        end=clock_text(end_of(exam), uow.zone),
        place=place_of(uow, exam),
        invigilators=tuple(each.name for each in invigilators_of(uow, exam.id)),
        candidates=tuple(_listed(uow, row, who) for row, who in rows),
        ends=tuple(clock_text(each, uow.zone) for each in ends),
    )


def _expected(uow: UnitOfWork, exam: ExamSession) -> list[tuple[ExamRegistration, Candidate]]:
    rows = uow.session.execute(
        select(ExamRegistration, Candidate)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(
            ExamRegistration.exam_session_id == exam.id,
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
        .order_by(*BY_NAME)
    )
    return [(row[0], row[1]) for row in rows]


def _listed(uow: UnitOfWork, registration: ExamRegistration, who: Candidate) -> ListedCandidate:
    own = (registration.starts_at, registration.ends_at)
    start, end = (clock_text(each, uow.zone) if each else "" for each in own)
    return ListedCandidate(
        name=full_name(who.first_name, who.last_name),
        number=who.candidate_number or "",
        seat=registration.seat or "",
        start=start,
        end=end,
        needs=_needs(who),
    )


def _needs(who: Candidate) -> str:
    """What was agreed; why is nobody's business in the exam room."""
    extra = who.extra_time_percent
    needs = (
        _("{share} more time").format(share=words.percent_text(extra)) if extra else "",
        _("Rest breaks") if who.rest_breaks else "",
        _("Large text") if who.large_text else "",
    )
    return ", ".join(need for need in needs if need)
