"""The names by which the store knows its records, fields and actions, and what people call them.

The texts are marked here and translated where they are shown. What an older version of the program
wrote and nothing here knows is still shown, in general words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.common import labels
from wset_desk.i18n import N_, ngettext

ENTITIES: Mapping[str, str] = {
    "black_outs": N_("Black-out"),
    "candidate_distinctions": N_("Pair told apart"),
    "candidate_merges": N_("Merge of records"),
    "candidates": N_("Candidate"),
    "centre_images": N_("Picture of the centre"),
    "centres": N_("Centre"),
    "certificate_entitlements": N_("Right to a certificate"),
    "certificates": N_("Certificate"),
    "course_enrollments": N_("Enrolment"),
    "courses": N_("Course"),
    "devices": N_("Computer"),
    "enquiry_events": N_("Entry of a case file"),
    "exam_enquiries": N_("Enquiry"),
    "exam_registrations": N_("Registration"),
    "exam_sessions": N_("Exam session"),
    "exam_templates": N_("Exam template"),
    "final_exam_attempts": N_("Attempt at a final exam"),
    "import_runs": N_("Import"),
    "ledger_entries": N_("Ledger entry"),
    "mark_entries": N_("Entry of a mark"),
    "notices": N_("Notice"),
    "offerings": N_("Offering"),
    "product_prices": N_("Dated price"),
    "products": N_("Price"),
    "registration_tasks": N_("Task before a remote exam"),
    "result_holds": N_("Hold on a result"),
    "result_versions": N_("Mark"),
    "rooms": N_("Room"),
    "rule_profiles": N_("Rule profile"),
    "session_days": N_("Course day"),
    "session_staff": N_("Staff in a session"),
    "sessions": N_("Course session"),
    "settings": N_("Setting"),
    "special_considerations": N_("Special consideration"),
    "staff": N_("Staff account"),
    "staff_availability": N_("Availability"),
    "text_blocks": N_("Text of the centre"),
    "waiting_list_entries": N_("Place on a waiting list"),
}

HEADS: Mapping[str, str] = {
    "black_outs": N_("the black-out {name}"),
    "candidate_distinctions": N_("the distinction of {name}"),
    "candidate_merges": N_("the merge of {name}"),
    "centre_images": N_("the picture {name}"),
    "centres": N_("the centre {name}"),
    "certificates": N_("the certificate of {name}"),
    "course_enrollments": N_("the enrolment of {name}"),
    "courses": N_("the course {name}"),
    "enquiry_events": N_("the case file of {name}"),
    "exam_enquiries": N_("the enquiry of {name}"),
    "exam_registrations": N_("the registration of {name}"),
    "exam_sessions": N_("the exam {name}"),
    "exam_templates": N_("the exam template {name}"),
    "final_exam_attempts": N_("the final exam of {name}"),
    "import_runs": N_("the import of {name}"),
    "ledger_entries": N_("the account of {name}"),
    "mark_entries": N_("the entry of a mark of {name}"),
    "notices": N_("the notice to {name}"),
    "offerings": N_("the offering {name}"),
    "product_prices": N_("the dated price of {name}"),
    "products": N_("the price of {name}"),
    "registration_tasks": N_("the task for {name}"),
    "result_holds": N_("the hold on a result of {name}"),
    "result_versions": N_("the mark of {name}"),
    "rooms": N_("the room {name}"),
    "rule_profiles": N_("the rule profile {name}"),
    "session_days": N_("a day of {name}"),
    "sessions": N_("the course session {name}"),
    "settings": N_("the setting “{name}”"),
    "special_considerations": N_("the special consideration of {name}"),
    "staff_availability": N_("the availability of {name}"),
    "text_blocks": N_("the text “{name}”"),
    "waiting_list_entries": N_("the waiting-list place of {name}"),
}
"""How one record stands in a sentence, where its name alone doesn't say what it is."""

