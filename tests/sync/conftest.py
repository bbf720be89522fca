"""The world with which each simulation begins, made once."""

import pytest

from tests.helpers.sync_founding import found_world
from tests.helpers.sync_world import Founded


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    return found_world(tmp_path_factory.mktemp("world"))
