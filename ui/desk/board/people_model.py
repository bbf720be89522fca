"""Who waits for a seat: sorted, filtered and in segments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ui.common import labels
from ui.desk.board import paper_words
from wset_desk.domain.names import fold
from wset_desk.domain.registrations import Waiting
from wset_desk.domain.seating import WaitingKey
from wset_desk.i18n import _
from wset_desk.services.board.rows import WaitingPerson

Index = QModelIndex | QPersistentModelIndex
PERSON_ROLE = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Order(StrEnum):
    """How the waiting people are sorted."""

    URGENT = "urgent"
    NAME = "name"
    LONGEST = "longest"


class Segment(StrEnum):
    """Which of the waiting people are shown."""

    ALL = "all"
    MAKEUP = "makeup"
    RESIT = "resit"
    TASTING = "tasting"
    OTHER = "other"


_SORTS: Mapping[Order, Callable[[WaitingPerson], Any]] = {
    Order.URGENT: lambda person: (person.urgency, fold(person.name)),
    Order.NAME: lambda person: (fold(person.name), person.urgency),
    Order.LONGEST: lambda person: (person.since or _LONG_AGO, fold(person.name)),
}


def order_texts() -> dict[Order, str]:
    return {
        Order.URGENT: _("Most urgent"),
        Order.NAME: _("By name"),
        Order.LONGEST: _("Longest waiting"),
    }


def segment_of(person: WaitingPerson) -> Segment:
    """A tasting of online candidates stands apart from makeups and resits."""
    if paper_words.waits_for_tasting(person):
        return Segment.TASTING
    known = {Waiting.MAKEUP: Segment.MAKEUP, Waiting.RESIT: Segment.RESIT}
    return known.get(person.wait, Segment.OTHER)


def count_segments(people: Iterable[WaitingPerson]) -> dict[Segment, int]:
    """How many are in each segment; everybody is in `ALL`."""
    counts = dict.fromkeys(Segment, 0)
    for person in people:
        counts[Segment.ALL] += 1
        counts[segment_of(person)] += 1
    return counts


def arranged(
    people: Iterable[WaitingPerson], order: Order, segment: Segment, text: str
) -> list[WaitingPerson]:
    """Those of a segment in whom every word of `text` is found, in order."""
    wanted = fold(text).split()
    found = [
        person
        for person in people
        if segment in {Segment.ALL, segment_of(person)} and _has(person, wanted)
    ]
    return sorted(found, key=_SORTS[order])


def _has(person: WaitingPerson, wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    hay = fold(
        " ".join(
            (
                person.name,
                person.number or "",
                labels.level(person.level),
                labels.level_short(person.level),
                person.subject,
                paper_words.wait_text(person),
            )
        )
    )
    return all(word in hay for word in wanted)


class PeopleModel(QAbstractListModel):
    """The people on show; `lines` puts one into words for tool tips and screen readers."""

    def __init__(self, lines: Callable[[WaitingPerson], list[str]]) -> None:
        super().__init__()
        self._lines = lines
        self._people: list[WaitingPerson] = []

    @property
    def people(self) -> Sequence[WaitingPerson]:
        return tuple(self._people)

    def set_people(self, people: Sequence[WaitingPerson]) -> None:
        self.beginResetModel()
        self._people = list(people)
        self.endResetModel()

    def row_of(self, key: WaitingKey) -> int:
        """-1 where they aren't shown."""
        return next((n for n, each in enumerate(self._people) if each.key == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._people)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        person = self._people[index.row()]
        if role == PERSON_ROLE:
            return person
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._lines(person))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self._lines(person))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
