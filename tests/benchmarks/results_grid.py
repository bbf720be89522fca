"""A results grid of 10,000 candidates: from the key to the painted window, with a real worker."""

import os
import statistics
import time
from datetime import date
from typing import TYPE_CHECKING

from tests.benchmarks.exam import large_exam
from tests.benchmarks.measure import Measurement
from tests.benchmarks.store import stores
from tests.helpers.marking import exam_day
from wset_desk.services.workspace import Workspace

if TYPE_CHECKING:
    from tests.benchmarks.grid_window import GridWindow, Took

PEOPLE = 10_000
COLUMNS = 12
OPENINGS, EDITS = 9, 40
OPEN_TARGET, SORT_TARGET, EDIT_TARGET = 100.0, 100.0, 25.0
_LARGE, _SMALL = date(2026, 7, 5), date(2026, 7, 4)


def measure() -> list[Measurement]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with stores() as both:
        large_exam(both.workspace, _LARGE, PEOPLE)
        exam_day(both.workspace, level=2, days=[_SMALL], candidates=12)
        return _measure(both.workspace)


def _measure(workspace: Workspace) -> list[Measurement]:
    from tests.benchmarks.bare_grid import BareGrid
    from tests.benchmarks.grid_window import GridWindow

    window = GridWindow(workspace)
    opening = _openings(window)
    sorting = _sortings(window)
    editing = _edits(window)
    window.close()
    bare = BareGrid(PEOPLE, COLUMNS)
    bare_opening = [bare.open() for _ in range(OPENINGS)]
    bare_sorting = [bare.sort(n % COLUMNS) for n in range(2 * COLUMNS)]
    bare_editing = [bare.edit(str(n)) for n in range(EDITS)]
    return [
        Measurement(*opening[:2], OPEN_TARGET, bare_opening, opening[2]),
        Measurement("results grid of 10,000, sort", sorting, SORT_TARGET, bare_sorting),
        Measurement(*editing[:2], EDIT_TARGET, bare_editing, editing[2]),
    ]


Named = tuple[str, list[float], str]


def _openings(window: "GridWindow") -> Named:
    """From Enter in the list of exams; the smaller exam is opened in between."""
    took, whole = [], []
    for _ in range(OPENINGS):
        window.open(1)
        begin = time.perf_counter()
        took.append(window.open(0))
        window.wait_for(window.is_whole)
        whole.append((time.perf_counter() - begin) * 1000)
    assert window.visible_columns() >= COLUMNS
    note = f"{_shares(took)}; all candidates there after {_median(whole)}"
    return "results grid of 10,000, open", [each.painted for each in took], note


def _sortings(window: "GridWindow") -> list[float]:
    """Each column upwards, then downwards."""
    return [
        window.sort(column) for column in range(window.visible_columns()) for _way in ("up", "down")
    ]


def _edits(window: "GridWindow") -> Named:
    """From Enter on a typed mark until it is painted; the worker saves it and reads it again."""
    took, saved = [], []
    window.stand(PEOPLE // 2)
    for number in range(EDITS):
        edit, until_saved = window.edit(f"{10 + number % 40}.{number % 9 + 1}")
        took.append(edit)
        saved.append(until_saved)
    note = f"{_shares(took)}; saved and judged after {_median(saved)}"
    return "results grid of 10,000, edit", [each.painted for each in took], note


def _shares(took: "list[Took]") -> str:
    """What doesn't depend on what else the computer does meanwhile."""
    own, cpu = ([each.own for each in took], [each.cpu for each in took])
    return f"CPU {_median(cpu)}, of it the window's thread {_median(own)}"


def _median(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} ms"
