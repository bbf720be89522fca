"""`python -m tests.sync.many_seeds [COUNT [FIRST]]`: as many stories as there is time for.

Each seed from FIRST on is a run of the simulator; the seeds that break a promise are told, and the
command fails. A hundred thousand by default: a night on a few cores.
"""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.helpers.sync_checks import problems
from tests.helpers.sync_founding import found_world
from tests.helpers.sync_world import Founded, World

COUNT = 100_000
STEPS = 40
_AT_ONCE = 20


def main(arguments: Sequence[str]) -> int:
    count, first = (*map(int, arguments), *(COUNT, 0)[len(arguments) :])
    broken = 0
    with TemporaryDirectory(prefix="wset-desk-seeds-") as name:
        founded = found_world(Path(name))
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            seeds = range(first, first + count)
            for found in pool.map(_Run(founded), seeds, chunksize=_AT_ONCE):
                broken += bool(found)
                sys.stdout.writelines(f"{each}\n" for each in found)
    sys.stdout.write(f"{count} seeds from {first}: {broken} broke a promise\n")
    return 1 if broken else 0


class _Run:
    """One seed; answers what was wrong."""

    def __init__(self, founded: Founded) -> None:
        self._founded = founded

    def __call__(self, seed: int) -> list[str]:
        with TemporaryDirectory(prefix="wset-desk-seed-") as name:
            world = World(seed, Path(name), self._founded)
            world.run(STEPS)
            found = problems(world)
            world.close()
        return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
