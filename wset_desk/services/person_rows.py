"""The rows that hang on a candidate's record, wherever they are kept.

Nothing here is a service: whoever offers it declares who may call it.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from wset_desk.storage.schema import (
    ENTITIES,
    CandidateDistinction,
    CandidateMerge,
    Certificate,
    CertificateEntitlement,
    FinalExamAttempt,
)
from wset_desk.storage.structure import references_of
from wset_desk.storage.unit_of_work import UnitOfWork

CERTIFICATION = (FinalExamAttempt, CertificateEntitlement, Certificate)
"""What only the server writes: it stays with the record it was written for."""

_ABOUT_TWO = (CandidateMerge, CandidateDistinction)
"""What was said of two records stays with both."""

_IDS_A_QUERY = 500

PersonRows = dict[str, list[tuple[Any, str]]]
"""Rows by table, each with its column that names the person."""


def rows_of_person(uow: UnitOfWork, candidate_id: UUID) -> PersonRows:
    """Everything of a candidate that another record of theirs could take over."""
    found: PersonRows = {}
    for entity, model, column in _personal():
        statement = select(model).where(getattr(model, column) == candidate_id).order_by(model.id)
        found[entity] = [(row, column) for row in uow.session.scalars(statement)]
    return found


def rows_that_went(uow: UnitOfWork, ids: Mapping[str, Collection[str]]) -> PersonRows:
    """The rows of a merge's `moved`, but for those that have been deleted since."""
    found: PersonRows = {}
    for entity, model, column in _personal():
        wanted = [UUID(each) for each in ids.get(entity, ())]
        found[entity] = [
            (row, column)
            for start in range(0, len(wanted), _IDS_A_QUERY)
            for row in uow.session.scalars(
                select(model).where(model.id.in_(wanted[start : start + _IDS_A_QUERY]))
            )
        ]
    return found


def grown_since(uow: UnitOfWork, candidate_id: UUID, went: PersonRows) -> bool:
    """Whether rows have come for the candidate that hang on those that `went` over to them.

    A seat booked in an enrolment that came over, a payment for a registration, a notice of it.
    """
    ids = {entity: {row.id for row, _ in rows} for entity, rows in went.items()}
    for entity, model, column in _personal():
        hanging = [
            getattr(model, key).in_(ids[table])
            for key, table in references_of(entity).items()
            if ids.get(table)
        ]
        statement = select(model.id).where(
            getattr(model, column) == candidate_id, or_(False, *hanging)
        )
        if hanging and set(uow.session.scalars(statement)) - ids[entity]:
            return True
    return False


def _personal() -> Iterator[tuple[str, Any, str]]:
    """Each table with rows of a person, its class, and the column that names the person."""
    for entity, model in ENTITIES.items():
        if model in _ABOUT_TWO or model in CERTIFICATION:
            continue
        for column, target in references_of(entity).items():
            if target == "candidates":
                yield entity, model, column
