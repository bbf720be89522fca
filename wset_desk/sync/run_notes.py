"""Which exchanges with the server are worth keeping: those that brought something, or news."""

from typing import TYPE_CHECKING

from wset_desk.services.syncing.runs import RunRow, forget_old_runs, keep_run
from wset_desk.services.workspace import Workspace

if TYPE_CHECKING:
    from wset_desk.sync.client import Synced

_NOTHING: frozenset[str] = frozenset()
_HISTORY = frozenset({"sync_runs"})


class RunNotes:
    """Writes the history of exchanges. Of many that did nothing, or failed in the same way, the
    first stands for all. What each method answers are the tables that it has changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._code: str | None = None
        self._began = workspace.store.clock.now()

    def begin(self) -> None:
        self._began = self._workspace.store.clock.now()

    def exchanged(self, synced: "Synced") -> frozenset[str]:
        """It went well."""
        if self._code is None and not (synced.sent or synced.received):
            return _NOTHING
        return self._keep(None, synced.sent, synced.received, synced.not_taken)

    def failed(self, code: str) -> frozenset[str]:
        """The server refused, or nobody answered."""
        return _NOTHING if code == self._code else self._keep(code)

    def forget_old(self) -> None:
        with self._workspace.store.replica(self._workspace.actor) as uow:
            forget_old_runs(uow)
            uow.commit()

    def _keep(
        self, code: str | None, sent: int = 0, received: int = 0, not_taken: int = 0
    ) -> frozenset[str]:
        self._code = code
        with self._workspace.store.replica(self._workspace.actor) as uow:
            keep_run(uow, RunRow(self._began, uow.now, sent, received, not_taken, code))
            uow.commit()
        return _HISTORY
