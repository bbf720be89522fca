"""Every setting, declared once: its name, where it holds, what it may be and what it is for.

Values are kept JSON-safe (`Setting.encode`) in the preferences of the PC or the centre's store, and
read back through `Setting.parse`, which is also what takes what people type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Generic, TypeVar, cast

from wset_desk.domain.errors import N_, DomainError
from wset_desk.domain.working_days import BANK_HOLIDAY_REGIONS

Value = TypeVar("Value", bool, int, str, time)
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Scope(StrEnum):
    """What a setting holds for."""

    PC = "pc"
    PERSON = "person"
    CENTRE = "centre"
    COURSE = "course"


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One setting. `title` and `description` are marked texts, translated where they are shown."""

    name: str
    scope: Scope
    kind: type[Value]
    default: Value
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

APPEARANCE = Setting(
    name="appearance",
    scope=Scope.PC,
    kind=str,
    default="system",
    choices=("system", "light", "dark"),
    title=N_("Appearance"),
    description=N_("Light, dark, or as the computer is set."),
)
TEXT_SIZE = Setting(
    name="text_size",
    scope=Scope.PC,
    kind=int,
    default=100,
    minimum=90,
    maximum=200,
    title=N_("Text size"),
    description=N_("Per cent of the usual size; everything else grows along."),
)
LANGUAGE = Setting(
    name="language",
    scope=Scope.PC,
    kind=str,
    default="en",
    title=N_("Language"),
    description=N_("The language of the program on this computer."),
)
BACKUP_FOLDER = Setting(
    name="backup_folder",
    scope=Scope.PC,
    kind=str,
    default="",
    title=N_("Folder of the backups"),
    description=N_("Where this computer's backups go: best a stick or a synchronised folder."),
)
BACKUP_KEEP = Setting(
    name="backup_keep",
    scope=Scope.PC,
    kind=int,
    default=30,
    minimum=1,
    maximum=3650,
    title=N_("Days of backups kept"),
    description=N_("Of each day the latest backup is kept, of so many days."),
)
REGISTRATION_DEADLINE_WORKING_DAYS = Setting(
    name="registration_deadline_working_days",
    scope=Scope.CENTRE,
    kind=int,
    default=12,
    minimum=0,
    maximum=120,
    title=N_("Registration deadline"),
    description=N_("Working days before an exam at which its booking closes."),
)
REMOTE_REGISTRATION_DEADLINE_WORKING_DAYS = Setting(
    name="remote_registration_deadline_working_days",
    scope=Scope.CENTRE,
    kind=int,
    default=20,
    minimum=0,
    maximum=120,
    title=N_("Registration deadline of remote exams"),
    description=N_("Working days before a remotely invigilated exam at which its booking closes."),
)
REGISTRATION_DEADLINE_TIME = Setting(
    name="registration_deadline_time",
    scope=Scope.CENTRE,
    kind=time,
    default=time(17, 0),
    title=N_("Time of the registration deadline"),
    description=N_("Centre time; the last second before the next minute is still in time."),
)
BANK_HOLIDAY_REGION = Setting(
    name="bank_holiday_region",
    scope=Scope.CENTRE,
    kind=str,
    default="England",
    choices=tuple(BANK_HOLIDAY_REGIONS),
    title=N_("Bank holidays of"),
    description=N_("Days that don't count as working days."),
)
IDLE_LOCK_MINUTES = Setting(
    name="idle_lock_minutes",
    scope=Scope.CENTRE,
    kind=int,
    default=10,
    minimum=1,
    maximum=240,
    title=N_("Lock when idle"),
    description=N_("Minutes without a key or a click after which the window locks."),
)
RESULT_NEEDS_SECOND_PERSON = Setting(
    name="result_needs_second_person",
    scope=Scope.CENTRE,
    kind=bool,
    default=True,
    title=N_("A second person confirms results"),
    description=N_("Whoever entered a result can't confirm it."),
)
MARK_GAP_POINTS = Setting(
    name="mark_gap_points",
    scope=Scope.CENTRE,
    kind=int,
    default=30,
    minimum=1,
    maximum=100,
    title=N_("Marks far apart"),
    description=N_("Percentage points between a candidate's papers from which a mark is flagged."),
)

AnySetting = Setting[bool] | Setting[int] | Setting[str] | Setting[time]

SETTINGS: dict[str, AnySetting] = {
    setting.name: setting
    for setting in (
        APPEARANCE,
        TEXT_SIZE,
        LANGUAGE,
        BACKUP_FOLDER,
        BACKUP_KEEP,
        REGISTRATION_DEADLINE_WORKING_DAYS,
        REMOTE_REGISTRATION_DEADLINE_WORKING_DAYS,
        REGISTRATION_DEADLINE_TIME,
        BANK_HOLIDAY_REGION,
        IDLE_LOCK_MINUTES,
        RESULT_NEEDS_SECOND_PERSON,
        MARK_GAP_POINTS,
    )
}


def settings_of(scope: Scope) -> Iterator[AnySetting]:
    """The settings that hold for `scope`, in the order in which they are shown."""
    return (setting for setting in SETTINGS.values() if setting.scope is scope)
