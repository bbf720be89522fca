"""`wset-desk take-out-import [ID]`."""

from typing import TYPE_CHECKING, Annotated

import typer

from wset_desk.commands.exchange import REFUSED
from wset_desk.commands.options import Data, Now, ProfileName, User, choose_profile, signed_in
from wset_desk.i18n import N_, _
from wset_desk.system import sample

if TYPE_CHECKING:
    from uuid import UUID

    from wset_desk.services.workspace import Workspace

_LISTED = 1000


def add_to(app: typer.Typer) -> None:
    """Take the command up."""
    app.command("take-out-import", help=N_("Lists the imports, or takes one out again."))(take_out)


def take_out(
    which: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help=N_("The import, as the list begins its line.")),
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Say what would go and take nothing out."))
    ] = False,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    # Services bring the database along; `--help` does without.
    from wset_desk.exchange.taking_out import import_lines, import_named  # noqa: PLC0415
    from wset_desk.services.import_runs import list_imports  # noqa: PLC0415
    from wset_desk.services.opening import about_centre  # noqa: PLC0415

    with signed_in(choose_profile(profile, data), user, now) as workspace:
        runs = workspace.run(list_imports, limit=_LISTED)
        if which is not None:
            _take_out(workspace, import_named(runs, which).id, dry_run=dry_run)
            return
        zone = workspace.run(about_centre).zone
    for line in import_lines(runs, zone):
        typer.echo(line)
    if not runs:
        typer.echo(_("Nothing has been brought in yet."))


def _take_out(workspace: "Workspace", run_id: "UUID", *, dry_run: bool) -> None:
    """What is in the way of it is told line by line; exit status 2 then."""
    from wset_desk.exchange.taking_out import obstacle_lines, removal_lines  # noqa: PLC0415
    from wset_desk.services.import_removal import preview_removal, remove_import  # noqa: PLC0415

    removal = workspace.run(preview_removal, run_id=run_id)
    if removal.obstacles:
        typer.echo(_("This can't be taken out as it is:"), err=True)
        for line in obstacle_lines(removal.obstacles):
            typer.echo(line, err=True)
        raise typer.Exit(REFUSED)
    if not dry_run:
        removal = workspace.call(remove_import, run_id=run_id)
    for line in removal_lines(removal):
        typer.echo(line)
    typer.echo(_("Nothing was taken out.") if dry_run else _("The import was taken out"))
