"""What Today says about enquiries."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.helpers.enquiries import INES, MARTA, TOM, Desk, enquiry_desk, mark
from wset_desk.domain.catalogue import Component, ExamType
from wset_desk.services.attention import Concern
from wset_desk.services.board.cancelling import cancel_registration
from wset_desk.services.enquiries.reviewing import reject_enquiry, start_review
from wset_desk.services.today import today
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

ENQUIRIES = (Concern.ENQUIRY_DUE, Concern.ENQUIRY_TO_REVIEW, Concern.BOOKING_NEEDLESS)


@pytest.fixture
def office(workspace: Workspace, clock: FixedClock) -> Desk:
    return enquiry_desk(workspace, clock)


def told(office: Desk) -> dict[Concern, list[UUID]]:
    attention = office.admin.run(today).attention
    return {
        each.concern: [case.id for case in each.cases]
        for each in attention
        if each.concern in ENQUIRIES
    }


def test_what_is_paid_for_waits_for_its_review(office: Desk) -> None:
    case = office.submit(MARTA)
    assert told(office) == {}
    office.pay(case)
    assert told(office) == {Concern.ENQUIRY_TO_REVIEW: [case.id]}
    office.eva.call(start_review, enquiry_id=case.id)
    assert told(office) == {}


def test_what_is_due_within_a_week_or_overdue_is_told(office: Desk) -> None:
    reviewed, unpaid, paid = office.under_review(MARTA), office.submit(TOM), office.submit(INES)
    office.pay(paid)
    office.clock.instant = datetime(2026, 10, 18, 22, tzinfo=UTC)  # due on 26 October
    assert told(office) == {Concern.ENQUIRY_TO_REVIEW: [paid.id]}
    office.clock.instant = datetime(2026, 10, 18, 23, tzinfo=UTC)
    assert set(told(office)[Concern.ENQUIRY_DUE]) == {reviewed.id, unpaid.id, paid.id}
    assert Concern.ENQUIRY_TO_REVIEW not in told(office)
    office.complete(reviewed)
    office.admin.call(reject_enquiry, enquiry_id=unpaid.id, reason="Not paid")
    office.clock.instant = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert told(office) == {Concern.ENQUIRY_DUE: [paid.id]}


def test_a_booking_that_isnt_needed_any_more_is_told_until_it_is_cancelled(office: Desk) -> None:
    resit = office.resit()
    seat, other = office.school.seat(
        resit,
        office.school.key(MARTA, ExamType.TASTING),
        office.school.key(INES, ExamType.TASTING),
    )
    done = office.complete(office.under_review(MARTA), mark(Component.TASTING, "57"))
    office.complete(office.under_review(INES), mark(Component.TASTING, "53"))
    assert told(office) == {Concern.BOOKING_NEEDLESS: [done.id]}
    office.admin.call(cancel_registration, registration_id=seat.registration_id)
    assert told(office) == {}
    assert other.exam_session_id == resit


def test_an_exam_that_is_over_isnt_told_any_more(office: Desk) -> None:
    office.school.seat(office.resit(), office.school.key(MARTA, ExamType.TASTING))
    office.complete(office.under_review(MARTA), mark(Component.TASTING, "57"))
    office.clock.instant = datetime(2026, 10, 19, 9, tzinfo=UTC)
    assert Concern.BOOKING_NEEDLESS not in told(office)
