"""`verify-audit`, run as an operator would, on a real profile and on a server's store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.profiles import key_store, set_up
from tests.helpers.stores import NOW, found_test_centre
from ui.cli import _commands
from wset_desk.cli import run, server_app
from wset_desk.services.server_store import Place, migrate_server, open_server
from wset_desk.storage.migrate import migrate_to
from wset_desk.storage.store import Store
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore
from wset_desk.system.passwords import FAST

PASSPHRASE = "five small words in a row"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("WSET_DESK_PASSPHRASE_FILE", str(file))
    monkeypatch.setenv("WSET_DESK_NOW", NOW.isoformat())
    return tmp_path / "data"


def cut(store: Store) -> None:
    with store.engine.begin() as connection:
        latest = "SELECT max(n) FROM audit_entries"
        connection.exec_driver_sql(f"DELETE FROM audit_entries WHERE n = ({latest})")  # noqa: S608


def verify(data: Path, *, is_desk: bool) -> int:
    application, name = (_commands(), "wset-desk") if is_desk else (server_app, "wset-desk-server")
    return run(application, ["verify-audit", "--data", str(data)], name)


@pytest.fixture(params=["desk", "server"])
def kept(request: pytest.FixtureRequest, data: Path, clock: FixedClock) -> Iterator[Store]:
    """A centre on a desk, or on a server's file."""
    if request.param == "desk":
        store = set_up(data, clock, key_store(), passphrase=PASSPHRASE).workspace.store
    else:
        place = Place(None, data)
        keys = KeyStore(None, cost=FAST)
        migrate_server(place, keys)
        store = open_server(place, clock, keys)
        found_test_centre(store)
    yield store
    store.close()


def test_what_is_sound_and_what_was_cut(
    kept: Store, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    is_desk = not kept.is_server
    assert verify(data, is_desk=is_desk) == 0
    assert "as it was written" in capsys.readouterr().out
    cut(kept)
    assert verify(data, is_desk=is_desk) == 1
    said = capsys.readouterr()
    assert "The log was cut" in said.out
    assert "was changed" in said.err


def test_a_log_from_before_the_chain_is_signed_as_it_is_upgraded(
    kept: Store, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate_to(kept.engine, "0004", down=True)
    if kept.is_server:
        assert run(server_app, ["migrate", "--data", str(data)], "wset-desk-server") == 0
    assert verify(data, is_desk=not kept.is_server) == 0
    assert "as it was written" in capsys.readouterr().out
