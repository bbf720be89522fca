"""What commands have in common: their options, which centre they are about, what they ask for."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wset_desk.domain.errors import DomainError
from wset_desk.i18n import N_, _
from wset_desk.system import sample
from wset_desk.system.keys import KeyStore
from wset_desk.system.passwords import Passwords
from wset_desk.system.paths import Profile, ProfileKind, find_profile, list_profiles
from wset_desk.system.system_keyring import find_keyring

if TYPE_CHECKING:
    from wset_desk.services.workspace import Workspace

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


@contextmanager
def opened(profile: Profile, now: str | None) -> Iterator["Workspace"]:
    """The profile's workspace with nobody signed in, for the block.

    The passphrase is asked for in a terminal, or read from the file that
    WSET_DESK_PASSPHRASE_FILE names; the sample's is known.
    """
    from wset_desk.services import opening  # noqa: PLC0415 - brings the database along

    keys = KeyStore(find_keyring())
    asked = opening.needs_passphrase(profile, keys) and in_terminal()
    passphrase = ask(_("Passphrase of {name}").format(name=profile.name)) if asked else None
    clock = opening.clock_of(profile, now, os.environ)
    workspace = opening.open_workspace(profile, clock, keys, passphrase)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def signed_in(profile: Profile, user: str, now: str | None) -> Iterator["Workspace"]:
    """The same with `user` signed in.

    The password is asked for in a terminal, or read from the file that WSET_DESK_PASSWORD_FILE
    names; the sample's is known.
    """
    from wset_desk.services.offline_access import TOO_LONG  # noqa: PLC0415 - as below
    from wset_desk.services.staff import sign_in  # noqa: PLC0415 - brings the database along

    with opened(profile, now) as workspace:
        given = {"username": user, "password": _password(profile, user), "passwords": Passwords()}
        try:
            actor = workspace.run(sign_in, **given)
        except DomainError as error:
            if error.code != TOO_LONG:
                raise
            _try_server(workspace)
            actor = workspace.run(sign_in, **given)
        workspace.act_as(actor)
        yield workspace


def _try_server(workspace: "Workspace") -> None:
    """Exchange with the server, if it can be reached by now."""
    from wset_desk.sync.connecting import sync_once  # noqa: PLC0415 - brings the network along

    with suppress(ConnectionError, DomainError):
        sync_once(workspace.store, workspace.actor)


def in_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


def ask(text: str, *, twice: bool = False, optional: bool = False) -> str:
    """A secret, typed without being shown."""
    default = "" if optional else None
    return str(
        typer.prompt(
            text,
            hide_input=True,
            err=True,
            confirmation_prompt=twice,
            default=default,
            show_default=False,
        )
    )


def _password(profile: Profile, user: str) -> str:
    if profile.kind is ProfileKind.SAMPLE:
        return sample.PASSWORD
    if file := os.environ.get(PASSWORD_VARIABLE):
        return _read_password(Path(file))
    if not in_terminal():
        raise DomainError("PASSWORD_NEEDED", variable=PASSWORD_VARIABLE)
    return ask(_("Password of {user}").format(user=user))


def _read_password(file: Path) -> str:
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise DomainError("PASSWORD_FILE_UNREADABLE", path=str(file)) from None
