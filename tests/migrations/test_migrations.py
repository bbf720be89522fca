"""One history for both databases: it ends at the models, goes both ways, and never half-way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.helpers.schemas import describe_schema
from tests.helpers.stores import KEY, PostgreSQL, found_test_centre
from wset_desk.domain.errors import DomainError
from wset_desk.storage import migrate
from wset_desk.storage.engine import open_postgresql, open_sqlite
from wset_desk.storage.schema import Base
from wset_desk.storage.store import Store
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker

REVISIONS = migrate.revisions()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_engines(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Engine, Engine]]:
    """Two empty databases of the same kind."""
    if request.param == "sqlite":
        pair = (open_sqlite(tmp_path / "a.db", KEY), open_sqlite(tmp_path / "b.db", KEY))
        yield pair
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        with server.fresh_database("template1") as a, server.fresh_database("template1") as b:
            pair = (open_postgresql(a), open_postgresql(b))
            yield pair
            for engine in pair:
                engine.dispose()
    for engine in pair:
        engine.dispose()


@pytest.fixture
def engine(empty_engines: tuple[Engine, Engine]) -> Engine:
    return empty_engines[0]


def test_the_head_is_what_the_models_say(empty_engines: tuple[Engine, Engine]) -> None:
    migrated, modelled = empty_engines
    migrate.upgrade(migrated)
    with modelled.begin() as connection:
        Base.metadata.create_all(connection)
    assert describe_schema(migrated) == describe_schema(modelled)


def test_revision_files_are_numbered_in_the_order_of_the_history() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrate.migrations_path()))
    history = ScriptDirectory.from_config(config).walk_revisions()
    assert [script.revision for script in history] == REVISIONS[::-1]


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_revision_goes_up_down_and_up_again(engine: Engine, revision: str) -> None:
    migrate.migrate_to(engine, revision)
    there = describe_schema(engine)
    migrate.migrate_to(engine, "-1", down=True)
    assert describe_schema(engine) != there
    migrate.migrate_to(engine, revision)
    assert describe_schema(engine) == there


def test_a_store_with_data_goes_down_and_up(engine: Engine, clock: FixedClock) -> None:
    migrate.upgrade(engine)
    found_test_centre(Store(engine, clock, IdMaker(clock)))
    migrate.migrate_to(engine, "base", down=True)
    assert describe_schema(engine) == {}
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM centres")).scalar() == 0


def test_a_revision_that_fails_half_way_leaves_the_old_store(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate.upgrade(engine)
    before = describe_schema(engine)
    folder = _history_with_a_failing_revision(tmp_path)
    monkeypatch.setattr(migrate, "migrations_path", lambda: folder)
    backups: list[str] = []
    with pytest.raises(ZeroDivisionError):
        migrate.upgrade(engine, back_up=lambda: backups.append("made"))
    assert describe_schema(engine) == before
    assert migrate.current_revision(engine) == REVISIONS[-1]
    assert backups == ["made"]


def test_dangling_references_undo_a_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_sqlite(tmp_path / "store.db", KEY)
    migrate.upgrade(engine)
    orphan = (
        "INSERT INTO rooms (id, centre_id, name, seats, created_at) VALUES ('a', 'b', 'c', 1, '')"
    )
    folder = _history_with(tmp_path, f'op.execute("""{orphan}""")')
    monkeypatch.setattr(migrate, "migrations_path", lambda: folder)
    with pytest.raises(RuntimeError, match="dangling references"):
        migrate.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM rooms")).scalar() == 0
    engine.dispose()


def test_a_newer_store_is_refused_untouched(engine: Engine) -> None:
    migrate.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = describe_schema(engine)
    with pytest.raises(DomainError) as refused:
        migrate.upgrade(engine, back_up=lambda: pytest.fail("nothing to back up"))
    assert refused.value.code == "STORE_IS_NEWER"
    assert describe_schema(engine) == before


def test_an_up_to_date_store_is_left_alone(engine: Engine) -> None:
    migrate.upgrade(engine)
    migrate.upgrade(engine, back_up=lambda: pytest.fail("nothing to do"))


def _history_with_a_failing_revision(folder: Path) -> Path:
    return _history_with(
        folder, 'op.add_column("rooms", sa.Column("colour", sa.String(20)))\n    1 / 0'
    )


def _history_with(folder: Path, statements: str) -> Path:
    """A copy of the history with one more revision at its end."""
    import shutil

    copy = folder / "migrations"
    shutil.copytree(migrate.migrations_path(), copy)
    (copy / "versions" / "9000_made_by_a_test.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f'revision = "9000"\ndown_revision = "{REVISIONS[-1]}"\n\n\n'
        f"def upgrade() -> None:\n    {statements}\n\n\ndef downgrade() -> None:\n    pass\n"
    )
    return copy
