"""`wset-desk-server`, and every command that needs no window.

A refusal is one line on the standard error and exit status 2; a bug is the id under which it
stands in the log, and exit status 1. Nobody ever reads a traceback.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from wset_desk.commands import (
    audits,
    awarding,
    backups,
    beside,
    calendars,
    connecting,
    doctor,
    exchange,
    ledger,
    letters,
    privacy,
    reports,
    serving,
    taking_out,
    verifying,
)
from wset_desk.commands.options import Data, new_app
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import N_, _
from wset_desk.services.refusals import describe
from wset_desk.system import sample
from wset_desk.system.keys import KeyStore
from wset_desk.system.languages import chosen_language, use_language
from wset_desk.system.logging import log_bug, start_logging, stop_logging
from wset_desk.system.paths import ProfileKind, data_dir, list_profiles, preferences_file
from wset_desk.system.preferences import Preferences
from wset_desk.system.system_keyring import find_keyring

REFUSED = exchange.REFUSED
BUG = 1

app = new_app(N_("Runs the centre's work that needs no window."))
audits.add_to(app)
awarding.add_to(app)
backups.add_to(app)
calendars.add_to(app)
connecting.add_to(app)
doctor.add_to(app)
exchange.add_to(app)
ledger.add_to(app)
letters.add_to(app)
privacy.add_to(app)
reports.add_to(app)
taking_out.add_to(app)


server_app = new_app(N_("The server of exam centres, and the centre's work without a window."))
server_app.add_typer(app)
serving.add_to(server_app)
verifying.add_to_server(server_app)
beside.add_to(server_app)


@app.command(help=N_("Lists the centres on this computer."))
def profiles(data: Data = None) -> None:
    for profile in list_profiles(data):
        kind = _("sample") if profile.kind is ProfileKind.SAMPLE else _("centre")
        typer.echo(f"{profile.name}\t{kind}\t{profile.directory}")


@app.command(help=N_("Builds the sample centre."))
def demo(
    seed: Annotated[
        int, typer.Option(help=N_("Another number makes other people and marks."))
    ] = sample.SEED,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Build it anew if it is there already."))
    ] = False,
    data: Data = None,
) -> None:
    # Services bring the database along; `--help` does without.
    from wset_desk.services.demo.build import build_sample  # noqa: PLC0415

    with typer.progressbar(length=100, label=_("Building the sample centre")) as bar:
        profile = build_sample(
            keys=KeyStore(find_keyring()),
            root=data,
            seed=seed,
            replace=force,
            progress=lambda share: bar.update(round(share * 100) - bar.pos),
        )
    typer.echo(_("The sample centre is in {folder}").format(folder=profile.directory))


def main() -> None:
    """The entry point of `wset-desk-server`."""
    sys.exit(run(server_app, sys.argv[1:], "wset-desk-server"))


def run(application: typer.Typer, arguments: Sequence[str], name: str) -> int:
    """Run the command that `arguments` name; returns the exit status."""
    try:
        use_preferred_language(None)
        command = typer.main.get_command(application)
        _translate(command)
        command.main(list(arguments), prog_name=name)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else BUG
    except Exception as error:
        return report(error)
    return 0


def report(error: Exception) -> int:
    """Say in one line what went wrong; returns the exit status."""
    if isinstance(error, DomainError):
        typer.echo(describe(error), err=True)
        return REFUSED
    folder = data_dir() / "log"
    handler = start_logging(folder)
    bug = log_bug(error)
    stop_logging(handler)
    text = _("Something went wrong that nobody foresaw. It is {bug} in the log in {folder}")
    typer.echo(text.format(bug=bug, folder=folder), err=True)
    return BUG


def use_preferred_language(root: Path | None) -> None:
    """Speak the language that this PC prefers, or WSET_DESK_LANGUAGE."""
    preferred = Preferences(preferences_file(root)).get("language")
    use_language(chosen_language(str(preferred), os.environ))


def _translate(command: Any) -> None:
    """Put the help of a command, its options and its own commands into the current language."""
    command.help = _(command.help) if command.help else None
    for parameter in command.params:
        if text := getattr(parameter, "help", None):
            parameter.help = _(text)
    for inner in getattr(command, "commands", {}).values():
        _translate(inner)
