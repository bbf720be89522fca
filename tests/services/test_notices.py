"""Every booking, move and cancellation makes a draft; undoing withdraws what wasn't sent."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.helpers.board import OCTOBER_4, OCTOBER_25, School, held_course
from tests.helpers.courses import enrol_in, make_candidate, make_offering, schedule
from tests.helpers.exam_centre import london
from tests.helpers.remote import RemoteCentre
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.errors import DomainError
from wset_desk.domain.notices import MAYBE_SENT, NoticeKind, NoticeMethod, NoticeState
from wset_desk.services.board.assigning import undo_assign
from wset_desk.services.board.cancelling import cancel_registration, undo_cancel_registration
from wset_desk.services.board.rescheduling import reschedule, undo_reschedule
from wset_desk.services.candidates import edit_candidate
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.course_session_changes import (
    cancel_course_session,
    move_course_session,
    restore_course_session,
)
from wset_desk.services.exam_session_changes import (
    cancel_exam_session,
    move_exam_session,
    restore_exam_session,
)
from wset_desk.services.notices.outbox import (
    count_drafts,
    discard_notices,
    mark_sent,
    mark_unsent,
    notices,
    restore_notices,
    send_notices,
    settle_deliveries,
    settle_unfinished,
)
from wset_desk.services.notices.rows import Delivery, NoticeRow
from wset_desk.services.remote.bookings import undo_book_remote
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

BOOKING, MOVE, CANCELLATION = NoticeKind.BOOKING, NoticeKind.MOVE, NoticeKind.CANCELLATION
DRAFT = NoticeState.DRAFT


@dataclass(frozen=True)
class Office:
    """Candidate 1 has missed the theory paper; there are makeups on two Sundays."""

    school: School
    first: UUID
    second: UUID

    @property
    def workspace(self) -> Workspace:
        return self.school.workspace

    def booked(self) -> UUID:
        (assigned,) = self.school.seat(self.first, self.school.key(1))
        return assigned.registration_id

    def open(self) -> list[tuple[NoticeKind, NoticeState]]:
        """What wasn't discarded, the oldest first."""
        return [
            (each.kind, each.state)
            for each in reversed(self.all())
            if each.state is not NoticeState.DISCARDED
        ]

    def all(self) -> tuple[NoticeRow, ...]:
        return self.workspace.run(notices)

    def newest(self) -> NoticeRow:
        return self.all()[0]

    def tell(self) -> NoticeRow:
        """Send the newest draft by other means."""
        draft = next(each for each in self.all() if each.state is DRAFT)
        self.workspace.call(mark_sent, notice_id=draft.id, method=NoticeMethod.COPIED)
        self.school.clock.instant += timedelta(minutes=1)
        return draft


def change(workspace: Workspace, candidate_id: UUID, **values: str) -> None:
    """What is known of a candidate from now on."""
    known = CandidateValues(first_name="Ana", last_name="Silva", **values)  # type: ignore[arg-type]
    workspace.call(edit_candidate, candidate_id=candidate_id, values=known)


@pytest.fixture
def office(workspace: Workspace, clock: FixedClock) -> Office:
    school = held_course(workspace, clock, people=2)
    school.miss(1, 2)
    return Office(school, school.exam(OCTOBER_4), school.exam(OCTOBER_25))


def test_a_seat_that_is_given_makes_a_draft_with_a_calendar_entry(office: Office) -> None:
    registration_id = office.booked()
    (draft,) = office.all()
    assert (draft.kind, draft.state) == (BOOKING, DRAFT)
    assert draft.subject.startswith("Your place: ")
    assert "Sunday 4 October 2026, 15:30 – " in draft.body
    assert "The fee of £85.00 is still to be paid." in draft.body
    assert "tell us by" in draft.body
    assert "{" not in draft.body + draft.subject
    assert f"UID:{registration_id}@wset-desk" in draft.calendar
    assert "DTSTART:20261004T143000Z" in draft.calendar
    assert "STATUS:CONFIRMED" in draft.calendar


def test_enrolling_and_importing_make_none(office: Office) -> None:
    assert office.all() == ()


def test_undo_withdraws_a_draft_and_follows_up_a_sent_one(office: Office) -> None:
    office.workspace.call(undo_assign, registration_ids=(office.booked(),))
    assert office.open() == []
    registration_id = office.booked()
    office.tell()
    office.workspace.call(undo_assign, registration_ids=(registration_id,))
    assert office.open() == [(BOOKING, NoticeState.SENT), (CANCELLATION, DRAFT)]


def test_another_place_is_a_move_of_the_same_calendar_entry(office: Office) -> None:
    old = office.booked()
    told = office.tell()
    moved = office.workspace.call(
        reschedule, registration_id=old, exam_session_id=office.second
    ).registration_id
    draft = office.newest()
    assert (draft.kind, draft.state) == (MOVE, DRAFT)
    assert "It was to begin on Sunday 4 October 2026 at 15:30." in draft.body
    assert f"UID:{old}@wset-desk" in told.calendar
    assert f"UID:{old}@wset-desk" in draft.calendar
    assert ("SEQUENCE:0" in told.calendar, "SEQUENCE:1" in draft.calendar) == (True, True)
    office.workspace.call(undo_reschedule, registration_id=moved)
    assert office.open() == [(BOOKING, NoticeState.SENT)]


