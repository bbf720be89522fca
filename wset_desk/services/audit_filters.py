"""Which audit entries are wanted: by person, period, kind of record, action and words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, cast, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from wset_desk.domain.names import fold
from wset_desk.services.days import day_after, midnight
from wset_desk.services.record_names import RecordRef
from wset_desk.storage.schema import (
    AuditEntry,
    AuditPersonal,
    Candidate,
    CandidateDistinction,
    CandidateMerge,
    Course,
    CourseEnrollment,
    CourseSession,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    LedgerEntry,
    MarkEntry,
    Offering,
    Product,
    ResultHold,
    ResultVersion,
    Room,
    SessionDay,
    SessionStaff,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork

Condition = ColumnElement[bool]
Ids = Select[Any]


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What is looked for. Days are the centre's, both included.

    Every word of `text` has to begin a word of an old or new value, of the person, of the reason
    or of a name of what was changed; candidates are found as on their own page. Entries of marks
    aren't found by their value: who searches might still have to type the same mark.
    """

    text: str = ""
    actor_id: UUID | None = None
    from_day: date | None = None
    to_day: date | None = None
    entity: str | None = None
    action: str | None = None


EVERYTHING = AuditFilter()


def conditions(uow: UnitOfWork, wanted: AuditFilter) -> list[Condition]:
    """The filter as conditions on audit entries."""
    found = [_has_word(word) for word in wanted.text.split()]
    if wanted.actor_id is not None:
        found.append(AuditEntry.actor_id == wanted.actor_id)
    if wanted.from_day is not None:
        found.append(AuditEntry.at >= midnight(uow, wanted.from_day))
    if wanted.to_day is not None:
        found.append(AuditEntry.at < day_after(uow, wanted.to_day))
    if wanted.entity is not None:
        found.append(AuditEntry.entity == wanted.entity)
    if wanted.action is not None:
        found.append(AuditEntry.action == wanted.action)
    return found


_Column = InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None]

_PARTS: dict[str, tuple[_Column, ...]] = {
    "candidates": (
        CourseEnrollment.candidate_id,
        ExamRegistration.candidate_id,
        ExamEnquiry.candidate_id,
        LedgerEntry.candidate_id,
        CandidateDistinction.candidate_id,
        CandidateDistinction.other_id,
        CandidateMerge.kept_id,
        CandidateMerge.merged_id,
    ),
    "sessions": (
        SessionDay.session_id,
        SessionStaff.session_id,
        CourseEnrollment.session_id,
        ExamSession.course_session_id,
    ),
    "exam_sessions": (ExamRegistration.exam_session_id, SessionStaff.exam_session_id),
    "exam_registrations": (
        ResultVersion.exam_registration_id,
        MarkEntry.exam_registration_id,
        ResultHold.exam_registration_id,
    ),
    "offerings": (ExamTemplate.course_offering_id,),
}
"""What the history of a record tells too: rows whose column names the record."""


def about(record: RecordRef) -> Condition:
    """Entries of the record, and of what belongs to it (a candidate's registrations and marks)."""
    parts = [AuditEntry.row_id.in_(ids) for ids in _parts(record.entity, [record.id])]
    return or_(AuditEntry.row_id == record.id, *parts)


def _parts(entity: str, owners: Any) -> Iterator[Ids]:
    if entity == "candidates":
        yield select(CandidateMerge.merged_id).where(
            CandidateMerge.kept_id.in_(owners), CandidateMerge.undone_at.is_(None)
        )
    for column in _PARTS.get(entity, ()):
        model = column.class_
        ids = select(model.id).where(column.in_(owners))
        yield ids
        if model is ExamRegistration:
            yield from _parts("exam_registrations", ids)


def _has_word(word: str) -> Condition:
    named = [AuditEntry.row_id.in_(ids) for ids in _rows_called(word)]
    return or_(
        _begins_a_word(AuditEntry.actor_name, word),
        _begins_a_word(AuditEntry.reason, word),
        and_(_is_written(word), AuditEntry.entity != MarkEntry.__tablename__),
        *named,
    )


def _begins_a_word(column: Any, word: str) -> Condition:
    return or_(
        column.istartswith(word, autoescape=True), column.icontains(f" {word}", autoescape=True)
    )


def _is_written(word: str) -> Condition:
    """In what an entry itself tells, or in what stands beside it about a person."""
    personal = select(AuditPersonal.id).where(_has_value(AuditPersonal.changes, word))
    return or_(_has_value(AuditEntry.changes, word), AuditEntry.id.in_(personal))


def _has_value(column: Any, word: str) -> Condition:
    """Old and new values are JSON: one begins after a quotation mark, as ids never do with letters
    that are a name too."""
    written = cast(column, Text)
    coded = json.dumps(word)[1:-1]
    return or_(
        written.icontains(f'"{coded}', autoescape=True),
        written.icontains(f" {coded}", autoescape=True),
    )


_CALLED: tuple[InstrumentedAttribute[str] | InstrumentedAttribute[str | None], ...] = (
    Course.title,
    CourseSession.name,
    ExamSession.name,
    ExamTemplate.name,
    Offering.name,
    Product.name,
    Room.name,
    Staff.name,
)


def _rows_called(word: str) -> Iterator[Ids]:
    """Ids of what is called so, and of what belongs to it."""
    candidates = select(Candidate.id).where(
        Candidate.search_text.contains(fold(word), autoescape=True)
    )
    yield candidates
    yield from _parts("candidates", candidates)
    for column in _CALLED:
        ids = select(column.class_.id).where(_begins_a_word(column, word))
        yield ids
        yield from _parts(column.class_.__tablename__, ids)
