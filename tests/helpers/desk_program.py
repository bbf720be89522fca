"""A desk without its window, as a process: opens a profile, syncs it, has a server for itself.

Says each state in a line, and "server" when one is there. It ends when its standard input does; or
when it is killed.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from wset_desk.domain.sync_states import SyncState
from wset_desk.services.opening import open_workspace
from wset_desk.services.own_server import own_server
from wset_desk.sync.desk_loop import DeskLoop
from wset_desk.system.child_server import ChildServer
from wset_desk.system.clock import SystemClock
from wset_desk.system.keys import KeyStore
from wset_desk.system.paths import list_profiles


def begun_at_once(*what: Any, on_ready: Callable[[], object], **options: Any) -> ChildServer:
    def ready() -> None:
        on_ready()
        _print("server")

    return ChildServer(*what, on_ready=ready, **options, starts_after=0.0, first_pause=0.1)


def main(arguments: Sequence[str]) -> None:
    (profile,) = list_profiles(Path(arguments[0]))
    workspace = open_workspace(profile, SystemClock(), KeyStore(None))
    assert workspace.store.key is not None
    server = own_server(profile, workspace.store.key)
    loop = DeskLoop(workspace, _say, server, child=begun_at_once)
    loop.start()
    sys.stdin.read()
    loop.stop()
    workspace.close()


def _say(state: SyncState, _changed: frozenset[str]) -> None:
    _print(f"{state.kind} {state.waiting} {state.attention} {state.refusal or ''}")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
