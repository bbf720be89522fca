"""How columns were mapped, remembered for each kind of file and set of headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from wset_desk.exchange.columns import RecognisedColumns

_MOST = 30
"""So many sets of headings are remembered for each kind, the latest first."""

Pair = tuple[str, str | None]
"""A heading, and what its column holds; None: it isn't imported."""


def recalled(remembered: object, columns: RecognisedColumns) -> Mapping[int, str | None]:
    """By column, as a file with the same headings was mapped last; nothing for other headings.

    Columns of one heading keep their order. `remembered` is what :func:`remembering` answered, or
    whatever else stands in a file of preferences.
    """
    headings = sorted(each.heading for each in columns.columns)
    for pairs in _sets(remembered):
        if sorted(heading for heading, _field in pairs) == headings:
            return _by_position(pairs, columns)
    return {}


def remembering(remembered: object, columns: RecognisedColumns) -> list[list[list[str | None]]]:
    """What to remember once these columns were imported as they are mapped now."""
    pairs = [(each.heading, columns.mapping.get(each.position)) for each in columns.columns]
    headings = sorted(heading for heading, _field in pairs)
    others = [
        known for known in _sets(remembered) if sorted(heading for heading, _ in known) != headings
    ]
    return [[list(pair) for pair in each] for each in [pairs, *others][:_MOST]]


def _by_position(pairs: Sequence[Pair], columns: RecognisedColumns) -> dict[int, str | None]:
    fields: dict[str, list[str | None]] = defaultdict(list)
    for heading, field in pairs:
        fields[heading].append(field)
    return {each.position: fields[each.heading].pop(0) for each in columns.columns}


def _sets(remembered: object) -> list[list[Pair]]:
    if not isinstance(remembered, list):
        return []
    return [pairs for each in remembered if (pairs := _pairs(each)) is not None]


def _pairs(remembered: object) -> list[Pair] | None:
    """None for what isn't a set of headings."""
    if not isinstance(remembered, list):
        return None
    pairs: list[Pair] = []
    for each in remembered:
        match each:
            case [str(heading), str() | None as field]:
                pairs.append((heading, field))
            case _:
                return None
    return pairs
