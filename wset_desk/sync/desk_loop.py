"""Sync of a desk that starts a server for itself as long as it has no other."""

from collections.abc import Callable

from wset_desk.domain.errors import DomainError
from wset_desk.services.own_server import OwnServer, told_to
from wset_desk.services.workspace import Workspace
from wset_desk.sync.loop import SyncLoop, Told
from wset_desk.system.child_server import ChildServer, server_command
from wset_desk.system.logging import log_bug


class DeskLoop(SyncLoop):
    """Begun with `start`, ended with `stop`, as a `SyncLoop`; the server is, too.

    What goes over the network is imported when it is wanted, and not on the window's thread.
    """

    def __init__(
        self,
        workspace: Workspace,
        told: Told,
        server: OwnServer,
        *,
        child: Callable[..., ChildServer] = ChildServer,
    ) -> None:
        super().__init__(workspace, told)
        self._server = server
        self._child = child(
            server_command(),
            lambda: told_to(server),
            is_answering=self._is_answering,
            on_ready=self._on_ready,
        )
        self._uses_own = True

    def start(self) -> None:
        super().start()
        self._uses_own = self._may_use_own()
        if self._uses_own:
            self._child.start()

    def stop(self) -> None:
        super().stop()
        self._child.stop()

    def _may_use_own(self) -> bool:
        standing = self._standing()
        return standing.is_own or not standing.is_connected

    def _is_answering(self) -> bool:
        from wset_desk.sync.own_server import find_standing  # noqa: PLC0415 - see above

        return find_standing(self._server) is not None

    def _on_ready(self) -> None:
        """It answers: hand the centre over to it, or go on where it was left."""
        from wset_desk.sync.own_server import settle_link  # noqa: PLC0415 - see above

        workspace = self._workspace
        try:
            if settle_link(workspace.store, workspace.actor, self._server):
                self.sync_now()
        except (ConnectionError, DomainError):
            self._child.end_child()  # it is begun anew, and this tried again
        except Exception as error:
            log_bug(error)
