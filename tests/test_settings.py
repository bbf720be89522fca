"""Every setting is declared once, with a default that it accepts itself."""

from datetime import time
from typing import Any

import pytest

from wset_desk import settings
from wset_desk.domain.errors import DomainError
from wset_desk.settings import SETTINGS, Scope, Setting, settings_of


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_setting_takes_its_default_and_what_it_writes(setting: Setting[Any]) -> None:
    assert setting.parse(setting.default) == setting.default
    assert setting.parse(setting.encode(setting.default)) == setting.default
    assert type(setting.parse(str(setting.encode(setting.default)))) is setting.kind
    assert setting.title
    assert setting.description.endswith(".")


def test_the_defaults_are_the_specifications_seed_values() -> None:
    assert settings.REGISTRATION_DEADLINE_WORKING_DAYS.default == 12
    assert settings.REMOTE_REGISTRATION_DEADLINE_WORKING_DAYS.default == 20
    assert settings.REGISTRATION_DEADLINE_TIME.default == time(17, 0)
    assert settings.BANK_HOLIDAY_REGION.default == "England"
    assert settings.RESULT_NEEDS_SECOND_PERSON.default is True
    assert settings.MARK_GAP_POINTS.default == 30


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("text_size", "big", "SETTING_NOT_A_NUMBER"),
        ("text_size", "1e2", "SETTING_NOT_A_NUMBER"),
        ("text_size", "٩٩", "SETTING_NOT_A_NUMBER"),
        ("text_size", "", "SETTING_NOT_A_NUMBER"),
        ("text_size", True, "SETTING_NOT_A_NUMBER"),
        ("text_size", 89, "SETTING_OUT_OF_RANGE"),
        ("text_size", "201", "SETTING_OUT_OF_RANGE"),
        ("registration_deadline_working_days", "-1", "SETTING_OUT_OF_RANGE"),
        ("appearance", "pink", "SETTING_NOT_A_CHOICE"),
        ("bank_holiday_region", "Atlantis", "SETTING_NOT_A_CHOICE"),
        ("registration_deadline_time", "24:00", "SETTING_NOT_A_TIME"),
        ("registration_deadline_time", "5pm", "SETTING_NOT_A_TIME"),
        ("registration_deadline_time", "17:5", "SETTING_NOT_A_TIME"),
        ("result_needs_second_person", "perhaps", "SETTING_NOT_YES_OR_NO"),
    ],
)
def test_what_a_setting_may_not_be_is_refused_at_its_field(
    name: str, value: object, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        SETTINGS[name].parse(value)
    assert refused.value.code == code
    assert refused.value.parameters["field"] == name


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("text_size", " 150 ", 150),
        ("registration_deadline_time", "9:30", time(9, 30)),
        ("registration_deadline_time", time(9, 30), time(9, 30)),
        ("result_needs_second_person", "No", False),
        ("bank_holiday_region", " Scotland ", "Scotland"),
    ],
)
def test_what_people_type_is_read(name: str, typed: object, value: object) -> None:
    assert SETTINGS[name].parse(typed) == value


def test_each_scope_lists_its_own_in_order() -> None:
    assert [one.name for one in settings_of(Scope.PC)] == [
        "appearance",
        "text_size",
        "language",
        "backup_folder",
        "backup_keep",
    ]
    listed = [one.name for scope in Scope for one in settings_of(scope)]
    assert sorted(listed) == sorted(SETTINGS)
