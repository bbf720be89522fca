"""The central server: what devices sync with (and later stations and public pages)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.gzip import GZipMiddleware

from wset_desk.server import errors, health
from wset_desk.server.api import administering, devices, hand_over, handed_in, sign_in, sync
from wset_desk.server.bodies import BodyMiddleware
from wset_desk.server.metrics import Metrics
from wset_desk.server.patience import FREE_TRIES_OF_ALL, LONGEST_FOR_ALL, Patience
from wset_desk.server.requests_log import RequestsLog
from wset_desk.storage.store import Store

THREADS = 4
"""Requests at work at the same time: more of them wait for the database, and for longer."""
_QUIET: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""Nothing is told to anybody else: what goes wrong may have personal data in it."""


def create_app(store: Store) -> FastAPI:
    """The application on an open server's store, which it doesn't close."""
    app = FastAPI(
        title="WSET Desk",
        version="1",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        telemetry=_QUIET,
        responses=errors.DOCUMENTED,
    )
    app.state.store = store
    app.state.metrics = Metrics()
    app.state.patience = Patience()
    app.state.patience_with_all = Patience(FREE_TRIES_OF_ALL, LONGEST_FOR_ALL)
    errors.add_to(app)
    for each in (health, sync, devices, handed_in, administering, sign_in, hand_over):
        app.include_router(each.router)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(BodyMiddleware)
    app.add_middleware(RequestsLog, metrics=app.state.metrics)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield
