"""The settings of the centre and of its courses, by name."""

from datetime import time, timedelta
from uuid import UUID

import pytest

from tests.helpers.stores import NOW
from wset_desk.domain.errors import DomainError
from wset_desk.services.audit import find_acts
from wset_desk.services.catalogue import create_course
from wset_desk.services.centre_settings import (
    CourseValue,
    Origin,
    SettingState,
    centre_settings,
    change_setting,
    reset_setting,
    setting_states,
    settings_of_centre,
)
from wset_desk.services.setting_values import course_setting
from wset_desk.services.workspace import Workspace
from wset_desk.settings import MARK_GAP_POINTS
from wset_desk.system.clock import FixedClock

DEADLINE = "registration_deadline_time"
GAP = "mark_gap_points"


def state(workspace: Workspace, name: str) -> SettingState:
    return next(each for each in workspace.run(setting_states) if each.name == name)


@pytest.fixture
def course(workspace: Workspace) -> UUID:
    return workspace.call(create_course, title="Wines", subject="Wine", level=3).id


def test_what_nobody_has_set_is_at_its_default(workspace: Workspace) -> None:
    defaults = {setting.name: setting.default for setting in settings_of_centre()}
    assert workspace.run(centre_settings) == defaults
    assert workspace.run(setting_states) == tuple(
        SettingState(name, value, None) for name, value in defaults.items()
    )


def test_a_change_answers_what_was_set_before_and_can_be_taken_back(workspace: Workspace) -> None:
    assert workspace.call(change_setting, name=DEADLINE, value="16:30") is None
    assert workspace.call(change_setting, name=DEADLINE, value="16:00") == time(16, 30)
    assert workspace.run(centre_settings)[DEADLINE] == time(16, 0)
    assert workspace.call(reset_setting, name=DEADLINE) == time(16, 0)
    assert workspace.run(centre_settings)[DEADLINE] == time(17, 0)
    assert workspace.call(reset_setting, name=DEADLINE) is None
    assert workspace.call(change_setting, name=DEADLINE, value="16:00") is None


def test_a_value_says_when_it_was_set_and_by_whom(workspace: Workspace, clock: FixedClock) -> None:
    workspace.call(change_setting, name=DEADLINE, value="16:30")
    assert state(workspace, DEADLINE).origin == Origin(NOW, "Ada Admin")
    clock.advance(timedelta(days=2))
    workspace.call(change_setting, name=DEADLINE, value="16:00")
    assert state(workspace, DEADLINE).origin == Origin(clock.now(), "Ada Admin")
    workspace.call(reset_setting, name=DEADLINE)
    assert state(workspace, DEADLINE).origin is None


def test_a_course_may_have_its_own_value(workspace: Workspace, course: UUID) -> None:
    workspace.call(change_setting, name=GAP, value=40)
    workspace.call(change_setting, name=GAP, value=25, course_id=course)
    shown = state(workspace, GAP)
    assert shown.value == 40
    assert shown.courses == (CourseValue(course, "Wines", 25, Origin(NOW, "Ada Admin")),)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        assert course_setting(uow, MARK_GAP_POINTS, course) == 25
    assert workspace.call(reset_setting, name=GAP, course_id=course) == 25
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        assert course_setting(uow, MARK_GAP_POINTS, course) == 40


def test_a_change_is_in_the_audit_log(workspace: Workspace) -> None:
    workspace.call(change_setting, name=DEADLINE, value="16:30")
    workspace.call(reset_setting, name=DEADLINE)
    acts = workspace.run(find_acts, limit=2).acts
    assert {act.key.action for act in acts} == {
        "centre_settings.change_setting",
        "centre_settings.reset_setting",
    }
    assert {act.subject.name.name for act in acts} == {DEADLINE}


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
    assert workspace.run(centre_settings) == {s.name: s.default for s in settings_of_centre()}


def test_remote_exams_begin_before_they_end(workspace: Workspace) -> None:
    with pytest.raises(DomainError, match="SETTING_HOURS_REVERSED") as refused:
        workspace.call(change_setting, name="remote_hours_until", value="08:00")
    assert refused.value.parameters["field"] == "remote_hours_until"
    workspace.call(change_setting, name="remote_hours_from", value="06:00")
    workspace.call(change_setting, name="remote_hours_until", value="08:00")
    with pytest.raises(DomainError, match="SETTING_HOURS_REVERSED"):
        workspace.call(reset_setting, name="remote_hours_from")
    assert workspace.run(centre_settings)["remote_hours_from"] == time(6, 0)


def test_what_holds_for_the_whole_centre_is_not_set_for_a_course(
    workspace: Workspace, course: UUID
) -> None:
    for refused in (change_setting, reset_setting):
        given = {"value": 5} if refused is change_setting else {}
        with pytest.raises(DomainError, match="SETTING_NOT_OF_COURSES"):
            workspace.call(refused, name="idle_lock_minutes", course_id=course, **given)
