"""Roles and what each may do."""

import pytest

from wset_desk.domain.permissions import ROLE_PERMISSIONS, Permission, Role, permissions_of

ASSIGNED = {permission for permission in Permission if "assigned" in permission.value}


def test_the_roles_are_those_of_the_centre() -> None:
    assert set(Role) == {"administrator", "exams_officer", "invigilator"}
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_an_administrator_may_do_everything() -> None:
    assert permissions_of([Role.ADMINISTRATOR]) == set(Permission)


def test_an_exams_officer_may_do_everything_but_settings_and_staff() -> None:
    missing = set(Permission) - permissions_of([Role.EXAMS_OFFICER])
    assert missing == {
        Permission.MANAGE_SETTINGS,
        Permission.MANAGE_STAFF,
        Permission.ERASE_PEOPLE,
    }


def test_an_invigilator_may_do_only_what_concerns_sessions_assigned_to_them() -> None:
    assert permissions_of([Role.INVIGILATOR]) == ASSIGNED | {Permission.SIGN_IN}
    assert len(ASSIGNED) == 3


def test_nobody_signed_in_may_only_sign_in() -> None:
    assert permissions_of([]) == {Permission.SIGN_IN}


@pytest.mark.parametrize("first", Role)
@pytest.mark.parametrize("second", Role)
def test_several_roles_add_up(first: Role, second: Role) -> None:
    both = permissions_of([first, second])
    assert both == permissions_of([first]) | permissions_of([second])
