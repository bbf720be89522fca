"""What an invigilator's PC is shown of a row: enough to identify, seat and mark people, no more.

A column that isn't named is withheld: it stays empty there, or has what `_INSTEAD` says.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wset_desk.domain.names import fold
from wset_desk.domain.permissions import Role
from wset_desk.storage.records import Record

SHOWN: Mapping[str, frozenset[str]] = {
    entity: frozenset(columns.split())
    for entity, columns in {
        "candidates": (
            "candidate_number first_name last_name birth_date extra_time_percent rest_breaks "
            "large_text erased_at"
        ),
        "centres": "name time_zone currency is_sample address email phone",
        "courses": "title subject level language is_premium",
        "devices": "name revoked fingerprint approved_at kind staff_id",
        "exam_registrations": (
            "candidate_id exam_session_id registration_type registration_date status seat "
            "starts_at ends_at theory_score theory_passed theory_state tasting_score "
            "tasting_passed tasting_state result_date fee_paid fee_override_reason"
        ),
        "exam_sessions": (
            "exam_template_id course_session_id name exam_date exam_end_time location room_id "
            "proctor delivery_method max_capacity current_enrollment session_type "
            "booking_enabled registration_deadline status cancellation_reason"
        ),
        "exam_templates": (
            "course_offering_id name exam_type duration_minutes pass_mark_percentage max_score "
            "is_bundled_with_course bundled_timing can_schedule_independently "
            "scheduling_window_days allows_resits allows_enquiries active"
        ),
        "mark_entries": (
            "exam_registration_id component part mark entered_by_id entered_at result_version_id"
        ),
        "offerings": "course_id rule_profile_id name wset_level course_format active",
        "result_versions": (
            "exam_registration_id component number state score previous_score max_score "
            "pass_mark_percentage parts reason entered_by_id entered_at"
        ),
        "rooms": "name seats active",
        "rule_profiles": "name rules",
        "session_staff": "staff_id session_id exam_session_id",
        "sessions": (
            "offering_id name starts_on ends_on location max_capacity delivery_method status "
            "cancellation_reason"
        ),
        "settings": "name scope_id value",
        "staff": "username name roles password_hash active",
    }.items()
}
_ALWAYS = frozenset({"id", "created_at", "seq"})
_INSTEAD: Mapping[str, Record] = {"exam_registrations": {"fee_amount": "0.00"}}
_COLLEAGUE: Record = {"roles": [], "active": False}


def shown(entity: str, record: Mapping[str, Any], staff_id: UUID | None) -> Record:
    """The record as the PC of this person has it."""
    if entity == "staff" and record["id"] != str(staff_id):
        return _colleague(record)
    names = SHOWN[entity] | _ALWAYS
    found = {name: value for name, value in record.items() if name in names}
    found |= _INSTEAD.get(entity, {})
    if entity == "candidates":
        found["search_text"] = _search_text(found)
    elif entity == "staff":
        found["roles"] = [Role.INVIGILATOR.value]  # there they are nothing else
    return found


def _colleague(record: Mapping[str, Any]) -> Record:
    """Their name, to say who has invigilated or marked; nobody signs in with it."""
    kept = {name: record[name] for name in (*_ALWAYS, "name") if name in record}
    return {**kept, "username": record["id"], **_COLLEAGUE}


def _search_text(candidate: Mapping[str, Any]) -> str:
    """As `derived.search_text` makes it, of what is shown."""
    first, last = candidate["first_name"], candidate["last_name"]
    number = candidate.get("candidate_number") or ""
    return fold(" ".join((last, first, last, number, number.replace(" ", ""))))
