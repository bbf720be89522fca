"""What a setting is: its name, where it holds, what it may be, and how what people type is read."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Generic, TypeVar, cast

from wset_desk.domain.errors import DomainError

Value = TypeVar("Value", bool, int, str, time)
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Scope(StrEnum):
    """What a setting holds for. One of a `COURSE` holds for the centre until a course differs."""

    PC = "pc"
    PERSON = "person"
    CENTRE = "centre"
    COURSE = "course"


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One setting, among those of its `section`.

    `section`, `title` and `description` are marked texts, translated where they are shown.
    """

    name: str
    scope: Scope
    kind: type[Value]
    default: Value
    section: str
    title: str
    description: str
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()

    def parse(self, value: object) -> Value:
        """`value` (typed text, or what `encode` made) as the setting's type.

        Refuses with `field` = the setting's name: SETTING_NOT_A_NUMBER, SETTING_NOT_A_TIME,
        SETTING_NOT_YES_OR_NO, SETTING_OUT_OF_RANGE, SETTING_NOT_A_CHOICE.
        """
        parsed = _PARSERS[self.kind](self.name, value)
        if isinstance(parsed, str) and self.choices and parsed not in self.choices:
            raise DomainError(
                "SETTING_NOT_A_CHOICE", field=self.name, choices=", ".join(self.choices)
            )
        if self.kind is int:
            self._check_range(cast("int", parsed))
        return cast("Value", parsed)

    def _check_range(self, number: int) -> None:
        low, high = self.minimum, self.maximum
        if (low is not None and number < low) or (high is not None and number > high):
            raise DomainError("SETTING_OUT_OF_RANGE", field=self.name, minimum=low, maximum=high)

    def encode(self, value: object) -> bool | int | str:
        """`value` parsed, then as JSON keeps it; times as "17:00"."""
        parsed = self.parse(value)
        return parsed.strftime("%H:%M") if isinstance(parsed, time) else parsed


def _parse_bool(name: str, value: object) -> bool:
    try:
        return _TRUTHS[str(value).strip().lower()]
    except KeyError:
        raise DomainError("SETTING_NOT_YES_OR_NO", field=name) from None


def _parse_int(name: str, value: object) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.removeprefix("-").isdigit()):
        raise DomainError("SETTING_NOT_A_NUMBER", field=name)
    return int(text)


def _parse_time(name: str, value: object) -> time:
    if isinstance(value, time):
        return value
    hours, colon, minutes = str(value).strip().partition(":")
    try:
        if not colon or len(minutes) != len("00"):
            raise ValueError(value)
        return time(int(hours), int(minutes))
    except ValueError:
        raise DomainError("SETTING_NOT_A_TIME", field=name) from None


def _parse_text(_name: str, value: object) -> str:
    return str(value).strip()


_PARSERS = {bool: _parse_bool, int: _parse_int, time: _parse_time, str: _parse_text}

AnySetting = Setting[bool] | Setting[int] | Setting[str] | Setting[time]
