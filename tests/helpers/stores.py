"""Stores for tests: an encrypted SQLite file or a PostgreSQL database, migrated once and copied."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg

from wset_desk.domain.permissions import Role
from wset_desk.services.centres import found_centre
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_postgresql, open_sqlite
from wset_desk.storage.migrate import upgrade
from wset_desk.storage.store import Store
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker
from wset_desk.system.passwords import FAST, Passwords

KEY = bytes(range(32))
NOW = datetime(2026, 8, 1, 9, 0, tzinfo=UTC)
PASSWORD = "a long password"
PASSWORDS = Passwords(FAST)


def sqlite_store(path: Path, template: Path, clock: FixedClock) -> Store:
    """An own copy of the migrated template."""
    shutil.copy(template, path)
    return Store(open_sqlite(path, KEY), clock, IdMaker(clock), KEY)


def make_sqlite_template(path: Path) -> Path:
    engine = open_sqlite(path, KEY)
    upgrade(engine)
    engine.dispose()
    return path


@dataclass(frozen=True)
class PostgreSQL:
    """A running server with a migrated template database."""

    url: str

    def database_url(self, name: str) -> str:
        head, _, tail = self.url.partition("/postgres?")
        return f"{head}/{name}?{tail}"

    def admin(self, statement: str) -> None:
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(statement.encode())

    def hurry(self) -> None:
        """Write nothing through to the disk: nobody wants these databases after a power cut."""
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self.admin(f"ALTER SYSTEM SET {setting} = off")
        self.admin("SELECT pg_reload_conf()")

    def make_template(self) -> None:
        self.admin("DROP DATABASE IF EXISTS migrated")
        self.admin("CREATE DATABASE migrated")
        engine = open_postgresql(self.database_url("migrated"))
        upgrade(engine)
        engine.dispose()

    @contextmanager
    def fresh_database(self, template: str = "migrated") -> Iterator[str]:
        name = f"t{uuid4().hex}"
        self.admin(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield self.database_url(name)
        finally:
            self.admin(f"DROP DATABASE {name} WITH (FORCE)")


def as_role(workspace: Workspace, role: Role) -> Workspace:
    """The same store, with the same person signed in who has this role alone."""
    return Workspace(workspace.store, replace(workspace.actor, roles=frozenset({role})))


def found_test_centre(store: Store, name: str = "Test Centre") -> Workspace:
    """A centre in London with one administrator, who is signed in."""
    actor = found_centre(
        store,
        name=name,
        time_zone="Europe/London",
        currency="GBP",
        administrator_name="Ada Admin",
        username="ada",
        password=PASSWORD,
        passwords=PASSWORDS,
        device_name="Test PC",
    )
    return Workspace(store, actor)
