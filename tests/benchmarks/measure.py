"""What a benchmark answers, and the table in which they stand side by side."""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True)
class Measurement:
    """Milliseconds of ours and of a bare Qt + SQLAlchemy program that does the least of it.

    `target` is what ours may take at the median; `note` a fact that was checked on the way.
    """

    name: str
    ours: Sequence[float]
    target: float
    bare: Sequence[float] = ()
    note: str = ""

    @property
    def met(self) -> bool:
        return statistics.median(self.ours) <= self.target


def table(measurements: Iterable[Measurement]) -> Iterator[str]:
    """Median and spread (the middle half, then the slowest) in lines."""
    yield f"{'':32}{'ours, ms':>34}{'bare, ms':>34}{'target':>9}"
    for each in measurements:
        verdict = "met" if each.met else "MISSED"
        yield (
            f"{each.name:32}{_spread(each.ours):>34}{_spread(each.bare):>34}"
            f"{each.target:>9g}  {verdict}  {each.note}".rstrip()
        )


def _spread(values: Sequence[float]) -> str:
    if not values:
        return "-"
    low, middle, high = statistics.quantiles(values, n=4) if len(values) > 1 else values * 3
    return f"{middle:.2f} [{low:.2f}-{high:.2f}] {max(values):.1f}"


def timed(action: Callable[[], object], *, cpu: bool = False) -> float:
    """Milliseconds of wall time, or of this process's CPU time."""
    clock = time.process_time if cpu else time.perf_counter
    begin = clock()
    action()
    return (clock() - begin) * 1000


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with TemporaryDirectory(prefix="wset-desk-benchmark-") as name:
        yield Path(name)
