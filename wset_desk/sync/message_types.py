"""What the members of messages are made of, and how much of it there may be."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, Field, JsonValue
from pydantic_core import PydanticCustomError

from wset_desk.domain.scheduling import time_zones
from wset_desk.storage.fitting import FIRST_YEAR, LAST_YEAR

LONGEST_TEXT = 8 * 1024 * 1024
"""Characters: a picture of the centre's is the longest that there is."""
DEEPEST = 16
_MOST = 2**63 - 1


def _within_years(at: datetime) -> datetime:
    try:
        if FIRST_YEAR <= at.astimezone(UTC).year <= LAST_YEAR:
            return at
    except OverflowError:
        pass
    raise PydanticCustomError("year_out_of_range", "out of range")


def _plain(patch: dict[str, Any]) -> dict[str, Any]:
    for name, value in patch.items():
        if isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                raise PydanticCustomError("text_too_long", "too long")
        elif isinstance(value, dict | list) and _is_deep(value, DEEPEST):
            raise PydanticCustomError("json_too_deep", "too deep")
        if len(name) > _LONGEST_NAME:
            raise PydanticCustomError("name_too_long", "too long")
    return patch


_LONGEST_NAME = 63


def _is_deep(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deep(each, levels - 1) for each in inner)


def _known_zone(name: str) -> str:
    if name not in time_zones():
        raise PydanticCustomError("time_zone_unknown", "unknown")
    return name


Seq = Annotated[int, Field(ge=0, le=_MOST, strict=True)]
Number = Annotated[int, Field(ge=1, le=_MOST, strict=True)]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Moment = Annotated[AwareDatetime, AfterValidator(_within_years)]
Patch = Annotated[dict[str, JsonValue], AfterValidator(_plain)]
ZoneName = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]
