"""Sync that runs by itself while a desk is open, on a thread of its own.

The network's libraries are read when there is a server to ask, and on that thread: a desk that is
alone never needs them.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.services.syncing.standing import ServerStanding, server_standing
from wset_desk.services.workspace import Workspace
from wset_desk.sync.pace import LAST_RETRY, Pace
from wset_desk.sync.run_notes import RunNotes
from wset_desk.system.logging import log_bug

if TYPE_CHECKING:
    from wset_desk.sync.client import Synced
    from wset_desk.sync.judging_handed_in import HandedInJudge

Told = Callable[[SyncState, frozenset[str]], object]
"""Hears, on the loop's thread, how things stand, and which tables have changed."""
TOKEN_FRESH = timedelta(days=1)
_CLOSING_SECONDS = 3.0


class Exchange(Protocol):
    """One whole exchange. Raises ConnectionError where nobody answers, DomainError if refused."""

    def __call__(
        self,
        workspace: Workspace,
        *,
        on_sent: Callable[[int], object],
        is_over: Callable[[], bool],
        batch: int,
    ) -> "Synced": ...


def over_the_network(
    workspace: Workspace,
    *,
    on_sent: Callable[[int], object],
    is_over: Callable[[], bool],
    batch: int,
) -> "Synced":
    """With the server that the store knows."""
    from wset_desk.sync.connecting import sync_once  # noqa: PLC0415 - see above

    store, actor = workspace.store, workspace.actor
    return sync_once(store, actor, on_sent=on_sent, is_over=is_over, batch=batch)


def renew_over_the_network(workspace: Workspace) -> None:
    """Take a new token, so that none ever runs out while the desk is in use."""
    from wset_desk.sync.connecting import renew_token  # noqa: PLC0415 - see above

    renew_token(workspace.store, workspace.actor)


