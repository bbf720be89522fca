"""A verified copy of an SQLite store, under the same key."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from wset_desk.domain.errors import DomainError
from wset_desk.storage.engine import open_sqlite

_INTACT = "ok"


def back_up(source: Engine, target: Path, key: bytes | None) -> Path:
    """Copy the store that `source` has open to `target`, open the copy with `key`, and check it.

    Changes that are still in the write-ahead log are in the copy. Refuses BACKUP_FAILED, without
    leaving a copy behind, where the copy is damaged.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    copy = open_sqlite(target, key)
    try:
        with source.connect() as old, copy.connect() as new:
            _raw(old).backup(_raw(new))
        intact = _is_intact(copy)
    finally:
        copy.dispose()
    if not intact:
        target.unlink()
        raise DomainError("BACKUP_FAILED", path=str(target))
    return target


def _is_intact(copy: Engine) -> bool:
    """Whether every page decrypts and every table and index agrees."""
    with copy.connect() as connection:
        raw = _raw(connection)
        pages = raw.execute("PRAGMA cipher_integrity_check").fetchall()
        tables = raw.execute("PRAGMA integrity_check").fetchone()[0]
    return not pages and tables == _INTACT


def _raw(connection: Any) -> Any:
    return connection.connection.dbapi_connection
