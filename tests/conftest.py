"""What holds for every test: no settings of this computer's, no stray log record, no chance."""

import logging
import os
import random
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["tests.helpers.store_fixtures"]

NULL_KEYRING = "keyring.backends.null.Keyring"

# The library chooses its backend once a process.
os.environ["PYTHON_KEYRING_BACKEND"] = NULL_KEYRING
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("searching", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what this computer is set to, and what lies on it, out of the test."""
    for name in os.environ:
        if name.startswith("WSET_DESK_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("WSET_DESK_DATA", str(tmp_path / "data"))
    random.seed(7)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def stray_log() -> Iterator[list[logging.LogRecord]]:
    """Warnings and errors logged meanwhile: a test that expects one looks and clears the list."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield collector.records
    logging.getLogger().removeHandler(collector)
    assert [record.getMessage() for record in collector.records] == []


@pytest.fixture
def random_source() -> random.Random:
    """The same numbers in every run."""
    return random.Random(7)
