"""Dragging people onto a session with a real mouse, on a real X server."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.x11 import Program, Screen, x_screen

pytestmark = pytest.mark.x11


@pytest.fixture
def screen() -> Iterator[Screen]:
    with x_screen() as found:
        yield found


@pytest.fixture
def program(screen: Screen, tmp_path: Path) -> Iterator[Program]:
    started = Program(screen, "tests.helpers.board_program", str(tmp_path))
    yield started
    started.end()


def tick_both(screen: Screen, program: Program) -> dict[str, Any]:
    """Click the circles of both; answers where things are."""
    places: dict[str, Any] = json.loads(program.wait_for("ready "))
    for number, place in enumerate(places["people"], start=1):
        screen.do("mousemove", "--sync", *place, "click", 1)
        program.wait_for(f"chosen {number}")
    return places


def drag_to_session(screen: Screen, program: Program, places: dict[str, Any]) -> None:
    """Take hold of the second one's card and hold it over the session."""
    screen.do("mousemove", "--sync", *places["name"], "mousedown", 1)
    screen.do("mousemove_relative", "--sync", "--", 12, 4)
    screen.do("mousemove_relative", "--sync", "--", 8, 2)
    program.wait_for("dragging")
    screen.do("mousemove", "--sync", *places["session"])
    screen.do("mousemove_relative", "--sync", "--", 1, 0)
    program.wait_for("over")


def test_the_mouse_drags_both_onto_a_session(screen: Screen, program: Program) -> None:
    drag_to_session(screen, program, tick_both(screen, program))
    screen.do("mouseup", 1)
    program.wait_for("chosen 0")
    screen.do("key", "Shift_L")
    assert program.wait_for("seated ") == "2"


def test_escape_leaves_both_waiting(screen: Screen, program: Program) -> None:
    drag_to_session(screen, program, tick_both(screen, program))
    screen.do("key", "Escape")
    program.wait_for("left")
    screen.do("mouseup", 1)
    screen.do("key", "Shift_L")
    assert program.wait_for("seated ") == "0"
