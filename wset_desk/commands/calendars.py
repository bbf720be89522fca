"""`wset-desk calendar`."""

from pathlib import Path
from typing import Annotated

import typer

from wset_desk.commands.options import Data, Now, ProfileName, User, choose_profile, signed_in
from wset_desk.i18n import N_, _
from wset_desk.system import sample


def add_to(app: typer.Typer) -> None:
    """Take the command up."""
    app.command(
        "calendar", help=N_("Writes all sessions to a calendar file that other programs read.")
    )(write_calendar)


def write_calendar(
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help=N_("Where: a file that ends in .ics."))
    ],
    *,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    # Services bring the database along; `--help` does without.
    from wset_desk.exchange.calendar_file import write_calendar_file  # noqa: PLC0415
    from wset_desk.services.calendar_feed import calendar_feed  # noqa: PLC0415

    with signed_in(choose_profile(profile, data), user, now) as workspace:
        text = workspace.run(calendar_feed)
    write_calendar_file(out, text)
    typer.echo(_("All sessions are in {file}").format(file=out))
