"""`wset-desk doctor`: a line a question, and exit status 1 if something is wrong."""

from pathlib import Path

import pytest

from tests.helpers.profiles import key_store, set_up
from wset_desk.cli import app, run
from wset_desk.system.clock import FixedClock


def test_a_computer_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(app, ["doctor", "--data", str(tmp_path)], "wset-desk")
    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    assert len(out.splitlines()) == 8
    assert all(line.startswith("ok     ") for line in out.splitlines())


def test_what_is_wrong_is_told_and_ends_with_one(
    tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    centre = set_up(tmp_path, clock, key_store(), passphrase="five small words in a row")
    centre.workspace.close()
    centre.profile.key_file.write_text("{}")
    status = run(app, ["doctor", "--data", str(tmp_path)], "wset-desk")
    lines = capsys.readouterr().out.splitlines()
    assert status == 1
    assert lines[-1].startswith("wrong  Vine School, key: The key file")
    assert sum(line.startswith("wrong") for line in lines) == 1


def test_a_centre_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(app, ["doctor", "--profile", "Elsewhere"], "wset-desk")
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.strip() == "There is no centre named “Elsewhere” on this computer."
