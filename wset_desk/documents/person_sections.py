"""What stands in the readable export of a person, and what it is called there."""

from collections.abc import Mapping
from dataclasses import dataclass

from wset_desk.domain.texts import N_


@dataclass(frozen=True, slots=True)
class PersonSection:
    """The records of one table: their short values by column, then their texts."""

    title: str
    facts: Mapping[str, str]
    texts: Mapping[str, str]


_EXAM, _DAY, _STATUS, _REASON = N_("Exam"), N_("Day"), N_("Status"), N_("Reason")
_BY = N_("Entered by")

SECTIONS: Mapping[str, PersonSection] = {
    "candidates": PersonSection(
        N_("Details"),
        {
            "candidate_number": N_("Candidate number"),
            "first_name": N_("First name"),
            "last_name": N_("Last name"),
            "birth_date": N_("Date of birth"),
            "email": N_("E-mail"),
            "phone": N_("Phone"),
            "time_zone": N_("Time zone"),
            "extra_time_percent": N_("Extra time in per cent"),
            "rest_breaks": N_("Rest breaks"),
            "large_text": N_("Large text"),
            "deleted_at": N_("Merged into the other record, or removed"),
        },
        {
            "address": N_("Address"),
            "adjustment_notes": N_("Notes on adjustments"),
            "notes": N_("Notes"),
        },
    ),
    "course_enrollments": PersonSection(
        N_("Courses"),
        {
            "offering_id": N_("Course"),
            "session_id": N_("Course session"),
            "start_date": N_("From"),
            "window_ends_on": N_("Until"),
            "status": _STATUS,
            "completed_at": N_("Completed"),
        },
        {},
    ),
    "exam_registrations": PersonSection(
        N_("Exams"),
        {
            "exam_session_id": _EXAM,
            "registration_date": N_("Booked"),
            "registration_type": N_("Kind"),
            "status": _STATUS,
            "seat": N_("Seat"),
            "theory_score": N_("Theory mark"),
            "theory_passed": N_("Theory passed"),
            "tasting_score": N_("Tasting mark"),
            "tasting_passed": N_("Tasting passed"),
            "overall_passed": N_("Passed overall"),
            "fee_amount": N_("Fee"),
            "fee_paid": N_("Fee settled"),
        },
        {"fee_override_reason": N_("Reason for letting an unpaid fee pass")},
    ),
    "result_versions": PersonSection(
        N_("Versions of marks"),
        {
            "exam_registration_id": _EXAM,
            "component": N_("Paper"),
            "number": N_("Version"),
            "state": N_("State"),
            "score": N_("Mark"),
            "previous_score": N_("Mark before"),
            "max_score": N_("Highest mark"),
            "entered_at": _DAY,
            "entered_by_id": _BY,
        },
        {"parts": N_("Parts"), "reason": _REASON},
    ),
    "mark_entries": PersonSection(
        N_("Marks as they were typed"),
        {
            "exam_registration_id": _EXAM,
            "component": N_("Paper"),
            "part": N_("Part"),
            "mark": N_("Mark"),
            "entered_at": _DAY,
            "entered_by_id": _BY,
        },
        {},
    ),
    "result_holds": PersonSection(
        N_("Holds on results"),
        {
            "exam_registration_id": _EXAM,
            "component": N_("Paper"),
            "placed_at": N_("From"),
            "lifted_at": N_("Until"),
        },
        {"reason": _REASON, "lift_reason": N_("Why it was lifted")},
    ),
    "exam_enquiries": PersonSection(
        N_("Enquiries against results"),
        {
            "exam_registration_id": _EXAM,
            "enquiry_type": N_("Paper"),
            "submitted_at": N_("Submitted"),
            "enquiry_fee": N_("Fee"),
            "status": _STATUS,
            "outcome": N_("Outcome"),
            "score_change_theory": N_("Change of the theory mark"),
            "score_change_tasting": N_("Change of the tasting mark"),
            "resolved_at": N_("Answered"),
        },
        {"reason": _REASON, "resolution": N_("Answer")},
    ),
    "enquiry_events": PersonSection(
        N_("Case files"),
        {
            "happened_at": _DAY,
            "kind": N_("Kind"),
            "recorded_by_id": _BY,
            "reference": N_("Reference"),
        },
        {"text": N_("Text")},
    ),
    "special_considerations": PersonSection(
        N_("Special considerations"),
        {
            "exam_registration_id": _EXAM,
            "evidence_received_on": N_("Evidence received"),
            "status": _STATUS,
            "decided_at": N_("Decided"),
        },
        {"evidence": N_("Evidence"), "reason": _REASON},
    ),
    "waiting_list_entries": PersonSection(
        N_("Places in waiting lines"),
        {
            "exam_session_id": _EXAM,
            "position": N_("Place"),
            "joined_at": N_("Joined"),
            "status": _STATUS,
        },
        {},
    ),
    "registration_tasks": PersonSection(
        N_("Before remote exams"),
        {
            "exam_registration_id": _EXAM,
            "kind": N_("Kind"),
            "due_at": N_("Due"),
            "done_at": N_("Done"),
        },
        {"detail": N_("Text")},
    ),
    "ledger_entries": PersonSection(
        N_("Charges and payments"),
        {
            "created_at": _DAY,
            "kind": N_("Kind"),
            "amount": N_("Amount"),
            "currency": N_("Currency"),
            "method": N_("Method"),
            "product_id": N_("What for"),
            "reference": N_("Reference"),
            "recorded_by_id": _BY,
        },
        {"reason": _REASON},
    ),
    "notices": PersonSection(
        N_("Messages"),
        {
            "sent_at": N_("Sent"),
            "recipient": N_("To"),
            "kind": N_("Kind"),
            "state": N_("State"),
            "subject": N_("Subject"),
        },
        {"body": N_("Text"), "failure": N_("Why it failed")},
    ),
    "certificates": PersonSection(
        N_("Certificates"),
        {
            "course_id": N_("Course"),
            "issued_at_iso": N_("Issued"),
            "final_exam_score_percent_integer": N_("Score in per cent"),
            "is_revoked": N_("Revoked"),
        },
        {"revoked_reason": _REASON},
    ),
    "final_exam_attempts": PersonSection(
        N_("Attempts at final exams"),
        {
            "course_id": N_("Course"),
            "started_at_iso": N_("Begun"),
            "submitted_at_iso": N_("Submitted"),
            "score_percent_integer": N_("Score in per cent"),
            "passed": N_("Passed"),
        },
        {},
    ),
    "certificate_entitlements": PersonSection(
        N_("Rights to certificates"),
        {"course_id": N_("Course"), "source": N_("Why"), "entitled_at_iso": N_("Since")},
        {},
    ),
    "candidate_merges": PersonSection(
        N_("Merged records"),
        {"merged_at": _DAY, "merged_by_id": _BY, "undone_at": N_("Taken apart")},
        {},
    ),
    "candidate_distinctions": PersonSection(
        N_("Told apart from records that look alike"),
        {"created_at": _DAY, "told_by_id": _BY},
        {},
    ),
}
"""By table, in the order of the document. All of it, and what isn't here, is in the file for
programs."""
