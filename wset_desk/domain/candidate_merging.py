"""Two records of one person: where they differ, and what the one record will say (pure)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from wset_desk.domain.candidates import CandidateValues, number_key
from wset_desk.domain.errors import DomainError


class Pick(StrEnum):
    """Whose value the one record gets: the kept record's, the merged one's, or both as a text."""

    KEPT = "kept"
    MERGED = "merged"
    BOTH = "both"


JOINED = frozenset({"adjustment_notes", "notes"})
"""Texts that can stand below each other."""

CHOSEN_BY_HAND = frozenset({"candidate_number", "birth_date"})
"""What tells people apart: where both records have one, nothing is proposed."""


@dataclass(frozen=True, slots=True)
class FieldPair:
    """A field in both records. `proposed` is None where a person has to choose."""

    name: str
    kept: Any
    merged: Any
    proposed: Pick | None

    @property
    def differs(self) -> bool:
        return not _same(self.name, self.kept, self.merged)

    def value(self, pick: Pick) -> Any:
        if pick is Pick.BOTH:
            return "\n".join(text for text in (self.kept, self.merged) if text)
        return self.merged if pick is Pick.MERGED else self.kept


def field_pairs(kept: CandidateValues, merged: CandidateValues) -> tuple[FieldPair, ...]:
    """Every field of both records in the order of the form; what only one knows is proposed."""
    return tuple(_pairs(kept, merged))


def merged_values(
    kept: CandidateValues, merged: CandidateValues, choices: Mapping[str, Pick]
) -> CandidateValues:
    """What the one record says: as chosen, else as proposed.

    Refuses MERGE_CHOICE_MISSING with its `field`.
    """
    return replace(kept, **{pair.name: _chosen(pair, choices) for pair in _pairs(kept, merged)})


def _pairs(kept: CandidateValues, merged: CandidateValues) -> Iterator[FieldPair]:
    for each in fields(CandidateValues):
        ours, theirs = getattr(kept, each.name), getattr(merged, each.name)
        yield FieldPair(each.name, ours, theirs, _proposal(each.name, ours, theirs))


def _proposal(name: str, ours: Any, theirs: Any) -> Pick | None:
    if not theirs or _same(name, ours, theirs):
        return Pick.KEPT
    if not ours:  # an adjustment that only one record knows of is never lost
        return Pick.MERGED
    if name in JOINED:
        return Pick.BOTH
    return None if name in CHOSEN_BY_HAND else Pick.KEPT


def _same(name: str, ours: Any, theirs: Any) -> bool:
    if name == "candidate_number" and ours and theirs:
        return number_key(ours) == number_key(theirs)
    return bool(ours == theirs)


def _chosen(pair: FieldPair, choices: Mapping[str, Pick]) -> Any:
    pick = choices.get(pair.name, pair.proposed)
    if pick is None or (pick is Pick.BOTH and pair.name not in JOINED):
        raise DomainError("MERGE_CHOICE_MISSING", field=pair.name)
    return pair.value(pick)
