"""Opening a store. This module alone touches the file, always through sqlcipher3."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

from wset_desk.domain.errors import DomainError

WRITE = "wset_write"
UNCHECKED = "wset_unchecked"
"""Execution options of a connection: it is going to write; references aren't checked (SQLite)."""
KEY_BYTES = 32
_COMPILED: LRUCache[Any, Any] = LRUCache(2000)
_DIALECTS: dict[str, Dialect] = {}
"""By name, once it has met its database: statements are compiled for one, and kept under it."""


def open_sqlite(path: Path, key: bytes | None) -> Engine:
    """An engine on the SQLite file at `path`, encrypted with the raw 256-bit `key` (None: plain).

    Raises DomainError STORE_KEY_WRONG when the key doesn't open an existing file.
    """
    if key is not None and len(key) != KEY_BYTES:
        raise ValueError("a store's key has 32 bytes")
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=_connector(path, key),
        poolclass=QueuePool,
        pool_size=2,
        execution_options={"compiled_cache": _COMPILED},
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "reset", _end)
    _share_statements(engine)
    return engine


def library_versions() -> tuple[str, str]:
    """The versions of SQLite and of SQLCipher; the latter empty where it isn't built in."""
    connection = sqlcipher.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return str(sqlcipher.sqlite_version), "" if cipher is None else str(cipher[0])


def open_postgresql(url: str) -> Engine:
    """An engine on the PostgreSQL database at `url`, through psycopg 3."""
    engine = create_engine(url, pool_size=4, execution_options={"compiled_cache": _COMPILED})
    _share_statements(engine)
    return engine


def _share_statements(engine: Engine) -> None:
    """What was compiled for one store serves the next that is opened: a sync, a restore, another
    centre would begin by compiling everything anew."""

    def connected(*_connection: object) -> None:
        _DIALECTS.setdefault(engine.name, engine.dialect)

    event.listen(engine, "connect", connected, once=True)
    engine.dialect = _DIALECTS.get(engine.name, engine.dialect)


def _connector(path: Path, key: bytes | None) -> Callable[[], Any]:
    def connect() -> Any:
        connection = sqlcipher.connect(path, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, key)
        except sqlcipher.DatabaseError as error:
            connection.close()
            raise _refusal(error, path) from error
        return connection

    return connect


def _prepare(connection: Any, key: bytes | None) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 10000")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _refusal(error: Exception, path: Path) -> Exception:
    if "not a database" in str(error):
        return DomainError("STORE_KEY_WRONG", store=path.name)
    return error


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    _check_references(connection, not options.get(UNCHECKED, False))
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITE, False) else "BEGIN")


def _end(connection: Any, _record: Any, _state: Any) -> None:
    """Nothing stays begun: after a commit that failed SQLAlchemy leaves that to the database, and
    SQLite doesn't do it."""
    if connection.in_transaction:
        connection.rollback()


def _check_references(connection: Connection, check: bool) -> None:
    """SQLite lets this be said between transactions only, and remembers it."""
    if connection.info.get(UNCHECKED, False) == check:
        connection.exec_driver_sql(f"PRAGMA foreign_keys = {'ON' if check else 'OFF'}")
        connection.info[UNCHECKED] = not check
