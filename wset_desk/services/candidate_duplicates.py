"""Records that may be one person's: proposed for a merge, never merged by themselves.

Pairs that somebody has told apart are proposed no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.names import fold
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import command, query
from wset_desk.storage.schema import Candidate, CandidateDistinction
from wset_desk.storage.unit_of_work import UnitOfWork


class Likeness(StrEnum):
    """What two records have in common."""

    NAME_AND_BIRTH_DATE = "name_and_birth_date"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class DuplicateSide:
    """One of two records: what tells them apart."""

    id: UUID
    name: str
    number: str | None
    birth_date: date | None
    email: str | None


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """Two records; `older` was taken up first and is proposed to be kept."""

    older: DuplicateSide
    newer: DuplicateSide
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class ToldApart:
    """Two records that are known to be two people's; `id` is for `propose_again`."""

    id: UUID
    name: str
    other_name: str


class _Person(NamedTuple):
    id: UUID
    first_name: str
    last_name: str
    number: str | None
    birth_date: date | None
    email: str | None


@query(Permission.VIEW_CANDIDATES)
def duplicate_candidates(uow: UnitOfWork) -> tuple[PossibleDuplicate, ...]:
    """Pairs of the same name and birth date, or of the same e-mail, by name.

    Two birth dates are two people, however much else is the same: relatives share addresses.
    """
    rows = uow.session.execute(
        select(
            Candidate.id,
            Candidate.first_name,
            Candidate.last_name,
            Candidate.candidate_number,
            Candidate.birth_date,
            Candidate.email,
        )
        .where(Candidate.erased_at.is_(None))
        .order_by(Candidate.created_at, Candidate.id)
    )
    people = [_Person(*row) for row in rows]
    apart = _told_apart(uow)
    pairs: dict[tuple[UUID, UUID], PossibleDuplicate] = {}
    for likeness, group in (*_namesakes(people), *_of_one_email(people)):
        for older, newer in combinations(group, 2):
            if _may_be_one(older, newer) and frozenset((older.id, newer.id)) not in apart:
                pair = PossibleDuplicate(_side(older), _side(newer), likeness)
                pairs.setdefault((older.id, newer.id), pair)
    return tuple(sorted(pairs.values(), key=lambda pair: fold(pair.older.name)))


@command(Permission.MANAGE_CANDIDATES)
def tell_apart(uow: UnitOfWork, *, candidate_id: UUID, other_id: UUID) -> ToldApart:
    """Two records are two people's: they are proposed for a merge no more.

    They can still be merged by choosing both. Refuses MERGE_WITH_ITSELF, TOLD_APART_ALREADY.
    """
    if candidate_id == other_id:
        raise DomainError("MERGE_WITH_ITSELF")
    both = [uow.get(Candidate, each) for each in (candidate_id, other_id)]
    if frozenset((candidate_id, other_id)) in _told_apart(uow):
        raise DomainError("TOLD_APART_ALREADY")
    row = uow.add(
        CandidateDistinction(
            candidate_id=candidate_id, other_id=other_id, told_by_id=uow.actor.staff_id
        )
    )
    return ToldApart(row.id, *(full_name(each.first_name, each.last_name) for each in both))


@command(Permission.MANAGE_CANDIDATES)
def propose_again(uow: UnitOfWork, *, distinction_id: UUID) -> None:
    """The inverse of `tell_apart`."""
    uow.delete(uow.get(CandidateDistinction, distinction_id))


def _told_apart(uow: UnitOfWork) -> set[frozenset[UUID]]:
    rows = uow.session.execute(
        select(CandidateDistinction.candidate_id, CandidateDistinction.other_id)
    )
    return {frozenset(pair) for pair in rows}


_Groups = Iterator[tuple[Likeness, list[_Person]]]


def _namesakes(people: Iterable[_Person]) -> _Groups:
    """Names are folded only of those who share a birth date: most of ten thousand don't."""
    born: dict[date, list[_Person]] = defaultdict(list)
    for each in people:
        if each.birth_date is not None:
            born[each.birth_date].append(each)
    for group in born.values():
        if len(group) > 1:
            named: dict[str, list[_Person]] = defaultdict(list)
            for each in group:
                named[fold(full_name(each.first_name, each.last_name))].append(each)
            for namesakes in named.values():
                yield Likeness.NAME_AND_BIRTH_DATE, namesakes


def _of_one_email(people: Iterable[_Person]) -> _Groups:
    written: dict[str, list[_Person]] = defaultdict(list)
    for each in people:
        if each.email:
            written[each.email.casefold()].append(each)
    for group in written.values():
        yield Likeness.EMAIL, group


def _may_be_one(one: _Person, other: _Person) -> bool:
    known = one.birth_date is not None and other.birth_date is not None
    return not known or one.birth_date == other.birth_date


def _side(person: _Person) -> DuplicateSide:
    name = full_name(person.first_name, person.last_name)
    return DuplicateSide(person.id, name, person.number, person.birth_date, person.email)
