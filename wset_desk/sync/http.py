"""The way to a server: its requests over HTTPS, and its refusals as ours."""

import gzip
from collections.abc import Callable, Mapping
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import requests
from pydantic import ValidationError
from requests.adapters import HTTPAdapter

from wset_desk.domain.errors import DomainError
from wset_desk.sync.administering_messages import (
    CodeRequest,
    NewCode,
    SignedIn,
    SignInRequest,
)
from wset_desk.sync.audit_messages import AuditAnswer, AuditRequest, BringAnswer, BringRequest
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
from wset_desk.sync.whole_messages import (
    BucketAnswer,
    BucketRequest,
    DigestAnswer,
    DigestRequest,
    ForkRequest,
    KnownAnswer,
    KnownRequest,
    PartRequest,
    SnapshotManifest,
    SnapshotRequest,
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


class _Pinned(HTTPAdapter):
    """Takes one certificate alone, whoever it names; no authority is asked."""

    def __init__(self, pin: str) -> None:
        self._pin = pin
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options, assert_fingerprint=self._pin)


def _session(pin: str | None) -> requests.Session:
    session = requests.Session()
    if pin is not None:
        session.verify = False  # what is verified is the fingerprint
        session.trust_env = False  # it is near: no proxy leads there
        session.mount("https://", _Pinned(pin))
    return session


class HttpTransport:
    """Asks the server at `address` as the device that the token stands for (none: not yet let in).

    Every request raises ServerUnreachable, and DomainError for what the server refuses.
    """

    def __init__(
        self,
        address: str,
        token: str | None = None,
        *,
        pin: str | None = None,
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        """Once it `is_over`, nothing is asked any more. With `pin`, the SHA-256 of a certificate in
        hexadecimal digits, that one is taken and no other."""
        self._address = address
        self._is_over = is_over
        self._session = _session(pin)
        if token is not None:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def hello(self, request: HelloRequest) -> HelloAnswer:
        return self._ask("/api/sync/hello", request, HelloAnswer)

    def push(self, request: PushRequest) -> PushAnswer:
        return self._ask("/api/sync/push", request, PushAnswer)

    def pull(self, request: PullRequest) -> PullAnswer:
        return self._ask("/api/sync/pull", request, PullAnswer)

    def snapshot(self, request: SnapshotRequest) -> SnapshotManifest:
        return self._ask("/api/sync/snapshot", request, SnapshotManifest)

    def part(self, request: PartRequest) -> bytes:
        return self._send(f"/api/sync/snapshot/{request.snapshot}/{request.number}", b"").content

    def digest(self, request: DigestRequest) -> DigestAnswer:
        return self._ask("/api/sync/digest", request, DigestAnswer)

    def known(self, request: KnownRequest) -> KnownAnswer:
        return self._ask("/api/sync/known", request, KnownAnswer)

    def fork(self, request: ForkRequest) -> LetIn:
        return self._ask("/api/devices/fork", request, LetIn)

    def bucket(self, request: BucketRequest) -> BucketAnswer:
        return self._ask("/api/sync/bucket", request, BucketAnswer)

    def audit(self, request: AuditRequest) -> AuditAnswer:
        return self._ask("/api/sync/audit", request, AuditAnswer)

    def bring(self, request: BringRequest) -> BringAnswer:
        return self._ask("/api/sync/audit/bring", request, BringAnswer)

    def enrol(self, request: EnrolRequest) -> LetIn:
        return self._ask("/api/devices/enrol", request, LetIn)

    def sign_in(self, request: SignInRequest) -> SignedIn:
        """What is asked from now on is asked by this person."""
        signed_in = self._ask("/api/sign-in", request, SignedIn)
        self.go_on_as(signed_in.token)
        return signed_in

    def go_on_as(self, signed_in: str) -> None:
        """Somebody signed in before: their token."""
        self._session.headers["X-Sign-In"] = signed_in

    def read(self, path: str, answer: type[A]) -> A:
        """A request that changes nothing and has no body."""
        return _read(self._send(path, b"", method="GET"), answer)

    def new_code(self, request: CodeRequest) -> NewCode:
        """An administrator has to have signed in."""
        return self._ask("/api/devices/codes", request, NewCode)

    def renew(self) -> str:
        return self._ask("/api/devices/token", None, RenewedToken).token

    def close(self) -> None:
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def ask(self, path: str, request: Message | None, answer: type[A]) -> A:
        """Any other request of the server's."""
        return self._ask(path, request, answer)

    def tell(self, path: str, request: Message | None = None) -> None:
        """One that has no answer."""
        self._send(path, _body(request))

    def _ask(self, path: str, request: Message | None, answer: type[A]) -> A:
        body = _body(request)
        return _read(self._send(path, body), answer)

    def _send(self, path: str, body: bytes, *, method: str = "POST") -> requests.Response:
        headers = {"Content-Type": "application/json"}
        if len(body) >= PACKED_FROM:
            body, headers["Content-Encoding"] = gzip.compress(body, compresslevel=5), "gzip"
        if self._is_over():
            raise ServerUnreachable("closed")
        try:
            response = self._session.request(
                method,
                self._address + path,
                data=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise ServerUnreachable(type(error).__name__) from error
        if not response.ok:
            raise _refusal(response)
        return response


def _body(request: Message | None) -> bytes:
    return b"" if request is None else request.model_dump_json(by_alias=True).encode()


def _read(response: requests.Response, answer: type[A]) -> A:
    try:
        # a server of a newer version may say more
        return answer.model_validate_json(response.content, extra="ignore")
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
