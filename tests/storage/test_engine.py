"""The file on the desk: encrypted, durable, and refused kindly with a wrong key."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, literal, select, text
from sqlalchemy.exc import IntegrityError

from tests.helpers.stores import KEY, NOW, found_test_centre
from wset_desk.domain.errors import DomainError
from wset_desk.services.candidates import find_candidates
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.schema import Candidate, SessionDay
from wset_desk.storage.store import Store

WRITER = Path(__file__).parents[1] / "helpers" / "endless_writer.py"


def pragma(store: Store, name: str) -> object:
    with store.engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def test_nothing_readable_stands_in_the_file(sqlite_file_store: Store, tmp_path: Path) -> None:
    found_test_centre(sqlite_file_store, "Readable Name")
    for path in tmp_path.glob("store.db*"):
        content = path.read_bytes()
        assert b"Readable Name" not in content
        assert not content.startswith(b"SQLite format 3")


def test_a_wrong_key_is_refused(sqlite_file_store: Store, tmp_path: Path) -> None:
    found_test_centre(sqlite_file_store)
    other = open_sqlite(tmp_path / "store.db", bytes(32))
    with pytest.raises(DomainError) as refused, other.connect():
        pass
    assert refused.value.code == "STORE_KEY_WRONG"
    other.dispose()


def test_a_commit_is_on_the_disk_and_references_are_checked(sqlite_file_store: Store) -> None:
    assert pragma(sqlite_file_store, "journal_mode") == "wal"
    assert pragma(sqlite_file_store, "synchronous") == 2
    assert pragma(sqlite_file_store, "foreign_keys") == 1


def test_after_a_commit_that_failed_the_store_goes_on(workspace: Workspace) -> None:
    """References are checked there, so that one can fail."""
    before = workspace.run(find_candidates).total
    for _ in range(3):  # more often than there are connections
        with (
            pytest.raises(IntegrityError),
            workspace.store.unit_of_work(workspace.actor, write=True) as uow,
        ):
            uow.add(Candidate(first_name="Ann", last_name="Lee", search_text=""))
            uow.add(SessionDay(session_id=uow.new_id(), starts_at=NOW, ends_at=NOW))
            uow.commit()
    assert workspace.run(find_candidates).total == before


@pytest.mark.parametrize("confirmed_before_the_end", [1, 7, 23])
def test_a_killed_process_loses_no_confirmed_write(
    sqlite_file_store: Store, tmp_path: Path, confirmed_before_the_end: int
) -> None:
    workspace = found_test_centre(sqlite_file_store)
    actor = workspace.actor
    arguments = [str(tmp_path / "store.db"), str(actor.centre_id), str(actor.device_id)]
    root = str(WRITER.parents[2])
    with subprocess.Popen(
        [sys.executable, str(WRITER), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    ) as process:
        assert process.stdout is not None
        confirmed = [process.stdout.readline().strip() for _ in range(confirmed_before_the_end)]
        process.send_signal(signal.SIGKILL)
        confirmed += process.stdout.read().split()
    reopened = open_sqlite(tmp_path / "store.db", KEY)
    with reopened.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        kept = {row[0] for row in connection.execute(text("SELECT last_name FROM candidates"))}
        rows = connection.execute(
            text(
                "SELECT (SELECT count(*) FROM candidates), "
                "(SELECT count(*) FROM outbox WHERE entity = 'candidates'), "
                "(SELECT count(*) FROM audit_entries WHERE entity = 'candidates')"
            )
        ).one()
    reopened.dispose()
    assert set(confirmed) <= kept
    assert len(set(rows)) == 1


def test_what_was_compiled_for_one_store_serves_the_next(
    sqlite_file_store: Store, tmp_path: Path
) -> None:
    compiled: list[object] = []

    def notice(
        _connection: Connection, _cursor: Any, _text: str, _given: Any, context: Any, _many: bool
    ) -> None:
        if context.compiled is not None:
            compiled.append(context.compiled)

    other = open_sqlite(tmp_path / "other.db", KEY)
    for engine in (sqlite_file_store.engine, other):
        event.listen(engine, "after_cursor_execute", notice)
        with engine.connect() as connection:
            connection.execute(select(literal("how this is said")))
    other.dispose()
    first, second = compiled
    assert first is second
