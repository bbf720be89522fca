"""What the database itself refused, as a code: the rules that are constraints too."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError

_CODES: Mapping[str, str] = {
    "uq_exam_registrations_active": "ALREADY_REGISTERED",
    "uq_course_enrollments_active": "ENROLLED_ALREADY",
    "uq_candidates_number": "CANDIDATE_NUMBER_TAKEN",
    "uq_ledger_entries_one_refund": "REFUNDED_ALREADY",
    "uq_result_versions_number": "RESULT_CHANGED_SINCE",
}
_SQLITE_COLUMNS: Mapping[str, str] = {
    "exam_registrations.exam_session_id, exam_registrations.candidate_id": "ALREADY_REGISTERED",
    "course_enrollments.candidate_id, course_enrollments.session_id": "ENROLLED_ALREADY",
    "candidates.candidate_number": "CANDIDATE_NUMBER_TAKEN",
    "ledger_entries.charge_id": "REFUNDED_ALREADY",
    "result_versions.component, result_versions.number": "RESULT_CHANGED_SINCE",
}
"""SQLite names the columns of a unique index that was broken, not the index."""


def code_of(error: IntegrityError) -> str:
    """RECORD_CLASHES where it is none that people meet."""
    text = str(error.orig)
    for known in (_CODES, _SQLITE_COLUMNS):
        for part, code in known.items():
            if part in text:
                return code
    return "RECORD_CLASHES"
