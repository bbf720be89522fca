"""`wset-desk connect`, `join` and `sync`: a desk and its server."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
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
from wset_desk.commands.own_serving import served
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.refusals import describe
from wset_desk.system.clock import clock_from
from wset_desk.system.keys import KeyStore
from wset_desk.system.system_keyring import find_keyring

if TYPE_CHECKING:
    from wset_desk.services.workspace import Workspace
    from wset_desk.sync.client import Synced

Address = Annotated[str, typer.Argument(metavar="ADDRESS", help=N_("The server's address."))]
Code = Annotated[
    str,
    typer.Option("--code", prompt=True, help=N_("What the server's operator has handed out.")),
]


def add_to(app: typer.Typer) -> None:
    """Take the commands up."""
    for name, function, told in (
        ("connect", connect, N_("Hands this computer's centre over to a server.")),
        ("join", join, N_("Takes a server's centre up on this computer.")),
        ("sync", sync, N_("Exchanges everything with the server once.")),
    ):
        app.command(name, help=told)(function)


def connect(
    address: Address,
    *,
    code: Code,
    profile: ProfileName = None,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.sync import own_server  # noqa: PLC0415 - brings the database along
    from wset_desk.sync.connecting import bring_centre  # noqa: PLC0415

    with (
        opened(choose_profile(profile, data), now) as workspace,
        reachable(),
        served(workspace) as own,
    ):
        if own is None:
            bring_centre(workspace.store, workspace.actor, address=address, code=code)
        else:
            own_server.move(own, workspace.actor.centre_id, address, code)
        _tell(_synced(workspace))


def join(
    address: Address,
    *,
    code: Code,
    name: Annotated[
        str, typer.Option("--name", prompt=True, help=N_("What the profile is called here."))
    ],
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.services.joining import JoinInput, begin_joining  # noqa: PLC0415
    from wset_desk.sync.joining import Joins  # noqa: PLC0415

    keys = KeyStore(find_keyring())
    clock = clock_from(now, os.environ)
    asked = not keys.has_keyring and in_terminal()
    passphrase = ask(_("Passphrase of {name}").format(name=name), twice=True) if asked else None
    wanted = JoinInput(address, code, platform.node() or name, name, passphrase)
    joining, recovery_key = begin_joining(wanted, Joins().let_in, keys=keys, clock=clock, root=data)
    joining.workspace.close()
    typer.echo(_("Recovery key: {key}").format(key=recovery_key))
    waits = _("Have this computer approved. Its fingerprint is {fingerprint}. Then run “sync”.")
    typer.echo(waits.format(fingerprint=joining.fingerprint))


def sync(
    *,
    check: Annotated[
        bool,
        typer.Option("--check", help=N_("Compares everything, and fetches again what differs.")),
    ] = False,
    trust_new_key: Annotated[
        bool,
        typer.Option(
            "--trust-new-key", help=N_("The server was given a new key for its audit log.")
        ),
    ] = False,
    profile: ProfileName = None,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.services.joining import finish_joining  # noqa: PLC0415
    from wset_desk.sync.auditing import trust_anew  # noqa: PLC0415

    chosen = choose_profile(profile, data)
    with opened(chosen, now) as workspace, reachable(), served(workspace):
        if trust_new_key:
            trust_anew(workspace.store, workspace.actor)
        synced = _synced(workspace)
        if synced.is_through and workspace.profile is not None:
            finish_joining(workspace.profile)
        if check and synced.is_through:
            _compare(workspace)
        _tell(synced)


def _compare(workspace: "Workspace") -> None:
    from wset_desk.sync.connecting import repair  # noqa: PLC0415

    found = repair(workspace.store, workspace.actor)
    mended = ngettext(
        "{n} row differed and was fetched again",
        "{n} rows differed and were fetched again",
        found.rows,
    )
    typer.echo(mended.format(n=found.rows))
    if found.kept:
        kept = ngettext(
            "{n} row isn't on the server, and was left here",
            "{n} rows aren't on the server, and were left here",
            found.kept,
        )
        typer.echo(kept.format(n=found.kept), err=True)


@contextmanager
def reachable() -> Iterator[None]:
    """Refuses SERVER_UNREACHABLE where nobody answers."""
    from wset_desk.sync.http import ServerUnreachable  # noqa: PLC0415

    try:
        yield
    except ServerUnreachable as error:
        raise DomainError("SERVER_UNREACHABLE", what=str(error)) from error


def _synced(workspace: "Workspace") -> "Synced":
    from wset_desk.sync.connecting import sync_once  # noqa: PLC0415

    return sync_once(workspace.store, workspace.actor)


def _tell(synced: "Synced") -> None:
    """Exit status 1 where something wants a person's attention."""
    if not synced.is_through:
        from wset_desk.sync.connecting import mode_refusal  # noqa: PLC0415

        raise mode_refusal(synced.mode)
    sent = ngettext("{n} change sent", "{n} changes sent", synced.sent).format(n=synced.sent)
    received = ngettext("{n} row received", "{n} rows received", synced.received)
    typer.echo(f"{sent}, {received.format(n=synced.received)}")
    if synced.not_taken:
        left = ngettext("{n} change wasn't taken", "{n} changes weren't taken", synced.not_taken)
        typer.echo(left.format(n=synced.not_taken), err=True)
    if synced.audit is not None:
        typer.echo(describe(synced.audit), err=True)
    if synced.not_taken or synced.audit is not None:
        raise typer.Exit(1)
