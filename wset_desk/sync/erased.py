"""People whose data was erased, where changes meet them: on the server and on every desk.

That somebody was erased travels as a change of their record. Whoever hears of it does the same to
their own store; what comes about such a person afterwards is not taken, and is emptied.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from wset_desk.domain.erasing import PersonWords
from wset_desk.services.privacy.periods import results_are_over
from wset_desk.storage.erasing import Person, erase, person
from wset_desk.storage.erasing_journal import PERSON_ERASED
from wset_desk.storage.personal import (
    PEOPLE,
    all_erased,
    anybody_erased,
    erased_among,
    ways_to_people,
    without_personal,
)
from wset_desk.storage.records import Record, read_records
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.messages import ChangeResult, SentChange

RowKey = tuple[str, UUID]
ERASED_AT = "erased_at"


def is_erasure(change: SentChange) -> bool:
    """Whether the change says that somebody was erased: nothing can stand against it."""
    return change.entity == PEOPLE and change.patch.get(ERASED_AT) is not None


def erase_arriving(
    uow: UnitOfWork, changes: Iterable[SentChange], before: Iterable[Record | None]
) -> None:
    """On the server, before the changes are written: erase whom they are about."""
    for change, row in zip(changes, before, strict=True):
        if is_erasure(change) and row is not None:
            _erase(uow, person(uow, change.id))


def people_to_erase(uow: UnitOfWork, rows: Mapping[RowKey, Record | None]) -> list[Person]:
    """On a desk, before the server's rows are put in place: who was erased that it still knows."""
    told = {
        key[1]: record[ERASED_AT]
        for key, record in rows.items()
        if key[0] == PEOPLE and record is not None and record.get(ERASED_AT)
    }
    if not told:
        return []
    here = read_records(uow.session.connection(), uow.actor.centre_id, PEOPLE, told)
    return [person(uow, each) for each, row in here.items() if row.get(ERASED_AT) != told[each]]


def erase_all(uow: UnitOfWork, people: Iterable[Person]) -> None:
    """Erase them here, once the server's rows are in place."""
    for each in people:
        _erase(uow, each)


def forget_unsent(uow: UnitOfWork) -> None:
    """Empty what this desk has typed about anybody erased, after rows came as a whole."""
    ids = all_erased(uow.session.connection(), uow.actor.centre_id)
    if ids:
        erase(uow, Person(tuple(ids), PersonWords((), ())), with_results=False)


def kept_patch(change: SentChange, result: ChangeResult) -> dict[str, Any]:
    """What is kept of a change: of one about somebody erased, nothing personal."""
    if result.code != PERSON_ERASED:
        return change.patch
    return without_personal(change.entity, change.patch, with_results=True)


class ErasedPeople:
    """Which changes are about people whose data was erased; one short query where nobody's was."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._is_anybody = anybody_erased(uow.session.connection(), uow.actor.centre_id)

    def learn(self, taken: Iterable[SentChange]) -> None:
        """These were written."""
        self._is_anybody = self._is_anybody or any(map(is_erasure, taken))

    def changes_about(
        self, changes: Sequence[SentChange], rows: Mapping[RowKey, Record]
    ) -> frozenset[UUID]:
        """The ids of those changes; `rows` are theirs as the server has them."""
        if not self._is_anybody:
            return frozenset()
        connection, centre_id = self._uow.session.connection(), self._uow.actor.centre_id
        people = _people_of(self._uow, changes, rows)
        erased = erased_among(connection, centre_id, set().union(*people.values()))
        return frozenset(each for each, ids in people.items() if not erased.isdisjoint(ids))


def rows_of(uow: UnitOfWork, changes: Iterable[SentChange]) -> dict[RowKey, Record]:
    """The changes' rows as the server has them, of tables with rows about people."""
    wanted: defaultdict[str, set[UUID]] = defaultdict(set)
    for change in changes:
        if change.entity in ways_to_people():
            wanted[change.entity].add(change.id)
    return _read(uow, wanted)


def _read(uow: UnitOfWork, wanted: Mapping[str, Collection[UUID]]) -> dict[RowKey, Record]:
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    return {
        (table, row_id): record
        for table, ids in wanted.items()
        for row_id, record in read_records(connection, centre_id, table, ids).items()
    }


def _erase(uow: UnitOfWork, who: Person) -> None:
    erase(uow, who, with_results=results_are_over(uow, who.ids))


def _people_of(
    uow: UnitOfWork, changes: Sequence[SentChange], rows: Mapping[RowKey, Record]
) -> dict[UUID, set[UUID]]:
    """By change, the candidates whom its row is about."""
    known: dict[RowKey, Record] = dict(rows)
    for change in changes:
        key = (change.entity, change.id)
        known[key] = {**known.get(key, {}), **change.patch}
    known |= _parents(uow, changes, known)
    return {change.change_id: set(_leads_to(change.entity, change.id, known)) for change in changes}


def _parents(
    uow: UnitOfWork, changes: Iterable[SentChange], known: Mapping[RowKey, Record]
) -> dict[RowKey, Record]:
    """The rows by way of which changed rows lead to a candidate."""
    wanted: defaultdict[str, set[UUID]] = defaultdict(set)
    for change in changes:
        for table, row_id in _named(change.entity, known[change.entity, change.id]):
            if table != PEOPLE and (table, row_id) not in known:
                wanted[table].add(row_id)
    return _read(uow, wanted)


def _leads_to(entity: str, row_id: UUID, known: Mapping[RowKey, Record]) -> Collection[UUID]:
    if entity == PEOPLE:
        return [row_id]
    named = _named(entity, known.get((entity, row_id), {}))
    return [each for table, id_ in named for each in _leads_to(table, id_, known)]


def _named(entity: str, row: Record) -> list[RowKey]:
    """The rows to which this one refers on its way to a candidate."""
    ways = ways_to_people().get(entity, ())
    return [(way.table, UUID(str(row[way.column]))) for way in ways if row.get(way.column)]
