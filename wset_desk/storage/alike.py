"""Many rows of one table that are alike in most columns, written at once.

The journal writes two rows for each one that an import brings. To hand them to SQLAlchemy's own
`insert` row by row, and to put what they have in common into the database's form again and again,
takes longer than the database takes to write them.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import repeat
from typing import Any

from sqlalchemy import JSON, Connection, Table, insert
from sqlalchemy.engine import Dialect

_Bind = Callable[[Any], Any]


def insert_alike(
    connection: Connection,
    table: Table,
    same: Mapping[str, Any],
    own: Mapping[str, Iterable[Any]],
    *,
    displacing: bool = False,
) -> None:
    """Insert rows of which all have the values of `same`, and each its own of the columns `own`.

    The columns of `own` are equally long, and there is at least one; they go before `same`.
    On SQLite the rows can displace those with which they clash.
    """
    statement = _statement(table, connection.dialect, tuple({**same, **own}), displacing)
    columns = {name: repeat(statement.bound(name, value)) for name, value in same.items()}
    connection.exec_driver_sql(
        statement.text, statement.parameters(columns | statement.bound_columns(own))
    )


class _Statement:
    """An INSERT in the words of a database's driver."""

    def __init__(
        self, table: Table, dialect: Dialect, names: tuple[str, ...], displacing: bool
    ) -> None:
        statement = insert(table).inline()
        if displacing:
            statement = statement.prefix_with("OR REPLACE")
        compiled = statement.compile(dialect=dialect, column_keys=names)
        self.text = str(compiled)
        self._by_position = compiled.positiontup
        self._names = names
        self._binds = {name: _bind(table, name, dialect) for name in names}

    def bound(self, name: str, value: Any) -> Any:
        bind = self._binds[name]
        return value if bind is None else bind(value)

    def bound_columns(self, columns: Mapping[str, Iterable[Any]]) -> dict[str, Iterable[Any]]:
        binds = self._binds
        return {
            name: values if (bind := binds[name]) is None else map(bind, values)
            for name, values in columns.items()
        }

    def parameters(self, columns: Mapping[str, Iterable[Any]]) -> list[Any]:
        """The rows, by position or by name, as the driver wants them."""
        names = self._by_position or self._names
        # those that all rows have in common never end
        rows = zip(*(columns[name] for name in names), strict=False)
        if self._by_position:
            return list(rows)
        return [dict(zip(names, row, strict=True)) for row in rows]


def _bind(table: Table, name: str, dialect: Dialect) -> _Bind | None:
    """What puts a value of this column into the driver's form; None where it is in it already."""
    bind = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
    if bind is None or not isinstance(table.c[name].type, JSON):
        return bind
    return lambda value: None if value is None else bind(value)  # NULL, not the word of JSON


@lru_cache(maxsize=128)
def _statement(
    table: Table, dialect: Dialect, names: tuple[str, ...], displacing: bool
) -> _Statement:
    return _Statement(table, dialect, names, displacing)
