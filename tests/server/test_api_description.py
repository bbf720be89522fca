"""What the server says of its own API, tried out: made-up requests by the rules, and against them.

More of them: `.venv/bin/python -m pytest tests/server/test_api_description.py -m slow`.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests.helpers.callers import bearing, greeting, let_in
from tests.helpers.stores import NOW, PASSWORDS, found_test_centre, sqlite_store
from wset_desk.server.app import create_app
from wset_desk.server.patience import Patience
from wset_desk.storage.store import Store
from wset_desk.sync import signing_in
from wset_desk.sync.hub import Hub
from wset_desk.sync.messages import HelloRequest
from wset_desk.system.clock import FixedClock

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
FEW, MANY = 12, 1000
TOO_LARGE = 413
_DESCRIBED: dict[str, Any] = create_app(cast(Store, None)).openapi()["paths"]
VALID = [(path, GenerationMode.POSITIVE) for path in _DESCRIBED]
INVALID = [
    (path, GenerationMode.NEGATIVE)
    for path, verbs in _DESCRIBED.items()
    if any("requestBody" in verb for verb in verbs.values())
]
"""With what has no body nothing can be wrong."""


class Server:
    """The application with one device let in, asked without a network."""

    def __init__(self, store: Store) -> None:
        centre = found_test_centre(replace(store, is_server=True))
        self.app: FastAPI = create_app(centre.store)
        device, self.token = let_in(centre)
        hub = Hub(centre.store, centre.actor.centre_id, device)
        self.epoch = hub.hello(HelloRequest.model_validate(greeting(device))).epoch
        self.operations = {
            each.ok().path: each.ok()
            for each in schemathesis.openapi.from_asgi(
                "/openapi.json", self.app
            ).get_all_operations()
        }

    def ask(self, case: Any, token: str) -> None:
        """Raises what the answer is wrong about."""
        self.app.state.patience = self.app.state.patience_with_all = Patience()
        is_valid = case.meta.generation.mode is GenerationMode.POSITIVE
        if is_valid and isinstance(case.body, dict) and case.body.get("epoch"):
            case.body["epoch"] = str(self.epoch)  # else nothing of it is looked at
        answer = case.call(headers=bearing(token))
        is_refused = answer.status_code == TOO_LARGE  # for a reason that schemathesis doesn't count
        checks = [each for each in CHECKS if not (is_refused and each is negative_data_rejection)]
        case.validate_response(answer, checks=checks)


@pytest.fixture(scope="module")
def server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("server") / "server.db"
    store = sqlite_store(path, sqlite_template, FixedClock(NOW))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signing_in, "Passwords", lambda: PASSWORDS)  # else each costs a second
        yield Server(store)
    store.close()


@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize("has_token", [True, False], ids=["token", "none"])
@pytest.mark.parametrize(("path", "mode"), [*VALID, *INVALID])
def test_the_server_is_as_it_says(
    server: Server, path: str, mode: GenerationMode, has_token: bool, examples: int
) -> None:
    cases = server.operations[path].as_strategy(generation_mode=mode)

    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def ask(case: Any) -> None:
        server.ask(case, server.token if has_token else "")

    ask()
