"""`wset-desk audit export FILE`, run as a person would, on a real profile."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.profiles import key_store, set_up
from tests.helpers.stores import NOW, PASSWORD
from wset_desk.cli import app, run
from wset_desk.exchange.tabular import read_table
from wset_desk.services.candidates import add_candidate
from wset_desk.system.clock import FixedClock

PASSPHRASE = "five small words in a row"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def export(
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Exit status, standard output and standard error of an export in a centre with one
    candidate."""
    centre = set_up(tmp_path / "data", clock, key_store(), passphrase=PASSPHRASE)
    centre.workspace.call(add_candidate, first_name="=1+1", last_name="Silva")
    centre.workspace.close()
    for variable, secret in (("PASSPHRASE", PASSPHRASE), ("PASSWORD", PASSWORD)):
        file = tmp_path / variable
        file.write_text(secret, encoding="utf-8")
        monkeypatch.setenv(f"WSET_DESK_{variable}_FILE", str(file))
    monkeypatch.setenv("WSET_DESK_NOW", NOW.isoformat())

    def call(*arguments: str) -> tuple[int, str, str]:
        status = run(app, ["audit", "export", *arguments, "--user", "ada"], "wset-desk")
        out, err = capsys.readouterr()
        return status, out.strip(), err.strip()

    return call


def rows_of(path: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table(path).rows]


def test_no_cell_is_a_formula(export: Run, tmp_path: Path) -> None:
    export(str(tmp_path / "log.csv"))
    assert ",'=1+1," in (tmp_path / "log.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_every_change_is_a_row_with_the_specifications_names(
    export: Run, tmp_path: Path, name: str
) -> None:
    status, out, _err = export(str(tmp_path / name))
    headings, *rows = rows_of(tmp_path / name)
    assert (status, out) == (0, f"{len(rows)} changes are in {tmp_path / name}")
    assert headings[:8] == (
        *("Time", "Time in UTC", "Person", "Action"),
        *("Kind of record", "Record", "Change", "Field"),
    )
    typed = {row[9] for row in rows if (row[4], row[7]) == ("candidates", "first_name")}
    assert typed == {"=1+1"}
    assert {row[9] for row in rows if row[7] == "password_hash"} == {"•••"}


def test_days_limit_it(export: Run, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    status, out, _err = export(str(file), "--from", "2026-08-02")
    assert (status, out) == (0, f"0 changes are in {file}")
    status, _out, _err = export(str(file), "--from", "2026-08-01", "--to", "1 Aug 2026")
    assert status == 0
    assert len(rows_of(file)) > 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("log.pdf",), "A table is written to a file that ends in one of: .csv .xlsx."),
        (("log.csv", "--from", "soon"), "“soon” isn't a date such as 5 Sep 1990 or 05/09/1990."),
    ],
)
def test_what_cant_be_done_is_said_in_a_line(
    export: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    file, *options = arguments
    assert export(str(tmp_path / file), *options) == (2, "", said)
    assert not (tmp_path / file).exists()
