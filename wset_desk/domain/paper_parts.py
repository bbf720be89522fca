"""Papers marked by part: the total is computed, each part has a pass mark of its own (rule 3)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from wset_desk.domain.catalogue import PaperPart
from wset_desk.domain.results import PartMark, component_passed


def total_of(parts: Sequence[PaperPart], marks: Mapping[str, Decimal]) -> Decimal | None:
    """The paper's mark; None until each of `parts` has one in `marks`, by the part's name."""
    if not all(part.name in marks for part in parts):
        return None
    return sum((marks[part.name] for part in parts), Decimal(0))


def part_marks(parts: Sequence[PaperPart], marks: Mapping[str, Decimal]) -> tuple[PartMark, ...]:
    """The parts that are marked. A result known by its total alone is judged by that."""
    return tuple(PartMark(part, marks[part.name]) for part in parts if part.name in marks)


def part_passed(part: PaperPart, score: Decimal) -> bool:
    return component_passed(score, part.max_score, part.pass_mark_percentage)
