"""Marks by two people: what independent entries of one mark come to, and who may type or decide."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from wset_desk.domain.errors import Refusal

TYPISTS = 2
"""So many people type a mark; who comes after them decides where they differ."""


class EntryStage(StrEnum):
    """How far a mark has come that two people type: both may have typed it, each another one."""

    ONCE = "once"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark as one person typed it, which is no result yet."""

    by: UUID
    mark: Decimal
    at: datetime


def agreed(entries: Collection[Entry]) -> Entry | None:
    """The first of the entries where two people typed the same mark; else None."""
    typed = sorted(entries, key=lambda entry: entry.at)
    if len(typed) < TYPISTS or differ(typed):
        return None
    return typed[0]


def differ(entries: Collection[Entry]) -> bool:
    return len({entry.mark for entry in entries}) > 1


def stage_of(entries: Sequence[Entry]) -> EntryStage | None:
    """None where nobody has typed the mark. The same mark typed twice that isn't a result any more,
    because that was taken back, waits for one of the two to type it once more."""
    if not entries:
        return None
    return EntryStage.DIFFERS if differ(entries) else EntryStage.ONCE


def entry_refusal(entries: Collection[Entry], by: UUID | None, *, stands: bool) -> Refusal | None:
    """Why this person can't type the mark now, or None. `stands`: there is a result already."""
    if stands:
        return Refusal("MARK_STANDS")
    if sum(entry.by != by for entry in entries) >= TYPISTS:
        return Refusal("MARK_TYPED_TWICE")
    return None


def decision_refusal(entries: Collection[Entry], by: UUID | None) -> Refusal | None:
    """Why this person can't decide between the entries, or None."""
    if len(entries) < TYPISTS:
        return Refusal("MARK_NOT_TYPED_TWICE")
    if any(entry.by == by for entry in entries):
        return Refusal("THIRD_PERSON_NEEDED")
    return None


def may_see(entry: Entry, entries: Collection[Entry], by: UUID | None) -> bool:
    """Whether this person may be shown the mark: their own, or as the third where both are there.

    Everybody else may still have to type it, or is one of the two who differ: whoever knew the
    other's mark would only repeat it.
    """
    return entry.by == by or decision_refusal(entries, by) is None
