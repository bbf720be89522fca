"""Sync that runs by itself: what it tells the window, with a server of the test's."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from wset_desk.domain.errors import DomainError
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import OutboxEntry, ServerLink
from wset_desk.sync.client import Synced
from wset_desk.sync.loop import SyncLoop
from wset_desk.sync.pace import Pace
from wset_desk.system.clock import FixedClock

Heard = list[tuple[SyncState, frozenset[str]]]


class FakeServer:
    """Answers as it is told to; `synced` is what it makes of an exchange."""

    def __init__(self) -> None:
        self.trouble: Exception | None = None
        self.synced = Synced("incremental")
        self.sends: tuple[int, ...] = ()
        self.asked = 0
        self.batches: list[int] = []
        self.renewed = 0

    def __call__(
        self,
        workspace: Workspace,
        *,
        on_sent: Callable[[int], object],
        is_over: Callable[[], bool],
        batch: int,
    ) -> Synced:
        self.asked += 1
        self.batches.append(batch)
        if self.trouble is not None:
            raise self.trouble
        for sent in self.sends:
            on_sent(sent)
        return self.synced

    def renew(self, workspace: Workspace) -> None:
        self.renewed += 1


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def told() -> Heard:
    return []


@pytest.fixture
def pace() -> Pace:
    return Pace(lambda: 0.0, lambda: 1.0)


@pytest.fixture
def loop(desk: Workspace, server: FakeServer, told: Heard, pace: Pace) -> SyncLoop:
    def tell(state: SyncState, changed: frozenset[str]) -> None:
        told.append((state, changed))

    return SyncLoop(desk, tell, exchange=server, renew=server.renew, pace=pace)


@pytest.fixture
def linked(desk: Workspace) -> Workspace:
    """A desk that has a server, and two changes for it."""
    with desk.store.replica(desk.actor) as uow:
        link = ServerLink(
            address="https://exams.example.org", fingerprint="3F9A", connected_at=uow.now
        )
        uow.session.add(link)
        for entry in uow.session.scalars(select(OutboxEntry)):
            entry.state = "applied"
        uow.commit()
    ExamCentre(desk).candidate("Ann Lee")
    return desk


def kinds(told: Heard) -> list[tuple[SyncKind, int]]:
    return [(state.kind, state.waiting) for state, _changed in told]


def test_a_desk_that_is_alone_asks_nobody(loop: SyncLoop, server: FakeServer, told: Heard) -> None:
    loop.turn()
    assert (server.asked, told) == (0, [])


def test_it_counts_down_and_says_which_tables_are_others(
    linked: Workspace,
    loop: SyncLoop,
    server: FakeServer,
    told: Heard,
) -> None:
    server.sends = (1,)
    server.synced = Synced("incremental", sent=1, changed=frozenset({"candidates"}))
    loop.turn()
    assert kinds(told)[:2] == [(SyncKind.SYNCING, 1), (SyncKind.SYNCING, 0)]
    state, changed = told[-1]
    assert (state.kind, changed) == (SyncKind.SAVED, {"candidates", "sync_runs"})


def test_offline_since_the_first_time_nobody_answered(
    linked: Workspace,
    loop: SyncLoop,
    server: FakeServer,
    told: Heard,
    clock: FixedClock,
) -> None:
    began = clock.now()
    server.trouble = ConnectionError("nobody")
    loop.turn()
    clock.instant = began + timedelta(minutes=5)
    loop.turn()
    assert (told[-1][0].kind, told[-1][0].since) == (SyncKind.OFFLINE, began)
    server.trouble = None
    loop.turn()
    assert (told[-1][0].kind, told[-1][0].since) == (SyncKind.SAVED, None)
    assert server.batches == [2000, 1000, 500]


def test_a_refusal_is_told_and_the_server_left_alone_for_a_while(
    linked: Workspace,
    loop: SyncLoop,
    server: FakeServer,
    told: Heard,
    pace: Pace,
) -> None:
    server.trouble = DomainError("DEVICE_NOT_APPROVED", fingerprint="3F9A")
    loop.turn()
    state = told[-1][0]
    assert state.refusal is server.trouble
    assert (state.kind, pace.left) == (SyncKind.REFUSED, 60)


def test_a_centre_that_was_fetched_as_a_whole_is_saved(
    linked: Workspace, loop: SyncLoop, server: FakeServer, told: Heard
) -> None:
    server.synced = Synced("snapshot", received=3)
    loop.turn()
    assert (told[-1][0].kind, server.renewed) == (SyncKind.SAVED, 1)


def test_a_server_of_another_version_exchanges_nothing(
    linked: Workspace,
    loop: SyncLoop,
    server: FakeServer,
    told: Heard,
) -> None:
    server.synced = Synced("upgrade_required")
    loop.turn()
    refusal = told[-1][0].refusal
    assert refusal is not None
    assert (refusal.code, server.renewed) == ("PROGRAM_TOO_OLD", 0)


def test_an_older_server_makes_it_pause(
    linked: Workspace, loop: SyncLoop, server: FakeServer, told: Heard
) -> None:
    server.synced = Synced("read_only")
    loop.turn()
    assert (told[-1][0].kind, told[-1][0].is_paused) == (SyncKind.REFUSED, True)


def test_it_tells_that_it_goes_on_as_another_computer(
    linked: Workspace, loop: SyncLoop, server: FakeServer, told: Heard
) -> None:
    server.synced = Synced("incremental", is_forked=True)
    loop.turn()
    server.synced = Synced("incremental", changed=frozenset({"rooms"}))
    loop.turn()
    notice = told[-1][0].notice
    assert notice is not None
    assert (told[-1][0].kind, notice.code) == (SyncKind.SAVED, "DEVICE_FORKED")


def test_a_token_is_renewed_once_a_day(
    linked: Workspace, loop: SyncLoop, server: FakeServer, clock: FixedClock
) -> None:
    loop.turn()
    loop.turn()
    assert server.renewed == 1
    clock.instant += timedelta(days=1)
    loop.turn()
    assert server.renewed == 2


def test_what_wasn_t_taken_wants_attention(linked: Workspace, loop: SyncLoop, told: Heard) -> None:
    with linked.store.replica(linked.actor) as uow:
        for entry in uow.session.scalars(select(OutboxEntry).where(OutboxEntry.state == "waiting")):
            entry.state = "conflict"
        uow.commit()
    loop.turn()
    assert (told[-1][0].kind, told[-1][0].attention) == (SyncKind.SAVED, 1)


def test_on_its_thread_it_syncs_at_once_when_asked_and_ends(
    linked: Workspace, server: FakeServer
) -> None:
    synced = threading.Semaphore(0)
    loop = SyncLoop(linked, _releasing(synced), exchange=server, renew=server.renew)
    loop.start()
    assert synced.acquire(timeout=20)
    server.synced = Synced("incremental", changed=frozenset({"rooms"}))
    loop.sync_now()
    assert synced.acquire(timeout=20)
    loop.stop()
    asked = server.asked
    loop.sync_now()
    assert (server.asked, asked) == (2, 2)


def test_what_nobody_foresaw_is_told_with_where_it_stands_in_the_log(
    linked: Workspace, server: FakeServer, pace: Pace, stray_log: list[logging.LogRecord]
) -> None:
    heard: list[SyncState] = []
    broke = threading.Event()

    def tell(state: SyncState, _changed: frozenset[str]) -> None:
        heard.append(state)
        if state.kind is SyncKind.REFUSED:
            broke.set()

    server.trouble = ZeroDivisionError()
    loop = SyncLoop(linked, tell, exchange=server, renew=server.renew, pace=pace)
    loop.sync_now()
    loop.start()
    assert broke.wait(timeout=20)
    loop.stop()
    assert heard[-1].refusal is not None
    assert heard[-1].refusal.code == "SYNC_BROKE"
    assert heard[-1].waiting > 0
    (record,) = stray_log
    assert heard[-1].refusal.parameters["bug"] in record.getMessage()
    stray_log.clear()


def _releasing(semaphore: threading.Semaphore) -> Callable[[SyncState, frozenset[str]], object]:
    def tell(state: SyncState, _changed: frozenset[str]) -> None:
        if state.kind is SyncKind.SAVED:
            semaphore.release()

    return tell


def test_an_audit_log_that_isnt_taken_wants_attention(
    linked: Workspace, loop: SyncLoop, server: FakeServer, told: Heard
) -> None:
    broken = DomainError("AUDIT_BROKEN", n=3)
    server.synced = Synced("incremental", audit=broken)
    loop.turn()
    state = told[-1][0]
    assert (state.kind, state.attention, state.refusal) == (SyncKind.SAVED, 1, broken)
