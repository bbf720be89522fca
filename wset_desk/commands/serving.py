"""`wset-desk-server serve`, and what an operator does about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from wset_desk.commands.options import Data
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.i18n import N_, _
from wset_desk.system.clock import SystemClock
from wset_desk.system.keys import KeyStore
from wset_desk.system.system_keyring import find_keyring

if TYPE_CHECKING:
    from wset_desk.services.workspace import Workspace
    from wset_desk.storage.store import Store

Url = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        envvar="WSET_DESK_DATABASE_URL",
        metavar="URL",
        help=N_("PostgreSQL, as postgresql+psycopg://…; without it, an encrypted file."),
    ),
]
CentreName = Annotated[
    str | None,
    typer.Option("--centre", metavar="NAME", help=N_("Which centre, where there are several.")),
]
DeviceId = Annotated[UUID, typer.Argument(metavar="DEVICE")]
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def add_to(app: typer.Typer) -> None:
    """Take the server's own commands up."""
    for name, function, told in (
        ("serve", serve, N_("Serves the computers of the centres.")),
        ("migrate", migrate, N_("Brings the server's database to this version's form.")),
        ("centres", centres, N_("Lists the centres on the server.")),
        ("enrolment-code", enrolment_code, N_("Makes a code with which one computer joins.")),
        ("devices", devices, N_("Lists a centre's computers.")),
        ("approve", approve, N_("Lets a computer in whose fingerprint was compared.")),
        ("revoke", revoke, N_("Keeps a computer out from now on.")),
        ("hand-over", hand_over, N_("Has another server take a centre over, with everything.")),
        ("handed-in", handed_in, N_("Lists what computers handed in that are kept out.")),
        ("new-epoch", new_epoch, N_("After a restore: has every computer sync anew.")),
    ):
        app.command(name, help=told)(function)


def serve(
    host: Annotated[str, typer.Option(help=N_("The address on which it listens."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=N_("The port on which it listens."))] = 8480,
    *,
    tls_cert: Annotated[Path | None, typer.Option(help=N_("The certificate's file."))] = None,
    tls_key: Annotated[Path | None, typer.Option(help=N_("The file of its key."))] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help=N_("TLS ends at a proxy before this."))
    ] = False,
    database_url: Url = None,
    data: Data = None,
) -> None:
    # The web server is slow to import; `--help` does without.
    import uvicorn  # noqa: PLC0415

    from wset_desk.server.app import create_app  # noqa: PLC0415
    from wset_desk.server.logs import to_stdout  # noqa: PLC0415

    if host not in _LOOPBACK and not behind_proxy and (tls_cert is None or tls_key is None):
        raise DomainError("LISTENS_WITHOUT_TLS")
    with server_store(database_url, data) as store:
        to_stdout()
        uvicorn.run(
            create_app(store),
            host=host,
            port=port,
            ssl_certfile=tls_cert,
            ssl_keyfile=tls_key,
            log_config=None,
            proxy_headers=behind_proxy,
            timeout_graceful_shutdown=20,
            server_header=False,
        )


def migrate(database_url: Url = None, data: Data = None) -> None:
    from wset_desk.services.server_store import Place, migrate_server  # noqa: PLC0415

    revision = migrate_server(Place(database_url, data), KeyStore(find_keyring()))
    typer.echo(_("The database is at revision {revision}.").format(revision=revision))


def centres(database_url: Url = None, data: Data = None) -> None:
    from wset_desk.storage.identity import centres_of  # noqa: PLC0415

    with server_store(database_url, data) as store:
        for each in centres_of(store.engine):
            typer.echo(f"{each.id}\t{each.name}")


def enrolment_code(
    *,
    centre: CentreName = None,
    new_centre: Annotated[
        bool, typer.Option("--new-centre", help=N_("For a computer that brings its centre."))
    ] = False,
    invigilator: Annotated[
        str | None,
        typer.Option(
            metavar="USERNAME", help=N_("For a computer that gets this person's exams alone.")
        ),
    ] = None,
    database_url: Url = None,
    data: Data = None,
) -> None:
    from wset_desk.services.server_store import centre_named  # noqa: PLC0415
    from wset_desk.sync.letting_in import code_for_invigilator, new_code  # noqa: PLC0415

    with server_store(database_url, data) as store:
        if invigilator is not None:
            typer.echo(code_for_invigilator(store, centre_named(store, centre), invigilator))
        else:
            typer.echo(new_code(store, None if new_centre else centre_named(store, centre)))


