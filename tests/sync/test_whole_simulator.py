"""Devices that fetch whole centres, are copied, set back and spoilt: when all has healed, everybody
has the same and nothing that was typed is gone."""

from pathlib import Path

import pytest

from tests.helpers.sync_checks import problems
from tests.helpers.sync_whole_world import WholeWorld, few_rows_are_many
from tests.helpers.sync_world import Founded

SEEDS = 4
STEPS = 40


@pytest.mark.parametrize("seed", range(SEEDS))
def test_all_converge_whatever_becomes_of_disks(
    seed: int, founded: Founded, tmp_path: Path
) -> None:
    with few_rows_are_many():
        world = WholeWorld(seed, tmp_path, founded)
        world.run(STEPS)
        assert problems(world) == []
        world.close()
