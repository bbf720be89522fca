"""Whatever the grid showed as saved is there after a power cut, at whichever key it came."""

import os
import signal
import subprocess
import sys
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.helpers import endless_marks
from tests.helpers.marking import at, exam_day, invigilator
from tests.helpers.result_life import versions_of
from tests.helpers.stores import found_test_centre
from wset_desk.domain.catalogue import Component
from wset_desk.services.workspace import Workspace
from wset_desk.storage.store import Store
from wset_desk.system.clock import FixedClock

TYPIST = Path(endless_marks.__file__)
CANDIDATES = 7


@pytest.mark.parametrize("saved_before_the_end", [1, 9, 30])
def test_no_mark_that_was_saved_is_lost(
    sqlite_file_store: Store, tmp_path: Path, clock: FixedClock, saved_before_the_end: int
) -> None:
    desk = found_test_centre(sqlite_file_store)
    day = exam_day(desk, candidates=CANDIDATES)
    clock.instant = at(date(2026, 9, 6))
    kim = invigilator(desk, *day.papers.values())
    saved = _saved_until_killed(kim, day.course_session_id, tmp_path, saved_before_the_end)
    assert len(saved) >= saved_before_the_end
    with desk.store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    told: dict[int, list[Decimal]] = defaultdict(list)
    for line in saved:
        row, mark = line.split()
        told[int(row)].append(Decimal(mark))
    by_name = dict(enumerate(day.registrations[Component.THEORY]))
    for row, marks in told.items():
        kept = [version.score for version in versions_of(desk, by_name[row])]
        assert kept[: len(marks)] == marks
        assert len(kept) <= len(marks) + 1, "at most the one that was under way"


def _saved_until_killed(
    kim: Workspace, course_session_id: object, folder: Path, count: int
) -> list[str]:
    """What the typist's program said to be saved before it was killed."""
    actor = kim.actor
    ids = (actor.centre_id, actor.device_id, actor.staff_id, course_session_id)
    arguments = [str(folder / "store.db"), at(date(2026, 9, 6)).isoformat(), *map(str, ids)]
    with subprocess.Popen(
        [sys.executable, str(TYPIST), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(TYPIST.parents[2]),
            "QT_QPA_PLATFORM": "offscreen",
        },
    ) as process:
        assert process.stdout is not None
        saved = [process.stdout.readline().strip() for _ in range(count)]
        process.send_signal(signal.SIGKILL)
        return [*saved, *process.stdout.read().splitlines()]
