"""What every kind of record that comes from a file, or goes into one, has to offer."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from wset_desk.domain.file_fields import RecordSpec
from wset_desk.storage.unit_of_work import UnitOfWork

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Known(Generic[V]):
    """A record of the centre as a file would write it.

    `about` are the records by which a list finds it: its candidate, its exam, its course session.
    """

    id: UUID
    name: str
    values: V
    about: tuple[UUID | None, ...] = ()


class Records(ABC, Generic[V]):
    """One kind of record, within a unit of work.

    An import calls `begin` once, then for each row `resolved`, and `accept` where the row is new;
    then `add` for the new ones and `change` for those that are to be, and `finish`.
    """

    spec: ClassVar[RecordSpec]  # type: ignore[type-arg]
    identity: ClassVar[frozenset[str]] = frozenset()
    """By what a record is told from others: in these two rows about the same never differ."""
    fixed: ClassVar[frozenset[str]] = frozenset()
    """What an import never changes in a record that is known."""

    in_parts: ClassVar[bool] = True
    """Whether new records are written a thousand at a time, or once all is settled."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    @abstractmethod
    def known(self) -> Iterable[Known[V]]:
        """Every record of this kind, in the order in which an export writes them."""

    @abstractmethod
    def key(self, values: V) -> Hashable:
        """By what a record is recognised; of `resolved` values."""

    def is_fixed(self, name: str, known: V) -> bool:
        """Whether an import leaves this field of a known record as it is."""
        return name in self.fixed

    def rank(self, values: V) -> int:
        """Rows of a lower rank come first, whatever their order in the file."""
        return 0

    def begin(self, rows: Sequence[V]) -> None:
        """Hear of all the rows that can be read, before any is looked at."""

    @abstractmethod
    def resolved(self, values: V) -> V:
        """The row with what it names found; refuses what isn't there, naming the field."""

    @abstractmethod
    def accept(self, values: V) -> None:
        """Refuse a new record that can't be, naming the field; later rows may build upon it."""

    @abstractmethod
    def add(self, values: V) -> UUID:
        """Take up a record that has been accepted."""

    @abstractmethod
    def change(self, record_id: UUID, before: V, after: V) -> None:
        """Give a known record other values; those in `fixed` are the same."""

    @abstractmethod
    def finish(self) -> None:
        """Settle what is computed, once all rows are taken up."""