COUNTS: Mapping[str, Callable[[int], str]] = {
    "black_outs": lambda n: ngettext("{n} black-out", "{n} black-outs", n),
    "candidate_distinctions": lambda n: ngettext("{n} pair told apart", "{n} pairs told apart", n),
    "candidate_merges": lambda n: ngettext("{n} merge of records", "{n} merges of records", n),
    "candidates": lambda n: ngettext("{n} candidate", "{n} candidates", n),
    "centre_images": lambda n: ngettext("{n} picture", "{n} pictures", n),
    "centres": lambda n: ngettext("{n} centre", "{n} centres", n),
    "certificate_entitlements": lambda n: ngettext(
        "{n} right to a certificate", "{n} rights to a certificate", n
    ),
    "certificates": lambda n: ngettext("{n} certificate", "{n} certificates", n),
    "course_enrollments": lambda n: ngettext("{n} enrolment", "{n} enrolments", n),
    "courses": lambda n: ngettext("{n} course", "{n} courses", n),
    "devices": lambda n: ngettext("{n} computer", "{n} computers", n),
    "enquiry_events": lambda n: ngettext(
        "{n} entry of a case file", "{n} entries of case files", n
    ),
    "exam_enquiries": lambda n: ngettext("{n} enquiry", "{n} enquiries", n),
    "exam_registrations": lambda n: ngettext("{n} registration", "{n} registrations", n),
    "exam_sessions": lambda n: ngettext("{n} exam session", "{n} exam sessions", n),
    "exam_templates": lambda n: ngettext("{n} exam template", "{n} exam templates", n),
    "final_exam_attempts": lambda n: ngettext("{n} final exam", "{n} final exams", n),
    "import_runs": lambda n: ngettext("{n} import", "{n} imports", n),
    "ledger_entries": lambda n: ngettext("{n} ledger entry", "{n} ledger entries", n),
    "mark_entries": lambda n: ngettext("{n} entry of a mark", "{n} entries of marks", n),
    "notices": lambda n: ngettext("{n} notice", "{n} notices", n),
    "offerings": lambda n: ngettext("{n} offering", "{n} offerings", n),
    "product_prices": lambda n: ngettext("{n} dated price", "{n} dated prices", n),
    "products": lambda n: ngettext("{n} price", "{n} prices", n),
    "registration_tasks": lambda n: ngettext("{n} task", "{n} tasks", n),
    "result_holds": lambda n: ngettext("{n} hold", "{n} holds", n),
    "result_versions": lambda n: ngettext("{n} mark", "{n} marks", n),
    "rooms": lambda n: ngettext("{n} room", "{n} rooms", n),
    "rule_profiles": lambda n: ngettext("{n} rule profile", "{n} rule profiles", n),
    "session_days": lambda n: ngettext("{n} course day", "{n} course days", n),
    "session_staff": lambda n: ngettext("{n} person", "{n} people", n),
    "sessions": lambda n: ngettext("{n} course session", "{n} course sessions", n),
    "settings": lambda n: ngettext("{n} setting", "{n} settings", n),
    "special_considerations": lambda n: ngettext(
        "{n} special consideration", "{n} special considerations", n
    ),
    "staff": lambda n: ngettext("{n} staff account", "{n} staff accounts", n),
    "staff_availability": lambda n: ngettext("{n} availability", "{n} availabilities", n),
    "text_blocks": lambda n: ngettext("{n} text", "{n} texts", n),
    "waiting_list_entries": lambda n: ngettext(
        "{n} waiting-list place", "{n} waiting-list places", n
    ),
}

ABOUT_CANDIDATES = frozenset({"course_enrollments", "exam_registrations"})
"""Several of these in an action are several candidates."""

BY_OPERATION: Mapping[str, str] = {
    "insert": N_("Added {subject}"),
    "update": N_("Changed {subject}"),
    "delete": N_("Removed {subject}"),
    "restore": N_("Restored {subject}"),
}

OPERATIONS: Mapping[str, str] = {
    "insert": N_("Added"),
    "update": N_("Changed"),
    "delete": N_("Removed"),
    "restore": N_("Restored"),
}

