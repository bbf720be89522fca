"""Makes one backup after the other until it is killed, and prints the name of each."""

import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from wset_desk.services.backups import BackupSource, back_up
from wset_desk.storage.engine import open_sqlite
from wset_desk.system.paths import list_profiles


def back_up_for_ever(root: str, folder: str, key: str) -> None:
    profile = list_profiles(Path(root))[0]
    raw = bytes.fromhex(key)
    source = BackupSource(profile, open_sqlite(profile.store_file, raw), raw)
    start = datetime(2026, 8, 1, 9, tzinfo=UTC)
    for number in count():
        file = back_up(source, Path(folder), start + timedelta(minutes=number), report=say)
        sys.stdout.write(f"{file.name}\n")
        sys.stdout.flush()


def say(share: float) -> None:
    sys.stdout.write(f"{share}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    back_up_for_ever(*sys.argv[1:])
