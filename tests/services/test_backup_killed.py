"""A power cut in the middle of a backup: the last good one is there, and no half one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.backups import PASSPHRASE, Saved, another_computer, centre_to_save
from wset_desk.services.backup_reading import open_backup
from wset_desk.services.restore import restore_backup
from wset_desk.system.clock import FixedClock

MAKER = Path(__file__).parents[1] / "helpers" / "endless_backups.py"


@pytest.fixture
def saved(tmp_path: Path, clock: FixedClock) -> Saved:
    centre = centre_to_save(tmp_path, clock)
    yield centre
    centre.workspace.close()


def killed_at(saved: Saved, share: float) -> list[str]:
    """The names of the backups that a process told of before it was killed in its second."""
    root = str(saved.profile.directory.parents[1])
    arguments = [root, str(saved.folder), saved.source.key.hex()]
    environ = {**os.environ, "PYTHONPATH": str(MAKER.parents[2])}
    with subprocess.Popen(
        [sys.executable, str(MAKER), *arguments], stdout=subprocess.PIPE, text=True, env=environ
    ) as process:
        assert process.stdout is not None
        told: list[str] = []
        for line in process.stdout:
            word = line.strip()
            if word.endswith(".wsetbackup"):
                told.append(word)
            elif told and float(word) >= share:
                break
        process.send_signal(signal.SIGKILL)
        told += [word for word in process.stdout.read().split() if word.endswith("backup")]
    return told


@pytest.mark.parametrize("share", [0.01, 0.4, 0.5, 0.62, 0.9])
def test_the_last_good_backup_is_there_and_no_half_one(
    saved: Saved, tmp_path: Path, clock: FixedClock, share: float
) -> None:
    told = killed_at(saved, share)
    found = sorted(saved.folder.glob("*.wsetbackup"))
    assert told[0] in {file.name for file in found}
    for number, file in enumerate(found):
        other = another_computer(tmp_path / str(number), clock)
        backup = open_backup(file, passphrase=PASSPHRASE)
        assert restore_backup(backup, other, passphrase=PASSPHRASE).store_file.exists()


def test_what_a_killed_backup_left_is_cleared_away_a_day_later(saved: Saved) -> None:
    killed_at(saved, 0.62)
    left = [file for file in saved.folder.iterdir() if file.suffix != ".wsetbackup"]
    left += saved.profile.directory.glob(".scratch-*")
    assert len(left) == 2
    saved.back_up()
    assert all(path.exists() for path in left)
    day = 25 * 60 * 60
    for path in left:
        os.utime(path, (path.stat().st_mtime - day,) * 2)
    saved.back_up()
    assert not any(path.exists() for path in left)
