"""`python -m tests.sync.many_seeds [COUNT [FIRST]]`: as many stories as there is time for.

Each seed from FIRST on is a run of the simulator, on all cores at once; the seeds that break a
promise are told, and the command fails. A hundred thousand by default: a night on a few cores. Now
and then it says how far it has come; whoever stops it (Ctrl+C) is told how to go on from there.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.helpers.sync_checks import problems
from tests.helpers.sync_founding import found_world
from tests.helpers.sync_world import Founded, World

COUNT = 100_000
STEPS = 40
_AT_ONCE = 5
_TOLD_EVERY = 500


def main(arguments: Sequence[str]) -> int:
    count, first = (*map(int, arguments), *(COUNT, 0)[len(arguments) :])
    done = broken = 0
    begun = time.monotonic()
    with TemporaryDirectory(prefix="wset-desk-seeds-") as name:
        try:
            for found in _found(_Run(found_world(Path(name))), range(first, first + count)):
                done, broken = done + 1, broken + bool(found)
                sys.stdout.writelines(f"{each}\n" for each in found)
                if done % _TOLD_EVERY == 0:
                    _tell(f"{done:,} of {count:,} seeds, {_left(begun, done, count)} left")
        except KeyboardInterrupt:
            _tell(f"go on with: python -m tests.sync.many_seeds {count - done} {first + done}")
    sys.stdout.write(f"{done} seeds from {first}: {broken} broke a promise\n")
    return 1 if broken or done < count else 0


def _found(run: "_Run", seeds: range) -> Iterator[list[str]]:
    """What was wrong with each seed, in their order."""
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, initializer=_leave_stopping_to_the_first) as pool:
        waiting = iter(seeds)
        # a few at a time: who stops it doesn't wait for a hundred thousand
        while some := list(islice(waiting, cores * _AT_ONCE * 4)):
            yield from pool.map(run, some, chunksize=_AT_ONCE)


def _leave_stopping_to_the_first() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _left(begun: float, done: int, count: int) -> str:
    minutes = (time.monotonic() - begun) / done * (count - done) / 60
    return f"{minutes // 60:.0f} h {minutes % 60:.0f} min"


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


@dataclass(frozen=True)
class _Run:
    """One seed; answers what was wrong."""

    founded: Founded

    def __call__(self, seed: int) -> list[str]:
        with TemporaryDirectory(prefix="wset-desk-seed-") as name:
            world = World(seed, Path(name), self.founded)
            world.run(STEPS)
            found = problems(world)
            world.close()
        return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
