"""The centre's settings, by name."""

from datetime import time

import pytest

from wset_desk.domain.errors import DomainError
from wset_desk.services.centre_settings import centre_settings, change_setting
from wset_desk.services.workspace import Workspace
from wset_desk.settings import Scope, settings_of


def test_what_nobody_has_set_is_at_its_default(workspace: Workspace) -> None:
    assert workspace.run(centre_settings) == {s.name: s.default for s in settings_of(Scope.CENTRE)}


def test_a_change_answers_what_was_before_and_can_be_taken_back(workspace: Workspace) -> None:
    name = "registration_deadline_time"
    before = workspace.call(change_setting, name=name, value="16:30")
    assert before == time(17, 0)
    assert workspace.run(centre_settings)[name] == time(16, 30)
    assert workspace.call(change_setting, name=name, value=before) == time(16, 30)
    assert workspace.run(centre_settings)[name] == time(17, 0)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("idle_lock_minutes", 0, "SETTING_OUT_OF_RANGE"),
        ("idle_lock_minutes", "ten", "SETTING_NOT_A_NUMBER"),
        ("bank_holiday_region", "Atlantis", "SETTING_NOT_A_CHOICE"),
        ("text_size", 120, "SETTING_UNKNOWN"),
    ],
)
def test_what_a_setting_may_not_be_is_refused(
    workspace: Workspace, name: str, value: object, code: str
) -> None:
    with pytest.raises(DomainError, match=code):
        workspace.call(change_setting, name=name, value=value)
