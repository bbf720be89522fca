"""Dragging in the calendar with a real mouse, on a real X server."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.x11 import Program, Screen, x_screen

pytestmark = pytest.mark.x11


@pytest.fixture
def screen() -> Iterator[Screen]:
    with x_screen() as found:
        yield found


@pytest.fixture
def program(screen: Screen, tmp_path: Path) -> Iterator[Program]:
    started = Program(screen, "tests.helpers.calendar_program", str(tmp_path))
    yield started
    started.end()


def drag_to_goal(screen: Screen, program: Program) -> None:
    """Take hold of the chip and hold it over 14 August."""
    places = json.loads(program.wait_for("ready "))
    screen.do("mousemove", "--sync", *places["chip"], "mousedown", 1)
    screen.do("mousemove_relative", "--sync", "--", 12, 4)
    screen.do("mousemove_relative", "--sync", "--", 8, 2)
    program.wait_for("dragging")
    screen.do("mousemove", "--sync", *places["goal"])
    screen.do("mousemove_relative", "--sync", "--", 1, 0)
    program.wait_for("over 2026-08-14")


def test_the_mouse_moves_a_session_to_another_day(screen: Screen, program: Program) -> None:
    drag_to_goal(screen, program)
    screen.do("mouseup", 1)
    screen.do("key", "Shift_L")
    assert program.wait_for("on ") == "2026-08-14"


def test_escape_leaves_the_session_where_it_was(screen: Screen, program: Program) -> None:
    drag_to_goal(screen, program)
    screen.do("key", "Escape")
    program.wait_for("left")
    screen.do("mouseup", 1)
    screen.do("key", "Shift_L")
    assert program.wait_for("on ") == "2026-08-12"
