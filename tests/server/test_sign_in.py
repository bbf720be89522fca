"""Signing in at the server, and what only an administrator who has signed in may ask."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests
from sqlalchemy import select

from tests.helpers.callers import Caller, bearing, let_in, problem
from tests.helpers.exam_centre import ExamCentre
from tests.helpers.stores import NOW, PASSWORD, found_test_centre, sqlite_store
from tests.helpers.web_server import serving
from wset_desk.server.dependencies import SIGN_IN
from wset_desk.services.accounts import set_active
from wset_desk.services.devices import list_devices
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import DeviceCredential
from wset_desk.storage.tables.journal import Device
from wset_desk.sync.signing_in import SIGN_IN_LASTS
from wset_desk.system.clock import FixedClock


@dataclass
class Server:
    """A server with a centre, of which Kim is an invigilator, and a desk that was let in."""

    centre: Workspace
    address: str
    clock: FixedClock
    device: UUID
    token: str
    kim: UUID

    def post(self, path: str, body: Any = None, **headers: str) -> requests.Response:
        return requests.post(
            self.address + path, json=body, headers={**bearing(self.token), **headers}, timeout=30
        )

    def sign_in(self, username: str, password: str = PASSWORD) -> requests.Response:
        return self.post("/api/sign-in", {"username": username, "password": password})

    def signed_in(self, username: str = "ada") -> dict[str, str]:
        return {SIGN_IN: self.sign_in(username).json()["token"]}


@pytest.fixture
def server(sqlite_template: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Server]:
    store = replace(sqlite_store(tmp_path / "server.db", sqlite_template, clock), is_server=True)
    centre = found_test_centre(store)
    kim = ExamCentre(centre).person("Kim Park")
    device, token = let_in(centre)
    with serving(store) as address:
        yield Server(centre, address, clock, device, token, kim)
    store.close()


def test_who_signs_in_is_told_who_they_are(server: Server) -> None:
    told = server.sign_in(" Ada ").json()
    assert (told["name"], told["roles"]) == ("Ada Admin", ["administrator"])
    assert told["until"].startswith(f"{NOW + SIGN_IN_LASTS:%Y-%m-%dT%H:%M}")
    with server.centre.store.unit_of_work(server.centre.actor, write=False) as uow:
        kept = uow.session.scalars(select(DeviceCredential.sign_in_hash)).one()
    assert kept not in (None, told["token"])


def test_whatever_is_wrong_the_answer_is_the_same(server: Server) -> None:
    wrong = [server.sign_in("ada", "not this one"), server.sign_in("nobody", PASSWORD)]
    assert {problem(each) for each in wrong} == {(403, "SIGN_IN_FAILED")}
    assert len({each.text for each in wrong}) == 1


def test_who_guesses_waits(server: Server) -> None:
    """At one account from wherever, and at one address for whatever accounts."""
    tried = [problem(server.sign_in("ada", "a guess at it"))[1] for _ in range(5)]
    assert tried == ["SIGN_IN_FAILED"] * 4 + ["TOO_MANY_REQUESTS"]
    assert problem(server.sign_in("kim"))[1] == "TOO_MANY_REQUESTS", "from the same address"
    server.clock.advance(timedelta(seconds=3))
    assert server.sign_in("ada").status_code == 200


def test_a_code_is_made_by_an_administrator_who_has_signed_in(server: Server) -> None:
    asked = {"kind": "invigilator", "staffId": str(server.kim)}
    assert problem(server.post("/api/devices/codes", asked)) == (403, "SIGN_IN_MISSING")
    assert problem(server.post("/api/devices/codes", asked, **{SIGN_IN: "made up"})) == (
        *(403, "SIGN_IN_OVER"),
    )
    kims = server.signed_in("kim")
    assert problem(server.post("/api/devices/codes", asked, **kims)) == (403, "NOT_PERMITTED")
    made = server.post("/api/devices/codes", asked, **server.signed_in())
    assert made.status_code == 201
    caller = Caller(server.address)
    assert caller.enrol(made.json()["code"]).status_code == 201
    (pc,) = (each for each in server.centre.run(list_devices) if each.is_waiting)
    assert (pc.id, pc.kind, pc.staff_id) == (caller.device, "invigilator", server.kim)


def test_a_code_is_for_somebody_who_works_here(server: Server) -> None:
    headers = server.signed_in()
    for nobody in (str(uuid4()), None):
        asked = {"kind": "invigilator", "staffId": nobody}
        assert problem(server.post("/api/devices/codes", asked, **headers)) == (
            *(422, "PERSON_UNKNOWN"),
        )


def test_computers_are_let_in_and_kept_out(server: Server) -> None:
    headers = server.signed_in()
    caller = Caller(server.address)
    caller.enrol(server.post("/api/devices/codes", {"kind": "desk"}, **headers).json()["code"])
    at = f"/api/devices/{caller.device}"
    assert server.post(f"{at}/approve", **headers).status_code == 204
    assert caller.hello().json()["mode"] == "incremental"
    listed = requests.get(
        f"{server.address}/api/devices", headers={**bearing(server.token), **headers}, timeout=30
    ).json()["devices"]
    assert {each["kind"] for each in listed} == {"desk"}
    assert server.post(f"{at}/revoke", **headers).status_code == 204
    assert caller.hello().json()["mode"] == "revoked"
    assert problem(server.post(f"/api/devices/{uuid4()}/revoke", **headers)) == (404, "NOT_FOUND")


def test_a_sign_in_ends(server: Server) -> None:
    headers = server.signed_in()
    server.clock.advance(SIGN_IN_LASTS)
    asked = {"kind": "desk"}
    assert problem(server.post("/api/devices/codes", asked, **headers)) == (403, "SIGN_IN_OVER")


def test_a_sign_in_is_good_at_its_own_desk_for_whom_still_works_here(server: Server) -> None:
    headers, asked = server.signed_in(), {"kind": "desk"}
    _, server.token = let_in(server.centre)
    assert problem(server.post("/api/devices/codes", asked, **headers)) == (403, "SIGN_IN_OVER")
    kims = server.signed_in("kim")
    server.centre.call(set_active, staff_id=server.kim, active=False)
    assert problem(server.post("/api/devices/codes", asked, **kims)) == (403, "SIGN_IN_OVER")
    assert problem(server.sign_in("kim")) == (403, "SIGN_IN_FAILED")


def test_nobody_administers_another_centre(server: Server) -> None:
    """Its people aren't known at this one's desks, nor are its computers."""
    other = found_test_centre(server.centre.store, "Elsewhere")
    device, _ = let_in(other)
    headers = server.signed_in()
    at = f"/api/devices/{device}/revoke"
    assert problem(server.post(at, **headers)) == (404, "NOT_FOUND")
    ExamCentre(other).person("Zoe Far")
    assert problem(server.sign_in("zoe")) == (403, "SIGN_IN_FAILED")


def test_at_an_invigilators_computer_nobody_signs_in_at_the_server(server: Server) -> None:
    with server.centre.store.unit_of_work(server.centre.actor, write=True) as uow:
        row = uow.get(Device, server.device)
        row.kind, row.staff_id = "invigilator", server.kim
        uow.commit()
    assert problem(server.sign_in("kim")) == (403, "NOT_FOR_THIS_DEVICE")
