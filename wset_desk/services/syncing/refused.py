"""Which actions a person has to look at: what the server refused, and what waits for that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.schema import OutboxEntry
from wset_desk.storage.structure import references_of
from wset_desk.storage.unit_of_work import UnitOfWork

NOT_TAKEN = ("conflict", "rejected", "blocked")
BUILDS_ON, WITH_OTHERS = "BUILDS_ON_REFUSED", "ACTION_NOT_TAKEN"


@dataclass
class RefusedAction:
    """The changes of one action, and the actions that built upon it: they are settled with it."""

    entries: Sequence[OutboxEntry]
    followers: list[Sequence[OutboxEntry]] = field(default_factory=list)

    @property
    def tx(self) -> UUID:
        return self.entries[0].tx

    def all_entries(self) -> Iterator[Sequence[OutboxEntry]]:
        """Action by action, in the order in which they were done."""
        yield self.entries
        yield from self.followers

    def is_built_upon_by(self, entries: Sequence[OutboxEntry]) -> bool:
        written = {entry.row_id for action in self.all_entries() for entry in action}
        return any(not written.isdisjoint(_rows_in(entry)) for entry in entries)


def needs_attention() -> ColumnElement[bool]:
    """Of an outbox entry: the server didn't take it, and nobody has said what is to be kept."""
    kept = OutboxEntry.detail["kept"].as_string()
    return and_(OutboxEntry.state.in_(NOT_TAKEN), kept.is_(None))


def refused_actions(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> list[RefusedAction]:
    """Those that nobody has settled, the oldest first, each with what built upon it."""
    wanted = select(OutboxEntry).where(needs_attention(), *conditions).order_by(OutboxEntry.n)
    found: list[RefusedAction] = []
    for _tx, entries in groupby(uow.session.scalars(wanted).all(), key=lambda entry: entry.tx):
        action = list(entries)
        first = next((each for each in found if _follows(action, each)), None)
        if first is None:
            found.append(RefusedAction(action))
        else:
            first.followers.append(action)
    return found


def refused_action(uow: UnitOfWork, tx: UUID, *conditions: ColumnElement[bool]) -> RefusedAction:
    """That action, or NOT_FOUND where somebody has settled it already."""
    for action in refused_actions(uow, *conditions):
        if action.tx == tx:
            return action
    raise DomainError("NOT_FOUND", entity=OutboxEntry.__tablename__)


def _follows(entries: Sequence[OutboxEntry], first: RefusedAction) -> bool:
    """It was refused only because it builds on the other."""
    waits = all(entry.code in (BUILDS_ON, WITH_OTHERS) for entry in entries)
    return waits and first.is_built_upon_by(entries)


def _rows_in(entry: OutboxEntry) -> Iterator[UUID]:
    """The row that it writes, and those that it names."""
    yield entry.row_id
    for name in references_of(entry.entity):
        named = entry.patch.get(name)
        if named is not None:
            yield UUID(str(named))
