"""Who may send what: for each synced table, and each of its columns, the permissions that let a
person write it.

Deny by default: a table or a column that doesn't stand here takes nothing from devices, and the
tests ask of each where it stands.
"""

from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from wset_desk.domain.permissions import Permission
from wset_desk.storage.base import SyncClass
from wset_desk.storage.records import table_of


class Grant(NamedTuple):
    """Whoever has any of the permissions `who` may do `ops` with `columns`; a delete has none."""

    who: frozenset[Permission]
    ops: frozenset[str]
    columns: frozenset[str]


ASSIGNED = frozenset({Permission.RECORD_ASSIGNED_ATTENDANCE, Permission.ENTER_ASSIGNED_RESULTS})
"""What these let a person do holds in the exam sessions that are assigned to them alone."""
ALL, CHANGE = "insert update delete", "update"


def _may(who: Collection[Permission], columns: str, ops: str = ALL) -> Grant:
    return Grant(frozenset(who), frozenset(ops.split()), frozenset(columns.split()))


_NOBODY: frozenset[Permission] = frozenset()
"""The server alone writes it; or the program, as `PROGRAM` says."""
_EVERYBODY = {Permission.SIGN_IN}
_IMPORT = {Permission.IMPORT_DATA}
_SETTINGS = {Permission.MANAGE_SETTINGS}
_STAFF = {Permission.MANAGE_STAFF}
_PEOPLE = {Permission.MANAGE_CANDIDATES} | _IMPORT
_MERGE = {Permission.MANAGE_CANDIDATES}
_ENROL = {Permission.ENROL, Permission.MANAGE_CANDIDATES} | _IMPORT
_SESSIONS = {Permission.MANAGE_SESSIONS} | _IMPORT
_CATALOGUE = {Permission.MANAGE_CATALOGUE} | _IMPORT
_PRICES = {Permission.MANAGE_CATALOGUE} | _SETTINGS
_MONEY = {Permission.MANAGE_MONEY}
_RELEASE = {Permission.RELEASE_RESULTS}
_MARKS = {Permission.ENTER_RESULTS, Permission.CONFIRM_RESULTS} | _RELEASE | _IMPORT
_ENQUIRIES = {Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES} | _IMPORT
_BOOK = _ENROL | _SESSIONS
_TELL = _BOOK | _MARKS | _ENQUIRIES
_CHARGE = _ENROL | _MONEY | _ENQUIRIES

_PAPERS = "theory_score theory_state tasting_score tasting_state result_date"
_BOOKING = (
    "candidate_id exam_session_id course_enrollment_id registration_type registration_date "
    "starts_at ends_at fee_amount product_id rescheduled_from_id"
)
_VERSION = (
    "exam_registration_id component number state score previous_score max_score "
    "pass_mark_percentage parts reason entered_by_id entered_at"
)
_ENTRY = "exam_registration_id component part mark entered_by_id entered_at"

