"""Sync as the window sees it: how things stand, on the GUI's thread, and what may be asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from ui.common.bus import bus
from wset_desk.domain.sync_states import ComputerInvited, OwnServerState, SyncState

if TYPE_CHECKING:
    from uuid import UUID

    from wset_desk.services.syncing.handed_in import HandedInList
    from wset_desk.services.workspace import Workspace


class JudgesHandedIn(Protocol):
    """An administrator who has signed in at the server. Both take as long as the network."""

    def waiting(self) -> HandedInList: ...

    def settle(self, tx: UUID, *, is_written: bool) -> None:
        """What became of an action; told again, that is harmless."""


class Syncing(Protocol):
    """What syncs a centre by itself, on a thread of its own. `connect`, and what answers something,
    take as long as the network; the rest returns at once."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def sync_now(self) -> None: ...
    def edited(self) -> None: ...
    def touched(self) -> None: ...

    def connect(self, address: str, code: str) -> None:
        """Hand the centre over to a server; refuses with ``field`` "address" or "code"."""

    def new_code(self, password: str, staff_id: UUID | None) -> str:
        """A code with which a desk joins, or this invigilator's computer; refuses with ``field``
        "password"."""

    def compare(self) -> int:
        """How many rows differed from the server's, and were fetched again."""

    def count_handed_in(self) -> int:
        """How many actions wait at the server that kept-out computers have handed in."""

    def judge_handed_in(self, password: str) -> JudgesHandedIn:
        """Sign in at the server to judge them; refuses with ``field`` "password"."""


@runtime_checkable
class HasOwnServer(Protocol):
    """What serves the centre from this computer as well. Everything takes a worker; `invite` and
    `let_others_in` are for administrators."""

    def own_server_state(self) -> OwnServerState: ...
    def let_others_in(self, wanted: bool) -> OwnServerState: ...
    def invite(self) -> ComputerInvited: ...


Told = Callable[[SyncState, frozenset[str]], object]
StartsSync = Callable[["Workspace", Told], Syncing]
"""Makes what syncs the centre of a workspace; `Told` hears of it on any thread."""


class SyncWatch(QObject):
    """``changed(SyncState)``. Edits made here are sent on soon; what came in goes to the bus."""

    changed = Signal(object)
    _told = Signal(object, object)

    def __init__(self, make: StartsSync | None = None) -> None:
        """Without `make` every centre is alone."""
        super().__init__()
        self._make = make
        self._syncing: Syncing | None = None
        self.state = SyncState()
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        bus.changed.connect(self._on_changed)

    @property
    def can_connect(self) -> bool:
        """Whether there is anything that could sync."""
        return self._syncing is not None

    @property
    def own(self) -> HasOwnServer | None:
        """None where this computer doesn't serve the centre."""
        return self._syncing if isinstance(self._syncing, HasOwnServer) else None

    def follow(self, workspace: Workspace) -> None:
        """Begin for the centre that was opened."""
        self.end()
        if self._make is not None:
            self._syncing = self._make(workspace, self._hear)
            self._syncing.start()

    def end(self) -> None:
        """Before the centre is closed."""
        if self._syncing is not None:
            self._syncing.stop()
            self._syncing = None
        self._show(SyncState())

    def sync_now(self) -> None:
        if self._syncing is not None:
            self._syncing.sync_now()

    def touched(self) -> None:
        """Somebody is at work."""
        if self._syncing is not None:
            self._syncing.touched()

    def connect_to(self, address: str, code: str) -> None:
        """Takes a worker; see `Syncing.connect`."""
        if self._syncing is None:
            raise RuntimeError("nothing syncs here")
        self._syncing.connect(address, code)

    def new_code(self, password: str, staff_id: UUID | None = None) -> str:
        """Takes a worker; see `Syncing.new_code`."""
        if self._syncing is None:
            raise RuntimeError("nothing syncs here")
        return self._syncing.new_code(password, staff_id)

    def compare(self) -> int:
        """Takes a worker; see `Syncing.compare`."""
        if self._syncing is None:
            raise RuntimeError("nothing syncs here")
        return self._syncing.compare()

    def count_handed_in(self) -> int:
        """Takes a worker; see `Syncing.count_handed_in`."""
        if self._syncing is None:
            raise RuntimeError("nothing syncs here")
        return self._syncing.count_handed_in()

    def judge_handed_in(self, password: str) -> JudgesHandedIn:
        """Takes a worker; see `Syncing.judge_handed_in`."""
        if self._syncing is None:
            raise RuntimeError("nothing syncs here")
        return self._syncing.judge_handed_in(password)

    def _hear(self, state: SyncState, changes: frozenset[str]) -> None:
        """On whatever thread; the signal crosses to the GUI's."""
        if isValid(self):
            self._told.emit(state, changes)

    def _take(self, state: SyncState, changes: frozenset[str]) -> None:
        if self._syncing is None:
            return
        if changes:
            bus.tell(changes, self)
        self._show(state)

    def _show(self, state: SyncState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)

    def _on_changed(self, _changes: frozenset[str]) -> None:
        if self._syncing is not None and bus.origin is not self:
            self._syncing.edited()
