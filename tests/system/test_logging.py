"""The log tells where an error happened, never what was in a row or a field."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from wset_desk.system import logging as desk_logging
from wset_desk.system.logging import describe_bug, log_bug, start_logging, stop_logging

Records = list[logging.LogRecord]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = start_logging(tmp_path / "log")
    yield tmp_path / "log" / "wset-desk.log"
    stop_logging(handler)


def fail_over(name: str) -> None:
    try:
        raise KeyError(name)
    except KeyError as error:
        raise ValueError(f"no candidate {name}") from error


def caught(name: str) -> ValueError:
    with pytest.raises(ValueError, match=name) as raised:
        fail_over(name)
    return raised.value


def test_a_bug_is_logged_by_place_and_without_its_message(log: Path, stray_log: Records) -> None:
    bug_id = log_bug(caught("Anna Fischer"))
    text = log.read_text("utf-8")
    assert f"bug {bug_id}" in text
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_logging.py" in text
    assert "fail_over" in text
    assert "Anna" not in text.replace("fail_over(name)", "")
    assert [record.name for record in stray_log] == ["wset_desk.bugs"]
    stray_log.clear()


def test_bugs_have_short_ids_of_their_own(stray_log: Records) -> None:
    ids = {log_bug(ValueError()) for _ in range(20)}
    assert len(ids) == 20
    assert all(len(one) == 6 and one.isalnum() for one in ids)
    stray_log.clear()


def test_an_exception_logged_by_anyone_is_without_its_message(
    log: Path, stray_log: Records
) -> None:
    logging.getLogger("library").error("failed", exc_info=caught("Anna Fischer"))
    assert "ValueError" in log.read_text("utf-8")
    assert "no candidate Anna" not in log.read_text("utf-8")
    stray_log.clear()


def test_of_ours_information_is_kept_of_others_only_warnings(log: Path, stray_log: Records) -> None:
    for name in ("wset_desk.storage", "library"):
        logging.getLogger(name).info("information of %s", name)
        logging.getLogger(name).warning("warning of %s", name)
    text = log.read_text("utf-8")
    assert [name in text for name in ("information of wset_desk", "information of library")] == [
        True,
        False,
    ]
    assert text.count("warning of") == 2
    stray_log.clear()


def test_a_line_begins_with_its_instant_in_utc(log: Path) -> None:
    logging.getLogger("wset_desk").info("started")
    assert log.read_text("utf-8").split()[0].endswith("+00:00")


def test_the_log_rotates(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = next(
        h for h in logging.getLogger().handlers if getattr(h, "baseFilename", "") == str(log)
    )
    monkeypatch.setattr(handler, "maxBytes", 200)
    for _ in range(20):
        logging.getLogger("wset_desk").info("a line of some length, so that the file is soon full")
    assert len(list(log.parent.iterdir())) == desk_logging._FILES_KEPT + 1


def test_a_stopped_log_takes_nothing_more(tmp_path: Path) -> None:
    handler = start_logging(tmp_path)
    logging.getLogger("wset_desk").info("first")
    stop_logging(handler)
    logging.getLogger("wset_desk").info("second")
    assert "second" not in (tmp_path / "wset-desk.log").read_text("utf-8")


def test_an_operating_system_error_is_told_by_its_number_only() -> None:
    described = describe_bug(FileNotFoundError(2, "No such file", "/home/anna/marks.csv"))
    assert described == "builtins.FileNotFoundError (ENOENT)"


def test_errors_that_cause_each_other_end() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert describe_bug(one).count("raised from") == 1
