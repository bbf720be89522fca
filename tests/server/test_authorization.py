"""Every route × everybody who may ask: taken from the router, so that none is forgotten.

A route that doesn't stand in `ROUTES` fails; so does one that answers somebody otherwise than its
line there says.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
import requests
from sqlalchemy import update

from tests.helpers.callers import bearing, code_for, greeting, let_in
from tests.helpers.exam_centre import ExamCentre
from tests.helpers.stores import NOW, found_test_centre, sqlite_store
from tests.helpers.web_server import serving
from wset_desk.server import api
from wset_desk.server.app import create_app
from wset_desk.server.strict_json import StrictRoute
from wset_desk.services.devices import revoke_device
from wset_desk.services.workspace import Workspace
from wset_desk.storage.migrate import revisions
from wset_desk.storage.schema import Device, DeviceCredential
from wset_desk.storage.store import Store
from wset_desk.sync import letting_in
from wset_desk.sync.hub import Hub
from wset_desk.sync.messages import HelloRequest
from wset_desk.system.clock import FixedClock

SECRET = "Unmentionable"
OK = "OK"
NOBODY, STRANGER, EXPIRED, REVOKED, WAITING, ELSEWHERE, DESK, PC = CALLERS = (
    *("nobody", "a stranger", "an expired token", "a revoked desk", "a desk that waits"),
    *("a desk of another centre", "a desk", "an invigilator's PC"),
)
EVERYBODY = dict.fromkeys(CALLERS, OK)
LET_IN = {
    **{NOBODY: "TOKEN_MISSING", STRANGER: "TOKEN_UNKNOWN", EXPIRED: "TOKEN_EXPIRED"},
    **{REVOKED: "DEVICE_REVOKED", WAITING: "DEVICE_NOT_APPROVED"},
    **dict.fromkeys((ELSEWHERE, DESK, PC), OK),
}
"""What whoever has a device that was let in may ask; it gets its own centre's."""
DESKS = {**LET_IN, PC: "NOT_FOR_THIS_DEVICE"}
ADMINISTRATORS = {**DESKS, **dict.fromkeys((ELSEWHERE, DESK), "SIGN_IN_MISSING")}
"""Somebody has to have signed in at the desk, too: see test_sign_in."""
GUESSED = {**DESKS, **dict.fromkeys((ELSEWHERE, DESK), "SIGN_IN_FAILED")}
NO_SERVERS = {
    who: code if code.startswith("TOKEN_") else "HAND_OVER_OVER" for who, code in LET_IN.items()
}
"""What another server alone may ask that hands a centre over."""


