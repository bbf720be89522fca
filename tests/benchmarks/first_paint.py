"""From the start of the process to the first painted window, warm."""

import os
import subprocess
import sys
import time

from tests.benchmarks.measure import Measurement, folder
from tests.benchmarks.painting import PAINTED

ROUNDS = 12
TARGET = 600.0
_OURS = ("-m", "tests.benchmarks.desk", "first-paint")
_BARE = ("-m", "tests.benchmarks.bare", "window")


def measure() -> list[Measurement]:
    with folder() as data:
        environment = {
            **os.environ,
            "WSET_DESK_DATA": str(data),
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        for command in (_OURS, _BARE):  # warm: files are in the cache, modules compiled
            _until_painted(command, environment)
        ours, bare = [], []
        for _ in range(ROUNDS):  # in turn, so that a busy moment hits both
            ours.append(_until_painted(_OURS, environment))
            bare.append(_until_painted(_BARE, environment))
    return [Measurement("first painted window", ours, TARGET, bare)]


def _until_painted(command: tuple[str, ...], environment: dict[str, str]) -> float:
    begin = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *command], env=environment, stdout=subprocess.PIPE, text=True
    ) as child:
        lines = child.stdout or ()
        for line in lines:
            if line.strip() == PAINTED:
                return (time.perf_counter() - begin) * 1000
    raise RuntimeError(f"{command} ended without a window")
