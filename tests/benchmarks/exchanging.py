"""Ten thousand rows of each kind: brought in from a file as a command does it, and taken out.

CPU time: nothing waits for anything but the last write, and it is the same on a busy computer.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from itertools import product
from pathlib import Path

from tests.benchmarks.centre_files import ROWS, catalogue, centre
from tests.benchmarks.measure import Measurement, folder, timed
from tests.benchmarks.store import stores
from tests.helpers.exchange import bring_in, export_of, written
from wset_desk.domain.file_fields import FileKind
from wset_desk.services.exports import Export
from wset_desk.services.workspace import Workspace

ENDINGS = ("csv", "xlsx")
ROUNDS = 3
TARGET = 5000.0
_HALF = ROWS // 2


def measure() -> list[Measurement]:
    times: dict[str, list[float]] = defaultdict(list)
    with folder() as place:
        for ending, _, files in product(ENDINGS, range(ROUNDS), (catalogue, centre)):
            with stores() as both:
                _through(both.workspace, files(), place / f"file.{ending}", times)
    return [Measurement(name, taken, TARGET) for name, taken in times.items()]


def _through(
    workspace: Workspace,
    files: Iterable[tuple[FileKind, Export]],
    path: Path,
    times: dict[str, list[float]],
) -> None:
    """Bring each file in and take its kind out again; what is of another size isn't measured."""
    for kind, export in files:
        written(path, kind, export)
        came_in = timed(partial(_bring_in, workspace, path, kind, len(export.rows)), cpu=True)
        went_out = timed(partial(_take_out, workspace, path, kind), cpu=True)
        if len(export.rows) > _HALF:
            times[f"10,000 {kind} in, {path.suffix[1:]}"].append(came_in)
            times[f"10,000 {kind} out, {path.suffix[1:]}"].append(went_out)


def _bring_in(workspace: Workspace, path: Path, kind: FileKind, rows: int) -> None:
    found = bring_in(workspace, path, kind)
    assert (found.new, found.in_file) == (rows, rows)


def _take_out(workspace: Workspace, path: Path, kind: FileKind) -> None:
    written(path, kind, export_of(workspace, kind))
