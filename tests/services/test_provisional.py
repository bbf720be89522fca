"""A seat is provisional until the server has it, and is shown so wherever it is spoken of."""

from dataclasses import replace
from uuid import UUID

import pytest

from tests.helpers.board import OCTOBER_4, School, held_course
from tests.helpers.not_taken import answer_all
from tests.helpers.sync_page import link
from wset_desk.domain.errors import DomainError
from wset_desk.services.board.cancelling import cancel_registration, undo_cancel_registration
from wset_desk.services.candidates import candidate, edit_candidate
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.letters.bookings import booking_confirmations
from wset_desk.services.notices.outbox import notices, send_notices
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


@pytest.fixture
def school(desk: Workspace, clock: FixedClock) -> School:
    """With a server, to which nothing was sent since it was connected."""
    made = held_course(desk, clock, people=2)
    made.miss(1, 2)
    desk.call(change_setting, name="smtp_host", value="mail.vine.example")
    desk.call(change_setting, name="smtp_from", value="exams@vine.example")
    made.exam(OCTOBER_4)
    return made


def book(school: School) -> UUID:
    """A makeup for the first candidate."""
    exam = next(each.id for each in school.board().sessions)
    (assigned,) = school.seat(exam, school.key(1))
    return assigned.registration_id


def on_the_board(school: School) -> list[bool]:
    (session,) = school.board().sessions
    assert session.provisional == sum(each.is_provisional for each in session.people)
    return [each.is_provisional for each in session.people]


def in_the_profile(school: School) -> list[bool]:
    profile = school.workspace.run(candidate, candidate_id=school.people[0])
    return [each.is_provisional for each in profile.upcoming]


def facts(school: School, registration_id: UUID) -> dict[str, str]:
    batch = school.workspace.run(booking_confirmations, registration_ids=[registration_id])
    (letter,) = batch.letters
    return dict(letter.facts)


def test_without_a_server_every_seat_is_sure(school: School) -> None:
    seat = book(school)
    assert (on_the_board(school), in_the_profile(school)) == ([False], [False])
    assert "Please note" not in facts(school, seat)


def test_it_is_marked_until_the_server_has_it(school: School) -> None:
    link(school.workspace)
    seat = book(school)
    assert (on_the_board(school), in_the_profile(school)) == ([True], [True])
    assert facts(school, seat)["Please note"].startswith("This place is provisional")
    answer_all(school.workspace, "applied")
    assert (on_the_board(school), in_the_profile(school)) == ([False], [False])
    assert "Please note" not in facts(school, seat)


def test_a_message_about_it_waits(school: School) -> None:
    workspace = link(school.workspace)
    values = workspace.run(candidate, candidate_id=school.people[0]).detail.values
    workspace.call(
        edit_candidate,
        candidate_id=school.people[0],
        values=replace(values, email="ana@example.com"),
    )
    book(school)
    draft = workspace.run(notices)[0]
    assert (draft.waits_for_server, draft.may_be_sent, draft.is_unsent) == (True, False, True)
    with pytest.raises(DomainError, match="NOTICE_SEAT_PROVISIONAL"):
        workspace.call(send_notices, notice_ids=(draft.id,))
    answer_all(workspace, "applied")
    assert len(workspace.call(send_notices, notice_ids=(draft.id,)).mails) == 1


def test_what_was_booked_before_there_was_a_server_is_sure(
    school: School, clock: FixedClock
) -> None:
    book(school)
    clock.instant = clock.instant.replace(hour=clock.instant.hour + 1)
    link(school.workspace)
    assert on_the_board(school) == [False]


def test_a_seat_that_was_given_back_and_taken_again(school: School) -> None:
    seat = book(school)
    link(school.workspace)
    answer_all(school.workspace, "applied")
    undone = school.workspace.call(cancel_registration, registration_id=seat, reason="Ill")
    assert on_the_board(school) == []
    answer_all(school.workspace, "applied")
    school.workspace.call(
        undo_cancel_registration, registration_id=seat, fee_returned=undone.fee_returned
    )
    assert on_the_board(school) == [True]
