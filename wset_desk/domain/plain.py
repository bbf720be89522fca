"""Frozen dataclasses to plain values (what JSON can hold) and back, decimals exact as text."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """`value` as dicts, lists, text, whole numbers, booleans and None."""
    if is_dataclass(value):
        return {part.name: to_plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Decimal | str):
        return str(value)
    return value


def from_plain(kind: type[T], data: object) -> T:
    """The dataclass `kind` that `to_plain` made `data` of.

    Raises KeyError for what is missing, TypeError and ValueError for what is of another kind.
    """
    if not isinstance(data, Mapping):
        raise TypeError(f"{kind.__name__} is not {data!r}")
    hints = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
    return kind(**{name: _decoded(hint, data[name]) for name, hint in hints.items()})


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {part.name: hints[part.name] for part in fields(kind)}


def _decoded(hint: Any, data: Any) -> Any:
    if get_origin(hint) is tuple:
        return tuple(_decoded(get_args(hint)[0], item) for item in data)
    if NoneType in get_args(hint):
        return None if data is None else _decoded(get_args(hint)[0], data)
    if is_dataclass(hint):
        return from_plain(hint, data)  # type: ignore[arg-type]
    if hint in (int, bool):
        return _exactly(hint, data)
    if not isinstance(data, str):
        raise TypeError(f"{hint.__name__} is written as text, not as {data!r}")
    return hint(data)


def _exactly(kind: type, data: object) -> object:
    if type(data) is not kind:
        raise TypeError(f"{data!r} is not of type {kind.__name__}")
    return data