def test_who_hasnt_heard_of_a_place_is_told_of_the_new_one_only(office: Office) -> None:
    old = office.booked()
    moved = office.workspace.call(
        reschedule, registration_id=old, exam_session_id=office.second
    ).registration_id
    assert office.open() == [(BOOKING, DRAFT)]
    assert "25 October" in office.newest().body
    office.workspace.call(undo_reschedule, registration_id=moved)
    assert office.open() == [(BOOKING, DRAFT)]
    assert "4 October" in office.newest().body


def test_a_move_that_was_sent_and_taken_back_is_followed_up(office: Office) -> None:
    old = office.booked()
    office.tell()
    moved = office.workspace.call(
        reschedule, registration_id=old, exam_session_id=office.second
    ).registration_id
    office.tell()
    office.workspace.call(undo_reschedule, registration_id=moved)
    draft = office.newest()
    assert (draft.kind, draft.state) == (MOVE, DRAFT)
    assert "It was to begin on Sunday 25 October 2026 at 15:30." in draft.body


def test_cancelling_and_taking_it_back(office: Office) -> None:
    booked = office.booked()
    office.tell()
    office.workspace.call(cancel_registration, registration_id=booked)
    assert office.newest().kind is CANCELLATION
    assert "STATUS:CANCELLED" in office.newest().calendar
    undo = {"registration_id": booked, "fee_returned": True}
    office.workspace.call(undo_cancel_registration, **undo)
    assert office.open() == [(BOOKING, NoticeState.SENT)]
    office.workspace.call(cancel_registration, registration_id=booked)
    office.tell()
    office.workspace.call(undo_cancel_registration, **undo)
    assert office.open()[-1] == (BOOKING, DRAFT)


def test_a_cancellation_taken_back_brings_the_unsent_booking_again(office: Office) -> None:
    booked = office.booked()
    office.workspace.call(cancel_registration, registration_id=booked)
    office.workspace.call(undo_cancel_registration, registration_id=booked, fee_returned=True)
    assert office.open() == [(BOOKING, DRAFT)]


def test_a_moved_exam_tells_everybody_in_it(office: Office) -> None:
    school = office.school
    school.seat(office.first, school.key(1), school.key(2))
    for _each in range(2):
        office.tell()
    start = london(OCTOBER_4, "09:00")
    moved = office.workspace.call(move_exam_session, exam_session_id=office.first, start=start)
    assert office.open()[2:] == [(MOVE, DRAFT)] * 2
    later = london(OCTOBER_4, "10:00")
    office.workspace.call(move_exam_session, exam_session_id=office.first, start=later)
    assert office.open()[2:] == [(MOVE, DRAFT)] * 2
    assert "It was to begin on Sunday 4 October 2026 at 15:30." in office.newest().body
    office.workspace.call(move_exam_session, exam_session_id=office.first, start=moved.old_start)
    assert office.open()[2:] == []


def test_an_exam_that_is_called_off_and_held_after_all(office: Office) -> None:
    office.booked()
    office.tell()
    gone = office.workspace.call(
        cancel_exam_session, exam_session_id=office.first, reason="Examiner ill"
    )
    assert office.open()[1:] == [(CANCELLATION, DRAFT)]
    office.workspace.call(
        restore_exam_session,
        exam_session_id=office.first,
        registration_ids=gone.registration_ids,
    )
    assert office.open()[1:] == []


def test_a_course_session_that_moves_or_is_cancelled_tells_its_people(
    workspace: Workspace,
) -> None:
    session = schedule(workspace, make_offering(workspace, 2), date(2026, 9, 5), date(2026, 9, 6))
    enrol_in(workspace, session.id, make_candidate(workspace, 1))
    workspace.call(move_course_session, session_id=session.id, first_day=date(2026, 9, 12))
    (moved,) = workspace.run(notices)
    assert (moved.kind, moved.state) == (MOVE, DRAFT)
    assert "13 September" in moved.body
    workspace.call(move_course_session, session_id=session.id, first_day=date(2026, 9, 5))
    assert workspace.run(count_drafts) == 0
    gone = workspace.call(cancel_course_session, session_id=session.id, reason="Too few")
    assert workspace.run(notices)[0].kind is CANCELLATION
    assert workspace.run(count_drafts) == 1
    workspace.call(
        restore_course_session, session_id=session.id, registration_ids=gone.registration_ids
    )
    assert workspace.run(count_drafts) == 0


def test_a_remote_booking_is_told_in_both_time_zones(workspace: Workspace) -> None:
    remote = RemoteCentre.of(workspace)
    enrollment_id = remote.enrolled()
    case = remote.case(enrollment_id)
    change(workspace, case.candidate_id, time_zone="America/New_York")
    booked = remote.book(enrollment_id, remote.exam())
    (draft,) = workspace.run(notices, candidate_id=case.candidate_id)
    assert "Tuesday 22 September 2026, 18:00 – 18:45" in draft.body
    assert "13:00 – 13:45 in your time zone (America/New_York)" in draft.body
    assert "Online, watched remotely" in draft.body
    workspace.call(undo_book_remote, booked=booked)
    assert workspace.run(count_drafts) == 0


