"""`wset-desk-server`, and every command that needs no window.

A refusal is one line on the standard error and exit status 2; a bug is the id under which it
stands in the log, and exit status 1. Nobody ever reads a traceback.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wset_desk.domain.candidate_rows import DuplicateAction
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import N_, _
from wset_desk.services.refusals import describe
from wset_desk.system import sample
from wset_desk.system.keys import KeyStore
from wset_desk.system.languages import chosen_language, use_language
from wset_desk.system.logging import log_bug, start_logging, stop_logging
from wset_desk.system.passwords import Passwords
from wset_desk.system.paths import (
    Profile,
    ProfileKind,
    data_dir,
    find_profile,
    list_profiles,
    preferences_file,
)
from wset_desk.system.preferences import Preferences
from wset_desk.system.system_keyring import find_keyring

if TYPE_CHECKING:
    from wset_desk.services.workspace import Workspace

REFUSED = 2
BUG = 1
PASSWORD_VARIABLE = "WSET_DESK_PASSWORD_FILE"  # noqa: S105 - where a password is, not one

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help=N_("Keep everything in this folder instead.")),
]
Now = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help=N_("Pretend it is this time: 2026-03-12T09:05Z.")),
]
ProfileName = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help=N_("Which centre, where there are several.")),
]
User = Annotated[
    str,
    typer.Option("--user", metavar="NAME", help=N_("Who does it; the password is asked for.")),
]


def new_app(help_text: str) -> typer.Typer:
    """An application in plain text, without commands yet."""
    return typer.Typer(
        help=help_text,
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


app = new_app(N_("Runs the centre's work that needs no window."))
imports = new_app(N_("Takes files in."))
app.add_typer(imports, name="import")


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


@imports.command("candidates", help=N_("Takes candidates in from a CSV or Excel file."))
def import_candidates(
    file: Annotated[Path, typer.Argument(help=N_("A CSV file or an Excel workbook (.xlsx)."))],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Check every row and import nothing."))
    ] = False,
    delimiter: Annotated[
        str | None, typer.Option(help=N_("What stands between columns, if it isn't found out."))
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help=N_("The file's encoding, if it isn't found out."))
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADING=FIELD", help=N_("What a column holds.")),
    ] = None,
    on_duplicate: Annotated[
        DuplicateAction, typer.Option(help=N_("What becomes of candidates who are there already."))
    ] = DuplicateAction.SKIP,
    leave_out_wrong: Annotated[
        bool, typer.Option("--leave-out-wrong", help=N_("Import the others if rows are wrong."))
    ] = False,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    # Services bring the database along; `--help` does without.
    from wset_desk.exchange import candidate_files  # noqa: PLC0415
    from wset_desk.services import imports as services  # noqa: PLC0415

    columns = candidate_files.read_candidate_file(
        file, delimiter=delimiter, encoding=encoding, maps=maps or ()
    )
    arguments = {"rows": columns.rows, "mapping": columns.mapping}
    workspace = open_signed_in(choose_profile(profile, data), user, now)
    try:
        check = workspace.run(services.check_candidates, **arguments)
        for line in candidate_files.problem_lines(check, columns):
            typer.echo(line, err=True)
        if dry_run:
            typer.echo(candidate_files.foreseen(check))
            if check.problems:
                raise typer.Exit(REFUSED)
            return
        report = workspace.call(
            services.import_candidates,
            on_duplicate=on_duplicate,
            leave_out_wrong=leave_out_wrong,
            **arguments,
        )
        typer.echo(candidate_files.done(report))
    finally:
        workspace.close()


def main() -> None:
    """The entry point of `wset-desk-server`."""
    sys.exit(run(app, sys.argv[1:], "wset-desk-server"))


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


def choose_profile(name: str | None, root: Path | None) -> Profile:
    """The profile of that name, or the only one there is.

    Refuses PROFILE_UNKNOWN, PROFILES_NONE and PROFILE_NOT_CHOSEN.
    """
    if name is not None:
        return find_profile(name, root)
    known = list_profiles(root)
    if not known:
        raise DomainError("PROFILES_NONE")
    if len(known) > 1:
        names = ", ".join(profile.name for profile in known)
        raise DomainError("PROFILE_NOT_CHOSEN", names=names)
    return known[0]


def open_signed_in(profile: Profile, user: str, now: str | None) -> "Workspace":
    """The profile's workspace with `user` signed in.

    Passphrase and password are asked for in a terminal, or read from the files that
    WSET_DESK_PASSPHRASE_FILE and WSET_DESK_PASSWORD_FILE name; the sample's are known.
    """
    from wset_desk.services import opening  # noqa: PLC0415 - brings the database along
    from wset_desk.services.staff import sign_in  # noqa: PLC0415

    keys = KeyStore(find_keyring())
    asked = opening.needs_passphrase(profile, keys) and sys.stdin.isatty()
    passphrase = _prompt(_("Passphrase of {name}").format(name=profile.name)) if asked else None
    workspace = opening.open_workspace(
        profile, opening.clock_of(profile, now, os.environ), keys, passphrase
    )
    try:
        password = _password(profile, user)
        workspace.act_as(
            workspace.run(sign_in, username=user, password=password, passwords=Passwords())
        )
    except BaseException:
        workspace.close()
        raise
    return workspace


def _password(profile: Profile, user: str) -> str:
    if profile.kind is ProfileKind.SAMPLE:
        return sample.PASSWORD
    if file := os.environ.get(PASSWORD_VARIABLE):
        return _read_password(Path(file))
    if not sys.stdin.isatty():
        raise DomainError("PASSWORD_NEEDED", variable=PASSWORD_VARIABLE)
    return _prompt(_("Password of {user}").format(user=user))


def _read_password(file: Path) -> str:
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise DomainError("PASSWORD_FILE_UNREADABLE", path=str(file)) from None


def _prompt(text: str) -> str:
    return str(typer.prompt(text, hide_input=True, err=True))


def _translate(command: Any) -> None:
    """Put the help of a command, its options and its own commands into the current language."""
    command.help = _(command.help) if command.help else None
    for parameter in command.params:
        if text := getattr(parameter, "help", None):
            parameter.help = _(text)
    for inner in getattr(command, "commands", {}).values():
        _translate(inner)
