"""`wset-desk-server`: set up, served, refused; as a process of its own where it has to be one."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests
import typer

from tests.helpers.scripts import ROOT
from wset_desk.cli import app, run, server_app

PASSPHRASE = "a passphrase of the server's"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for everything, and a passphrase for want of a keyring."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE, "utf-8")
    monkeypatch.setenv("WSET_DESK_PASSPHRASE_FILE", str(file))
    return tmp_path / "data"


def server(data: Path, *words: str) -> int:
    return run(server_app, [*words, "--data", str(data)], "wset-desk-server")


def test_every_command_of_the_server_is_explained() -> None:
    commands = typer.main.get_command(server_app).commands  # type: ignore[attr-defined]
    shared = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    page = (ROOT / "resources" / "help" / "server.md").read_text("utf-8")
    told = set(re.findall(r"`wset-desk-server ([\w-]+)", page))
    assert told == set(commands) - set(shared)


def test_it_has_to_be_set_up_first(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert server(data, "serve") == 2
    assert "migrate" in capsys.readouterr().err
    assert server(data, "migrate") == 0
    assert server(data, "migrate") == 0
    assert server(data, "centres") == 0
    assert capsys.readouterr().out.count("revision") == 2


def test_other_computers_are_served_with_tls_alone(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server(data, "migrate")
    assert server(data, "serve", "--host", "0.0.0.0") == 2  # noqa: S104 - it is refused
    assert "TLS" in capsys.readouterr().err


def test_a_centre_that_is_not_there(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server(data, "migrate")
    assert server(data, "enrolment-code", "--centre", "Nowhere") == 2
    assert "centre" in capsys.readouterr().err
    assert server(data, "enrolment-code", "--new-centre") == 0
    assert re.search(r"^\w{4}-\w{4}-\w{4}$", capsys.readouterr().out, re.MULTILINE)


def test_it_serves_until_it_is_told_to_stop(data: Path) -> None:
    server(data, "migrate")
    port = _free_port()
    words = ["serve", "--data", str(data), "--port", str(port)]
    program = "from wset_desk.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env=os.environ,
        text=True,
    )
    with process:
        _wait_until_it_listens(process)
        answer = requests.get(f"http://127.0.0.1:{port}/readyz", timeout=30).json()
        assert answer == {"status": "ok", "revision": "0005"}
        process.send_signal(signal.SIGTERM)
        told, _ = process.communicate(timeout=30)
    assert '"route": "/readyz"' in told
    assert process.returncode in (0, -signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_until_it_listens(process: "subprocess.Popen[str]") -> None:
    """Reads its log so far; that ends, too, if the process does."""
    assert process.stdout is not None
    assert any("running on" in line for line in process.stdout), "it has ended"
