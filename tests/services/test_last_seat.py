"""The last seat from two programs on one store: one gets it, the other hears that it is gone."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Barrier
from uuid import UUID

from tests.helpers.board import OCTOBER_25, School, held_course
from tests.helpers.stores import found_test_centre
from wset_desk.domain.errors import DomainError
from wset_desk.domain.seating import WaitingKey
from wset_desk.services.board.assigning import assign
from wset_desk.services.board.rows import AssignmentInput
from wset_desk.services.workspace import Workspace
from wset_desk.storage.store import Store
from wset_desk.system.clock import FixedClock

RIVALS = 2
ROOT = Path(__file__).parents[2]


def last_seat(store: Store, clock: FixedClock) -> tuple[School, UUID]:
    """Two who wait, and a session with one seat."""
    school = held_course(found_test_centre(store), clock, people=RIVALS)
    school.miss(1, 2)
    return school, school.exam(OCTOBER_25, seats=1)


@contextmanager
def program(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A program that stands ready to take the seat."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.takes_a_seat", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        try:
            assert said(process) == "ready"
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_two_processes_on_one_sqlite_store(
    sqlite_file_store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    school, exam = last_seat(sqlite_file_store, clock)
    actor = school.workspace.actor
    store = (tmp_path / "store.db", clock.now().isoformat(), actor.centre_id, actor.device_id)
    with ExitStack() as stack:
        rivals = [
            stack.enter_context(program(*store, enrollment, exam))
            for enrollment in school.enrollments
        ]
        for each in rivals:
            go(each)
        answers = sorted(said(each) for each in rivals)
    assert answers == ["SESSION_FULL", "seated"]
    assert school.session(exam).taken == 1
    assert len(school.waiting()) == 1


def test_two_threads_on_one_postgresql_store(postgresql_store: Store, clock: FixedClock) -> None:
    school, exam = last_seat(postgresql_store, clock)
    together = Barrier(RIVALS)

    def take(key: WaitingKey) -> str:
        workspace = Workspace(postgresql_store, school.workspace.actor)
        together.wait()
        try:
            workspace.call(assign, assignments=(AssignmentInput(key, exam),))
        except DomainError as refused:
            return refused.code
        return "seated"

    with ThreadPoolExecutor(RIVALS) as pool:
        answers = sorted(pool.map(take, [school.key(1), school.key(2)]))
    assert answers == ["SESSION_FULL", "seated"]
    assert school.session(exam).taken == 1
    assert len(school.waiting()) == 1
