"""An invigilator's computer among desks, while everything goes wrong: in the end it has exactly the
rows of its exams, and nothing that was typed at it is gone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.sync_invigilator import InvigilatorsWorld, invigilators_problems
from tests.helpers.sync_world import Founded
from wset_desk.sync import reaching, scopes

SEEDS = 4
STEPS = 40
MOST_SEEDS = 20


def _run(seed: int, founded: Founded, folder: Path) -> list[str]:
    folder.mkdir(exist_ok=True)
    world = InvigilatorsWorld(seed, folder, founded)
    try:
        world.run(STEPS)
        return invigilators_problems(world)
    finally:
        world.close()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_it_has_what_it_should_and_nothing_is_lost(
    seed: int, founded: Founded, tmp_path: Path
) -> None:
    assert _run(seed, founded, tmp_path) == []


def what_leaves_stays(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(scopes, "_gone", lambda *_: set())


def who_comes_with_a_booking_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A candidate is sent when they change themselves, not when they are booked."""
    right = reaching.session_rows

    def careless(uow: Any, session_id: Any) -> Any:
        reach = right(uow, session_id)
        for key in reach:
            if key[0] == "candidates":
                reach[key] = min(reach[key], 1)
        return reach

    patch.setattr("wset_desk.sync.scopes.session_rows", careless)


@pytest.mark.parametrize("plant", [what_leaves_stays, who_comes_with_a_booking_is_forgotten])
def test_a_planted_mistake_is_found(
    plant: Callable[[pytest.MonkeyPatch], None],
    founded: Founded,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plant(monkeypatch)
    assert any(_run(seed, founded, tmp_path / str(seed)) for seed in range(1, MOST_SEEDS))
