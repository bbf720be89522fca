"""The server that a desk has for itself, as a process: told on its standard input what to be.

It listens with TLS even where only its desk comes: another program at its address would be found
out by the fingerprint.
"""

import asyncio
import errno
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from wset_desk.domain.errors import DomainError
from wset_desk.server.api import own
from wset_desk.server.app import create_app
from wset_desk.services.own_server import ANY_ADDRESS, THIS_COMPUTER, OwnServer
from wset_desk.storage.attempts import has_live_attempts
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.identity import centres_of
from wset_desk.storage.migrate import upgrade
from wset_desk.storage.store import Store
from wset_desk.sync.handing_over import go_on
from wset_desk.sync.http import ServerUnreachable
from wset_desk.system.certificates import make_certificate
from wset_desk.system.child_server import READY, STAYS
from wset_desk.system.clock import SystemClock
from wset_desk.system.file_lock import FileLock
from wset_desk.system.files import make_private
from wset_desk.system.ids import IdMaker
from wset_desk.system.logging import start_logging, stop_logging

LOOKS_AGAIN, ASKS_AGAIN = 5.0, 30.0


def serve_beside_desk(told: OwnServer) -> None:
    """Serve until the standard input ends. Refuses OWN_SERVER_RUNS."""
    make_private(told.folder)
    lock = FileLock(told.lock_file)
    if not lock.take():
        raise DomainError("OWN_SERVER_RUNS")
    logs = start_logging(told.log_dir)
    logging.getLogger("wset_desk.server").setLevel(logging.WARNING)  # no line for each request
    store = _open(told)
    try:
        _serve(told, store)
    finally:
        store.close()
        stop_logging(logs)
        lock.release()


def _open(told: OwnServer) -> Store:
    clock = SystemClock()
    if not told.certificate_file.exists():
        make_certificate(told.certificate_file, told.certificate_password, clock.now())
    engine = open_sqlite(told.store_file, told.key)
    upgrade(engine)
    return Store(engine, clock, IdMaker(clock), told.key, is_server=True)


def _serve(told: OwnServer, store: Store) -> None:
    with _listener(told) as listener:
        app = own_app(told, store)
        server = _Server(tls_config(told, app))
        app.state.end = lambda: setattr(server, "should_exit", True)
        watch = threading.Thread(
            target=_end_with_desk, args=(server, lambda: has_live_attempts(store)), daemon=True
        )
        watch.start()
        threading.Thread(target=_finish_moves, args=(store,), daemon=True).start()
        server.run(sockets=[listener])


def own_app(told: OwnServer, store: Store) -> FastAPI:
    """The usual application, and what its desk alone may ask of it."""
    app = create_app(store)
    app.state.own_token = told.token
    app.include_router(own.router)
    return app


def tls_config(told: OwnServer, app: FastAPI) -> uvicorn.Config:
    """With the server's own certificate."""
    return uvicorn.Config(
        app,
        ssl_certfile=told.certificate_file,
        ssl_keyfile=told.certificate_file,
        ssl_keyfile_password=told.certificate_password.decode(),
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
        server_header=False,
    )


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        await asyncio.to_thread(_say, READY)


def _listener(told: OwnServer) -> socket.socket:
    """At its port; at another one where that is taken, unless other computers know it."""
    lets_in = told.chosen().lets_in
    host = ANY_ADDRESS if lets_in else THIS_COMPUTER
    try:
        listener = _bound(host, told.port or 0)
    except OSError as error:
        if error.errno != errno.EADDRINUSE or lets_in:
            raise
        listener = _bound(host, 0)
    port = listener.getsockname()[1]
    if port != told.port:
        told.keep_port(port)
    return listener


def _bound(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs listen
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def _end_with_desk(server: uvicorn.Server, has_to_stay: Callable[[], bool]) -> None:
    """However the desk has ended, its end of the pipe is closed then."""
    sys.stdin.buffer.read()
    said = False
    while has_to_stay():
        if not said:
            said = True
            _say(STAYS)
        time.sleep(LOOKS_AGAIN)
    server.should_exit = True


def _finish_moves(store: Store) -> None:
    """What was handed over, and wasn't confirmed before this process began."""
    for centre in centres_of(store.engine):
        while True:
            try:
                go_on(store, centre.id)
                break
            except ServerUnreachable:
                time.sleep(ASKS_AGAIN)
            except DomainError:
                break  # it stays here


def _say(word: str) -> None:
    try:
        sys.stdout.write(word + "\n")
        sys.stdout.flush()
    except OSError:
        pass  # the desk has gone: there is nobody to tell
