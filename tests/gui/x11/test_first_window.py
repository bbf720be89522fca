"""The first minutes with a real mouse and keyboard, on a real X server, in a process of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.x11 import Program, Screen, x_screen
from wset_desk.system import sample

pytestmark = pytest.mark.x11


@pytest.fixture
def screen() -> Iterator[Screen]:
    with x_screen() as found:
        yield found


@pytest.fixture
def program(screen: Screen, tmp_path: Path) -> Iterator[Program]:
    started = Program(screen, "tests.helpers.first_program", "--data", str(tmp_path))
    yield started
    started.end()


def test_from_the_first_paint_to_the_sample_centres_desk(
    screen: Screen, program: Program, tmp_path: Path
) -> None:
    button = json.loads(program.wait_for("page WelcomePage"))
    screen.do("mousemove", "--sync", *button, "click", 1)
    program.wait_for("page SignInPage")
    screen.do("type", "--delay", 20, sample.SIGN_INS[0].username)
    screen.do("key", "Tab")
    screen.do("type", "--delay", 20, sample.PASSWORD)
    screen.do("key", "Return")
    program.wait_for("page DeskPage")
    (description,) = (tmp_path / "profiles").glob("*/profile.json")
    assert json.loads(description.read_text("utf-8"))["name"] == sample.NAME
