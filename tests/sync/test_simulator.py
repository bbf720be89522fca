"""Devices that crash, messages that are lost, doubled and late, a server restored from its backup:
when all has healed, everybody has the same and nothing that was typed is gone."""

from pathlib import Path

import pytest

from tests.helpers.sync_checks import problems
from tests.helpers.sync_world import Founded, World

SEEDS = 100
"""What fits into a minute of one core; many_seeds tells a hundred thousand."""
STEPS = 40
FOUND = (9017,)
"""Told by many_seeds: what a restored server had lost waited, but wasn't to be seen."""


@pytest.mark.parametrize("seed", [*range(SEEDS), *FOUND])
def test_all_converge_and_nothing_is_lost(seed: int, founded: Founded, tmp_path: Path) -> None:
    world = World(seed, tmp_path, founded)
    world.run(STEPS)
    assert problems(world) == []
    world.close()
