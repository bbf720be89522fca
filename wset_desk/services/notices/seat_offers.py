"""Drafts to whom a freed seat is held for: written with the offer, withdrawn with it (helpers)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wset_desk.domain.notices import TOLD, NoticeKind
from wset_desk.domain.scheduling import end_with_extra_time
from wset_desk.services.exam_session_details import end_of
from wset_desk.services.notices.phrases import moment_text, own_zone_text, place_of, time_text
from wset_desk.services.notices.writing import withdraw, written_to
from wset_desk.storage.schema import (
    Candidate,
    ExamSession,
    ExamTemplate,
    Notice,
    WaitingListEntry,
)
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Times:
    start: datetime
    end: datetime


def draft_offers(uow: UnitOfWork, entries: Iterable[WaitingListEntry]) -> None:
    """Tell each of the seat that is held for them, unless just that has been told."""
    for entry in entries:
        withdraw_offers(uow, [entry])
        candidate = uow.get(Candidate, entry.candidate_id)
        values = _values(uow, entry, candidate)
        draft = written_to(
            uow, candidate, NoticeKind.SEAT_OFFER, values, waiting_list_entry_id=entry.id
        )
        if draft.body not in _told(uow, entry):
            uow.add(draft)


def withdraw_offers(uow: UnitOfWork, entries: Iterable[WaitingListEntry]) -> None:
    """The seat isn't held any more, or has been taken: what wasn't sent of it is discarded."""
    ids = [entry.id for entry in entries]
    if ids:
        withdraw(uow, [NoticeKind.SEAT_OFFER], Notice.waiting_list_entry_id.in_(ids))


def _told(uow: UnitOfWork, entry: WaitingListEntry) -> set[str]:
    told = select(Notice.body).where(
        Notice.waiting_list_entry_id == entry.id, Notice.state.in_(TOLD)
    )
    return set(uow.session.scalars(told))


def _values(uow: UnitOfWork, entry: WaitingListEntry, candidate: Candidate) -> dict[str, str]:
    exam = uow.get(ExamSession, entry.exam_session_id)
    start = exam.exam_date
    end = end_with_extra_time(_Times(start, end_of(exam)), candidate.extra_time_percent)
    until = entry.offer_expires_at
    return {
        "exam": exam.name or uow.get(ExamTemplate, exam.exam_template_id).name,
        "when": time_text(start, end, uow.zone),
        "own_zone": own_zone_text(start, end, candidate.time_zone, uow.zone),
        "place": place_of(uow, exam),
        "until": "" if until is None else moment_text(until, uow.zone),
    }
