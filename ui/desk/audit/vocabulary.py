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
    "candidate_merges": N_("Merge of records"),
    "candidates": N_("Candidate"),
    "centre_images": N_("Picture of the centre"),
    "centres": N_("Centre"),
    "certificate_entitlements": N_("Right to a certificate"),
    "certificates": N_("Certificate"),
    "course_enrollments": N_("Enrolment"),
    "courses": N_("Course"),
    "devices": N_("Computer"),
    "exam_enquiries": N_("Enquiry"),
    "exam_registrations": N_("Registration"),
    "exam_sessions": N_("Exam session"),
    "exam_templates": N_("Exam template"),
    "final_exam_attempts": N_("Attempt at a final exam"),
    "import_runs": N_("Import"),
    "ledger_entries": N_("Ledger entry"),
    "notices": N_("Notice"),
    "offerings": N_("Offering"),
    "product_prices": N_("Dated price"),
    "products": N_("Price"),
    "registration_tasks": N_("Task before a remote exam"),
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
    "waiting_list_entries": N_("Place on a waiting list"),
}

HEADS: Mapping[str, str] = {
    "black_outs": N_("the black-out {name}"),
    "candidate_merges": N_("the merge of {name}"),
    "centre_images": N_("the picture {name}"),
    "centres": N_("the centre {name}"),
    "certificates": N_("the certificate of {name}"),
    "course_enrollments": N_("the enrolment of {name}"),
    "courses": N_("the course {name}"),
    "exam_enquiries": N_("the enquiry of {name}"),
    "exam_registrations": N_("the registration of {name}"),
    "exam_sessions": N_("the exam {name}"),
    "exam_templates": N_("the exam template {name}"),
    "final_exam_attempts": N_("the final exam of {name}"),
    "import_runs": N_("the import of {name}"),
    "ledger_entries": N_("the account of {name}"),
    "notices": N_("the notice to {name}"),
    "offerings": N_("the offering {name}"),
    "product_prices": N_("the dated price of {name}"),
    "products": N_("the price of {name}"),
    "registration_tasks": N_("the task for {name}"),
    "result_versions": N_("the mark of {name}"),
    "rooms": N_("the room {name}"),
    "rule_profiles": N_("the rule profile {name}"),
    "session_days": N_("a day of {name}"),
    "sessions": N_("the course session {name}"),
    "settings": N_("the setting “{name}”"),
    "special_considerations": N_("the special consideration of {name}"),
    "staff_availability": N_("the availability of {name}"),
    "waiting_list_entries": N_("the waiting-list place of {name}"),
}
"""How one record stands in a sentence, where its name alone doesn't say what it is."""

COUNTS: Mapping[str, Callable[[int], str]] = {
    "black_outs": lambda n: ngettext("{n} black-out", "{n} black-outs", n),
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
    "exam_enquiries": lambda n: ngettext("{n} enquiry", "{n} enquiries", n),
    "exam_registrations": lambda n: ngettext("{n} registration", "{n} registrations", n),
    "exam_sessions": lambda n: ngettext("{n} exam session", "{n} exam sessions", n),
    "exam_templates": lambda n: ngettext("{n} exam template", "{n} exam templates", n),
    "final_exam_attempts": lambda n: ngettext("{n} final exam", "{n} final exams", n),
    "import_runs": lambda n: ngettext("{n} import", "{n} imports", n),
    "ledger_entries": lambda n: ngettext("{n} ledger entry", "{n} ledger entries", n),
    "notices": lambda n: ngettext("{n} notice", "{n} notices", n),
    "offerings": lambda n: ngettext("{n} offering", "{n} offerings", n),
    "product_prices": lambda n: ngettext("{n} dated price", "{n} dated prices", n),
    "products": lambda n: ngettext("{n} price", "{n} prices", n),
    "registration_tasks": lambda n: ngettext("{n} task", "{n} tasks", n),
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
    "waiting_list_entries": lambda n: ngettext(
        "{n} waiting-list place", "{n} waiting-list places", n
    ),
}

ABOUT_CANDIDATES = frozenset({"course_enrollments", "exam_registrations"})
"""Several of these in an action are several candidates."""

