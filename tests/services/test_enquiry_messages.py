"""What candidates are told of their enquiries: drafts, never sent by themselves."""

import pytest

from tests.helpers.enquiries import MARTA, ROLF, TOM, Desk, enquiry_desk, mark
from wset_desk.domain.catalogue import Component
from wset_desk.domain.notices import NoticeKind, NoticeMethod, NoticeState
from wset_desk.services.enquiries.reviewing import reject_enquiry
from wset_desk.services.enquiries.rows import EnquiryCase
from wset_desk.services.enquiries.submitting import undo_submit_enquiry
from wset_desk.services.notices.outbox import mark_sent, notices
from wset_desk.services.notices.rows import NoticeRow
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

RECEIVED, OUTCOME = NoticeKind.ENQUIRY_RECEIVED, NoticeKind.ENQUIRY_OUTCOME


@pytest.fixture
def office(workspace: Workspace, clock: FixedClock) -> Desk:
    return enquiry_desk(workspace, clock)


def drafts(office: Desk) -> list[NoticeRow]:
    found = office.admin.run(notices)
    return [each for each in found if each.state is NoticeState.DRAFT]


def the_draft(office: Desk, kind: NoticeKind) -> NoticeRow:
    (found,) = drafts(office)
    assert found.kind is kind
    return found


def upheld(office: Desk) -> EnquiryCase:
    return office.complete(office.under_review(MARTA), mark(Component.TASTING, "57"))


def test_that_it_came_in(office: Desk) -> None:
    office.submit(MARTA)
    draft = the_draft(office, RECEIVED)
    assert draft.name == "Marta Candidate"
    for told in (
        "Level 3 Tasting Exam",
        "Tasting",
        "28 September 2026",
        "26 October 2026",
        "The fee of £50.00 is still to be paid.",
    ):
        assert told in draft.body


def test_taken_back_nothing_is_told(office: Desk) -> None:
    case = office.submit(MARTA)
    office.admin.call(undo_submit_enquiry, enquiry_id=case.id)
    assert drafts(office) == []


def test_how_it_ended(office: Desk) -> None:
    upheld(office)
    draft = the_draft(office, OUTCOME)
    for told in (
        "Your enquiry is upheld",
        "Marked once more",
        "Tasting: 57 / 100, Pass",
        "Overall result: Pass",
        "We have refunded the fee of £50.00.",
    ):
        assert told in draft.body


def test_what_was_sent_stays_what_wasnt_gives_way(office: Desk) -> None:
    case = office.under_review(MARTA)
    received = the_draft(office, RECEIVED)
    office.admin.call(mark_sent, notice_id=received.id, method=NoticeMethod.COPIED)
    office.complete(case)
    kinds = {each.kind: each.state for each in office.admin.run(notices)}
    assert kinds == {RECEIVED: NoticeState.SENT, OUTCOME: NoticeState.DRAFT}


def test_nothing_in_favour_and_inadmissible_are_not_the_same(office: Desk) -> None:
    office.complete(office.under_review(TOM))
    looked_into = the_draft(office, OUTCOME)
    assert "nothing in your favour" in looked_into.body
    assert "Tasting: 48 / 100, Fail" in looked_into.body
    office.admin.call(mark_sent, notice_id=looked_into.id, method=NoticeMethod.COPIED)
    case = office.submit(ROLF)
    office.admin.call(reject_enquiry, enquiry_id=case.id, reason="Nobody signed it")
    refused = the_draft(office, OUTCOME)
    assert "could not be admitted" in refused.body
    assert "Nobody signed it" in refused.body
    assert "60 / 100" not in refused.body
