"""`wset-desk export-person` and `wset-desk retention`, run as a person would."""

import zipfile
from pathlib import Path

import pytest

from tests.helpers.marking import exam_day
from tests.helpers.profiles import key_store, set_up
from tests.helpers.stores import NOW, PASSWORD
from wset_desk.cli import REFUSED, app, run
from wset_desk.services.candidates import find_candidates
from wset_desk.system.clock import FixedClock

PASSPHRASE = "five small words in a row"


@pytest.fixture
def number(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of somebody who is booked for an exam."""
    centre = set_up(tmp_path / "data", clock, key_store(), passphrase=PASSPHRASE)
    exam_day(centre.workspace, candidates=1)
    (row,) = centre.workspace.run(find_candidates).rows
    centre.workspace.close()
    for variable, secret in (("PASSPHRASE", PASSPHRASE), ("PASSWORD", PASSWORD)):
        file = tmp_path / variable
        file.write_text(secret, encoding="utf-8")
        monkeypatch.setenv(f"WSET_DESK_{variable}_FILE", str(file))
    monkeypatch.setenv("WSET_DESK_NOW", NOW.isoformat())
    assert row.number
    return row.number


def command(*arguments: str) -> int:
    return run(app, [*arguments, "--user", "ada"], "wset-desk")


def test_a_person_is_exported_and_who_is_due_listed(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "person.zip"
    assert command("export-person", "--number", number.lower(), "--to", str(file)) == 0
    assert f"records are in {file}" in capsys.readouterr().out
    assert {"person.json", "person.pdf"} <= set(zipfile.ZipFile(file).namelist())
    assert command("export-person", "--number", "X1", "--to", str(file)) == REFUSED
    capsys.readouterr()
    assert command("retention") == 0
    assert capsys.readouterr().out.strip() == "Nobody's data is due for erasure."
    assert command("retention", "--now", "2036-01-01T09:00Z") == 0
    due, found, _name, kind = capsys.readouterr().out.strip().split("\t")
    assert (due[:4], found, kind) == ("2032", number, "results")
