"""People are written to about the seat they could take, and the window that ends; on request."""

from datetime import timedelta

import pytest

from tests.helpers.board import OCTOBER_4, OCTOBER_25, School, held_course
from tests.helpers.remote import EVENING, RemoteCentre
from wset_desk.domain.catalogue import ExamType, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.notices import NoticeKind, NoticeState
from wset_desk.services.board.invitations import invite_to_makeup
from wset_desk.services.notices.outbox import discard_notices, notices
from wset_desk.services.notices.rows import DraftsMade, NoticeRow
from wset_desk.services.remote.offers import offer_times, remind_of_windows
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

DRAFT, DISCARDED = NoticeState.DRAFT, NoticeState.DISCARDED


@pytest.fixture
def school(workspace: Workspace, clock: FixedClock) -> School:
    """C01 and C02 have missed the theory paper, C03 has failed it."""
    school = held_course(workspace, clock, people=3)
    school.miss(1, 2)
    school.mark(3, "10")
    return school


def invite(school: School, *numbers: int) -> DraftsMade:
    keys = tuple(school.key(each) for each in numbers)
    return school.workspace.call(invite_to_makeup, keys=keys)


def of_kind(workspace: Workspace, kind: NoticeKind) -> list[NoticeRow]:
    """The oldest first."""
    return [each for each in reversed(workspace.run(notices)) if each.kind is kind]


def invitations(school: School) -> list[NoticeRow]:
    return of_kind(school.workspace, NoticeKind.MAKEUP_INVITATION)


def test_the_next_session_is_proposed_with_its_price(school: School) -> None:
    school.exam(OCTOBER_25)
    school.exam(OCTOBER_4)
    made = invite(school, 1, 2, 1)
    assert made.left_out == ()
    drafts = invitations(school)
    assert [(each.name, each.state) for each in drafts] == [
        ("C01 Candidate", DRAFT),
        ("C02 Candidate", DRAFT),
    ]
    assert tuple(each.id for each in drafts) == made.notice_ids
    for told in (
        "you missed this exam on Sunday 6 September 2026:",
        "Sunday 4 October 2026, 15:30 – 16:30",
        "The fee is £85.00.",
        "Please write to us by Thursday 17 September 2026, 17:00",
    ):
        assert told in drafts[0].body
    assert school.waiting() == ["C01 Candidate", "C02 Candidate", "C03 Candidate"]


def test_who_missed_nothing_or_fits_nowhere_is_left_out(school: School) -> None:
    assert invite(school, 1, 3) == DraftsMade((), ("C01 Candidate", "C03 Candidate"))
    assert invitations(school) == []
    school.exam(OCTOBER_4, session_type=SessionType.RESIT)
    assert invite(school, 3).left_out == ("C03 Candidate",)
    with pytest.raises(DomainError, match="CANDIDATES_MISSING"):
        invite(school)


def test_a_later_invitation_takes_the_place_of_an_unsent_one(school: School) -> None:
    school.exam(OCTOBER_4)
    invite(school, 1)
    second = invite(school, 1)
    assert [each.state for each in invitations(school)] == [DISCARDED, DRAFT]
    school.workspace.call(discard_notices, notice_ids=second.notice_ids)
    assert [each.state for each in invitations(school)] == [DISCARDED, DISCARDED]


def test_a_seat_in_the_same_paper_withdraws_it(workspace: Workspace, clock: FixedClock) -> None:
    school = held_course(workspace, clock, level=3, people=1)
    school.miss(1)
    school.miss(1, exam_type=ExamType.TASTING)
    theory = school.exam(OCTOBER_4, at="09:00")
    school.exam(OCTOBER_25, exam_type=ExamType.TASTING)
    keys = tuple(school.key(1, each) for each in (ExamType.THEORY, ExamType.TASTING))
    workspace.call(invite_to_makeup, keys=keys)
    school.seat(theory, keys[0])
    assert [each.state for each in invitations(school)] == [DISCARDED, DRAFT]


def test_the_end_of_a_window_is_told_until_they_are_booked(
    workspace: Workspace, clock: FixedClock
) -> None:
    remote = RemoteCentre.of(workspace)
    ana, ben = remote.enrolled(1), remote.enrolled(2)
    remote.book(ben, remote.exam())
    made = workspace.call(remind_of_windows, enrollment_ids=(ana, ben))
    assert made.left_out == (remote.case(ben).name,)
    (draft,) = of_kind(workspace, NoticeKind.WINDOW)
    assert (draft.id,) == made.notice_ids
    last = remote.case(ana).window.last
    assert f"it has to be sat by {last:%A} {last.day} {last:%B %Y}:" in draft.body
    assert "The fee is £50.00." in draft.body
    workspace.call(offer_times, enrollment_ids=(ana,))
    remote.book(ana, remote.exam(EVENING + timedelta(days=1)))
    assert {each.state for each in of_kind(workspace, NoticeKind.WINDOW)} == {DISCARDED}
    assert DRAFT not in {each.state for each in of_kind(workspace, NoticeKind.OFFER)}


def test_whose_window_has_ended_isnt_reminded(workspace: Workspace, clock: FixedClock) -> None:
    remote = RemoteCentre.of(workspace)
    ana = remote.enrolled()
    clock.instant += timedelta(days=400)
    assert workspace.call(remind_of_windows, enrollment_ids=(ana,)).notice_ids == ()
