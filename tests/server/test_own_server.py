"""What a desk says to the server that it has for itself, and how other computers find that one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.replay import rows_of
from tests.helpers.stores import as_role, found_test_centre
from tests.helpers.web_server import serving_app
from tests.sync.test_over_http import change, empty_store, person, someone
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.server.beside_desk import own_app, tls_config
from wset_desk.services.audit_chain import verify_audit
from wset_desk.services.devices import approve_device, list_devices
from wset_desk.services.own_server import OwnServer, heard, told_to
from wset_desk.services.syncing.standing import server_standing
from wset_desk.services.workspace import Workspace
from wset_desk.storage.identity import this_device
from wset_desk.storage.schema import FinalExamAttempt
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync import own_server
from wset_desk.sync.codes import with_pin
from wset_desk.sync.connecting import join_centre, sync_once
from wset_desk.sync.desk_loop import DeskLoop
from wset_desk.sync.http import HttpTransport, ServerUnreachable
from wset_desk.sync.letting_in import TOKEN_LASTS
from wset_desk.sync.own_messages import OwnStanding
from wset_desk.system.certificates import make_certificate
from wset_desk.system.clock import FixedClock


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    """The server's."""
    store = replace(empty_store(tmp_path / "server.db", clock), is_server=True)
    yield store
    store.close()


@pytest.fixture
def server(tmp_path: Path, store: Store) -> Iterator[OwnServer]:
    """It answers."""
    own = OwnServer(tmp_path / "own", b"s" * 32)
    own.folder.mkdir()
    make_certificate(own.certificate_file, own.certificate_password, store.clock.now())
    with serving_app(tls_config(own, own_app(own, store))) as port:
        own.keep_port(port)
        yield own


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock, server: OwnServer) -> Iterator[Workspace]:
    """It has handed its centre over."""
    desk = found_test_centre(empty_store(tmp_path / "desk.db", clock))
    ExamCentre(desk).candidate("Ann Lee")
    assert own_server.settle_link(desk.store, desk.actor, server)
    sync_once(desk.store, desk.actor)
    yield desk
    desk.close()


def joined(tmp_path: Path, clock: FixedClock, address: str, code: str) -> tuple[Store, Actor]:
    store = empty_store(tmp_path / "second.db", clock)
    actor, _let_in = join_centre(store, address=address, code=code, device_name="Second desk")
    return store, actor


def test_what_it_is_told_is_what_it_hears(server: OwnServer) -> None:
    assert heard(told_to(server)) == server
    with pytest.raises(ValueError, match="not told"):
        heard('{"folder": "/srv"}')


def test_a_desk_is_alone_no_more_and_is_told_so(desk: Workspace) -> None:
    standing = desk.run(server_standing)
    assert (standing.is_own, standing.waiting, standing.not_taken) == (True, 0, 0)


def test_a_desk_that_was_away_for_long_comes_in_again(
    desk: Workspace, server: OwnServer, clock: FixedClock
) -> None:
    clock.advance(TOKEN_LASTS)
    with pytest.raises(DomainError, match="TOKEN_EXPIRED"):
        sync_once(desk.store, desk.actor)
    own_server.settle_link(desk.store, desk.actor, server)
    sync_once(desk.store, desk.actor)


def test_nobody_else_tells_it_what_to_do(server: OwnServer) -> None:
    other = OwnServer(server.folder, b"o" * 32)
    assert own_server.find_standing(server) is not None
    assert own_server.find_standing(other) is None


def test_what_has_another_certificate_is_not_talked_to(server: OwnServer) -> None:
    assert server.address is not None
    for pin in ("ab" * 32, None):
        with (
            HttpTransport(server.address, server.token, pin=pin) as transport,
            pytest.raises(ServerUnreachable),
        ):
            transport.ask("/api/own/standing", None, OwnStanding)


def test_it_stays_while_somebody_sits_an_attempt(
    desk: Workspace, server: OwnServer, store: Store
) -> None:
    standing = own_server.find_standing(server)
    assert standing is not None
    assert not standing.stays
    with store.replica(desk.actor) as uow:
        uow.session.add(
            FinalExamAttempt(
                player_id=uuid4(),
                course_id=uuid4(),
                question_ids=[],
                question_order=[],
                answer_order_by_question={},
                answers=[],
                started_at_iso=uow.now,
            )
        )
        uow.commit()
    standing = own_server.find_standing(server)
    assert standing is not None
    assert standing.stays


def test_another_computer_comes_with_a_code_that_knows_the_certificate(
    desk: Workspace, server: OwnServer, tmp_path: Path, clock: FixedClock
) -> None:
    invited = DeskLoop(desk, lambda *_: None, server).invite()
    address = f"127.0.0.1:{server.port}"
    store, actor = joined(tmp_path, clock, address, invited.code.lower())
    sync_once(desk.store, desk.actor)
    (waiting,) = (each for each in desk.run(list_devices) if each.is_waiting)
    desk.call(approve_device, device_id=waiting.id)
    sync_once(desk.store, desk.actor)
    assert sync_once(store, actor).received
    store.close()


def test_a_server_that_is_not_the_one_of_the_code_gets_nothing(
    desk: Workspace, server: OwnServer, tmp_path: Path, clock: FixedClock
) -> None:
    code = own_server.make_code(server, desk.actor.centre_id)
    with pytest.raises(DomainError, match="SERVER_IS_ANOTHER"):
        joined(tmp_path, clock, f"127.0.0.1:{server.port}", with_pin(code, "ab" * 32))


def test_an_administrator_lets_others_in(desk: Workspace, server: OwnServer) -> None:
    officer = DeskLoop(as_role(desk, Role.EXAMS_OFFICER), lambda *_: None, server)
    for asked in (officer.invite, lambda: officer.let_others_in(True)):
        with pytest.raises(DomainError, match="NOT_PERMITTED"):
            asked()
    assert not officer.own_server_state().lets_in


def test_without_the_server_there_is_no_code(desk: Workspace, tmp_path: Path) -> None:
    loop = DeskLoop(desk, lambda *_: None, OwnServer(tmp_path / "none", b"s" * 32))
    with pytest.raises(DomainError, match="OWN_SERVER_AWAY"):
        loop.invite()


def test_a_desk_whose_server_has_lost_the_centre_founds_it_anew(
    desk: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    before = rows_of(desk.store)
    store = replace(empty_store(tmp_path / "anew.db", clock), is_server=True)
    own = OwnServer(tmp_path / "anew", b"n" * 32)
    own.folder.mkdir()
    make_certificate(own.certificate_file, own.certificate_password, store.clock.now())
    change(desk, someone(desk), phone="1")
    with serving_app(tls_config(own, own_app(own, store))) as port:
        own.keep_port(port)
        own_server.settle_link(desk.store, desk.actor, own)
        desk.act_as(this_device(desk.store, desk.actor))
        change(desk, someone(desk), phone="2")
        for _twice in range(2):
            sync_once(desk.store, desk.actor)
    assert person(desk, someone(desk)).phone == "2"
    assert rows_of(desk.store) == rows_of(store)
    assert len(rows_of(store)["devices"]) == len(before["devices"]) + 1
    assert desk.run(server_standing).waiting == desk.run(server_standing).not_taken == 0
    for workspace in (desk, Workspace(store, desk.actor)):
        assert workspace.run(verify_audit).findings == []
    store.close()
