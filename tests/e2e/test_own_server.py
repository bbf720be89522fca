"""A desk and the server that it has for itself, as real processes.

The longer one: `.venv/bin/python -m pytest tests/e2e/test_own_server.py -m slow -n0`.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.profiles import key_store, set_up
from tests.helpers.replay import rows_of
from tests.helpers.scripts import ROOT
from tests.helpers.web_server import serving
from tests.sync.test_over_http import empty_store
from wset_desk.cli import app, run
from wset_desk.sync.letting_in import new_code
from wset_desk.system.clock import FixedClock

PASSPHRASE = "five small words in a row"
WITHIN = 20.0


@pytest.fixture
def data(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a computer on which a centre was set up, with a candidate."""
    centre = set_up(tmp_path / "data", clock, key_store(), passphrase=PASSPHRASE)
    ExamCentre(centre.workspace).candidate("Ann Lee")
    centre.workspace.close()
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE, "utf-8")
    monkeypatch.setenv("WSET_DESK_PASSPHRASE_FILE", str(file))
    return tmp_path / "data"


Desk = subprocess.Popen[str]


@pytest.mark.slow
def test_the_command_line_hands_over_what_the_own_server_has(
    data: Path, tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with desk(data) as process:
        wait_for(process, "saved 0 0")
    central = replace(empty_store(tmp_path / "central.db", clock), is_server=True)
    with serving(central) as address:
        words = ["connect", address, "--code", new_code(central, None), "--data", str(data)]
        assert run(app, words, "wset-desk") == 0
    assert "0 changes sent" in capsys.readouterr().out
    assert [len(rows_of(central)[table]) for table in ("centres", "candidates")] == [1, 1]
    central.close()


@contextmanager
def desk(data: Path) -> Iterator[Desk]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.desk_program", str(data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(process: Desk, line: str) -> None:
    assert process.stdout is not None
    assert any(said.startswith(line) for said in process.stdout), "it has ended"


def servers_of(process: Desk) -> list[psutil.Process]:
    children = psutil.Process(process.pid).children()
    return [each for each in children if "serve-desk" in each.cmdline()]


def test_the_server_lives_and_dies_with_its_desk(data: Path) -> None:
    with desk(data) as first:
        wait_for(first, "server")
        (server,) = servers_of(first)
        told = " ".join([*server.cmdline(), *server.environ().values()])
        assert not re.search(r"\b[0-9a-f]{64}\b", told), "its secret is no word there"
        server.kill()
        wait_for(first, "server")
        (anew,) = servers_of(first)
        assert anew != server
        with desk(data) as second:
            wait_for(second, "saved 0 0")
            assert servers_of(second) == []
            first.kill()
            anew.wait(WITHIN)
