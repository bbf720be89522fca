"""`wset-desk backup`, `restore` and `verify`."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wset_desk.commands.options import (
    Data,
    Now,
    ProfileName,
    ask,
    choose_profile,
    in_terminal,
    opened,
)
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import N_, _
from wset_desk.system.clock import clock_from
from wset_desk.system.keys import VARIABLE as PASSPHRASE_VARIABLE
from wset_desk.system.keys import KeyStore, published
from wset_desk.system.paths import Profile, data_dir, preferences_file
from wset_desk.system.preferences import Preferences
from wset_desk.system.system_keyring import find_keyring

if TYPE_CHECKING:
    from wset_desk.services.backup_reading import OpenBackup

BackupFile = Annotated[Path, typer.Argument(help=N_("A file that ends in .wsetbackup."))]


def add_to(app: typer.Typer) -> None:
    """Take these commands up."""
    app.command(help=N_("Writes an encrypted backup and reads it again."))(backup)
    app.command(help=N_("Makes a centre on this computer from a backup."))(restore)
    app.command(help=N_("Checks all of a backup without restoring it."))(verify)


# Services bring the database along; `--help` does without.


def backup(
    *,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help=N_("Where to, if not to the folder set.")),
    ] = None,
    new_passphrase: Annotated[
        bool,
        typer.Option("--new-passphrase", help=N_("Protect this and later backups by another.")),
    ] = False,
    profile: ProfileName = None,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.services import backup_schedule, backups  # noqa: PLC0415
    from wset_desk.services.opening import about_centre  # noqa: PLC0415

    chosen = choose_profile(profile, data)
    plan = backup_schedule.backup_plan(Preferences(preferences_file(data)))
    if to is None and plan.folder is None:
        raise DomainError("BACKUP_FOLDER_NOT_CHOSEN")
    with opened(chosen, now) as workspace:
        source = backups.source_of(chosen, workspace)
        if new_passphrase or not backups.has_passphrase(chosen):
            backups.choose_passphrase(source, _new_passphrase(chosen))
        with _progress(_("Writing the backup")) as report:
            moment = workspace.store.clock.now()
            if to is not None:
                made = backups.back_up(source, to, moment, report=report)
            else:
                zone = workspace.run(about_centre).zone
                made = backup_schedule.back_up_now(
                    source, plan, now=moment, zone=zone, report=report
                )
    typer.echo(_("The backup is {file}").format(file=made))


def restore(
    file: BackupFile,
    *,
    profile: Annotated[
        str | None,
        typer.Option("--profile", metavar="NAME", help=N_("Its name here, if not the centre's.")),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help=N_("Take the place of the one here, which is renamed.")),
    ] = False,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.services import restore as services  # noqa: PLC0415

    keys = KeyStore(find_keyring())
    found, passphrase = _open(file)
    computer = services.ThisComputer(
        keys, clock_from(now, os.environ), socket.gethostname() or "PC", data
    )
    if not keys.has_keyring and passphrase is None and in_terminal():
        passphrase = ask(_("New passphrase for this computer"), twice=True)
    with _progress(_("Restoring the backup")) as report:
        made = services.restore_backup(
            found,
            computer,
            name=profile,
            passphrase=None if keys.has_keyring else passphrase,
            replace=replace,
            report=report,
        )
    typer.echo(_("“{name}” is in {folder}").format(name=made.name, folder=made.directory))


def verify(file: BackupFile, *, data: Data = None) -> None:
    from wset_desk.services.backup_verifying import verification  # noqa: PLC0415

    found, _passphrase = _open(file)
    for line in verification(found, data or data_dir()):
        typer.echo(line)


def _open(file: Path) -> "tuple[OpenBackup, str | None]":
    """The backup and the passphrase that opened it; the recovery key does if none is typed."""
    from wset_desk.services.backup_reading import open_backup, read_backup_head  # noqa: PLC0415

    head, _digest = read_backup_head(file)
    typed = KeyStore(None).passphrase_from_file()
    if typed is None and head.lock is not None and in_terminal():
        typed = ask(_("Passphrase of the backup (Enter: by recovery key)"), optional=True)
    if typed or (head.lock is None and not in_terminal()):
        return open_backup(file, passphrase=typed), typed
    if not in_terminal():
        raise DomainError("BACKUP_PASSPHRASE_NOT_GIVEN", variable=PASSPHRASE_VARIABLE)
    return open_backup(file, recovery=ask(_("Recovery key"))), None


def _new_passphrase(profile: Profile) -> str:
    known = published(profile) or KeyStore(None).passphrase_from_file()
    if known:
        return known
    if not in_terminal():
        raise DomainError("BACKUP_PASSPHRASE_NEEDED")
    return ask(_("New passphrase of the backups"), twice=True)


@contextmanager
def _progress(label: str) -> Iterator[Callable[[float], object]]:
    with typer.progressbar(length=100, label=label, file=sys.stderr) as bar:
        yield lambda share: bar.update(round(share * 100) - bar.pos)
