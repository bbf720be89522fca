"""Times are offered to many at once: a draft for each, and nothing is booked by it."""

from datetime import time

import pytest

from tests.helpers.exam_centre import london
from tests.helpers.remote import EVENING, RemoteCentre
from wset_desk.domain.errors import DomainError
from wset_desk.domain.notices import NoticeKind, NoticeState
from wset_desk.services.notices.outbox import discard_notices, notices
from wset_desk.services.remote.availability import add_availability
from wset_desk.services.remote.offers import offer_times
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


@pytest.fixture
def remote(workspace: Workspace, clock: FixedClock) -> RemoteCentre:
    clock.instant = london(EVENING.replace(month=8, day=24), "12:00")
    return RemoteCentre.of(workspace)


def test_each_is_written_the_next_free_times(workspace: Workspace, remote: RemoteCentre) -> None:
    ana, ben, booked = (remote.enrolled(n) for n in (1, 2, 3))
    for day in (22, 23, 24, 25):
        remote.exam(EVENING.replace(day=day))
    remote.book(booked, remote.exam(EVENING, at="12:00"))
    made = workspace.call(offer_times, enrollment_ids=(ana, ben, booked, ana))
    assert len(made.notice_ids) == 2
    assert made.left_out == (remote.case(booked).name,)
    drafts = [each for each in workspace.run(notices) if each.id in made.notice_ids]
    assert {(each.kind, each.state) for each in drafts} == {(NoticeKind.OFFER, NoticeState.DRAFT)}
    for text in ("Tuesday 22 September 2026", "Wednesday 23", "Thursday 24", "£50.00"):
        assert text in drafts[0].body
    assert "Friday 25" not in drafts[0].body
    assert drafts[0].calendar == ""
    assert remote.case(ana).booking is None


def test_a_later_offer_takes_the_place_of_an_unsent_one(
    workspace: Workspace, remote: RemoteCentre
) -> None:
    ana, kim = remote.enrolled(), remote.centre.person("Kim Ode")
    workspace.call(add_availability, staff_id=kim, day=EVENING, start=time(18), end=time(19))
    first = workspace.call(offer_times, enrollment_ids=(ana,))
    second = workspace.call(offer_times, enrollment_ids=(ana,))
    states = {each.id: each.state for each in workspace.run(notices)}
    assert states[first.notice_ids[0]] is NoticeState.DISCARDED
    assert states[second.notice_ids[0]] is NoticeState.DRAFT
    workspace.call(discard_notices, notice_ids=second.notice_ids)


def test_without_a_free_time_nothing_is_written(workspace: Workspace, remote: RemoteCentre) -> None:
    ana = remote.enrolled()
    made = workspace.call(offer_times, enrollment_ids=(ana,))
    assert (made.notice_ids, made.left_out) == ((), (remote.case(ana).name,))
    assert workspace.run(notices) == ()
    with pytest.raises(DomainError, match="CANDIDATES_MISSING"):
        workspace.call(offer_times, enrollment_ids=())
