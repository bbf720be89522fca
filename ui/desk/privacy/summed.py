"""Several previews of erasing as one."""

from __future__ import annotations

from collections.abc import Sequence

from wset_desk.services.privacy.erasure_preview import (
    ErasedPart,
    ErasurePreview,
    Kept,
    KeptPart,
    Part,
)


def erased_in_all(previews: Sequence[ErasurePreview]) -> list[ErasedPart]:
    """What goes, added up, in the order in which it is told."""
    counts = {
        part: sum(each.count for one in previews for each in one.erased if each.part is part)
        for part in Part
    }
    return [ErasedPart(part, count) for part, count in counts.items() if count]


def kept_in_all(previews: Sequence[ErasurePreview]) -> list[KeptPart]:
    """What stays, added up, with the latest day of each kind."""
    found = []
    for kind in Kept:
        parts = [each for one in previews for each in one.kept if each.kept is kind]
        days = [each.until for each in parts if each.until is not None]
        if parts:
            count = sum(each.count for each in parts)
            found.append(KeptPart(kind, count, max(days, default=None)))
    return found
