"""New values of one table's rows, written in few statements.

What comes out is the same as if they were written one by one, and so is what the database refuses.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Table, UniqueConstraint, bindparam, update

from wset_desk.storage.alike import insert_alike
from wset_desk.storage.records import table_of
from wset_desk.storage.wire import reader_of


class NewValues(NamedTuple):
    """What a row gets, by column in wire form; of a new row the others are as by default."""

    row_id: UUID
    is_new: bool
    values: Mapping[str, Any]

    def followed_by(self, later: "NewValues") -> "NewValues":
        return self._replace(values={**self.values, **later.values})


def write_rows(
    connection: Connection, centre_id: UUID, entity: str, rows: Sequence[NewValues]
) -> None:
    """Write the rows of one table. Raises SQLAlchemy's IntegrityError."""
    unique = _in_unique_indexes(entity)
    if all(each.is_new or unique.isdisjoint(each.values) for each in rows):
        rows = _folded(rows)  # else each step has to be seen by the database, in its order
    for (is_new, names), alike in groupby(rows, key=_kind):
        if is_new:
            _insert(connection, centre_id, entity, list(alike))
        else:
            _update(connection, centre_id, entity, names, alike)


def _kind(row: NewValues) -> tuple[bool, tuple[str, ...]]:
    return row.is_new, () if row.is_new else tuple(sorted(row.values))


def _folded(rows: Iterable[NewValues]) -> list[NewValues]:
    """Each row once, with what it has in the end: new ones first, then what is alike together."""
    found: dict[UUID, NewValues] = {}
    for row in rows:
        known = found.get(row.row_id)
        found[row.row_id] = row if known is None else known.followed_by(row)
    return sorted(found.values(), key=lambda row: (not row.is_new, _kind(row)[1]))


def _insert(
    connection: Connection, centre_id: UUID, entity: str, rows: Sequence[NewValues]
) -> None:
    columns: dict[str, list[Any]] = {"id": [row.row_id for row in rows]}
    for name, column in _columns(entity).items():
        columns[name] = [column.value(row.values, name) for row in rows]
    insert_alike(connection, table_of(entity), {"centre_id": centre_id}, columns)


def _update(
    connection: Connection,
    centre_id: UUID,
    entity: str,
    names: Sequence[str],
    rows: Iterable[NewValues],
) -> None:
    table, columns = table_of(entity), _columns(entity)
    mine = (table.c.id == bindparam("_row")) & (table.c.centre_id == centre_id)
    statement = update(table).where(mine).values({name: bindparam(f"_{name}") for name in names})
    connection.execute(
        statement,
        [
            {"_row": row.row_id}
            | {f"_{name}": columns[name].value(row.values, name) for name in names}
            for row in rows
        ],
    )


class _Column(NamedTuple):
    read: Callable[[Any], Any] | None
    default: Any

    def value(self, values: Mapping[str, Any], name: str) -> Any:
        value = values.get(name)
        if value is None:
            return None if name in values else self.default
        return value if self.read is None else self.read(value)


@cache
def _columns(entity: str) -> Mapping[str, _Column]:
    return {
        column.name: _Column(reader_of(column), getattr(column.default, "arg", None))
        for column in table_of(entity).columns
        if column.name not in ("id", "centre_id")
    }


@cache
def _in_unique_indexes(entity: str) -> frozenset[str]:
    """The columns on which it depends whether a row may stand beside the others."""
    table = table_of(entity)
    words = {word for rule in _rules(table) for word in re.findall(r"\w+", rule)}
    return frozenset(words.intersection(table.columns.keys()) - {"id"})


def _rules(table: Table) -> Iterable[str]:
    for index in table.indexes:
        if index.unique:
            yield " ".join(map(str, (*index.expressions, index.dialect_options["sqlite"]["where"])))
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield " ".join(constraint.columns.keys())
