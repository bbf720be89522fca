"""Who may send what: for each synced table the permissions that let its rows be written.

Deny by default: a table that doesn't stand here takes nothing from devices, and the tests ask of
each synced table where it stands.
"""

from collections.abc import Collection, Mapping
from functools import cache

from wset_desk.domain.permissions import Permission
from wset_desk.storage.base import SyncClass
from wset_desk.storage.records import table_of

_ENROL = (Permission.ENROL, Permission.MANAGE_CANDIDATES, Permission.IMPORT_DATA)
_SESSIONS = (Permission.MANAGE_SESSIONS, Permission.IMPORT_DATA)
_CATALOGUE = (Permission.MANAGE_CATALOGUE, Permission.IMPORT_DATA)
_MARKS = (
    Permission.ENTER_RESULTS,
    Permission.CONFIRM_RESULTS,
    Permission.RELEASE_RESULTS,
    Permission.IMPORT_DATA,
)
_ASSIGNED = (Permission.ENTER_ASSIGNED_RESULTS, Permission.RECORD_ASSIGNED_ATTENDANCE)

WRITERS: Mapping[str, frozenset[Permission]] = {
    "black_outs": frozenset({Permission.MANAGE_SESSIONS}),
    "candidate_merges": frozenset({Permission.MANAGE_CANDIDATES}),
    "candidates": frozenset({Permission.MANAGE_CANDIDATES, Permission.IMPORT_DATA}),
    "centre_images": frozenset({Permission.MANAGE_SETTINGS}),
    "centres": frozenset({Permission.MANAGE_SETTINGS}),
    "course_enrollments": frozenset(_ENROL),
    "courses": frozenset(_CATALOGUE),
    "devices": frozenset({Permission.MANAGE_SETTINGS}),
    "enquiry_events": frozenset(
        {Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES, Permission.IMPORT_DATA}
    ),
    "exam_enquiries": frozenset(
        {Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES, Permission.IMPORT_DATA}
    ),
    "exam_registrations": frozenset(
        {
            *_ENROL,
            *_MARKS,
            *_ASSIGNED,
            *_SESSIONS,
            Permission.RECORD_ATTENDANCE,
            Permission.MANAGE_MONEY,
        }
    ),
    "exam_sessions": frozenset(_SESSIONS),
    "exam_templates": frozenset(_CATALOGUE),
    "import_runs": frozenset({Permission.IMPORT_DATA}),
    "ledger_entries": frozenset(
        {*_ENROL, Permission.MANAGE_MONEY, Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES}
    ),
    "mark_entries": frozenset({*_MARKS, Permission.ENTER_ASSIGNED_RESULTS}),
    "notices": frozenset(
        {*_ENROL, *_SESSIONS, *_MARKS, Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES}
    ),
    "offerings": frozenset(_CATALOGUE),
    "product_prices": frozenset({*_CATALOGUE, Permission.MANAGE_SETTINGS}),
    "products": frozenset({*_CATALOGUE, Permission.MANAGE_SETTINGS}),
    "registration_tasks": frozenset({Permission.ENROL, Permission.MANAGE_SESSIONS}),
    "result_holds": frozenset({Permission.RELEASE_RESULTS}),
    "result_versions": frozenset(
        {*_MARKS, Permission.ENTER_ASSIGNED_RESULTS, Permission.REVIEW_ENQUIRIES}
    ),
    "rooms": frozenset(
        {Permission.MANAGE_SESSIONS, Permission.MANAGE_SETTINGS, Permission.IMPORT_DATA}
    ),
    "rule_profiles": frozenset({Permission.MANAGE_SETTINGS, Permission.MANAGE_CATALOGUE}),
    "session_days": frozenset(_SESSIONS),
    "session_staff": frozenset(_SESSIONS),
    "sessions": frozenset(_SESSIONS),
    "settings": frozenset({Permission.MANAGE_SETTINGS}),
    "special_considerations": frozenset({Permission.MANAGE_MONEY, Permission.ENROL}),
    "staff": frozenset({Permission.MANAGE_STAFF, Permission.IMPORT_DATA}),
    "staff_availability": frozenset({Permission.MANAGE_SESSIONS}),
    "text_blocks": frozenset({Permission.MANAGE_SETTINGS}),
    "waiting_list_entries": frozenset({*_ENROL, *_SESSIONS}),
}
SERVER_ONLY = frozenset({"certificate_entitlements", "certificates", "final_exam_attempts"})
"""Written on the server alone."""


def may_write(permissions: Collection[Permission], entity: str) -> bool:
    return not WRITERS.get(entity, frozenset()).isdisjoint(permissions)


@cache
def classes_of(entity: str) -> Mapping[str, SyncClass]:
    """Column → its sync class, for what devices may send at all."""
    return {
        column.name: column.info["sync"]
        for column in table_of(entity).columns
        if column.name not in ("id", "centre_id", "seq") and column.info["sync"] != "server"
    }