GRANTS: Mapping[str, tuple[Grant, ...]] = {
    "black_outs": (_may({Permission.MANAGE_SESSIONS}, "starts_at ends_at reason"),),
    "candidate_distinctions": (_may(_MERGE, "candidate_id other_id told_by_id"),),
    "candidate_merges": (
        _may(_MERGE, "kept_id merged_id merged_at merged_by_id moved undone_at", "insert update"),
    ),
    "candidates": (
        _may(
            _PEOPLE,
            "candidate_number first_name last_name birth_date email phone address time_zone "
            "extra_time_percent rest_breaks large_text adjustment_notes notes",
        ),
        _may({Permission.ERASE_PEOPLE}, "erased_at", CHANGE),
    ),
    "centre_images": (_may(_SETTINGS, "name media_type content"),),
    "centres": (
        _may(_SETTINGS, "name time_zone currency address email phone", CHANGE),
        _may(_NOBODY, "is_sample"),
    ),
    "certificate_entitlements": (),
    "certificates": (),
    "course_enrollments": (
        _may(
            _ENROL,
            "candidate_id offering_id session_id start_date window_ends_on status completed_at",
        ),
        _may(_SESSIONS, "status window_ends_on", CHANGE),
    ),
    "courses": (
        _may(
            _CATALOGUE,
            "title subject level language is_premium certificate_price certificate_points "
            "pool_course_id",
        ),
    ),
    "devices": (
        _may(_SETTINGS, "name revoked approved_at", CHANGE),
        _may(_NOBODY, "fingerprint kind staff_id"),
    ),
    "enquiry_events": (
        _may(_ENQUIRIES, "exam_enquiry_id kind happened_at recorded_by_id text reference"),
    ),
    "exam_enquiries": (
        _may(
            _ENQUIRIES,
            "exam_registration_id tasting_registration_id candidate_id enquiry_type reason "
            "enquiry_fee submitted_at submitted_by_id consent_given_on due_on "
            "disputed_theory_version_id disputed_tasting_version_id appeal_of_id status "
            "reviewer_id outcome score_change_theory score_change_tasting result_changed "
            "resolved_at resolved_by_id resolution",
        ),
        _may(_MERGE, "candidate_id", CHANGE),
    ),
    "exam_registrations": (
        _may(_BOOK, f"{_BOOKING} status seat"),
        _may(_MONEY, "fee_amount fee_override_reason", CHANGE),
        _may(_IMPORT, f"{_PAPERS} fee_override_reason"),
        _may(_MARKS | {Permission.REVIEW_ENQUIRIES}, f"{_PAPERS} status", CHANGE),
        _may({Permission.RECORD_ATTENDANCE}, "status", CHANGE),
        _may({Permission.RECORD_ASSIGNED_ATTENDANCE}, "status", CHANGE),
        _may({Permission.ENTER_ASSIGNED_RESULTS}, f"{_PAPERS} status", CHANGE),
    ),
    "exam_sessions": (
        _may(
            _SESSIONS,
            "exam_template_id course_session_id name exam_date exam_end_time location room_id "
            "proctor delivery_method max_capacity session_type booking_enabled "
            "registration_deadline product_id status cancellation_reason",
        ),
        _may(
            {Permission.ENROL},  # an invigilator who is chosen for a remote exam
            "exam_template_id name exam_date exam_end_time location room_id proctor "
            "delivery_method max_capacity session_type booking_enabled registration_deadline "
            "product_id status cancellation_reason",
        ),
    ),
    "exam_templates": (
        _may(
            _CATALOGUE,
            "course_offering_id name exam_type duration_minutes pass_mark_percentage max_score "
            "is_bundled_with_course bundled_timing can_schedule_independently "
            "scheduling_window_days allows_resits allows_enquiries active",
        ),
    ),
    "final_exam_attempts": (),
    "import_runs": (
        _may(_IMPORT, "kind file_name imported_at imported_by_id report made taken_out_at"),
    ),
    "ledger_entries": (
        _may(
            _CHARGE,
            "candidate_id exam_registration_id exam_enquiry_id product_id charge_id kind amount "
            "currency method reference reason recorded_by_id approved_by_id",
        ),
    ),
    "mark_entries": (
        _may(_MARKS, f"{_ENTRY} result_version_id"),
        _may({Permission.ENTER_ASSIGNED_RESULTS}, f"{_ENTRY} result_version_id"),
    ),
    "notices": (
        _may(
            _TELL,
            "candidate_id exam_registration_id exam_enquiry_id waiting_list_entry_id kind "
            "recipient subject body calendar state method sent_at sent_by_id failure",
        ),
    ),
    "offerings": (
        _may(
            _CATALOGUE,
            "course_id rule_profile_id name wset_level course_format product_id active",
        ),
    ),
    "product_prices": (_may(_PRICES, "product_id valid_from price"),),
    "products": (_may(_PRICES | _IMPORT, "kind name level enquiry_type price active"),),
    "registration_tasks": (
        _may(
            {Permission.ENROL, Permission.MANAGE_SESSIONS},
            "exam_registration_id kind due_at done_at done_by_id detail",
        ),
    ),
    "result_holds": (
        _may(
            _RELEASE,
            "exam_registration_id component reason placed_at placed_by_id lifted_at lifted_by_id "
            "lift_reason",
        ),
    ),
    "result_versions": (
        _may(_MARKS | {Permission.REVIEW_ENQUIRIES}, _VERSION),
        _may({Permission.ENTER_ASSIGNED_RESULTS}, _VERSION, "insert"),
    ),
    "rooms": (_may(_SETTINGS | _SESSIONS, "name seats active"),),
    "rule_profiles": (_may(_SETTINGS, "name rules"),),
    "session_days": (_may(_SESSIONS, "session_id starts_at ends_at"),),
    "session_staff": (_may(_SESSIONS | {Permission.ENROL}, "staff_id session_id exam_session_id"),),
    "sessions": (
        _may(
            _SESSIONS,
            "offering_id name starts_on ends_on location room_id max_capacity delivery_method "
            "status cancellation_reason",
        ),
    ),
    "settings": (_may(_SETTINGS, "name scope_id value"),),
    "special_considerations": (
        _may(
            {Permission.MANAGE_MONEY, Permission.ENROL},
            "exam_registration_id evidence evidence_received_on status reason decided_by_id "
            "decided_at",
        ),
    ),
    "staff": (
        _may(_STAFF, "username name email roles password_hash active", "insert update"),
        _may(_IMPORT, "username name roles active", "insert"),  # see `Authority`: no account
        _may(_EVERYBODY, "password_hash", CHANGE),  # one's own
    ),
    "staff_availability": (_may({Permission.MANAGE_SESSIONS}, "staff_id starts_at ends_at"),),
    "text_blocks": (_may(_SETTINGS, "name text"),),
    "waiting_list_entries": (
        _may(
            _BOOK,
            "exam_session_id candidate_id course_enrollment_id registration_type position status "
            "joined_at offered_at offer_expires_at exam_registration_id",
        ),
    ),
}
PROGRAM: Mapping[str, frozenset[str]] = {"devices": frozenset({"name"})}
"""What the program itself adds while nobody is signed in: a store that was restored from a backup
goes on as a device of its own, and says what it is called (`become_new_device`)."""


@cache
def granted(permissions: frozenset[Permission], entity: str, op: str) -> frozenset[str] | None:
    """The columns that somebody with these permissions may write with this operation; None where
    they may not do that at all."""
    grants = [
        each
        for each in GRANTS.get(entity, ())
        if op in each.ops and not each.who.isdisjoint(permissions)
    ]
    return frozenset().union(*(each.columns for each in grants)) if grants else None


@cache
def classes_of(entity: str) -> Mapping[str, SyncClass]:
    """Column → its sync class, for what devices may send at all."""
    return {
        column.name: column.info["sync"]
        for column in table_of(entity).columns
        if column.name not in ("id", "centre_id", "seq") and column.info["sync"] != "server"
    }
