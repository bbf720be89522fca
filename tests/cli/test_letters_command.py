"""`wset-desk letters` and `wset-desk exam-papers`, run as a person would, on a real profile."""

from pathlib import Path

import pytest

from tests.helpers.marking import exam_day
from tests.helpers.pdfs import page_texts, pdf_text
from tests.helpers.profiles import key_store, set_up
from tests.helpers.stores import NOW, PASSWORD
from wset_desk.cli import app, run
from wset_desk.services.candidates import find_candidates
from wset_desk.system.clock import FixedClock

PASSPHRASE = "five small words in a row"


@pytest.fixture
def number(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of the first of three people who are booked for 6 September."""
    centre = set_up(tmp_path / "data", clock, key_store(), passphrase=PASSPHRASE)
    exam_day(centre.workspace, candidates=3)
    (row,) = centre.workspace.run(find_candidates, text="Byrne").rows
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


def test_a_letter_is_written(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letter.pdf"
    typed = f" {number.lower()} "
    arguments = ("letters", "booking_confirmation", "--number", typed, "--out", str(file))
    assert command(*arguments) == 0
    assert capsys.readouterr().out.strip() == f"1 page is in {file}"
    assert "Dear Aoife Byrne," in pdf_text(file.read_bytes())


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("result_slip", "No result is released yet"),
        ("receipt", "Nothing was paid"),
        ("enquiry_outcome", "There is no enquiry"),
    ],
)
def test_why_there_is_no_letter_is_said(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, why: str
) -> None:
    file = tmp_path / "letter.pdf"
    assert command("letters", kind, "--number", number, "--out", str(file)) == 2
    assert why in capsys.readouterr().err
    assert not file.exists()


def test_nobody_has_the_number(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("letters", "receipt", "--number", "X1", "--out", str(tmp_path / "x.pdf"))
    assert command(*arguments) == 2
    assert "Nobody is known as “X1”" in capsys.readouterr().err


def test_the_papers_of_a_day_are_one_file(number: str, tmp_path: Path) -> None:
    file = tmp_path / "register.pdf"
    arguments = ("exam-papers", "register", "--day", "2026-09-06", "--out", str(file))
    assert command(*arguments) == 0
    (page,) = page_texts(file.read_bytes())
    assert "Aoife Byrne" in page


@pytest.mark.parametrize("day", ["2026-09-07", "some day"])
def test_a_day_without_exams_is_refused(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    arguments = ("exam-papers", "register", "--day", day, "--out", str(tmp_path / "x.pdf"))
    assert command(*arguments) == 2
    assert capsys.readouterr().err.strip()
