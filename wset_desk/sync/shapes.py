"""Whether the values of a change can be what they say: before anybody reckons with them."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from wset_desk.domain.catalogue import RuleProfile
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.storage.fitting import misfit
from wset_desk.sync.messages import SentChange


def misfit_of(change: SentChange) -> str | None:
    """The first field whose value can't be stored or read; None where all can."""
    return misfit_in(change.entity, change.patch)


def misfit_in(entity: str, patch: Mapping[str, Any]) -> str | None:
    """The same of a table's values by column."""
    found = misfit(entity, patch)
    if found is None and entity in _SHAPES:
        name, is_sound = _SHAPES[entity]
        if name in patch and not is_sound(patch[name]):
            return name
    return found


def _are_roles(value: Any) -> bool:
    return isinstance(value, list) and all(each in tuple(Role) for each in value)


def _are_rules(value: Any) -> bool:
    try:
        RuleProfile.from_dict(value)
    except (DomainError, AttributeError):
        return False
    return True


def _are_marks(value: Any) -> bool:
    if value is None:
        return True
    return isinstance(value, dict) and all(map(_is_mark, value.values()))


def _is_mark(value: Any) -> bool:
    try:
        return isinstance(value, str) and Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | bool)


_SHAPES: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "staff": ("roles", _are_roles),
    "rule_profiles": ("rules", _are_rules),
    "result_versions": ("parts", _are_marks),
    "settings": ("value", _is_plain),
}
"""By table the column that holds more than one value, and what it has to be."""
