"""Arguments for any service, made up from its signature: for tests that try every one of them."""

import dataclasses
import enum
import inspect
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.helpers.stores import PASSWORDS
from wset_desk.domain.catalogue import RuleProfile
from wset_desk.domain.rule_profiles import SEED
from wset_desk.system.passwords import Passwords

UNTYPED = "5"
"""For what may be anything, as the value of a setting."""


class MadeUp:
    """Values by the type of a parameter, and by its name where that says more.

    `known` are ids by the word before `_id`, and any other value by the parameter's whole name.
    `truth` is what every flag is.
    """

    def __init__(self, known: Mapping[str, Any], *, now: datetime, truth: bool) -> None:
        self._known = known
        self._now = now
        self._truth = truth
        self._plain: dict[Any, Callable[[str], Any]] = {
            bool: lambda _: self._truth,
            int: lambda _: 12,
            str: lambda _: "Because it has to be",
            object: lambda _: UNTYPED,
            UUID: self._id,
            Decimal: lambda _: Decimal("77.00"),
            date: lambda _: self._now.date(),
            datetime: lambda name: self._now + timedelta(hours=name.startswith("end")),
            time: lambda name: time(10 + name.startswith("end")),
            bytes: lambda _: b"",
            Passwords: lambda _: PASSWORDS,
            RuleProfile: lambda _: SEED,
        }

    def arguments(self, service: Callable[..., Any], *, sparse: bool) -> dict[str, Any]:
        """By name; `sparse`: only what has no default."""
        function = inspect.unwrap(service)
        hints = typing.get_type_hints(function)
        wanted = [
            each.name
            for each in inspect.signature(function).parameters.values()
            if each.kind is each.KEYWORD_ONLY and not (sparse and each.default is not each.empty)
        ]
        return {name: self.value(hints[name], name) for name in wanted}

    def value(self, kind: Any, name: str) -> Any:
        """A value of this type for a parameter or a field of this name."""
        if kind in self._plain and name not in self._known:
            return self._plain[kind](name)
        if dataclasses.is_dataclass(kind):
            return self._record(kind)
        if name in self._known:
            return self._known[name]
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return next(iter(kind))
        return self._compound(kind, name)

    def _compound(self, kind: Any, name: str) -> Any:
        origin, inside = typing.get_origin(kind), typing.get_args(kind)
        if origin in (typing.Union, types.UnionType):
            return self.value(inside[0], name)
        if origin is not None and issubclass(origin, Mapping):
            return {self.value(inside[0], name): self.value(inside[1], name)}
        if origin is not None and inside:
            return self._several(origin, inside, name)
        return None

    def _several(self, origin: Any, inside: tuple[Any, ...], name: str) -> Any:
        one = self.value(inside[0], name.removesuffix("s"))
        return frozenset({one}) if origin is frozenset else (one,)

    def _record(self, kind: Any) -> Any:
        hints = typing.get_type_hints(kind)
        fields = [each.name for each in dataclasses.fields(kind) if each.init]
        return kind(**{name: self.value(hints[name], name) for name in fields})

    def _id(self, name: str) -> UUID:
        found = self._known.get(name.removesuffix("_id"), self._known["registration"])
        assert isinstance(found, UUID)
        return found