class SyncLoop:
    """Begun with `start`, ended with `stop`; everything else may be called from any thread."""

    def __init__(
        self,
        workspace: Workspace,
        told: Told,
        *,
        exchange: Exchange = over_the_network,
        renew: Callable[[Workspace], object] = renew_over_the_network,
        pace: Pace | None = None,
    ) -> None:
        self._workspace, self._told = workspace, told
        self._exchange, self._renew = exchange, renew
        self._pace = pace or Pace()
        self._woken = threading.Condition()
        self._over = False
        self._state = SyncState()
        self._notes = RunNotes(workspace)
        self._renewed: datetime | None = None
        self._notice: DomainError | None = None
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """No request is begun any more; the store may be closed afterwards."""
        with self._woken:
            self._over = True
            self._woken.notify_all()
        if self._thread.is_alive():
            self._thread.join(_CLOSING_SECONDS)

    def sync_now(self) -> None:
        self._wake(self._pace.ask)

    def edited(self) -> None:
        self._wake(self._pace.edit)

    def touched(self) -> None:
        self._wake(self._pace.touch)

    def connect(self, address: str, code: str) -> None:
        """Make the centre a server's, and begin to hand it over. Refuses what `bring_centre` does,
        and SERVER_UNREACHABLE. Takes as long as the network."""
        from wset_desk.sync.connecting import bring_centre  # noqa: PLC0415 - see above

        workspace = self._workspace
        try:
            bring_centre(workspace.store, workspace.actor, address=address, code=code)
        except ConnectionError as error:
            raise DomainError("SERVER_UNREACHABLE", what=str(error), field="address") from error
        self.sync_now()

    def compare(self) -> int:
        """Compare everything with the server and fetch again what differs; answers how many rows
        did. Refuses what `connecting.repair` does, and SERVER_UNREACHABLE."""
        from wset_desk.sync.connecting import repair  # noqa: PLC0415 - see above

        try:
            repaired = repair(self._workspace.store, self._workspace.actor)
        except ConnectionError as error:
            raise DomainError("SERVER_UNREACHABLE", what=str(error)) from error
        self._tell(self._state, repaired.tables)
        return repaired.rows

    def new_code(self, password: str, staff_id: UUID | None) -> str:
        """A code for another desk, or for the computer of the invigilator who is named. Refuses and
        takes as `connect`."""
        from wset_desk.sync.codes import with_pin  # noqa: PLC0415 - see above
        from wset_desk.sync.connecting import link_of, new_device_code  # noqa: PLC0415

        workspace = self._workspace
        with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
            link = link_of(uow)
        try:
            code = new_device_code(workspace.store, workspace.actor, password, staff_id).code
            return code if link is None or link.pin is None else with_pin(code, link.pin)
        except ConnectionError as error:
            raise DomainError("SERVER_UNREACHABLE", what=str(error)) from error

    def count_handed_in(self) -> int:
        """How many actions wait at the server that kept-out computers have handed in. Refuses what
        `judging_handed_in` does, and takes as `connect`."""
        from wset_desk.sync.judging_handed_in import count_handed_in  # noqa: PLC0415 - see above

        return count_handed_in(self._workspace.store, self._workspace.actor)

    def judge_handed_in(self, password: str) -> "HandedInJudge":
        """Sign in at the server to judge them. Refuses and takes as `count_handed_in`."""
        from wset_desk.sync.judging_handed_in import HandedInJudge  # noqa: PLC0415 - see above

        return HandedInJudge.signed_in(self._workspace.store, self._workspace.actor, password)

    def turn(self) -> None:
        """Exchange once, if there is a server."""
        standing = self._standing()
        if not standing.is_connected:
            self._tell(SyncState())
            self._pace.settle()
            return
        begins = standing.synced_at is None or (standing.waiting and not standing.is_own)
        if begins and self._state.since is None:  # offline, it says so until something has gone
            self._tell(_as(SyncKind.SYNCING, standing))
        self._notes.begin()
        try:
            synced = self._exchange_from(standing)
        except ConnectionError:
            self._fail(SyncKind.OFFLINE)
        except DomainError as error:
            self._fail(SyncKind.REFUSED, error)
        else:
            self._pace.settle()
            changed = synced.changed | self._notes.exchanged(synced)
            state = replace(_saved(self._standing(), synced.audit), notice=self._notice)
            self._tell(state, changed)

    def _exchange_from(self, standing: ServerStanding) -> "Synced":
        """Refuses SERVER_MODE where the server doesn't exchange anything for now."""

        def on_sent(sent: int) -> None:
            if standing.is_own and standing.synced_at is not None:
                return  # it is done in a blink
            left = replace(standing, waiting=max(0, standing.waiting - sent))
            self._tell(_as(SyncKind.SYNCING, left))

        synced = self._exchange(
            self._workspace,
            on_sent=on_sent,
            is_over=lambda: self._over,
            batch=self._pace.batch,
        )
        if not synced.is_through:
            from wset_desk.sync.connecting import mode_refusal  # noqa: PLC0415 - see above

            raise mode_refusal(synced.mode)
        if synced.is_forked:
            self._notice = DomainError("DEVICE_FORKED")
        now = self._workspace.store.clock.now()
        if self._renewed is None or now - self._renewed >= TOKEN_FRESH:
            self._renew(self._workspace)
            self._notes.forget_old()
            self._renewed = now
        return synced

    def _fail(self, kind: SyncKind, refusal: DomainError | None = None) -> None:
        """It goes on from where it stood; a server that refuses is asked once a minute."""
        since = self._state.since if self._state.kind is kind else None
        least = 0.0
        if refusal is not None:
            asked = refusal.parameters.get("retry_after", 0)
            least = max(LAST_RETRY, float(asked) if isinstance(asked, int) else 0)
        self._pace.fail(least)
        since = since or self._workspace.store.clock.now()
        changed = self._notes.failed("SERVER_UNREACHABLE" if refusal is None else refusal.code)
        standing = self._standing()
        state = replace(_as(kind, standing), since=since, refusal=refusal)
        if standing.is_own and kind is SyncKind.OFFLINE:
            state = _as(SyncKind.ALONE, standing)  # it starts after the window
        self._tell(state, changed)

    def _break(self, error: Exception) -> None:
        """Nobody foresaw this: the store isn't asked for more, and the window says where it stands
        in the log."""
        self._pace.fail(LAST_RETRY)
        refusal = DomainError("SYNC_BROKE", bug=log_bug(error))
        now = self._workspace.store.clock.now()
        self._tell(replace(self._state, kind=SyncKind.REFUSED, since=now, refusal=refusal))

    def _standing(self) -> ServerStanding:
        return self._workspace.run(server_standing)

    def _tell(self, state: SyncState, changed: frozenset[str] = frozenset()) -> None:
        if not self._over and (changed or state != self._state):
            self._state = state
            self._told(state, changed)

    def _wake(self, change: Callable[[], object]) -> None:
        with self._woken:
            change()
            self._woken.notify_all()

    def _run(self) -> None:
        while self._wait():
            try:
                self.turn()
            except Exception as error:
                if not self._over:
                    self._break(error)

    def _wait(self) -> bool:
        """Until it is time; False once it is over."""
        with self._woken:
            while not self._over and (left := self._pace.left) > 0:
                self._woken.wait(left)
            return not self._over


def _saved(standing: ServerStanding, audit: DomainError | None) -> SyncState:
    """An audit log of the server's that isn't taken wants a person's attention, too."""
    state = _as(SyncKind.SAVED, standing)
    if audit is None:
        return state
    return replace(state, attention=state.attention + 1, refusal=audit)


def _as(kind: SyncKind, standing: ServerStanding) -> SyncState:
    return SyncState(kind, standing.waiting, standing.not_taken, is_own=standing.is_own)
