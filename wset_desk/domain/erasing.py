"""One person's name, number and addresses: whether a text mentions them, and texts without them."""

import re
from collections.abc import Iterable
from typing import Any

from wset_desk.domain.names import fold

ERASED_NAME = "Erased"
"""Stands as the last name of somebody whose data was erased."""

_SHORTEST_NAME, _SHORTEST_OTHER = 2, 3


class PersonWords:
    """What a person can be told by, in any spelling of capitals and accents.

    Names count as whole words. `others` are numbers, addresses and the like.
    """

    def __init__(self, names: Iterable[str | None], others: Iterable[str | None]) -> None:
        words = {fold(each) for each in names if each and len(each.strip()) >= _SHORTEST_NAME}
        parts = {fold(each) for each in others if each and len(each.strip()) >= _SHORTEST_OTHER}
        found = [re.escape(each) for each in sorted(words | parts, key=len, reverse=True) if each]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else None

    def are_in(self, text: str) -> bool:
        """Whether a text mentions the person."""
        return self._pattern is not None and self._pattern.search(fold(text)) is not None

    def without(self, value: Any) -> Any:
        """A JSON value in which each text that mentions the person is empty."""
        if isinstance(value, str):
            return "" if self.are_in(value) else value
        if isinstance(value, dict):
            return {key: self.without(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.without(each) for each in value]
        return value
