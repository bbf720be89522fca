"""A centre on a server, and the server's address."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.helpers.stores import found_test_centre
from tests.helpers.web_server import serving
from wset_desk.services.workspace import Workspace
from wset_desk.storage.store import Store


@pytest.fixture
def centre(store: Store) -> Workspace:
    """A centre on a server, on each database."""
    return found_test_centre(replace(store, is_server=True))


@pytest.fixture
def small_centre(sqlite_file_store: Store) -> Workspace:
    """A centre on a server, where the database doesn't matter."""
    return found_test_centre(replace(sqlite_file_store, is_server=True))


@pytest.fixture
def address(centre: Workspace) -> Iterator[str]:
    with serving(centre.store) as address:
        yield address
