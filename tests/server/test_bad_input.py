"""Whatever is sent, the server says what is wrong with it, keeps nothing of it, and goes on."""

import gzip
import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests

from tests.helpers.callers import bearing, greeting, let_in, problem
from tests.helpers.exam_centre import ExamCentre
from tests.helpers.odd_changes import OddChanges
from tests.helpers.replay import rows_of
from tests.helpers.stores import found_test_centre
from wset_desk.domain.catalogue import ExamType
from wset_desk.services.workspace import Workspace

PUSHES = 60
HERE = "2026-08-01T09:00:00Z"


class Desk:
    """A desk of the centre's, approved, that sends whatever it is told to."""

    def __init__(self, centre: Workspace, address: str) -> None:
        self.device, self.token = let_in(centre)
        self._address, self._centre = address, centre
        self.epoch = self.send("hello", greeting(self.device)).json()["epoch"]

    def send(self, what: str, body: Any, **headers: str) -> requests.Response:
        """The body as JSON, or as it is where it is bytes."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return requests.post(
            f"{self._address}/api/sync/{what}",
            data=data,
            headers={"Content-Type": "application/json", **bearing(self.token), **headers},
            timeout=60,
        )

    def push(self, *changes: dict[str, Any], **members: Any) -> requests.Response:
        body = {"epoch": self.epoch, "answeredN": 0, "changes": list(changes), **members}
        return self.send("push", body)

    def change(self, n: int = 1, **members: Any) -> dict[str, Any]:
        """A new candidate, unless the members say otherwise."""
        return {
            "changeId": str(uuid4()),
            "n": n,
            "tx": str(uuid4()),
            "entity": "candidates",
            "id": str(uuid4()),
            "op": "insert",
            "baseSeq": None,
            "patch": {"first_name": "Ann", "last_name": "Lee", "created_at": HERE},
            "user": str(self._centre.actor.staff_id),
            "clientTime": HERE,
            **members,
        }


@pytest.fixture
def desk(centre: Workspace, address: str) -> Desk:
    return Desk(centre, address)


DEEP = json.loads("[" * 40 + "]" * 40)
ENVELOPES: dict[str, tuple[dict[str, Any], str]] = {
    "a number as text": ({"n": "1"}, "body.changes.0.n int_type"),
    "a number as yes": ({"n": True}, "body.changes.0.n int_type"),
    "a fraction": ({"n": 1.5}, "body.changes.0.n int_type"),
    "a huge number": ({"n": 2**63}, "body.changes.0.n less_than_equal"),
    "a number below none": ({"baseSeq": -1}, "body.changes.0.baseSeq greater_than_equal"),
    "no id": ({"id": "Ann"}, "body.changes.0.id uuid_parsing"),
    "year 0": ({"clientTime": "0000-01-01T00:00:00Z"}, "body.changes.0.clientTime "),
    "year 1": ({"clientTime": "0001-01-01T00:00:00+14:00"}, "body.changes.0.clientTime year_"),
    "year 9999": ({"clientTime": "9999-12-31T23:59:59-12:00"}, "body.changes.0.clientTime year_"),
    "no time zone": ({"clientTime": "2026-08-01T09:00:00"}, "body.changes.0.clientTime timezone"),
    "an unknown verb": ({"op": "drop"}, "body.changes.0.op literal_error"),
    "a long reason": ({"reason": "x" * 501}, "body.changes.0.reason string_too_long"),
    "more than is known": ({"sudo": True}, "body.changes.0.sudo extra_forbidden"),
    "a name for a member": ({"Ann Lee": 1}, "body.changes.0.… extra_forbidden"),
    "deep JSON": ({"patch": {"notes": DEEP}}, "body.changes.0.patch json_too_deep"),
    "10 MB": ({"patch": {"notes": "x" * 10_000_000}}, "body.changes.0.patch text_too_long"),
    "NUL": ({"patch": {"notes": "a\0b"}}, "body.changes.0.patch.notes text_with_nul"),
    "half a character": (
        {"patch": {"notes": "\ud83d"}},
        "body.changes.0.patch.notes text_with_half",
    ),
    "NaN": ({"patch": {"notes": float("nan")}}, "body.changes.0.patch.notes number_not_finite"),
    "infinity": ({"patch": {"notes": [-float("inf")]}}, "body.changes.0.patch.notes.0 number_not"),
}


def test_what_is_wrong_with_a_change_is_told_and_where(centre: Workspace, desk: Desk) -> None:
    before = rows_of(centre.store)
    for name, (members, expected) in ENVELOPES.items():
        answer = desk.push(desk.change(**members))
        assert problem(answer) == (422, "REQUEST_INVALID"), name
        assert len(answer.content) < 1000, name
        (wrong,) = answer.json()["errors"]
        assert f"{wrong['at']} {wrong['what']}".startswith(expected), name
    assert rows_of(centre.store) == before
    assert desk.push(desk.change()).json()["results"][0]["status"] == "applied"


BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "body missing"),
    "no JSON": (b"{", "body.1 json_invalid"),
    "no UTF-8": (b'{"epoch": "\xff"}', "body.11 utf8_invalid"),
    "UTF-16": ('{"epoch": 1}'.encode("utf-16"), "body.0 utf8_invalid"),
    "a member twice": (b'{"epoch": "1", "epoch": "2"}', "body.epoch member_twice"),
    "twice deep inside": (b'{"changes": [{"n": 1, "n": 1}]}', "body.changes.0.n member_twice"),
    "deep": (b"[" * 1_000_000, "body json_too_deep"),
    "deep and closed": (b'{"a":' * 900 + b"1" + b"}" * 900, "body."),
    "deep with NUL": (b"[" * 900 + b'"\\u0000"' + b"]" * 900, "body"),
    "a long number": (b"1" * 10_000, "body number_too_long"),
    "a large number": (b'{"epoch": 1e999}', "body.epoch number_not_finite"),
    "another thing": (b"[]", "body "),
}


def test_bodies_that_are_no_request_are_told_from_requests(centre: Workspace, desk: Desk) -> None:
    before = rows_of(centre.store)
    for name, (body, expected) in BODIES.items():
        answer = desk.send("push", body)
        assert problem(answer) == (422, "REQUEST_INVALID"), name
        wrong = answer.json()["errors"][0]
        assert f"{wrong['at']} {wrong['what']}".startswith(expected), name
    assert rows_of(centre.store) == before
    assert desk.send("hello", greeting(desk.device)).status_code == 200


def test_bombs_are_not_unpacked(desk: Desk) -> None:
    packed = {"Content-Encoding": "gzip"}
    bomb = gzip.compress(bytes(100_000_000), compresslevel=1)
    assert problem(desk.send("push", bomb, **packed)) == (413, "BODY_TOO_LARGE")
    assert problem(desk.send("push", b" " * 40_000_000)) == (413, "BODY_TOO_LARGE")
    assert problem(desk.send("push", bomb[:-5000], **packed))[0] in (400, 413)
    assert problem(desk.send("push", gzip.compress(b"{}")[:-9], **packed))[0] == 400
    desk.token = ""
    assert problem(desk.send("push", b" " * 100_000)) == (413, "BODY_TOO_LARGE")


VALUES: dict[str, tuple[str, Any]] = {
    "a text too long": ("first_name", "x" * 5000),
    "a number": ("first_name", 7),
    "nothing where something is": ("last_name", None),
    "year 0": ("birth_date", "0000-01-01"),
    "year 9999": ("birth_date", "9999-12-31"),
    "no day": ("birth_date", "2026-02-30"),
    "a large number": ("extra_time_percent", 2**31),
    "a huge number": ("extra_time_percent", 10**30),
    "yes": ("extra_time_percent", True),
    "a fraction": ("extra_time_percent", 12.5),
    "no instant": ("created_at", "yesterday"),
    "an instant without a zone": ("created_at", "2026-08-01T09:00:00"),
    "an instant at the end of time": ("created_at", "9999-12-31T23:59:59-12:00"),
    "more than one": ("notes", ["a"]),
}


def test_values_that_cannot_be_kept_are_for_a_person_to_see(centre: Workspace, desk: Desk) -> None:
    """An honest desk may hold one: it isn't kept from sending everything else."""
    before = rows_of(centre.store)
    changes = []
    for n, (name, value) in enumerate(VALUES.values(), 1):
        change = desk.change(n)
        changes.append({**change, "patch": {**change["patch"], name: value}})
    results = desk.push(*changes).json()["results"]
    told = [(each["status"], each["code"], each["parameters"]) for each in results]
    expected = [{"field": name} for name, _ in VALUES.values()]
    assert told == [("rejected", "VALUE_NOT_ALLOWED", each) for each in expected]
    assert rows_of(centre.store) == before
    good = desk.change(len(VALUES) + 1)
    good["patch"]["notes"] = "\u202eeli\u202c 𝄞 " + "long " * 1000
    assert desk.push(good).json()["results"][0]["status"] == "applied"
    pulled = desk.send("pull", {"epoch": desk.epoch, "cursor": 0}).json()["changes"]
    (kept,) = (each["record"] for each in pulled if each["id"] == good["id"])
    assert kept["notes"] == good["patch"]["notes"]


