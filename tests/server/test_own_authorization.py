"""Every route of a desk's own server beyond those of any server × everybody who may ask: its desk
alone is answered. Taken from the router, as in test_authorization."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
import requests
import uvicorn

from tests.helpers.callers import bearing
from tests.helpers.stores import NOW, sqlite_store
from tests.helpers.web_server import serving_app
from tests.server.test_authorization import CALLERS, Premises
from wset_desk.server.app import create_app
from wset_desk.server.beside_desk import own_app
from wset_desk.services.own_server import OwnServer
from wset_desk.storage.store import Store
from wset_desk.system.clock import FixedClock

_NO_STORE = cast(Store, None)
_TOLD = OwnServer(Path("nowhere"), b"s" * 32)
OWN_PATHS = sorted(
    own_app(_TOLD, _NO_STORE).openapi()["paths"].keys()
    - create_app(_NO_STORE).openapi()["paths"].keys()
)


@pytest.fixture(scope="module")
def premises(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    path = tmp_path_factory.mktemp("own") / "server.db"
    store = replace(sqlite_store(path, sqlite_template, FixedClock(NOW)), is_server=True)
    yield Premises(store)
    store.close()


@pytest.fixture(scope="module")
def address(premises: Premises) -> Iterator[str]:
    app = own_app(_TOLD, premises.store)
    with serving_app(uvicorn.Config(app, log_config=None)) as port:
        yield f"http://127.0.0.1:{port}"


def test_there_are_such_routes() -> None:
    assert len(OWN_PATHS) >= 6
    assert all(path.startswith("/api/own/") for path in OWN_PATHS)


@pytest.mark.parametrize("path", OWN_PATHS)
def test_no_other_computer_is_answered(premises: Premises, address: str, path: str) -> None:
    told = set()
    for caller in CALLERS:
        answer = requests.post(
            address + path, json={}, headers=bearing(premises.tokens[caller]), timeout=30
        )
        told.add((answer.status_code, answer.json()["code"]))
    assert told == {(401, "TOKEN_UNKNOWN")}


def test_its_desk_is_answered(address: str) -> None:
    answer = requests.post(address + "/api/own/standing", headers=bearing(_TOLD.token), timeout=30)
    assert answer.ok
