"""`wset-desk`: the window, the tour of its screens, and every command that needs no window.

The window's way is plain code: neither the command line's library nor a service is imported before
the first paint.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from wset_desk.domain.errors import DomainError
from wset_desk.i18n import N_

if TYPE_CHECKING:
    from typer import Typer

    from ui.desk.start.joining import JoinsCentre
    from ui.desk.sync_watch import Syncing, Told
    from wset_desk.services.workspace import Workspace

_OPTIONS = {"--now": "now", "--profile": "profile", "--data": "data"}
_NO_SERVER = "--no-server"
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@dataclass(frozen=True)
class DeskOptions:
    """What may be said about the window: a pretended time, a profile, the folder of everything, and
    that a centre without a server gets none here."""

    now: str | None = None
    profile: str | None = None
    data: str | None = None
    no_server: bool = False

    @property
    def root(self) -> Path | None:
        """The folder of everything; None is the usual one."""
        return None if self.data is None else Path(self.data)


def main() -> None:
    """The entry point of `wset-desk`."""
    sys.exit(start(sys.argv[1:]))


def start(arguments: Sequence[str]) -> int:
    """Open the window, or run the command that `arguments` name; returns the exit status."""
    options = window_options(arguments)
    if options is None:
        return _run_command(arguments)
    try:
        return open_desk(options)
    except Exception as error:
        from wset_desk.cli import report  # noqa: PLC0415 - brings the command line along

        return report(error)


def window_options(arguments: Sequence[str]) -> DeskOptions | None:
    """What is said about the window; None if the arguments name a command or can't be read."""
    words = list(arguments[1:] if arguments[:1] == ["desk"] else arguments)
    found: dict[str, str] = {}
    no_server = False
    while words:
        option, equals, value = words.pop(0).partition("=")
        if option == _NO_SERVER and not equals:
            no_server = True
            continue
        if option not in _OPTIONS or not (equals or words):
            return None
        found[_OPTIONS[option]] = value if equals else words.pop(0)
    return DeskOptions(**found, no_server=no_server)


def open_desk(options: DeskOptions) -> int:
    """Show the window until it is closed.

    Refuses NO_SCREEN, NOW_NOT_AN_INSTANT and PROFILE_UNKNOWN.
    """
    if not has_screen(os.environ, sys.platform):
        raise DomainError("NO_SCREEN")
    from ui.desk.start.program import run_desk  # noqa: PLC0415 - Qt

    return run_desk(
        now=options.now,
        profile=options.profile,
        root=options.root,
        starts_sync=_sync_of if options.no_server else _sync_with_server,
        joins=_joins,
    )


def _joins() -> "JoinsCentre":
    """What joins a centre on a server."""
    from wset_desk.sync.joining import Joins  # noqa: PLC0415 - services

    return Joins()


def _sync_of(workspace: "Workspace", told: "Told") -> "Syncing":
    """What syncs an open centre: the window itself knows no network."""
    from wset_desk.sync.loop import SyncLoop  # noqa: PLC0415 - services

    return SyncLoop(workspace, told)


def _sync_with_server(workspace: "Workspace", told: "Told") -> "Syncing":
    """The same; a real centre that has no server gets its own."""
    from wset_desk.services.own_server import own_server  # noqa: PLC0415 - services
    from wset_desk.sync.desk_loop import DeskLoop  # noqa: PLC0415
    from wset_desk.system.paths import ProfileKind  # noqa: PLC0415

    profile, key = workspace.profile, workspace.store.key
    if profile is None or key is None or profile.kind is ProfileKind.SAMPLE:
        return _sync_of(workspace, told)
    return DeskLoop(workspace, told, own_server(profile, key))


def has_screen(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can open, or somebody has chosen where Qt draws."""
    return not platform.startswith("linux") or any(environ.get(name) for name in _SCREENS)


def _run_command(arguments: Sequence[str]) -> int:
    from wset_desk.cli import run  # noqa: PLC0415 - typer

    return run(_commands(), arguments, "wset-desk")


def _commands() -> "Typer":
    """The commands that need no window, and those that do."""
    import typer  # noqa: PLC0415

    from wset_desk import cli  # noqa: PLC0415
    from wset_desk.commands import options, verifying  # noqa: PLC0415

    app = options.new_app(
        N_("The desk of a centre that holds wine and spirit exams. Without a command: the window.")
    )
    app.add_typer(cli.app)
    verifying.add_to(app)

    @app.command(help=N_("Opens the window."))
    def desk(
        now: options.Now = None,
        profile: options.ProfileName = None,
        data: options.Data = None,
        *,
        no_server: Annotated[
            bool,
            typer.Option(_NO_SERVER, help=N_("Start no server for a centre that has none.")),
        ] = False,
    ) -> None:
        folder = None if data is None else str(data)
        raise typer.Exit(open_desk(DeskOptions(now, profile, folder, no_server)))

    @app.command(help=N_("Keeps pictures of a day's work in the windows."))
    def tour(
        out: Annotated[
            Path, typer.Option("--out", metavar="DIR", help=N_("Where the pictures go."))
        ],
        quick: Annotated[
            bool, typer.Option("--quick", help=N_("Every page once, in light."))
        ] = False,
    ) -> None:
        from ui.desk.tour.tour import run_tour  # noqa: PLC0415 - Qt

        raise typer.Exit(run_tour(out, quick=quick))

    return app
