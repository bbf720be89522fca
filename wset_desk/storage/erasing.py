"""One person's data taken out of a store: out of the rows about them, and out of all that is kept
about changes of these rows.

It runs wherever the rows are: on the desk where somebody erases, on the server, and on every other
desk. Nothing of it is captured, or it would be written down once more.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Connection, Table, delete, null, select, update

from wset_desk.domain.erasing import ERASED_NAME, PersonWords
from wset_desk.storage.audit_personal import erase_audit
from wset_desk.storage.change_log import Logged, write_log
from wset_desk.storage.erasing_imports import imports_without
from wset_desk.storage.erasing_journal import rewrite_journal, with_refused
from wset_desk.storage.personal import (
    RowIds,
    emptied,
    portions,
    rows_about,
    with_former,
    without_personal,
)
from wset_desk.storage.records import table_of
from wset_desk.storage.schema import Candidate, CandidateMerge, Snapshot, SnapshotPart
from wset_desk.storage.wire import encode

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

_CANDIDATES = cast(Table, Candidate.__table__)
_MERGES = cast(Table, CandidateMerge.__table__)
_TOLD_BY = ("candidate_number", "email", "phone")
_SNAPSHOTS = (cast(Table, SnapshotPart.__table__), cast(Table, Snapshot.__table__))


class Person(NamedTuple):
    """Somebody with every record that was merged into theirs, and what they are told by."""

    ids: tuple[UUID, ...]
    words: PersonWords


def person(uow: "UnitOfWork", candidate_id: UUID) -> Person:
    """To be asked before anything of them is erased."""
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    ids = with_former(connection, centre_id, [candidate_id])
    records = list(_records(connection, centre_id, ids))
    names = [each.get("last_name") for each in records]
    names += [_full_name(each) for each in records]
    others = [each.get(name) for each in records for name in _TOLD_BY]
    told = [each for each in names if each and ERASED_NAME not in each]
    return Person(tuple(ids), PersonWords(told, others))


def erase(uow: "UnitOfWork", who: Person, *, with_results: bool) -> None:
    """Empty every personal column of the person's rows, and what the journal has of them.

    `with_results`: marks too, which are kept without a name otherwise. On the server each row gets
    a new number, so that the devices read it again.
    """
    connection = uow.session.connection()
    _overwrite_what_is_freed(connection)
    uow.session.flush()
    rows = rows_about(connection, uow.actor.centre_id, who.ids)
    for entity, ids in rows.items():
        _empty(connection, entity, ids, with_results=with_results)
    known = with_refused(connection, uow.actor.centre_id, rows)
    without = partial(without_personal, with_results=with_results)
    rewrite_journal(connection, uow.actor.centre_id, known, without)
    for entity, ids in known.items():
        erase_audit(uow, entity, ids)
    imports = imports_without(uow, who.words)
    for table in _SNAPSHOTS:
        connection.execute(delete(table).where(table.c.centre_id == uow.actor.centre_id))
    if uow.is_server:
        logged = [*_logged(rows, with_results=with_results), *imports]
        write_log(connection, uow, logged)
    uow.changed.update(rows)
    uow.session.expire_all()


def _full_name(record: Mapping[str, Any]) -> str:
    return " ".join(record.get(name) or "" for name in ("first_name", "last_name")).strip()


def _records(
    connection: Connection, centre_id: UUID, ids: Sequence[UUID]
) -> Iterator[Mapping[str, Any]]:
    """What the records say, and what they said before others were merged into them."""
    mine = (_CANDIDATES.c.centre_id == centre_id) & _CANDIDATES.c.id.in_(ids)
    for row in connection.execute(select(_CANDIDATES).where(mine)).mappings():
        yield dict(row)
    kept = (_MERGES.c.centre_id == centre_id) & _MERGES.c.kept_id.in_(ids)
    for moved in connection.scalars(select(_MERGES.c.moved).where(kept)):
        yield from moved["kept"].values()


def _empty(connection: Connection, entity: str, ids: Sequence[UUID], *, with_results: bool) -> None:
    empty = emptied(entity, with_results=with_results)
    values = {name: null() if value is None else value for name, value in empty.items()}
    if not values:
        return
    table = table_of(entity)
    for some in portions(ids):
        connection.execute(update(table).where(table.c.id.in_(some)).values(values))


def _logged(rows: RowIds, *, with_results: bool) -> Iterator[Logged]:
    for entity, ids in rows.items():
        columns = table_of(entity).columns
        patch = {
            name: encode(value)
            for name, value in emptied(entity, with_results=with_results).items()
            if columns[name].info["sync"] != "server"
        }
        if emptied(entity, with_results=with_results):
            yield from (Logged(entity, row_id, "update", patch) for row_id in ids)


def _overwrite_what_is_freed(connection: Connection) -> None:
    """SQLite leaves what was deleted in the file until something else is written there."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
