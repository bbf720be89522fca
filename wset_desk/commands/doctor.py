"""`wset-desk doctor`: is this computer in order?"""

import os

import typer

from wset_desk.commands.options import Data, ProfileName, ask, in_terminal
from wset_desk.i18n import N_, _
from wset_desk.system.clock import SystemClock
from wset_desk.system.paths import Profile
from wset_desk.system.system_keyring import find_keyring

WRONG = 1


def add_to(app: typer.Typer) -> None:
    """Take this command up."""
    app.command(help=N_("Looks whether everything on this computer is in order."))(doctor)


def doctor(profile: ProfileName = None, data: Data = None) -> None:
    # Services bring the database along; `--help` does without.
    from wset_desk.services.doctor import examine  # noqa: PLC0415
    from wset_desk.services.doctor_findings import Patient  # noqa: PLC0415

    patient = Patient(
        keyring=find_keyring(),
        clock=SystemClock(),
        environ=os.environ,
        root=data,
        ask_passphrase=_passphrase_of if in_terminal() else None,
    )
    wrong = False
    for finding in examine(patient, profile):
        word = _("ok   ") if finding.well else _("wrong")
        typer.echo(f"{word}  {finding.subject}: {finding.text}")
        wrong = wrong or not finding.well
    if wrong:
        raise typer.Exit(WRONG)


def _passphrase_of(profile: Profile) -> str:
    return ask(
        _("Passphrase of {name} (Enter: leave it out)").format(name=profile.name), optional=True
    )
