"""How a server lets computers in, and what it answers whom."""

import gzip
from datetime import timedelta
from uuid import UUID

import pytest
import requests
from sqlalchemy import select

from tests.helpers.callers import Caller, code_for, greeting, problem
from tests.helpers.stores import found_test_centre
from wset_desk.services.devices import approve_device, list_devices, revoke_device
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import DeviceCredential, EnrolmentCode
from wset_desk.sync import letting_in
from wset_desk.sync.codes import plain_code
from wset_desk.sync.messages import HelloAnswer
from wset_desk.system.clock import FixedClock

KNOWN_TO_0004 = {
    *("protocol", "schemaMin", "schemaRevision", "epoch", "epochSeq"),
    *("lastN", "mode", "serverTime", "maxChanges"),
}
"""What the first program that synced understood, and nothing else."""


def test_a_computer_joins_with_a_code_and_an_approval(centre: Workspace, address: str) -> None:
    caller = Caller(address)
    answer = caller.enrol(code_for(centre))
    assert answer.status_code == 201
    assert problem(caller.hello()) == (403, "DEVICE_NOT_APPROVED")
    (waiting,) = (each for each in centre.run(list_devices) if each.is_waiting)
    assert (waiting.name, waiting.fingerprint) == ("Back office", answer.json()["fingerprint"])
    centre.call(approve_device, device_id=waiting.id)
    assert caller.hello().json()["mode"] == "incremental"


def test_a_code_is_good_once_and_for_a_day(
    centre: Workspace, address: str, clock: FixedClock
) -> None:
    code = code_for(centre)
    assert Caller(address).enrol(code.lower().replace("-", " ")).status_code == 201
    assert problem(Caller(address).enrol(code)) == (403, "CODE_WRONG")
    late = code_for(centre)
    clock.advance(timedelta(hours=24))
    assert problem(Caller(address).enrol(late)) == (403, "CODE_WRONG")


def test_an_id_is_one_computers(centre: Workspace, address: str) -> None:
    elsewhere = found_test_centre(centre.store, "Elsewhere")
    known = Caller(address)
    known.enrol(code_for(elsewhere))
    for place in (elsewhere, centre):
        other = Caller(address)
        other.device = known.device
        assert problem(other.enrol(code_for(place))) == (409, "DEVICE_TAKEN")
    assert problem(known.hello()) == (403, "DEVICE_NOT_APPROVED"), "it is what it was"


def test_who_guesses_codes_waits(centre: Workspace, address: str) -> None:
    tried = [problem(Caller(address).enrol("AAAA-AAAA-AAAA")) for _ in range(5)]
    assert tried == [(403, "CODE_WRONG")] * 4 + [(429, "TOO_MANY_REQUESTS")]
    refused = Caller(address).enrol(code_for(centre))
    assert int(refused.headers["Retry-After"]) >= 1


def test_neither_codes_nor_tokens_are_kept(centre: Workspace, address: str) -> None:
    code, caller = code_for(centre), Caller(address)
    caller.enrol(code)
    with centre.store.unit_of_work(centre.actor, write=False) as uow:
        kept = [
            *uow.session.scalars(select(EnrolmentCode.code_hash)),
            *uow.session.scalars(select(DeviceCredential.token_hash)),
        ]
    assert len(kept) == 2
    assert not {code, plain_code(code), caller.token}.intersection(kept)


def test_tokens_take_turns(centre: Workspace, address: str) -> None:
    caller = _approved(centre, address)
    renewed = Caller(address, caller.post("/api/devices/token").json()["token"])
    assert caller.hello().status_code == 200, "the old one is good until the new one was used"
    assert renewed.hello().status_code == 200
    assert problem(caller.hello()) == (401, "TOKEN_UNKNOWN")


def test_answers_with_new_tokens_may_get_lost(centre: Workspace, address: str) -> None:
    caller = _approved(centre, address)
    for _ in range(3):
        assert caller.post("/api/devices/token").status_code == 200
    assert caller.hello().status_code == 200, "it knows no other token than its old one"


def test_a_token_ends(centre: Workspace, address: str, clock: FixedClock) -> None:
    caller = _approved(centre, address)
    clock.advance(letting_in.TOKEN_LASTS)
    assert problem(caller.hello()) == (401, "TOKEN_EXPIRED")


def test_a_computer_with_an_older_program_understands_that_it_is_too_old(
    centre: Workspace, address: str
) -> None:
    caller = _approved(centre, address)
    old = {**greeting(caller.device), "schemaRevision": "0004"}
    answer = caller.post("/api/sync/hello", old).json()
    assert answer["mode"] == "upgrade_required"
    assert answer.keys() <= KNOWN_TO_0004


def test_what_a_newer_server_says_beyond_it_is_overlooked(centre: Workspace, address: str) -> None:
    answer = _approved(centre, address).hello().json()
    assert HelloAnswer.model_validate({**answer, "moonPhase": "full"}).mode == answer["mode"]


def test_a_revoked_computer_gets_nothing(centre: Workspace, address: str) -> None:
    caller = _approved(centre, address)
    centre.call(revoke_device, device_id=caller.device)
    assert caller.hello().json()["mode"] == "revoked"
    assert problem(caller.pull()) == (403, "DEVICE_REVOKED")


def test_two_centres_do_not_see_one_another(centre: Workspace, address: str) -> None:
    other = found_test_centre(centre.store, "Elsewhere")
    caller = _approved(other, address)
    epoch = caller.hello().json()["epoch"]
    pulled = caller.post("/api/sync/pull", {"epoch": epoch, "cursor": 0}).json()["changes"]
    names = [each["record"]["name"] for each in pulled if each["entity"] == "centres"]
    assert names == ["Elsewhere"]
    assert str(centre.actor.staff_id) not in {each["id"] for each in pulled}


@pytest.mark.parametrize(
    ("body", "packed", "expected"),
    [
        (b"{", False, (422, "REQUEST_INVALID")),
        (b"no gzip at all", True, (400, "BODY_UNREADABLE")),
        (gzip.compress(bytes(40 * 1024 * 1024)), True, (413, "BODY_TOO_LARGE")),
    ],
)
def test_bodies_that_are_none(
    address: str, body: bytes, packed: bool, expected: tuple[int, str]
) -> None:
    headers = {"Content-Type": "application/json"}
    if packed:
        headers["Content-Encoding"] = "gzip"
    answer = requests.post(f"{address}/api/devices/enrol", data=body, headers=headers, timeout=30)
    assert problem(answer) == expected


def test_what_is_wrong_is_told_without_what_was_sent(address: str) -> None:
    answer = Caller(address).post("/api/devices/enrol", {"code": "A", "device": "Ann Lee"})
    assert problem(answer) == (422, "REQUEST_INVALID")
    assert "Ann Lee" not in answer.text


def test_nothing_of_an_answer_is_kept_on_the_way(centre: Workspace, address: str) -> None:
    for answer in (_approved(centre, address).hello(), Caller(address, "guessed").hello()):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_it_says_how_it_is(address: str) -> None:
    assert requests.get(f"{address}/healthz", timeout=30).json() == {"status": "ok"}
    assert requests.get(f"{address}/readyz", timeout=30).json()["status"] == "ok"
    counts = requests.get(f"{address}/metrics", timeout=30).text
    assert 'wset_desk_requests_total{route="/healthz",status="200"} 1' in counts


def _approved(centre: Workspace, address: str) -> Caller:
    caller = Caller(address)
    caller.enrol(code_for(centre))
    centre.call(approve_device, device_id=UUID(str(caller.device)))
    return caller
