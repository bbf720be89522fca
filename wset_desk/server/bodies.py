"""Bodies of requests: unpacked if they come packed, and never larger than what one may send."""

import zlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wset_desk.domain.errors import DomainError
from wset_desk.server.errors import refusal

LARGEST = 32 * 1024 * 1024
"""Bytes, unpacked."""
LARGEST_OF_STRANGERS = 64 * 1024
"""Who names no token has little to say."""
_GZIP = 16 + zlib.MAX_WBITS


class BodyMiddleware:
    """Reads a body as a whole before anything is done with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await _read(scope, receive)
        except DomainError as error:
            await refusal(error)(scope, receive, send)
            return
        handed_over = False

        async def once() -> Message:
            nonlocal handed_over
            if handed_over:
                return await receive()
            handed_over = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, once, send)


async def _read(scope: Scope, receive: Receive) -> bytes:
    headers = dict(scope["headers"])
    packed = headers.get(b"content-encoding") == b"gzip"
    most = LARGEST if b"authorization" in headers else LARGEST_OF_STRANGERS
    unpack = zlib.decompressobj(_GZIP) if packed else None
    body, more = bytearray(), True
    while more:
        message = await receive()
        more = message.get("more_body", False)
        part = message.get("body", b"")
        body += _unpacked(unpack, part, most - len(body) + 1) if unpack else part
        if len(body) > most or (unpack and unpack.unconsumed_tail):
            raise DomainError("BODY_TOO_LARGE", kilobytes=most // 1024)
    if unpack and not unpack.eof:
        raise DomainError("BODY_UNREADABLE")
    return bytes(body)


def _unpacked(unpack: "zlib._Decompress", part: bytes, most: int) -> bytes:
    try:
        return unpack.decompress(part, most)
    except zlib.error:
        raise DomainError("BODY_UNREADABLE") from None
