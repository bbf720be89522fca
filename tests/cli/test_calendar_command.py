"""`wset-desk calendar --out FILE`, run as a person would, on a real profile."""

from datetime import date
from pathlib import Path

import pytest

from tests.helpers.courses import make_offering, schedule
from tests.helpers.profiles import key_store, set_up
from tests.helpers.stores import NOW, PASSWORD
from wset_desk.cli import app, run
from wset_desk.system.clock import FixedClock

PASSPHRASE = "five small words in a row"


@pytest.fixture
def data(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a centre with one course session."""
    centre = set_up(tmp_path / "data", clock, key_store(), passphrase=PASSPHRASE)
    schedule(centre.workspace, make_offering(centre.workspace, 2), date(2026, 9, 5))
    centre.workspace.close()
    for variable, secret in (("PASSPHRASE", PASSPHRASE), ("PASSWORD", PASSWORD)):
        file = tmp_path / variable
        file.write_text(secret, encoding="utf-8")
        monkeypatch.setenv(f"WSET_DESK_{variable}_FILE", str(file))
    monkeypatch.setenv("WSET_DESK_NOW", NOW.isoformat())
    return tmp_path / "data"


def test_all_sessions_are_in_the_file(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sessions.ics"
    arguments = ["calendar", "--out", str(file), "--user", "ada"]
    assert run(app, arguments, "wset-desk") == 0
    assert capsys.readouterr().out.strip() == f"All sessions are in {file}"
    text = file.read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == 2


def test_a_place_that_is_no_folder_is_refused(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes").write_text("not a folder", encoding="utf-8")
    file = tmp_path / "notes" / "sessions.ics"
    assert run(app, ["calendar", "--out", str(file), "--user", "ada"], "wset-desk") == 2
    assert "can't be written" in capsys.readouterr().err
