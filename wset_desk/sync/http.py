"""The way to a server: its requests over HTTPS, and its refusals as ours."""

import gzip
from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

import requests
from pydantic import ValidationError

from wset_desk.domain.errors import DomainError
from wset_desk.sync.messages import (
    EnrolRequest,
    HelloAnswer,
    HelloRequest,
    LetIn,
    Message,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    RenewedToken,
)

A = TypeVar("A", bound=Message)
CONNECT_SECONDS, ANSWER_SECONDS = 10, 120
PACKED_FROM = 1000
SERVER_ERROR = 500
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class ServerUnreachable(ConnectionError):  # noqa: N818 - the state of a network, no mistake
    """Nobody answers, or not the server. Not a refusal: one goes on without, and tries again."""


def checked_address(text: str) -> str:
    """An address as it was typed, in its plain form.

    Refuses ADDRESS_UNREADABLE, and ADDRESS_NOT_SAFE for one without TLS that isn't this computer.
    """
    parts = urlsplit(text.strip() if "://" in text else f"https://{text.strip()}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise DomainError("ADDRESS_UNREADABLE", field="address")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise DomainError("ADDRESS_NOT_SAFE", field="address")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


class HttpTransport:
    """Asks the server at `address` as the device that the token stands for (none: not yet let in).

    Every request raises ServerUnreachable, and DomainError for what the server refuses.
    """

    def __init__(
        self, address: str, token: str | None = None, *, is_over: Callable[[], bool] = lambda: False
    ) -> None:
        """Once it `is_over`, nothing is asked any more."""
        self._address = address
        self._is_over = is_over
        self._session = requests.Session()
        if token is not None:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def hello(self, request: HelloRequest) -> HelloAnswer:
        return self._ask("/api/sync/hello", request, HelloAnswer)

    def push(self, request: PushRequest) -> PushAnswer:
        return self._ask("/api/sync/push", request, PushAnswer)

    def pull(self, request: PullRequest) -> PullAnswer:
        return self._ask("/api/sync/pull", request, PullAnswer)

    def enrol(self, request: EnrolRequest) -> LetIn:
        return self._ask("/api/devices/enrol", request, LetIn)

    def renew(self) -> str:
        return self._ask("/api/devices/token", None, RenewedToken).token

    def close(self) -> None:
        self._session.close()

    def _ask(self, path: str, request: Message | None, answer: type[A]) -> A:
        body = b"" if request is None else request.model_dump_json(by_alias=True).encode()
        headers = {"Content-Type": "application/json"}
        if len(body) >= PACKED_FROM:
            body, headers["Content-Encoding"] = gzip.compress(body, compresslevel=5), "gzip"
        if self._is_over():
            raise ServerUnreachable("closed")
        try:
            response = self._session.post(
                self._address + path,
                data=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise ServerUnreachable(type(error).__name__) from error
        if response.ok:
            return _read(response, answer)
        raise _refusal(response)


def _read(response: requests.Response, answer: type[A]) -> A:
    try:
        return answer.model_validate_json(response.content)
    except ValidationError as error:
        raise ServerUnreachable("no answer of this server's") from error


def _refusal(response: requests.Response) -> Exception:
    """What a problem document says; an answer that is none comes from something in between."""
    try:
        problem = response.json()
    except ValueError:
        return ServerUnreachable(f"HTTP {response.status_code}")
    if not isinstance(problem, Mapping) or "code" not in problem:
        return ServerUnreachable(f"HTTP {response.status_code}")
    if response.status_code >= SERVER_ERROR:
        return ServerUnreachable(str(problem["code"]))
    return DomainError(str(problem["code"]), **problem.get("parameters", {}))
