"""From the click on "Sign in" to the calendar with its data, in the sample centre."""

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Measurement, folder
from tests.helpers.profiles import key_store
from wset_desk.services.demo.build import build_sample
from wset_desk.system.keys import SAMPLE_PASSPHRASE

ROUNDS = 7
TARGET = 1500.0


def measure() -> list[Measurement]:
    with folder() as data:
        keys = key_store()
        profile = build_sample(keys=keys, root=data)
        key = keys.unlock(profile, SAMPLE_PASSPHRASE).hex()
        bare_command = ("tests.benchmarks.bare", "month", str(profile.store_file), key)
        ours, bare = [], []
        for _ in range(ROUNDS):
            ours.append(_ready(("tests.benchmarks.desk", "calendar"), data))
            bare.append(_ready(bare_command, data))
    return [Measurement("sign-in to calendar with data", ours, TARGET, bare)]


def _ready(module: tuple[str, ...], data: Path) -> float:
    """What the child measured between its two moments."""
    environment = {
        **os.environ,
        "WSET_DESK_DATA": str(data),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    answer = subprocess.run(
        [sys.executable, "-m", *module], env=environment, capture_output=True, text=True, check=True
    )
    lines = (line.split() for line in answer.stdout.splitlines())
    return next(float(words[1]) for words in lines if words and words[0] == "ready")
