"""Computers that talk to a server, and people who make things up."""

from typing import Any
from uuid import UUID, uuid4

import requests

from wset_desk.services.devices import approve_device
from wset_desk.services.workspace import Workspace
from wset_desk.storage.migrate import revisions
from wset_desk.sync import letting_in


class Caller:
    """A computer that talks to the server at `address`."""

    def __init__(self, address: str, token: str = "") -> None:
        self.address, self.token, self.device = address, token, uuid4()

    def post(self, path: str, body: Any = None) -> requests.Response:
        return requests.post(
            self.address + path, json=body, headers=bearing(self.token), timeout=30
        )

    def enrol(self, code: str) -> requests.Response:
        body = {"code": code, "device": str(self.device), "name": "Back office"}
        answer = self.post("/api/devices/enrol", body)
        self.token = answer.json().get("token", "")
        return answer

    def pull(self) -> requests.Response:
        return self.post("/api/sync/pull", {"epoch": str(uuid4()), "cursor": 0})

    def hello(self) -> requests.Response:
        return self.post("/api/sync/hello", greeting(self.device))


def bearing(token: str) -> dict[str, str]:
    """The headers of who has this token; none, without."""
    return {"Authorization": f"Bearer {token}"} if token else {}


def greeting(device: UUID) -> dict[str, Any]:
    """What a new device says first."""
    body = {"protocol": 1, "schemaRevision": revisions()[-1], "device": str(device), "n": 0}
    return {**body, "epoch": None, "cursor": 0}


def code_for(centre: Workspace) -> str:
    return letting_in.new_code(centre.store, centre.actor.centre_id)


def let_in(centre: Workspace) -> tuple[UUID, str]:
    """A desk that was approved, and its token: without asking the web server."""
    device = uuid4()
    token = letting_in.enrol(centre.store, code_for(centre), device, "Front desk").token
    centre.call(approve_device, device_id=device)
    return device, token


def problem(answer: requests.Response) -> tuple[int, str]:
    """Status and code of a problem document, which it has to be."""
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["title"]
    return answer.status_code, told["code"]
