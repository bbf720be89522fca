"""The server that a desk has for itself, for a command that exchanges something."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wset_desk.domain.errors import DomainError

if TYPE_CHECKING:
    from wset_desk.services.own_server import OwnServer
    from wset_desk.services.workspace import Workspace

_SECONDS = 60


@contextmanager
def served(workspace: "Workspace") -> Iterator["OwnServer | None"]:
    """It runs for the block, if no window has started it; None for a desk with another or none.

    Refuses OWN_SERVER_AWAY.
    """
    from wset_desk.services.own_server import own_server, told_to  # noqa: PLC0415 - slow to import
    from wset_desk.services.syncing.standing import server_standing  # noqa: PLC0415
    from wset_desk.sync.own_server import find_standing, settle_link  # noqa: PLC0415
    from wset_desk.system.child_server import ChildServer, server_command  # noqa: PLC0415

    profile, key = workspace.profile, workspace.store.key
    if profile is None or key is None or not workspace.run(server_standing).is_own:
        yield None
        return
    server, ready = own_server(profile, key), threading.Event()
    child = ChildServer(
        server_command(),
        lambda: told_to(server),
        is_answering=lambda: find_standing(server) is not None,
        on_ready=ready.set,
        starts_after=0,
    )
    child.start()
    try:
        if not ready.wait(_SECONDS):
            raise DomainError("OWN_SERVER_AWAY")
        settle_link(workspace.store, workspace.actor, server)
        yield server
    finally:
        child.stop()