def test_sending_needs_a_server_a_sender_and_an_address(office: Office) -> None:
    workspace = office.workspace
    office.booked()
    draft = office.newest()
    chosen = {"notice_ids": (draft.id,)}
    with pytest.raises(DomainError, match="MAIL_SERVER_MISSING"):
        workspace.call(send_notices, **chosen)
    workspace.call(change_setting, name="smtp_host", value="mail.vine.example")
    with pytest.raises(DomainError, match="MAIL_SENDER_MISSING"):
        workspace.call(send_notices, **chosen)
    workspace.call(change_setting, name="smtp_from", value="exams@vine.example")
    with pytest.raises(DomainError, match="NOTICES_NOT_CHOSEN"):
        workspace.call(send_notices, notice_ids=())
    with pytest.raises(DomainError, match="NOTICE_WITHOUT_ADDRESS"):
        workspace.call(send_notices, **chosen)
    change(workspace, draft.candidate_id, email="ana@example.com")
    outgoing = workspace.call(send_notices, **chosen)
    assert outgoing.server.host == "mail.vine.example"
    (mail,) = outgoing.mails
    assert (mail.recipient, mail.subject) == ("ana@example.com", draft.subject)
    assert office.newest().state is NoticeState.QUEUED


def test_what_became_of_a_mail_is_written_down(office: Office) -> None:
    workspace = office.workspace
    office.booked()
    for name, value in (("smtp_host", "mail.vine.example"), ("smtp_from", "exams@vine.example")):
        workspace.call(change_setting, name=name, value=value)
    draft = office.newest()
    change(workspace, draft.candidate_id, email="ana@example.com")
    workspace.call(send_notices, notice_ids=(draft.id,))
    workspace.call(settle_deliveries, deliveries=(Delivery(draft.id, "No route"),))
    failed = office.newest()
    assert (failed.state, failed.failure) == (NoticeState.FAILED, "No route")
    assert workspace.run(count_drafts) == 1
    workspace.call(send_notices, notice_ids=(draft.id,))
    workspace.call(settle_deliveries, deliveries=(Delivery(draft.id),))
    sent = office.newest()
    assert (sent.state, sent.method, sent.failure) == (NoticeState.SENT, NoticeMethod.SMTP, "")
    assert sent.sent_at == office.school.clock.now()
    assert sent.sent_by
    with pytest.raises(DomainError, match="NOTICE_NOT_WAITING"):
        workspace.call(send_notices, notice_ids=(draft.id,))
    with pytest.raises(DomainError, match="NOTICE_NOT_WAITING"):
        workspace.call(discard_notices, notice_ids=(draft.id,))
    with pytest.raises(DomainError, match="NOTICE_NOT_WAITING"):
        workspace.call(mark_unsent, notice_id=draft.id)


def test_marked_and_discarded_messages_come_back(office: Office) -> None:
    workspace = office.workspace
    office.booked()
    draft = office.newest()
    workspace.call(mark_sent, notice_id=draft.id, method=NoticeMethod.MAIL_PROGRAM)
    assert office.newest().method is NoticeMethod.MAIL_PROGRAM
    workspace.call(mark_unsent, notice_id=draft.id)
    assert office.newest() == draft
    workspace.call(discard_notices, notice_ids=(draft.id,))
    assert office.open() == []
    with pytest.raises(DomainError, match="NOTICE_NOT_WAITING"):
        workspace.call(mark_sent, notice_id=draft.id, method=NoticeMethod.COPIED)
    workspace.call(restore_notices, notice_ids=(draft.id,))
    assert office.newest() == draft
    with pytest.raises(DomainError, match="NOTICE_NOT_WAITING"):
        workspace.call(restore_notices, notice_ids=(draft.id,))


def test_what_was_on_its_way_when_the_program_ended_is_never_sent_again_unnoticed(
    office: Office,
) -> None:
    workspace = office.workspace
    office.booked()
    draft = office.newest()
    for name, value in (("smtp_host", "mail.vine.example"), ("smtp_from", "exams@vine.example")):
        workspace.call(change_setting, name=name, value=value)
    change(workspace, draft.candidate_id, email="ana@example.com")
    workspace.call(send_notices, notice_ids=(draft.id,))
    with pytest.raises(DomainError, match="NOTICE_NOT_WAITING"):
        workspace.call(send_notices, notice_ids=(draft.id,))
    assert workspace.call(settle_unfinished) == 1
    left = office.newest()
    assert (left.state, left.failure) == (NoticeState.FAILED, MAYBE_SENT)
    assert workspace.call(settle_unfinished) == 0
    workspace.call(settle_deliveries, deliveries=(Delivery(draft.id),))
    assert office.newest().state is NoticeState.SENT
