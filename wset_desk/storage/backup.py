"""A consistent copy of a store under another key, taken while it is in use, and its check."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DatabaseError

from wset_desk.domain.errors import DomainError
from wset_desk.storage.engine import open_sqlite

Rows = Mapping[str, int]
"""The number of rows of each table."""

Report = Callable[[float], object]
"""Is told which share of the work is done."""

_PAGES_A_STEP = 256
_INTACT = "ok"
_DAMAGE = "malformed"
_TROUBLE = (sqlcipher.DatabaseError, DatabaseError)
_SIZES = ("page_count", "page_size")


def copy_store(source: Engine, target: Path, key: bytes | None, report: Report) -> Rows:
    """Copy the store that `source` has open to the new file `target` under `key`.

    One read transaction spans it all: whoever writes meanwhile is neither held up nor in the
    copy. Answers what the copy holds. Refuses STORE_DAMAGED.
    """
    copy = open_sqlite(target, key)
    try:
        with source.connect() as old, copy.connect() as new:
            rows = count_rows(old)  # takes the snapshot
            _raw(old).backup(
                _raw(new),
                pages=_PAGES_A_STEP,
                progress=lambda _status, left, total: report(1 - left / total),
            )
    except _TROUBLE as error:
        if _DAMAGE in str(error):
            raise DomainError("STORE_DAMAGED") from error
        raise
    finally:
        copy.dispose()
    return rows


def check_store(path: Path, key: bytes | None, rows: Rows | None = None) -> None:
    """Refuse STORE_DAMAGED unless every page, table, index and reference agrees, and the `rows`."""
    engine = open_sqlite(path, key)
    try:
        with engine.connect() as connection:
            intact = _is_intact(connection) and rows in (None, count_rows(connection))
    except (*_TROUBLE, DomainError):
        intact = False
    finally:
        engine.dispose()
    if not intact:
        raise DomainError("STORE_DAMAGED")


def count_rows(connection: Connection) -> Rows:
    """How many rows each table has."""
    names = sorted(inspect(connection).get_table_names())
    return {
        name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())  # noqa: S608 - the store's own names
        for name in names
    }


def store_size(engine: Engine) -> int:
    """The bytes that a copy will have."""
    with engine.connect() as connection:
        raw = _raw(connection)
        # SQLCipher answers the size of a page as text.
        pages, size = (int(raw.execute(f"PRAGMA {name}").fetchone()[0]) for name in _SIZES)
    return pages * size


def _is_intact(connection: Connection) -> bool:
    raw = _raw(connection)
    return (
        not raw.execute("PRAGMA cipher_integrity_check").fetchall()
        and raw.execute("PRAGMA integrity_check").fetchone()[0] == _INTACT
        and not raw.execute("PRAGMA foreign_key_check").fetchall()
    )


def _raw(connection: Connection) -> Any:
    return connection.connection.dbapi_connection
