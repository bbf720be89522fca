"""How a service is declared: who may call it, and whether it writes.

A service is a plain function whose first argument is the unit of work; everything else is given by
keyword. `@command` writes and answers an `Outcome`, `@query` only reads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.storage.unit_of_work import UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What a command answers, and the names of the tables it changed."""

    value: T
    changes: frozenset[str]


@dataclass(frozen=True)
class Service:
    """A declared service: any one of `permissions` lets a person call it."""

    name: str
    permissions: frozenset[Permission]
    writes: bool
    function: Callable[..., Any]


SERVICES: dict[str, Service] = {}


def command(
    *permissions: Permission,
) -> Callable[
    [Callable[Concatenate[UnitOfWork, P], T]], Callable[Concatenate[UnitOfWork, P], Outcome[T]]
]:
    """Declare a service that writes. Its name becomes the action in the audit log."""

    def declare(
        function: Callable[Concatenate[UnitOfWork, P], T],
    ) -> Callable[Concatenate[UnitOfWork, P], Outcome[T]]:
        name = _name_of(function)

        @wraps(function)
        def call(uow: UnitOfWork, /, *args: P.args, **kwargs: P.kwargs) -> Outcome[T]:
            _require(uow, permissions)
            uow.action = name
            value = function(uow, *args, **kwargs)
            uow.session.flush()
            return Outcome(value, frozenset(uow.changed))

        _register(call, name, permissions, writes=True)
        return call

    return declare


def query(
    *permissions: Permission,
) -> Callable[[Callable[Concatenate[UnitOfWork, P], T]], Callable[Concatenate[UnitOfWork, P], T]]:
    """Declare a service that only reads."""

    def declare(
        function: Callable[Concatenate[UnitOfWork, P], T],
    ) -> Callable[Concatenate[UnitOfWork, P], T]:
        @wraps(function)
        def call(uow: UnitOfWork, /, *args: P.args, **kwargs: P.kwargs) -> T:
            _require(uow, permissions)
            return function(uow, *args, **kwargs)

        _register(call, _name_of(function), permissions, writes=False)
        return call

    return declare


def service_of(function: Callable[..., Any]) -> Service:
    """The declaration behind a service function."""
    return SERVICES[_name_of(function)]


def _require(uow: UnitOfWork, permissions: tuple[Permission, ...]) -> None:
    if not uow.actor.permissions.intersection(permissions):
        raise DomainError("NOT_PERMITTED", permission=permissions[0].value)


def _register(
    call: Callable[..., Any], name: str, permissions: tuple[Permission, ...], *, writes: bool
) -> None:
    SERVICES[name] = Service(name, frozenset(permissions), writes, call)


def _name_of(function: Callable[..., Any]) -> str:
    """`candidates.add_candidate`: the module's last name and the function's."""
    return f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"
