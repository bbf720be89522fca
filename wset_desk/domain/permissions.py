"""Roles and what each may do."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    EXAMS_OFFICER = "exams_officer"
    INVIGILATOR = "invigilator"


class Permission(StrEnum):
    """What a service may ask for. `…ASSIGNED…`: only in sessions assigned to the person."""

    SIGN_IN = "sign_in"
    VIEW_CALENDAR = "view_calendar"
    MANAGE_SESSIONS = "manage_sessions"
    VIEW_CATALOGUE = "view_catalogue"
    MANAGE_CATALOGUE = "manage_catalogue"
    VIEW_CANDIDATES = "view_candidates"
    MANAGE_CANDIDATES = "manage_candidates"
    IMPORT_DATA = "import_data"
    ENROL = "enrol"
    OVERRIDE_DEADLINE = "override_deadline"
    VIEW_ASSIGNED_SESSIONS = "view_assigned_sessions"
    RECORD_ATTENDANCE = "record_attendance"
    RECORD_ASSIGNED_ATTENDANCE = "record_assigned_attendance"
    VIEW_RESULTS = "view_results"
    ENTER_RESULTS = "enter_results"
    ENTER_ASSIGNED_RESULTS = "enter_assigned_results"
    CONFIRM_RESULTS = "confirm_results"
    RELEASE_RESULTS = "release_results"
    MANAGE_ENQUIRIES = "manage_enquiries"
    REVIEW_ENQUIRIES = "review_enquiries"
    VIEW_REPORTS = "view_reports"
    VIEW_MONEY = "view_money"
    MANAGE_MONEY = "manage_money"
    VIEW_AUDIT = "view_audit"
    MANAGE_STAFF = "manage_staff"
    MANAGE_SETTINGS = "manage_settings"
    ERASE_PEOPLE = "erase_people"


EVERYBODY = frozenset({Permission.SIGN_IN})
"""What needs no role, nor anybody signed in."""

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.EXAMS_OFFICER: frozenset(Permission)
    - {Permission.MANAGE_SETTINGS, Permission.MANAGE_STAFF, Permission.ERASE_PEOPLE},
    Role.INVIGILATOR: EVERYBODY
    | {
        Permission.VIEW_ASSIGNED_SESSIONS,
        Permission.RECORD_ASSIGNED_ATTENDANCE,
        Permission.ENTER_ASSIGNED_RESULTS,
    },
}


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """What somebody with all these roles may do; without any, what everybody may."""
    return EVERYBODY.union(*(ROLE_PERMISSIONS[role] for role in roles))
