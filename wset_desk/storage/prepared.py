"""Statements that run with every save, in the words of the database's driver.

SQLAlchemy takes several times as long to get a small statement ready as the database takes to run
it. What comes back is as the driver has it: texts and numbers are the same everywhere.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, CursorResult
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import ClauseElement


class Prepared:
    """A statement with bound parameters."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    def run(self, connection: Connection, **values: Any) -> CursorResult[*tuple[Any, ...]]:
        """Execute it with these values of its parameters."""
        text, order, binds, own = _compiled(self._statement, connection.dialect)
        bound = {name: _bound(binds[name], value) for name, value in {**own, **values}.items()}
        if order is None:
            return connection.exec_driver_sql(text, bound)
        return connection.exec_driver_sql(text, tuple(bound[name] for name in order))


def _bound(bind: Any, value: Any) -> Any:
    return value if bind is None else bind(value)


@lru_cache(maxsize=64)
def _compiled(
    statement: ClauseElement, dialect: Dialect
) -> tuple[str, list[str] | None, dict[str, Any], dict[str, Any]]:
    """Its text, the order of its parameters, how they are bound, and those that it has itself."""
    compiled: Any = statement.compile(dialect=dialect)
    binds = {
        name: parameter.type.dialect_impl(dialect).bind_processor(dialect)
        for parameter, name in compiled.bind_names.items()
    }
    return str(compiled), compiled.positiontup, binds, compiled.params
