"""Each service × each role. A new service fails here until somebody has said who may call it."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.stores import NOW, found_test_centre, sqlite_store
from wset_desk import services
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.services.contract import SERVICES
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

for _module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
    importlib.import_module(_module.name)

ADMINISTRATOR, OFFICER, INVIGILATOR = Role.ADMINISTRATOR, Role.EXAMS_OFFICER, Role.INVIGILATOR
NOBODY = None
CALLERS = (ADMINISTRATOR, OFFICER, INVIGILATOR, NOBODY)

ALLOWED: dict[tuple[Role | None, ...], str] = {
    (ADMINISTRATOR,): """
        accounts.duties
        accounts.edit_account
        accounts.list_accounts
        accounts.set_active
        accounts.set_password
        centre_details.edit_centre
        centre_pictures.set_logo
        centre_settings.change_setting
        centre_settings.reset_setting
        devices.approve_device
        devices.list_devices
        devices.revoke_device
        handed_in.discard_handed_in
        handed_in.handed_in_to_judge
        handed_in.list_handed_in
        handed_in.settle_handed_in
        handed_in_here.compare_handed_in
        handed_in_here.write_handed_in
        erasing.erase_people
        mail_server.trial
        mail_server.trial_mail
        erasure_preview.preview_erasures
        price_list.add_price
        price_list.edit_price
        price_list.remove_price
        price_list.set_first_price
        retention.due_for_erasure
        rooms.add_room
        rooms.edit_room
        rule_profile_editing.copy_rule_profile
        rule_profile_editing.edit_rule_profile
        rule_profile_editing.remove_rule_profile
        rule_profile_editing.restore_rule_profile
        rule_profile_preview.preview_rule_profile
        staff.add_staff
        text_blocks.set_text_blocks
    """,
    (ADMINISTRATOR, OFFICER): """
        assigning.assign
        assigning.undo_assign
        audit.act_records
        audit.acts_to_export
        audit.audit_choices
        audit.find_acts
        audit.record_history
        audit_chain.verify_audit
        availability.add_availability
        availability.availability
        availability.edit_availability
        availability.remove_availability
        availability.restore_availability
        available_actions.available_actions
        available_actions.seats_for
        awarding_file.awarding_papers
        awarding_file.check_awarding_file
        awarding_file.papers_held
        awarding_file.take_over_results
        black_outs.add_black_out
        black_outs.black_outs
        black_outs.remove_black_out
        black_outs.restore_black_out
        board.board
        board.number_waiting
        bookings.book_remote
        bookings.booking_confirmations
        bookings.booking_confirmations_of_sessions
        bookings.move_remote
        bookings.undo_book_remote
        bookings.undo_move_remote
        calendar.day_agenda
        calendar.next_session_after
        calendar.sessions_between
        calendar_feed.calendar_feed
        cancelling.cancel_registration
        cancelling.preview_cancel
        cancelling.undo_cancel_registration
        candidate_accounts.candidate_account
        candidate_duplicates.duplicate_candidates
        candidate_duplicates.propose_again
        candidate_duplicates.tell_apart
        candidate_merging.merge_candidates
        candidate_merging.preview_merge
        candidate_merging.undo_merge
        candidates.add_candidate
        candidates.candidate
        candidates.edit_candidate
        candidates.find_candidates
        candidates.possible_duplicates
        candidates.remove_candidate
        capacity.capacity_use
        case_file.add_note
        case_file.record_answer
        case_file.record_forwarded
        cases.also_affected
        cases.enquiry_case
        cases.list_enquiries
        catalogue.create_course
        catalogue.create_course_with_offering
        catalogue.create_offering
        catalogue.edit_offering
        catalogue.list_courses
        catalogue.list_offerings
        catalogue.list_rule_profiles
        catalogue.offering
        catalogue.remove_offering
        challenges.enquiry_outcomes
        confirmations.confirm_results
        confirmations.take_back_confirmation
        considerations.approve_consideration
        considerations.refuse_consideration
        considerations.request_consideration
        considerations.take_back_decision
        considerations.take_back_request
        course_session_changes.cancel_course_session
        course_session_changes.move_course_session
        course_session_changes.preview_cancel
        course_session_changes.preview_move
        course_session_changes.restore_course_session
        course_sessions.course_session
        course_sessions.create_course_session
        course_sessions.edit_course_session
        course_sessions.list_course_sessions
        course_sessions.preview_course_session
        course_sessions.remove_course_session
        double_entry.adopt_entries
        double_entry.decide_mark
        double_entry.drop_entries
        double_entry.restore_dropped
        enquiry_letters.enquiry_acknowledgement
        enquiry_letters.enquiry_outcome
        enrollments.enrol
        enrollments.enrol_online
        enrollments.undo_enrol
        enrollments.undo_unenrol
        enrollments.unenrol
        exam_session_changes.cancel_exam_session
        exam_session_changes.move_exam_session
        exam_session_changes.move_obstacles
        exam_session_changes.preview_exam_cancel
        exam_session_changes.preview_exam_move
        exam_session_changes.restore_exam_session
        exam_sessions.assign_invigilators
        exam_sessions.create_exam_session
        exam_sessions.edit_exam_session
        exam_sessions.exam_session
        exam_sessions.preview_exam_session
        exam_sessions.remove_exam_session
        exam_sessions.schedulable_exams
        exam_sessions.set_booking
        exporting.export_person
        exports.count_records
        exports.export_records
        holds.lift_hold
        holds.place_hold
        holds.restore_holds
        holds.take_back_holds
        import_removal.preview_removal
        import_removal.remove_import
        import_runs.list_imports
        imports.check_candidates
        imports.import_candidates
        invigilation.invigilator_advice
        invitations.invite_to_makeup
        ledger_check.verify_ledger
        makeups.makeup_invitations
        no_shows.absences
        no_shows.no_shows
        offers.letter_offers
        offers.offer_times
        offers.remind_of_windows
        online_enrollments.online_enrolments
        outbox.count_drafts
        outbox.discard_notices
        outbox.mark_sent
        outbox.mark_unsent
        outbox.notices
        outbox.restore_notices
        outbox.send_notices
        outbox.settle_deliveries
        outbox.settle_unfinished
        overview.overview
        pass_rates.by_educator
        pass_rates.by_level
        pass_rates.by_paper
        pass_rates.by_session
        payments.record_payment
        payments.refund_payment
        payments.take_back_payment
        price_list.price_list
        progress.unsettled_marks
        proposals.next_available_for
        proposals.suggest_seats
        queue.count_remote
        queue.extend_window
        queue.remote_case
        queue.remote_queue
        queue.undo_extension
        receipts.booking_receipt
        receipts.candidate_receipt
        receipts.enquiry_receipt
        record_imports.check_records
        record_imports.import_records
        release_times.time_to_release
        releases.release_list
        releases.release_results
        rescheduling.preview_reschedule
        rescheduling.reschedule
        rescheduling.reschedule_choices
        rescheduling.undo_reschedule
        resits.resit_success
        result_slips.result_slips
        result_slips.result_slips_of_session
        results.correct_marks
        revenue.revenue
        reviewing.complete_enquiry
        reviewing.preview_decision
        reviewing.reject_enquiry
        reviewing.start_review
        reviewing.take_over_review
        rooms.all_rooms
        rooms.list_rooms
        rule_profile_editing.rule_profiles
        session_statistics.session_statistics
        session_statistics.statistics_of
        slots.slots
        staff.list_staff
        submitting.enquiry_options
        submitting.submit_enquiry
        submitting.undo_submit_enquiry
        tasks.tick_task
        tasks.untick_task
        templates.change_rule_profile
        templates.edit_template
        text_blocks.list_text_blocks
        waiting_list.decline_offer
        waiting_list.join_waiting_list
        waiting_list.leave_waiting_list
        waiting_list.restore_waiting_list
        waiting_list.settle_offers
        waiting_list.take_offer
        waiting_list.waiting_list
        waivers.approvers
        waivers.override_fee
        waivers.take_back_override
        waivers.take_back_waiver
        waivers.waive_fee
    """,
    (ADMINISTRATOR, OFFICER, INVIGILATOR): """
        attendance.mark_no_show
        attendance.undo_no_show
        centre_details.centre_details
        centre_pictures.logo
        centre_settings.setting_states
        check_in.check_in_state
        check_in.check_in_states
        double_entry.restore_entries
        exam_lists.exam_lists
        journal.list_sent
        journal.list_waiting
        not_taken.keep_edited
        not_taken.keep_mine
        not_taken.keep_theirs
        not_taken.list_not_taken
        progress.entry_progress
        result_history.result_history
        results.restore_marks
        results.set_marks
        results_grid.results_grid
        results_to_mark.sessions_for_results
        runs.list_runs
        today.today
    """,
    (ADMINISTRATOR, OFFICER, INVIGILATOR, NOBODY): """
        accounts.change_own_password
        backup_schedule.last_change
        centre_settings.centre_settings
        opening.about_centre
        staff.person_at_work
        staff.sign_in
        standing.server_standing
    """,
}
EXPECTED = {name: callers for callers, names in ALLOWED.items() for name in names.split()}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Workspace]:
    """One for all: nothing is committed."""
    path = tmp_path_factory.mktemp("centre") / "store.db"
    store = sqlite_store(path, sqlite_template, FixedClock(NOW))
    yield found_test_centre(store)
    store.close()


def test_every_service_has_been_classified() -> None:
    assert sorted(SERVICES) == sorted(EXPECTED)


@pytest.mark.parametrize("caller", CALLERS, ids=lambda role: role or "nobody")
@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_lets_in_exactly_its_roles(
    centre: Workspace, name: str, caller: Role | None
) -> None:
    roles = frozenset() if caller is None else frozenset({caller})
    actor = replace(centre.actor, roles=roles)
    with centre.store.unit_of_work(actor, write=True) as uow:
        let_in = _is_let_in(lambda: SERVICES[name].function(uow))
    assert let_in == (caller in EXPECTED[name])


def _is_let_in(call: object) -> bool:
    """The permission is asked for first: whoever gets to the missing arguments is let in."""
    assert callable(call)
    try:
        call()
    except DomainError as error:
        return error.code != "NOT_PERMITTED"
    except TypeError as error:
        assert "missing" in str(error)
    return True