class Premises:
    """A server with two centres, and everybody who asks; the first has a candidate of whom only
    its own desk may hear."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.centre = found_test_centre(store)
        elsewhere = found_test_centre(store, "Elsewhere")
        ExamCentre(self.centre).candidate(f"Ann {SECRET}")
        self.tokens = {NOBODY: "", STRANGER: "made up"}
        self.devices = {NOBODY: uuid4(), STRANGER: uuid4()}
        for name in CALLERS[2:]:
            centre = elsewhere if name == ELSEWHERE else self.centre
            join = _waiting if name == WAITING else let_in
            self.devices[name], self.tokens[name] = join(centre)
        self.epochs = dict.fromkeys(CALLERS, self._epoch(self.centre, DESK))
        self.epochs[ELSEWHERE] = self._epoch(elsewhere, ELSEWHERE)
        self.centre.call(revoke_device, device_id=self.devices[REVOKED])
        self._expire(self.devices[EXPIRED])
        self._make_invigilators(self.devices[PC])

    def _epoch(self, centre: Workspace, name: str) -> str:
        device = self.devices[name]
        hub = Hub(self.store, centre.actor.centre_id, device)
        return str(hub.hello(HelloRequest.model_validate(greeting(device))).epoch)

    def _expire(self, device: UUID) -> None:
        mine = DeviceCredential.device_id == device
        past = NOW - timedelta(seconds=1)
        with self.store.engine.begin() as connection:
            connection.execute(update(DeviceCredential).where(mine).values(expires_at=past))

    def _make_invigilators(self, device: UUID) -> None:
        with self.store.unit_of_work(self.centre.actor, write=True) as uow:
            row = uow.get(Device, device)
            row.kind, row.staff_id = "invigilator", self.centre.actor.staff_id
            uow.commit()


Body = Callable[[Premises, str], Any]


@dataclass(frozen=True)
class Route:
    """What each caller gets: OK, or the code of the refusal. `body` of who asks, `parts` of the
    path."""

    told: Mapping[str, str]
    body: Body = lambda _premises, _caller: None
    parts: Mapping[str, Any] = field(default_factory=dict)
    method: str = "POST"


def _hello(premises: Premises, caller: str) -> Any:
    return greeting(premises.devices[caller])


def _enrol(premises: Premises, _caller: str) -> Any:
    return {"code": code_for(premises.centre), "device": str(uuid4()), "name": "PC"}


def _in_epoch(**members: Any) -> Body:
    return lambda premises, caller: {"epoch": premises.epochs[caller], **members}


def _gone(told: Mapping[str, str]) -> Mapping[str, str]:
    return {who: "SNAPSHOT_GONE" if code == OK else code for who, code in told.items()}


def _guess(_premises: Premises, _caller: str) -> Any:
    return {"username": "ada", "password": "not this one"}


def _begin_hand_over(premises: Premises, _caller: str) -> Any:
    centre = {
        "id": str(uuid4()),
        **{"name": "Brought", "timeZone": "Europe/London", "currency": "GBP"},
        **{"isSample": False, "createdAt": NOW.isoformat()},
    }
    code, schema = letting_in.new_code(premises.store, None), revisions()[-1]
    return {"code": code, "server": str(uuid4()), "centre": centre, "schemaRevision": schema}


ROUTES: Mapping[str, Route] = {
    **{
        path: Route(EVERYBODY, method="GET")
        for path in ("/healthz", "/readyz", "/metrics", "/openapi.json")
    },
    "/api/devices/enrol": Route(EVERYBODY, _enrol),
    "/api/devices/token": Route(LET_IN),
    "/api/devices/fork": Route({**LET_IN, WAITING: OK}, lambda *_: {"device": str(uuid4())}),
    "/api/devices": Route(ADMINISTRATORS, method="GET"),
    "/api/devices/handed-in": Route(ADMINISTRATORS, method="GET"),
    "/api/devices/handed-in/count": Route(DESKS, method="GET"),
    **{
        f"/api/devices/handed-in/{{tx}}/{verb}": Route(ADMINISTRATORS, parts={"tx": uuid4()})
        for verb in ("discard", "settle")
    },
    "/api/devices/codes": Route(ADMINISTRATORS, lambda *_: {"kind": "desk"}),
    **{
        f"/api/devices/{{device_id}}/{verb}": Route(ADMINISTRATORS, parts={"device_id": uuid4()})
        for verb in ("approve", "revoke")
    },
    "/api/hand-over/begin": Route(EVERYBODY, _begin_hand_over),
    "/api/hand-over/part": Route(
        NO_SERVERS, lambda *_: {"number": 1, "table": "rooms", "rows": []}
    ),
    "/api/hand-over/end": Route(NO_SERVERS, lambda *_: {"parts": 1}),
    "/api/sign-in": Route(GUESSED, _guess),
    "/api/sync/hello": Route({**LET_IN, REVOKED: OK}, _hello),
    "/api/sync/push": Route({**LET_IN, REVOKED: OK}, _in_epoch(answeredN=0, changes=[])),
    "/api/sync/pull": Route(LET_IN, _in_epoch(cursor=0)),
    "/api/sync/snapshot": Route(DESKS, _in_epoch()),
    "/api/sync/snapshot/{snapshot_id}/{number}": Route(
        _gone(DESKS), parts={"snapshot_id": uuid4(), "number": 0}
    ),
    "/api/sync/digest": Route(DESKS, _in_epoch(schemaRevision=revisions()[-1])),
    "/api/sync/known": Route(LET_IN, lambda *_: {"changes": []}),
    "/api/sync/bucket": Route(DESKS, _in_epoch(entity="rooms", buckets=[0])),
    "/api/sync/audit": Route(DESKS, _in_epoch(cursor=0)),
    "/api/sync/audit/bring": Route(
        {**DESKS, **dict.fromkeys((ELSEWHERE, DESK), "AUDIT_HERE_ALREADY")}, _in_epoch(entries=[])
    ),
}


@dataclass(frozen=True)
class Server:
    premises: Premises
    address: str

    def ask(self, path: str, caller: str) -> requests.Response:
        route = ROUTES[path]
        return requests.request(
            route.method,
            self.address + path.format(**route.parts),
            json=route.body(self.premises, caller),
            headers=bearing(self.premises.tokens[caller]),
            timeout=30,
        )


@pytest.fixture(scope="module")
def server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("server") / "server.db"
    store = replace(sqlite_store(path, sqlite_template, FixedClock(NOW)), is_server=True)
    premises = Premises(store)
    with serving(store) as address:
        yield Server(premises, address)
    store.close()


def test_every_route_is_classified() -> None:
    described = create_app(cast(Store, None)).openapi()["paths"]
    found = {path: {*verbs} for path, verbs in described.items()} | {"/openapi.json": {"get"}}
    known = {path: {route.method.lower()} for path, route in ROUTES.items()}
    assert found == known, "say in ROUTES what everybody is told who asks"


def test_bodies_are_read_strictly() -> None:
    for each in pkgutil.iter_modules(api.__path__, f"{api.__name__}."):
        routes = importlib.import_module(each.name).router.routes
        assert all(isinstance(route, StrictRoute) for route in routes), each.name


@pytest.mark.parametrize("path", ROUTES)
def test_everybody_is_told_what_they_may_know(server: Server, path: str) -> None:
    told = {}
    for caller in CALLERS:
        answer = server.ask(path, caller)
        told[caller] = OK if answer.ok else answer.json()["code"]
        assert caller == DESK or SECRET not in answer.text
        assert (answer.status_code == 401) == told[caller].startswith("TOKEN_")
    assert told == ROUTES[path].told


def test_its_own_desk_hears_of_it(server: Server) -> None:
    assert SECRET in server.ask("/api/sync/pull", DESK).text


def _waiting(centre: Workspace) -> tuple[UUID, str]:
    device = uuid4()
    return device, letting_in.enrol(centre.store, code_for(centre), device, "New desk").token
