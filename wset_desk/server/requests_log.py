"""One line of JSON a request, without anything about people, and its counts."""

import json
import logging
import time
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wset_desk.server.metrics import Metrics

log = logging.getLogger("wset_desk.server")
_HEADERS = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
"""Of every answer: nothing of a centre stays in anything on the way."""


class RequestsLog:
    """Around everything else: what a request asked for as a route, never as an address."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, begun, request_id = 500, time.perf_counter(), uuid4().hex

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] += [(b"x-request-id", request_id.encode()), *_HEADERS]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._note(scope, status, time.perf_counter() - begun, request_id)

    def _note(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        route = getattr(scope.get("route"), "path", "(none)")
        labels = {"route": route, "status": str(status)}
        self._metrics.add("requests_total", **labels)
        self._metrics.add("request_seconds_total", seconds, route=route)
        line = {"request": request_id, **labels, "ms": round(seconds * 1000, 1)}
        log.info(json.dumps(line | scope.get("state", {}).get("device", {})))