def test_the_id_of_another_centres_change_is_refused(
    centre: Workspace, desk: Desk, address: str
) -> None:
    elsewhere = Desk(found_test_centre(centre.store, "Elsewhere"), address)
    change = desk.change()
    assert desk.push(change).ok
    theirs = elsewhere.change(changeId=change["changeId"])
    assert problem(elsewhere.push(theirs)) == (409, "DEVICE_FORKED")
    row = elsewhere.change(id=change["id"])
    (result,) = elsewhere.push(row).json()["results"]
    assert (result["status"], result.get("record")) == ("conflict", None)


def test_a_table_that_does_not_exist_is_refused(desk: Desk) -> None:
    (result,) = desk.push(desk.change(entity="sudoers")).json()["results"]
    assert result["status"] == "rejected"


def test_no_change_whatever_breaks_the_server(centre: Workspace, desk: Desk) -> None:
    _fill(centre)
    made_up = OddChanges(centre, seed=7)
    statuses: set[str] = set()
    for _ in range(PUSHES):
        changes = made_up.some()
        answer = desk.push(*changes)
        assert answer.status_code == 200, (answer.text, changes)
        statuses.update(each["status"] for each in answer.json()["results"])
    pulled = desk.send("pull", {"epoch": desk.epoch, "cursor": 0, "limit": 10_000})
    assert pulled.status_code == 200
    assert statuses == {"applied", "merged", "conflict", "rejected", "blocked"} - {"merged"}


def _fill(centre: Workspace) -> list[UUID]:
    filled = ExamCentre(centre)
    templates = filled.offering()
    exam = filled.exam(templates[ExamType.THEORY], date(2026, 10, 25), max_capacity=3)
    return filled.register(exam.id, filled.candidate("Ann Lee"), filled.candidate("Bo Park"))