def devices(*, centre: CentreName = None, database_url: Url = None, data: Data = None) -> None:
    from wset_desk.services.devices import list_devices  # noqa: PLC0415

    with server_store(database_url, data) as store:
        for each in _workspace(store, centre).run(list_devices):
            state = _("revoked") if each.revoked else _("waits") if each.is_waiting else _("in use")
            typer.echo(f"{each.id}\t{state}\t{each.fingerprint or ''}\t{each.name}")


def approve(
    device: DeviceId, *, centre: CentreName = None, database_url: Url = None, data: Data = None
) -> None:
    from wset_desk.services.devices import approve_device  # noqa: PLC0415

    with server_store(database_url, data) as store:
        _workspace(store, centre).call(approve_device, device_id=device)


def revoke(
    device: DeviceId, *, centre: CentreName = None, database_url: Url = None, data: Data = None
) -> None:
    from wset_desk.services.devices import revoke_device  # noqa: PLC0415

    with server_store(database_url, data) as store:
        _workspace(store, centre).call(revoke_device, device_id=device)


def hand_over(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help=N_("Of the other server."))],
    *,
    code: Annotated[
        str, typer.Option("--code", prompt=True, help=N_("Of the other server, for a new centre."))
    ],
    centre: CentreName = None,
    database_url: Url = None,
    data: Data = None,
) -> None:
    from wset_desk.commands.connecting import reachable  # noqa: PLC0415
    from wset_desk.services.server_store import centre_named  # noqa: PLC0415
    from wset_desk.sync import handing_over  # noqa: PLC0415

    with server_store(database_url, data) as store, reachable():
        centre_id = centre_named(store, centre)
        if handing_over.is_under_way(store, centre_id):
            handing_over.go_on(store, centre_id)
        else:
            handing_over.hand_over(store, centre_id, address=address, code=code)
    typer.echo(_("Everything is at {address} now.").format(address=address))


def handed_in(
    *,
    discard: Annotated[
        UUID | None,
        typer.Option("--discard", metavar="ACTION", help=N_("Sets one of these aside.")),
    ] = None,
    centre: CentreName = None,
    database_url: Url = None,
    data: Data = None,
) -> None:
    from wset_desk.services.syncing import handed_in as service  # noqa: PLC0415

    with server_store(database_url, data) as store:
        workspace = _workspace(store, centre)
        if discard is not None:
            workspace.call(service.discard_handed_in, tx=discard)
        for each in workspace.run(service.list_handed_in):
            what = ", ".join(sorted({change.entity for change in each.changes}))
            typer.echo(
                f"{each.tx}\t{each.at:%Y-%m-%d %H:%M}\t{each.device}\t{each.by or ''}\t{what}"
            )


def new_epoch(database_url: Url = None, data: Data = None) -> None:
    from wset_desk.storage.identity import centres_of  # noqa: PLC0415
    from wset_desk.sync.hub import begin_epoch  # noqa: PLC0415

    with server_store(database_url, data) as store:
        for each in centres_of(store.engine):
            begin_epoch(store, each.id)
            typer.echo(each.name)


@contextmanager
def server_store(database_url: str | None, data: Path | None) -> Iterator["Store"]:
    """The server's store, for the block."""
    from wset_desk.services.server_store import Place, open_server  # noqa: PLC0415

    place = Place(database_url, data)
    store = open_server(place, SystemClock(), KeyStore(find_keyring()))
    try:
        yield store
    finally:
        store.close()


def _workspace(store: "Store", centre: str | None) -> "Workspace":
    """The operator acts as the server itself."""
    from wset_desk.services.server_store import centre_named  # noqa: PLC0415
    from wset_desk.services.workspace import Workspace  # noqa: PLC0415
    from wset_desk.storage.credentials import server_device  # noqa: PLC0415
    from wset_desk.storage.unit_of_work import Actor  # noqa: PLC0415

    centre_id = centre_named(store, centre)
    device = server_device(store.engine, centre_id)
    operator = Actor(centre_id, device, _("Server"), roles=frozenset({Role.ADMINISTRATOR}))
    return Workspace(store, operator)