ACTIONS: Mapping[str, str] = {
    "accounts.change_own_password": N_("Chose a new password"),
    "accounts.edit_account": N_("Changed the account of {people}"),
    "accounts.set_active": N_("Changed whether {people} can sign in"),
    "accounts.set_password": N_("Set a new password for {people}"),
    "attendance.mark_no_show": N_("Put down {people} as a no-show"),
    "attendance.undo_no_show": N_("Took back the no-show of {people}"),
    "availability.add_availability": N_("Entered {subject}"),
    "availability.edit_availability": N_("Changed {subject}"),
    "availability.remove_availability": N_("Took away {subject}"),
    "availability.restore_availability": N_("Entered {subject} again"),
    "black_outs.add_black_out": N_("Entered {subject}"),
    "black_outs.remove_black_out": N_("Took away {subject}"),
    "black_outs.restore_black_out": N_("Entered {subject} again"),
    "candidate_merging.merge_candidates": N_("Merged two records of {people}"),
    "candidate_merging.undo_merge": N_("Took apart the merged records of {people}"),
    "candidates.add_candidate": N_("Added {people}"),
    "candidates.edit_candidate": N_("Changed the details of {people}"),
    "candidates.remove_candidate": N_("Removed {people}"),
    "catalogue.create_course": N_("Added {subject}"),
    "catalogue.create_course_with_offering": N_("Added {subject}"),
    "catalogue.create_offering": N_("Added {subject}"),
    "catalogue.edit_offering": N_("Changed {subject}"),
    "catalogue.remove_offering": N_("Removed {subject}"),
    "centre_settings.change_setting": N_("Changed {subject}"),
    "centre_settings.reset_setting": N_("Put {subject} back to its default"),
    "centres.found_centre": N_("Set up {subject}"),
    "confirmations.confirm_results": N_("Confirmed the results of {people}"),
    "confirmations.take_back_confirmation": N_("Took back the confirmation of {people}"),
    "considerations.approve_consideration": N_("Approved {subject}"),
    "considerations.refuse_consideration": N_("Refused {subject}"),
    "considerations.request_consideration": N_("Entered {subject}"),
    "considerations.take_back_decision": N_("Took back the decision on {subject}"),
    "considerations.take_back_request": N_("Took out {subject}"),
    "course_session_changes.cancel_course_session": N_("Cancelled {subject}"),
    "course_session_changes.move_course_session": N_("Moved {subject}"),
    "course_session_changes.restore_course_session": N_("Restored {subject}"),
    "course_sessions.create_course_session": N_("Scheduled {subject}"),
    "course_sessions.edit_course_session": N_("Changed {subject}"),
    "course_sessions.remove_course_session": N_("Removed {subject}"),
    "enrollments.enrol": N_("Enrolled {people}"),
    "enrollments.enrol_online": N_("Enrolled {people} online"),
    "enrollments.undo_enrol": N_("Took back the enrolment of {people}"),
    "enrollments.undo_unenrol": N_("Enrolled {people} again"),
    "enrollments.unenrol": N_("Withdrew {people}"),
    "exam_session_changes.cancel_exam_session": N_("Cancelled {subject}"),
    "exam_session_changes.move_exam_session": N_("Moved {subject}"),
    "exam_session_changes.restore_exam_session": N_("Restored {subject}"),
    "exam_sessions.assign_invigilators": N_("Changed who invigilates: {people}"),
    "exam_sessions.create_exam_session": N_("Scheduled {subject}"),
    "exam_sessions.edit_exam_session": N_("Changed {subject}"),
    "exam_sessions.remove_exam_session": N_("Removed {subject}"),
    "exam_sessions.set_booking": N_("Opened or closed the booking of {subject}"),
    "imports.import_candidates": N_("Imported {people}"),
    "imports.undo_import": N_("Took back the import of {people}"),
    "payments.record_payment": N_("Recorded a payment of {people}"),
    "payments.refund_payment": N_("Refunded {people}"),
    "payments.take_back_payment": N_("Took back a payment of {people}"),
    "price_list.add_price": N_("Set {subject}"),
    "price_list.edit_price": N_("Changed {subject}"),
    "price_list.remove_price": N_("Took out {subject}"),
    "price_list.set_first_price": N_("Changed {subject}"),
    "queue.extend_window": N_("Extended the window of {people}"),
    "queue.undo_extension": N_("Took back the extension for {people}"),
    "record_imports.import_records": N_("Imported {subject}"),
    "releases.release_results": N_("Released the results of {people}"),
    "results.correct_marks": N_("Corrected {subject}"),
    "results.restore_marks": N_("Put back {subject}"),
    "results.set_marks": N_("Entered {subject}"),
    "rooms.add_room": N_("Added {subject}"),
    "rooms.edit_room": N_("Changed {subject}"),
    "rule_profile_editing.copy_rule_profile": N_("Added {subject}"),
    "rule_profile_editing.edit_rule_profile": N_("Changed {subject}"),
    "rule_profile_editing.remove_rule_profile": N_("Took out {subject}"),
    "rule_profile_editing.restore_rule_profile": N_("Put back {subject}"),
    "staff.add_staff": N_("Added {people} to the staff"),
    "tasks.tick_task": N_("Ticked off {subject}"),
    "tasks.untick_task": N_("Took the tick off {subject}"),
    "templates.change_rule_profile": N_("Changed the rules of {subject}"),
    "templates.edit_template": N_("Changed {subject}"),
    "waivers.override_fee": N_("Let {people} in unpaid"),
    "waivers.take_back_override": N_("Stopped letting {people} in unpaid"),
    "waivers.take_back_waiver": N_("Took back a waiver of {people}"),
    "waivers.waive_fee": N_("Waived a fee of {people}"),
}
"""What a person did. `{people}` is a name or a number of candidates, `{subject}` says of what kind
the record is too."""

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

REASONS: Mapping[str, str] = {"import": N_("Import"), "undo": N_("Taken back")}
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
        "offer": N_("Offer of a seat"),
        "makeup_invitation": N_("Invitation to a makeup"),
        "window": N_("End of the window"),
        "system_check": N_("System check"),
        "link": N_("Link to the exam"),
    },
    "name": {**_GRADES, **_PARTS},
    "outcome": {
        "upheld": N_("Upheld"),
        "rejected": N_("Rejected"),
        "partial": N_("Partly upheld"),
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
