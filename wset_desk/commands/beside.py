"""`wset-desk-server serve-desk`: what a desk starts by itself."""

import sys

import typer

from wset_desk.i18n import N_


def add_to(app: typer.Typer) -> None:
    """Take the command up."""
    told = N_("The server that a desk starts for itself: it tells it what to be.")
    app.command("serve-desk", help=told, hidden=True)(serve_desk)


def serve_desk() -> None:
    # The web server is slow to import; `--help` does without.
    from wset_desk.server.beside_desk import serve_beside_desk  # noqa: PLC0415
    from wset_desk.services.own_server import heard  # noqa: PLC0415

    serve_beside_desk(heard(sys.stdin.buffer.readline().decode()))
