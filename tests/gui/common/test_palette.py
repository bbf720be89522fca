"""Ctrl+K: letters find commands, the keyboard picks, late answers are dropped."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import unnamed_controls
from ui.common.commands import Command, best_commands, fuzzy_score
from ui.common.palette import CommandPalette, Found

done: list[str] = []


def command(text: str) -> Command:
    return Command(text, lambda: done.append(text), "plus")


COMMANDS = [command(text) for text in ("New course session", "Go to Courses", "Lock", "Settings")]


class SlowSearch:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Found]] = []

    def __call__(self, text: str, found: Found) -> None:
        self.asked.append((text, found))

    def answer(self, number: int, commands: Sequence[Command]) -> None:
        self.asked[number][1](commands)


@pytest.fixture
def search() -> SlowSearch:
    done.clear()
    return SlowSearch()


@pytest.fixture
def palette(shown: Callable[..., QWidget], search: SlowSearch) -> CommandPalette:
    made = CommandPalette(shown(QWidget(), 1000, 700), COMMANDS, search)
    made.open()
    return made


def texts(palette: CommandPalette) -> list[str]:
    model = palette.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_everything_is_offered_at_first(
    palette: CommandPalette, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(palette.list.model())
    assert texts(palette) == [command.text for command in COMMANDS]
    assert unnamed_controls(palette) == []


def test_a_few_letters_find_and_enter_runs(palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.line, "cour")
    assert texts(palette) == ["New course session", "Go to Courses"]
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert done == ["Go to Courses"]
    assert not palette.is_open


def test_what_the_store_knows_comes_after_and_late_answers_are_dropped(
    palette: CommandPalette, search: SlowSearch, qtbot: QtBot
) -> None:
    qtbot.keyClicks(palette.line, "loc")
    search.answer(0, [command("Lotte Berg")])
    assert texts(palette) == ["Lock"]
    search.answer(1, [command("Rosa Locke")])
    assert texts(palette) == ["Lock", "Rosa Locke"]


def test_finding_nothing_is_said_and_enter_does_nothing(
    palette: CommandPalette, qtbot: QtBot
) -> None:
    qtbot.keyClicks(palette.line, "zzz")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert (texts(palette), done) == ([], [])
    assert palette.is_open
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.is_open


@pytest.mark.parametrize(
    ("needle", "better", "worse"),
    [
        ("cour", "Go to Courses", "Recourse"),
        ("gtc", "Go to Courses", "Right click"),
        ("lock", "Lock", "Clock the session"),
    ],
)
def test_words_beat_scattered_letters(needle: str, better: str, worse: str) -> None:
    scores = fuzzy_score(needle, better), fuzzy_score(needle, worse)
    assert scores[0] is not None
    assert scores[1] is None or scores[0] > scores[1]


def test_letters_in_another_order_do_not_fit() -> None:
    assert fuzzy_score("kcol", "Lock") is None
    assert best_commands("kcol", COMMANDS, 5) == []
