"""Marks and results that wait for somebody: what the first page of a day tells of."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.candidates import full_name
from wset_desk.services.marking.entries import waiting_for_a_third
from wset_desk.storage.schema import (
    Candidate,
    ExamRegistration,
    ExamSession,
    MarkEntry,
    ResultHold,
)
from wset_desk.storage.unit_of_work import UnitOfWork

Concerned = tuple[UUID, str, datetime]
"""An exam session, whose mark it is, and since when."""


def marks_differing(uow: UnitOfWork) -> list[Concerned]:
    """Each mark that two people typed differently, by when the second of them did."""
    since = func.max(MarkEntry.entered_at)
    named = (ExamRegistration.exam_session_id, Candidate.first_name, Candidate.last_name)
    rows = uow.session.execute(
        select(*named, since)
        .join(MarkEntry, MarkEntry.exam_registration_id == ExamRegistration.id)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(*waiting_for_a_third())
        .group_by(*named, ExamRegistration.id, MarkEntry.component, MarkEntry.part)
        .having(func.count(MarkEntry.mark.distinct()) > 1)
        .order_by(since, ExamRegistration.id)
    )
    return [(id_, full_name(first, last), at) for id_, first, last, at in rows]


def results_held(uow: UnitOfWork) -> list[Concerned]:
    """Each result on hold, the longest first."""
    rows = uow.session.execute(
        select(
            ExamSession.id,
            Candidate.first_name,
            Candidate.last_name,
            func.min(ResultHold.placed_at),
        )
        .join(ExamRegistration, ExamRegistration.exam_session_id == ExamSession.id)
        .join(ResultHold, ResultHold.exam_registration_id == ExamRegistration.id)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(ResultHold.lifted_at.is_(None))
        .group_by(
            ExamSession.id,
            ExamRegistration.id,
            ResultHold.component,
            Candidate.id,
            Candidate.first_name,
            Candidate.last_name,
        )
        .order_by(func.min(ResultHold.placed_at), ExamRegistration.id)
    )
    return [(id_, full_name(first, last), at) for id_, first, last, at in rows]
