"""Bringing a store to the schema of this program.

One transaction a revision, with foreign keys unchecked while tables are rebuilt and checked as a
whole afterwards. alembic is imported only when there is something to do: opening a store that is
up to date costs one query.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from wset_desk.domain.errors import DomainError
from wset_desk.storage.engine import WRITE
from wset_desk.system.resources import migrations_path


def revisions() -> list[str]:
    """The names of all revisions, oldest first: their files are numbered."""
    return sorted(path.stem.split("_")[0] for path in _versions())


def current_revision(engine: Engine) -> str | None:
    """The revision at which the store stands; None for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, *, back_up: Callable[[], object] | None = None) -> None:
    """Migrate to this program's schema, after `back_up` if the store holds anything.

    Raises DomainError STORE_IS_NEWER, with the store untouched, when a newer program made it.
    """
    current, known = current_revision(engine), revisions()
    if current == known[-1]:
        return
    if current is not None and current not in known:
        raise DomainError("STORE_IS_NEWER", revision=current)
    if current is not None and back_up is not None:
        back_up()
    migrate_to(engine, "head")


def migrate_to(engine: Engine, target: str, *, down: bool = False) -> None:
    """Run alembic up (or down) to the revision `target`."""
    from alembic import command  # noqa: PLC0415 - slow to import, and rarely needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(migrations_path()))
    with engine.connect().execution_options(**{WRITE: True}) as connection:
        config.attributes["connection"] = connection
        with _unchecked(connection):
            (command.downgrade if down else command.upgrade)(config, target)


@contextmanager
def _unchecked(connection: Connection) -> Iterator[None]:
    """SQLite can't check references while a table is rebuilt; `env.py` checks them afterwards."""
    if connection.dialect.name != "sqlite":
        yield
        return
    _set_foreign_keys(connection, "OFF")
    try:
        yield
    finally:
        _set_foreign_keys(connection, "ON")


def _set_foreign_keys(connection: Connection, value: str) -> None:
    """The pragma does nothing inside a transaction, so it goes past SQLAlchemy, which opens one."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"PRAGMA foreign_keys = {value}")


def _versions() -> list[Path]:
    return list((migrations_path() / "versions").glob("[0-9]*.py"))
