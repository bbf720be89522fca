"""A held seat writes its own message; whatever ends the offer withdraws it."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.helpers.board import OCTOBER_25, held_course
from tests.helpers.exam_centre import london
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.errors import DomainError
from wset_desk.domain.notices import NoticeKind, NoticeMethod, NoticeState
from wset_desk.services.board.assigning import undo_assign
from wset_desk.services.board.cancelling import cancel_registration
from wset_desk.services.board.waiting_list import (
    decline_offer,
    join_waiting_list,
    leave_waiting_list,
    settle_offers,
    take_offer,
)
from wset_desk.services.candidates import edit_candidate
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.exam_session_changes import (
    cancel_exam_session,
    move_exam_session,
    restore_exam_session,
)
from wset_desk.services.notices.outbox import mark_sent, notices, send_notices
from wset_desk.services.notices.rows import NoticeRow
from wset_desk.services.workspace import Workspace
from wset_desk.settings import SMTP_FROM, SMTP_HOST, WAITING_LIST_OFFER_HOURS
from wset_desk.system.clock import FixedClock

DRAFT, DISCARDED, SENT = NoticeState.DRAFT, NoticeState.DISCARDED, NoticeState.SENT


class Line:
    """A makeup of two seats, taken by C01 and C02; C03 and C04 stand in line for it."""

    def __init__(self, workspace: Workspace, clock: FixedClock) -> None:
        self.workspace = workspace
        self.clock = clock
        self.school = school = held_course(workspace, clock, people=4)
        school.miss(1, 2, 3, 4)
        workspace.call(change_setting, name=WAITING_LIST_OFFER_HOURS.name, value=24)
        self.exam = school.exam(OCTOBER_25, seats=2)
        self.first, self.second = school.seat(self.exam, school.key(1), school.key(2))
        self.third, self.fourth = workspace.call(
            join_waiting_list,
            exam_session_id=self.exam,
            keys=(school.key(3), school.key(4)),
        )

    def free_a_seat(self) -> None:
        registration_id = self.first.registration_id
        self.workspace.call(cancel_registration, registration_id=registration_id)

    def offers(self) -> list[tuple[str, NoticeState]]:
        """To whom, and what became of it; the oldest first."""
        return [(each.name.split()[0], each.state) for each in self.rows()]

    def rows(self) -> list[NoticeRow]:
        found = self.workspace.run(notices)
        return [each for each in reversed(found) if each.kind is NoticeKind.SEAT_OFFER]

    def tell(self) -> UUID:
        """The message goes out by other means."""
        (draft,) = (each for each in self.rows() if each.state is DRAFT)
        self.workspace.call(mark_sent, notice_id=draft.id, method=NoticeMethod.COPIED)
        return draft.id


@pytest.fixture
def line(workspace: Workspace, clock: FixedClock) -> Line:
    return Line(workspace, clock)


def test_whoever_has_a_seat_held_is_told_which_and_until_when(line: Line) -> None:
    assert line.rows() == []
    line.free_a_seat()
    (draft,) = line.rows()
    assert (draft.name, draft.state) == ("C03 Candidate", DRAFT)
    assert draft.subject.startswith("A seat is free: ")
    assert "Sunday 25 October 2026, 15:30 – 16:30" in draft.body
    assert "We hold it for you until Monday 7 September 2026, 17:30." in draft.body


def test_taking_it_withdraws_the_draft_and_undo_brings_it_again(line: Line) -> None:
    line.free_a_seat()
    seat = line.workspace.call(take_offer, entry_id=line.third)
    assert line.offers() == [("C03", DISCARDED)]
    line.workspace.call(undo_assign, registration_ids=(seat.registration_id,))
    assert line.offers() == [("C03", DISCARDED), ("C03", DRAFT)]


def test_what_was_told_isnt_told_again(line: Line) -> None:
    line.free_a_seat()
    line.tell()
    seat = line.workspace.call(take_offer, entry_id=line.third)
    line.workspace.call(undo_assign, registration_ids=(seat.registration_id,))
    assert line.offers() == [("C03", SENT)]


@pytest.mark.parametrize("leave", [False, True])
def test_turning_it_down_or_leaving_passes_it_on(line: Line, leave: bool) -> None:
    line.free_a_seat()
    if leave:
        line.workspace.call(leave_waiting_list, entry_ids=(line.third,))
    else:
        line.workspace.call(decline_offer, entry_id=line.third)
    assert line.offers() == [("C03", DISCARDED), ("C04", DRAFT)]


def test_an_offer_that_runs_out_withdraws_its_draft(line: Line) -> None:
    line.free_a_seat()
    line.clock.instant += timedelta(hours=25)
    line.workspace.call(settle_offers)
    assert line.offers() == [("C03", DISCARDED), ("C04", DRAFT)]
    line.clock.instant += timedelta(hours=25)
    line.workspace.call(settle_offers)
    assert line.offers() == [("C03", DISCARDED), ("C04", DISCARDED)]


def test_a_message_of_an_offer_that_has_ended_isnt_sent(line: Line) -> None:
    line.workspace.call(change_setting, name=SMTP_HOST.name, value="mail.example.org")
    line.workspace.call(change_setting, name=SMTP_FROM.name, value="desk@example.org")
    address = CandidateValues(first_name="C03", last_name="Candidate", email="c03@example.org")
    line.workspace.call(edit_candidate, candidate_id=line.school.people[2], values=address)
    line.free_a_seat()
    (draft,) = line.rows()
    line.clock.instant += timedelta(hours=25)
    with pytest.raises(DomainError, match="NOTICE_OFFER_ENDED"):
        line.workspace.call(send_notices, notice_ids=(draft.id,))
    line.clock.instant -= timedelta(hours=25)
    outgoing = line.workspace.call(send_notices, notice_ids=(draft.id,))
    assert [mail.recipient for mail in outgoing.mails] == ["c03@example.org"]


def test_a_session_that_moves_or_is_called_off_rewrites_it(line: Line) -> None:
    line.free_a_seat()
    start = london(OCTOBER_25, "09:00")
    line.workspace.call(move_exam_session, exam_session_id=line.exam, start=start)
    assert line.offers() == [("C03", DISCARDED), ("C03", DRAFT)]
    assert "25 October 2026, 09:00" in line.rows()[-1].body
    gone = line.workspace.call(
        cancel_exam_session, exam_session_id=line.exam, reason="Examiner ill"
    )
    assert line.offers()[-1] == ("C03", DISCARDED)
    line.workspace.call(
        restore_exam_session, exam_session_id=line.exam, registration_ids=gone.registration_ids
    )
    assert line.offers()[-1] == ("C03", DRAFT)
