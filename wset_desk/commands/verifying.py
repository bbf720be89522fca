"""`verify-audit`: whether anybody has changed the audit log past the program.

Exit status 0: the log is as it was written; 1: one line for each thing that isn't.
"""

from typing import TYPE_CHECKING

import typer

from wset_desk.commands.options import Data, Now, ProfileName, choose_profile, opened
from wset_desk.commands.serving import Url, server_store
from wset_desk.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from wset_desk.storage.audit_verifying import Verified
    from wset_desk.storage.store import Store
    from wset_desk.storage.unit_of_work import Actor

_NAME = "verify-audit"


def add_to(app: typer.Typer) -> None:
    """Take up the command for a desk's store."""
    app.command(_NAME, help=N_("Finds what was changed in the audit log past the program."))(verify)


def add_to_server(app: typer.Typer) -> None:
    """Take up the command for the server's."""
    told = N_("Finds what was changed in a centre's audit log past the server.")
    app.command(_NAME, help=told)(verify_server)


def verify(profile: ProfileName = None, data: Data = None, now: Now = None) -> None:
    with opened(choose_profile(profile, data), now) as workspace:
        done = _verified(workspace.store, workspace.actor)
    _leave(_tell(done))


def verify_server(database_url: Url = None, data: Data = None) -> None:
    # Services bring the database along; `--help` does without.
    from wset_desk.storage.identity import centres_of  # noqa: PLC0415
    from wset_desk.storage.unit_of_work import Actor  # noqa: PLC0415

    is_sound = True
    with server_store(database_url, data) as store:
        for centre in centres_of(store.engine):
            typer.echo(centre.name)
            done = _verified(store, Actor(centre.id, centre.id, ""))
            is_sound = _tell(done) and is_sound
    _leave(is_sound)


def _verified(store: "Store", actor: "Actor") -> "Verified":
    """The operator of a store may ask without signing in: nothing of what it says is told."""
    from wset_desk.storage.audit_verifying import verify as verify_log  # noqa: PLC0415

    with store.unit_of_work(actor, write=False) as uow:
        return verify_log(uow)


def _tell(done: "Verified") -> bool:
    from wset_desk.services.refusals import describe  # noqa: PLC0415

    for finding in done.findings:
        typer.echo(describe(finding))
    entries = ngettext("{n} entry", "{n} entries", done.entries).format(n=done.entries)
    if done.is_sound:
        typer.echo(_("{entries}: the audit log is as it was written.").format(entries=entries))
    else:
        typer.echo(_("{entries}: the audit log was changed.").format(entries=entries), err=True)
    if done.waiting:
        waiting = ngettext("{n} waits for the server", "{n} wait for the server", done.waiting)
        typer.echo(waiting.format(n=done.waiting))
    if done.erased:
        typer.echo(_("Personal parts that were erased: {n}").format(n=done.erased))
    return done.is_sound


def _leave(is_sound: bool) -> None:
    if not is_sound:
        raise typer.Exit(1)
