"""A desk whose administrator judges what kept-out computers have handed in to the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.services.syncing.handed_in import HandedIn, HandedInChange, HandedInList
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.administering_messages import (
    HandedInAction,
    HandedInAnswer,
    HandedInCount,
    HandedInRecord,
)
from wset_desk.sync.connecting import as_themselves, server_of
from wset_desk.sync.http import HttpTransport
from wset_desk.sync.policy import GRANTS, classes_of
from wset_desk.sync.shapes import misfit_in

_AT = "/api/devices/handed-in"
_NEVER = frozenset({"devices", "staff"})
"""Who works here, and which computers are let in, isn't taken from a computer that isn't."""


def count_handed_in(store: Store, actor: Actor) -> int:
    """How many actions nobody has judged. Refuses as `connecting.sync_once`, and
    SERVER_UNREACHABLE."""
    with _reached(store, actor) as transport:
        return transport.read(f"{_AT}/count", HandedInCount).waiting


@dataclass(frozen=True)
class HandedInJudge:
    """Somebody who has signed in at the server, for a quarter of an hour. All of it refuses what
    the server does, and SERVER_UNREACHABLE."""

    store: Store
    actor: Actor
    token: str

    @classmethod
    def signed_in(cls, store: Store, actor: Actor, password: str) -> "HandedInJudge":
        """The actor has to be an administrator, with this password."""
        with _reached(store, actor) as transport:
            return cls(store, actor, transport.sign_in(as_themselves(store, actor, password)).token)

    def waiting(self) -> HandedInList:
        """What waits, with what is known to be against writing it."""
        with self._reached() as transport:
            answer = transport.read(_AT, HandedInAnswer)
        return HandedInList(tuple(map(_handed_in, answer.actions)), answer.total)

    def settle(self, tx: UUID, *, is_written: bool) -> None:
        """Tell the server what became of it; again, that is harmless."""
        with self._reached() as transport:
            transport.tell(f"{_AT}/{tx}/{'settle' if is_written else 'discard'}")

    @contextmanager
    def _reached(self) -> Iterator[HttpTransport]:
        with _reached(self.store, self.actor) as transport:
            transport.go_on_as(self.token)
            yield transport


@contextmanager
def _reached(store: Store, actor: Actor) -> Iterator[HttpTransport]:
    try:
        with server_of(store, actor) as transport:
            yield transport
    except ConnectionError as error:
        raise DomainError("SERVER_UNREACHABLE", what=str(error)) from error


def _handed_in(told: HandedInAction) -> HandedIn:
    changes = tuple(
        HandedInChange(
            each.entity, each.row_id, each.op, each.patch, each.code or against(each), each.stands
        )
        for each in told.changes
    )
    return HandedIn(told.tx, told.device, told.by, told.at, changes, told.action, told.reason)


def against(record: HandedInRecord) -> str | None:
    """Why it can't be written, if so: nobody has looked yet at what was sent."""
    if not GRANTS.get(record.entity):
        return "ENTITY_NOT_SYNCED"
    if not classes_of(record.entity).keys() >= record.patch.keys():
        return "FIELD_NOT_ALLOWED"
    if misfit_in(record.entity, record.patch) is not None:
        return "VALUE_NOT_ALLOWED"
    return "NOT_ALLOWED" if record.entity in _NEVER else None
