"""Whatever is refused, as problem+json (RFC 9457): a code for programs, words for people."""

import re
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from wset_desk.domain.errors import DomainError
from wset_desk.services.refusals import describe

CONTENT_TYPE = "application/problem+json"
_STATUSES = {
    "TOKEN_MISSING": 401,
    "TOKEN_UNKNOWN": 401,
    "TOKEN_EXPIRED": 401,
    "SIGN_IN_MISSING": 403,
    "SIGN_IN_OVER": 403,
    "SIGN_IN_FAILED": 403,
    "NOT_PERMITTED": 403,
    "NOT_FOUND": 404,
    "DEVICE_UNKNOWN": 403,
    "DEVICE_REVOKED": 403,
    "DEVICE_NOT_APPROVED": 403,
    "CODE_WRONG": 403,
    "EPOCH_CHANGED": 409,
    "GAP": 409,
    "DEVICE_FORKED": 409,
    "CENTRE_HERE_ALREADY": 409,
    "NOT_FOR_THIS_DEVICE": 403,
    "SNAPSHOT_GONE": 410,
    "DEVICE_TAKEN": 409,
    "FORKED_TOO_OFTEN": 429,
    "SERVER_MOVED": 421,
    "SERVER_MOVING": 503,
    "HAND_OVER_OVER": 409,
    "HAND_OVER_VERSIONS": 409,
    "BODY_TOO_LARGE": 413,
    "BODY_UNREADABLE": 400,
    "TOO_MANY_REQUESTS": 429,
    "STORE_IS_OLDER": 503,
}
REFUSED = 422
MOST_ERRORS = 20
_A_NAME = re.compile(r"[A-Za-z_]\w{0,40}", re.ASCII)
_MEMBERS = {name: {"type": "string"} for name in ("type", "code", "title")} | {
    "status": {"type": "integer"},
    "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
    "errors": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"at": {"type": "string"}, "what": {"type": "string"}},
            "required": ["at", "what"],
        },
    },
}
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "What is refused, as a problem document (RFC 9457)",
        "content": {
            CONTENT_TYPE: {
                "schema": {
                    "type": "object",
                    "properties": _MEMBERS,
                    "required": ["type", "code", "title", "status"],
                }
            }
        },
    }
}
"""What the API's own description says of refusals."""


def add_to(app: FastAPI) -> None:
    """Have the application answer every refusal this way."""
    app.add_exception_handler(DomainError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _bug)


def problem(status: int, code: str, title: str, **members: Any) -> JSONResponse:
    """A problem document."""
    body = {"type": "about:blank", "status": status, "code": code, "title": title, **members}
    return JSONResponse(body, status, media_type=CONTENT_TYPE)


def refusal(error: DomainError) -> JSONResponse:
    parameters = {name: str(value) for name, value in error.parameters.items()}
    answer = problem(
        _STATUSES.get(error.code, REFUSED), error.code, describe(error), parameters=parameters
    )
    if answer.status_code == 401:  # noqa: PLR2004 - Unauthorized
        answer.headers["WWW-Authenticate"] = "Bearer"
    if "retry_after" in parameters:
        answer.headers["Retry-After"] = parameters["retry_after"]
    return answer


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DomainError)  # noqa: S101 - it was registered for these
    return refusal(error)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    """What is wrong where, without what was sent: that may be about a person."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it was registered for these
    where = [
        {"at": ".".join(map(_step, each["loc"])), "what": each["type"]}
        for each in error.errors()[:MOST_ERRORS]
    ]
    return problem(REFUSED, "REQUEST_INVALID", "The request isn't as it has to be.", errors=where)


def _step(step: str | int) -> str:
    """A step on the way to what is wrong; names that nobody gave it here aren't repeated."""
    return str(step) if isinstance(step, int) or _A_NAME.fullmatch(step) else "…"


async def _plain(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - it was registered for these
    return problem(error.status_code, f"HTTP_{error.status_code}", str(error.detail))


async def _bug(request: Request, error: Exception) -> JSONResponse:
    return problem(500, "BUG", "Something went wrong that nobody foresaw.")
