"""JSON as it is sent by programs that mean well: what others understand in two ways is refused."""

import json
import math
import re
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any

from anyio import to_thread
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

Place = tuple[str | int, ...]
SHORT = 256 * 1024
"""Bytes that are read at once; for what takes longer nobody else has to wait."""
_ESCAPED = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
"""NUL, or half of a pair: the only ways in which JSON has one of them."""


class StrictRoute(APIRoute):
    """A route whose JSON bodies are read strictly, before anything else is done."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def checked(request: Request) -> Response:
            body = await request.body()
            if body and self.body_field is not None:
                read_it = partial(read, body)
                is_short = len(body) < SHORT
                # where Starlette keeps what it has read
                request._json = read_it() if is_short else await to_thread.run_sync(read_it)
            return await handle(request)

        return checked


def read(body: bytes) -> Any:
    """What the body says.

    Raises RequestValidationError, which tells what is wrong and where: no JSON, not UTF-8, nested
    too deeply, a member twice, NaN or an infinity, text with NUL or half a character.
    """
    try:
        return _read(body)
    except UnicodeDecodeError as error:
        raise _invalid("utf8_invalid", error.start) from None
    except json.JSONDecodeError as error:
        raise _invalid("json_invalid", error.pos) from None
    except RecursionError:
        raise _invalid("json_too_deep") from None
    except ValueError:
        raise _invalid("number_too_long") from None


def _read(body: bytes) -> Any:
    reading = _Reading()
    found = json.loads(
        body.decode(),
        object_pairs_hook=reading.members,
        parse_constant=reading.odd_number,
        parse_float=reading.number,
    )
    if reading.is_odd or _ESCAPED.search(body):
        for place, what in _oddities(found, ()):
            raise _invalid(what, *place)
    return found


class _Odd:
    """Stands for what may not be there, until it is known where that is."""

    def __init__(self, what: str) -> None:
        self.what = what


class _Reading:
    """Notes on the way that something is odd; most bodies aren't, and are gone through once."""

    is_odd = False

    def members(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in found if names.count(name) > 1)
            found[twice] = self._note("member_twice")
        return found

    def odd_number(self, _text: str) -> _Odd:
        return self._note("number_not_finite")

    def number(self, text: str) -> "float | _Odd":
        number = float(text)
        return number if math.isfinite(number) else self._note("number_not_finite")

    def _note(self, what: str) -> _Odd:
        self.is_odd = True
        return _Odd(what)


def _oddities(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, _Odd):
        yield place, value.what
    elif isinstance(value, str):
        yield from ((place, what) for what in _odd_text(value))
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from ((place, what) for what in _odd_text(name))
            yield from _oddities(each, (*place, name))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _oddities(each, (*place, at))


def _odd_text(text: str) -> Iterator[str]:
    if "\0" in text:
        yield "text_with_nul"
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        yield "text_with_half_a_character"


def _invalid(what: str, *place: str | int) -> RequestValidationError:
    return RequestValidationError([{"type": what, "loc": ("body", *place), "msg": what}])
