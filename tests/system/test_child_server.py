"""A server that is a child of the program: begun, begun anew, never begun twice, ended."""

import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from wset_desk.system.child_server import ChildServer

SERVES = "import sys; sys.stdin.readline(); print('ready', flush=True); sys.stdin.read()"
BREAKS = "import sys; sys.stdin.readline(); print('ready', flush=True); sys.exit(1)"
STAYS = f"{SERVES}; print('stays', flush=True); import time; time.sleep(60)"
WITHIN = 20.0


class Heard:
    """Counts what was called, and waits for the next."""

    def __init__(self) -> None:
        self.calls = threading.Semaphore(0)

    def __call__(self) -> None:
        self.calls.release()

    def wait(self) -> None:
        assert self.calls.acquire(timeout=WITHIN)


Begin = Callable[..., ChildServer]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def begin(heard: Heard) -> Iterator[Begin]:
    begun: list[ChildServer] = []

    def begin(
        program: str,
        answers: Callable[[], bool] = lambda: False,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> ChildServer:
        child = ChildServer(
            [sys.executable, "-IS", "-c", program],
            lambda: "what to be",
            is_answering=answers,
            on_ready=heard,
            is_wanted=is_wanted,
            starts_after=0,
            first_pause=0.01,
        )
        begun.append(child)
        child.start()
        return child

    yield begin
    for child in begun:
        child.stop()


def test_it_ends_with_the_program(begin: Begin, heard: Heard) -> None:
    child = begin(SERVES)
    heard.wait()
    assert child.pid is not None
    child.stop()
    assert child.pid is None


def test_one_that_breaks_is_begun_anew(begin: Begin, heard: Heard) -> None:
    begin(BREAKS)
    for _ in range(3):
        heard.wait()


def test_where_one_answers_none_is_begun(begin: Begin, heard: Heard) -> None:
    child = begin(SERVES, answers=lambda: True)
    heard.wait()
    assert child.pid is None


def test_one_that_is_not_wanted_any_more_is_not_begun_anew(begin: Begin, heard: Heard) -> None:
    answers = iter([True, False])
    child = begin(BREAKS, is_wanted=lambda: next(answers))
    heard.wait()
    child._thread.join(WITHIN)
    assert child.pid is None


def test_one_on_which_people_depend_is_left_alone(begin: Begin, heard: Heard) -> None:
    child = begin(STAYS)
    heard.wait()
    child.stop()
    process = child._process
    assert process is not None
    assert process.poll() is None
    process.kill()
    process.wait()
