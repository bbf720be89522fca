"""Sync of a desk that starts a server for itself as long as it has no other."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.sync_states import ComputerInvited, OwnServerState
from wset_desk.services.own_server import OwnServer, told_to
from wset_desk.services.workspace import Workspace
from wset_desk.sync.loop import SyncLoop, Told
from wset_desk.system.child_server import ChildServer, server_command
from wset_desk.system.logging import log_bug
from wset_desk.system.network import own_addresses

SIGNS = timedelta(days=30)


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
            is_wanted=lambda: self._may_use_own() or self._still_signs(),
        )

    def start(self) -> None:
        super().start()
        self._child.start()

    def stop(self) -> None:
        super().stop()
        self._child.stop()

    def connect(self, address: str, code: str) -> None:
        """As of a `SyncLoop`; a centre that this computer serves is handed over by its server, with
        what other computers have brought. Refuses OWN_SERVER_AWAY, too."""
        if not self._standing().is_own:
            super().connect(address, code)
            return
        from wset_desk.sync.own_server import move  # noqa: PLC0415 - see above

        try:
            move(self._server, self._workspace.actor.centre_id, address, code)
        except OSError as error:
            raise DomainError("OWN_SERVER_AWAY") from error
        self._sign()
        self.sync_now()

    def _sign(self) -> None:
        """Computers that came here are told for a while where the centre is now."""
        chosen = self._server.chosen()
        if chosen.lets_in:
            until = self._workspace.store.clock.now() + SIGNS
            self._server.choose(replace(chosen, signs_until=until))

    def _still_signs(self) -> bool:
        until = self._server.chosen().signs_until
        return until is not None and self._workspace.store.clock.now() < until

    def own_server_state(self) -> OwnServerState:
        """What was chosen."""
        return OwnServerState(self._server.chosen().lets_in)

    def let_others_in(self, wanted: bool) -> OwnServerState:
        """Whether computers on the network reach the server; it is begun anew for that. Refuses
        NOT_PERMITTED."""
        self._check_may()
        self._server.choose(replace(self._server.chosen(), lets_in=wanted))
        from wset_desk.sync.own_server import have_it_end  # noqa: PLC0415 - see above

        with suppress(ConnectionError, OSError):  # one that isn't running begins like that
            have_it_end(self._server)
        return self.own_server_state()

    def invite(self) -> ComputerInvited:
        """A code for one computer. Refuses NOT_PERMITTED and OWN_SERVER_AWAY."""
        self._check_may()
        from wset_desk.sync.codes import with_pin  # noqa: PLC0415 - see above
        from wset_desk.sync.own_server import make_code  # noqa: PLC0415

        try:
            code = make_code(self._server, self._workspace.actor.centre_id)
            return ComputerInvited(self._addresses(), with_pin(code, self._server.fingerprint))
        except OSError as error:
            raise DomainError("OWN_SERVER_AWAY") from error

    def _addresses(self) -> tuple[str, ...]:
        return tuple(f"{address}:{self._server.port}" for address in own_addresses())

    def _check_may(self) -> None:
        if Permission.MANAGE_SETTINGS not in self._workspace.actor.permissions:
            raise DomainError("NOT_PERMITTED")

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