_STATUSES = {
    **labels.REGISTRATION_STATUSES,
    "enrolled": N_("Enrolled"),
    "scheduled": N_("Scheduled"),
    "submitted": N_("Submitted"),
    "under_review": N_("Under review"),
    "rejected": N_("Rejected"),
    "waiting": N_("Waiting"),
    "offered": N_("Offered"),
    "booked": N_("Booked"),
    "withdrawn": N_("Withdrawn"),
    "expired": N_("Expired"),
    "requested": N_("Requested"),
    "approved": N_("Approved"),
    "refused": N_("Refused"),
}
_NOTICE_STATES = {
    "draft": N_("Draft"),
    "queued": N_("On its way"),
    "sent": N_("Sent"),
    "failed": N_("Failed"),
    "discarded": N_("Discarded"),
}
_PAPERS = {"theory": N_("Theory"), "tasting": N_("Tasting"), "both": N_("Theory and tasting")}

_GRADES = labels.OUTCOMES
_PARTS = {"multiple_choice": N_("Multiple choice"), "written": N_("Written")}

REASONS: Mapping[str, str] = {
    "import": N_("Import"),
    "import taken out": N_("Import taken out"),
    "brought in from file": N_("Brought in from a file"),
    "undo": N_("Taken back"),
}
"""The reasons that the program itself gives."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "best_after_failure": _GRADES,
    "bundled_timing": labels.BUNDLED_TIMINGS,
    "component": _PAPERS,
    "components": _PAPERS,
    "course_format": labels.COURSE_FORMATS,
    "delivery_method": labels.DELIVERY_METHODS,
    "enquiry_type": _PAPERS,
    "exam_type": labels.EXAM_TYPES,
    "first_paper": {
        "by_count": N_("By the number of papers"),
        "begins_with_day": N_("Begins with the course day"),
        "ends_with_day": N_("Ends with the course day"),
    },
    "kind": {
        "desk": N_("A desk"),
        "invigilator": N_("An invigilator's computer"),
        "bundled": N_("In the price of the course"),
        "makeup": N_("Makeup"),
        "resit": N_("Resit"),
        "remote_invigilation": N_("Remote invigilation"),
        "enquiry": N_("Enquiry"),
        "charge": N_("Charge"),
        "payment": N_("Payment"),
        "waiver": N_("Waiver"),
        "refund": N_("Refund"),
        "booking": N_("Booking"),
        "move": N_("Move"),
        "cancellation": N_("Cancellation"),
        "offer": N_("Offer of times"),
        "seat_offer": N_("Offer of a seat"),
        "makeup_invitation": N_("Invitation to a makeup"),
        "window": N_("End of the window"),
        "result": N_("Result"),
        "enquiry_received": N_("Enquiry received"),
        "enquiry_outcome": N_("Outcome of an enquiry"),
        "submitted": N_("Submitted"),
        "review_started": N_("Review begun"),
        "reviewer_changed": N_("Reviewer changed"),
        "forwarded": N_("Sent to the awarding body"),
        "answered": N_("Answer of the awarding body"),
        "note": N_("Note"),
        "completed": N_("Completed"),
        "rejected": N_("Not admissible"),
        "system_check": N_("System check"),
        "link": N_("Link to the exam"),
    },
    "name": {**_GRADES, **_PARTS},
    "outcome": {
        "upheld": N_("Upheld"),
        "rejected": N_("Rejected"),
        "partial": N_("Partially upheld"),
    },
    "reason": REASONS,
    "registration_type": labels.SESSION_TYPES,
    "roles": labels.ROLES,
    "session_type": labels.SESSION_TYPES,
    "source": {
        "PAID": N_("Payment"),
        "POINTS": N_("Points"),
        "INCLUDED_IN_PREMIUM": N_("Premium"),
    },
    "state": {**labels.RESULT_STATES, **_NOTICE_STATES},
    "status": _STATUSES,
    "tasting_state": labels.RESULT_STATES,
    "theory_state": labels.RESULT_STATES,
}
"""Fields, and parts inside them, whose values are the specification's words."""
