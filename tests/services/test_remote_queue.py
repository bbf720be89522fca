"""The remote queue: soonest expiry first, each case in its state, its times (rules 6, 9, 11)."""

from datetime import date, time
from uuid import UUID

import pytest

from tests.helpers.courses import make_candidate
from tests.helpers.exam_centre import london
from tests.helpers.remote import EVENING, RemoteCentre
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.remote import RemoteState
from wset_desk.domain.scheduling import Window
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.enrollments import enrol_online
from wset_desk.services.remote.availability import add_availability
from wset_desk.services.remote.queue import (
    count_remote,
    extend_window,
    remote_queue,
    undo_extension,
)
from wset_desk.services.remote.slots import slots
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


@pytest.fixture
def remote(workspace: Workspace) -> RemoteCentre:
    return RemoteCentre.of(workspace)


def test_whose_window_ends_soonest_comes_first(workspace: Workspace, remote: RemoteCentre) -> None:
    late = remote.enrolled(1, date(2026, 7, 1))
    soon = remote.enrolled(2, date(2025, 8, 10))
    middle = remote.enrolled(3, date(2025, 9, 10))
    queue = workspace.run(remote_queue)
    assert [each.key.enrollment_id for each in queue] == [soon, middle, late]
    assert [each.days_left for each in queue[:2]] == [9, 40]
    assert [each.is_pressing for each in queue] == [True, False, False]


def test_ana_can_be_booked_until_the_last_day_of_her_window(
    workspace: Workspace, remote: RemoteCentre, clock: FixedClock
) -> None:
    ana = remote.enrolled()
    assert remote.case(ana).window == Window(date(2026, 3, 2), date(2027, 3, 2))
    clock.instant = london(date(2027, 3, 2), "23:59")
    assert remote.case(ana).state is RemoteState.READY
    clock.instant = london(date(2027, 3, 3), "00:00")
    assert remote.case(ana).state is RemoteState.EXPIRED
    assert workspace.run(count_remote)[RemoteState.EXPIRED] == 1


def test_tastings_are_in_no_remote_queue(workspace: Workspace) -> None:
    RemoteCentre.of(workspace, level=3).enrolled()
    (theory,) = workspace.run(remote_queue)
    assert theory.key.exam_type is ExamType.THEORY


def test_who_misses_a_remote_exam_comes_back_while_the_window_is_open(
    workspace: Workspace, remote: RemoteCentre, clock: FixedClock
) -> None:
    ana = remote.enrolled(day=date(2025, 8, 10))
    missed_exam(remote, ana, date(2026, 8, 4), clock)
    back = remote.case(ana)
    assert back.state is RemoteState.READY
    assert back.missed == london(date(2026, 8, 4), "18:00")
    clock.instant = london(date(2026, 8, 11), "09:00")
    # then it is a makeup that they wait for, on the board
    with pytest.raises(DomainError, match="NOT_AN_ONLINE_ENROLMENT"):
        remote.case(ana)


def missed_exam(remote: RemoteCentre, enrollment_id: UUID, day: date, clock: FixedClock) -> None:
    exam = remote.exam(day)
    candidate_id = remote.case(enrollment_id).candidate_id
    (registration,) = remote.centre.register(exam, candidate_id, course_enrollment_id=enrollment_id)
    clock.instant = london(day, "20:00")
    remote.workspace.call(mark_no_show, registration_ids=(registration,))


def test_a_case_is_booked_once_it_has_a_remote_exam(
    workspace: Workspace, remote: RemoteCentre
) -> None:
    ana = remote.enrolled()
    exam = remote.exam()
    remote.centre.register(exam, remote.case(ana).candidate_id, course_enrollment_id=ana)
    booked = remote.case(ana)
    assert booked.state is RemoteState.BOOKED
    assert booked.booking is not None
    assert booked.booking.start == london(EVENING, "18:00")
    assert booked.booking.exam_session_id == exam


def offered(workspace: Workspace, enrollment_id: UUID, day: date) -> list[tuple[str, list[str]]]:
    """Local start and reasons of a day's times."""
    found = workspace.run(slots, enrollment_id=enrollment_id, first_day=day, last_day=day)
    zone = london(day, "12:00").tzinfo
    return [
        (each.start.astimezone(zone).strftime("%H:%M"), [r.code for r in each.refusals])
        for each in found.slots
    ]


def test_a_remote_exam_is_offered_until_twenty_working_days_before(
    workspace: Workspace, remote: RemoteCentre, clock: FixedClock
) -> None:
    ana = remote.enrolled()
    remote.exam()
    clock.instant = london(date(2026, 8, 24), "17:00")
    assert offered(workspace, ana, EVENING) == [("18:00", [])]
    clock.instant = london(date(2026, 8, 25), "09:00")
    assert offered(workspace, ana, EVENING) == [("18:00", ["DEADLINE_PASSED"])]


def test_a_full_session_says_so(workspace: Workspace, remote: RemoteCentre) -> None:
    ana = remote.enrolled()
    exam = remote.exam(seats=1)
    remote.centre.register(exam, make_candidate(workspace, 2))
    assert offered(workspace, ana, EVENING) == [("18:00", ["SESSION_FULL"])]


def test_free_times_are_offered_within_window_notice_and_hours(
    workspace: Workspace, remote: RemoteCentre
) -> None:
    ana = remote.enrolled(day=date(2025, 9, 25))
    kim = remote.centre.person("Kim Ode")
    for day in (date(2026, 8, 11), EVENING, date(2026, 9, 29)):
        workspace.call(add_availability, staff_id=kim, day=day, start=time(19), end=time(21))
    # too soon; in time; after the window
    assert offered(workspace, ana, date(2026, 8, 11)) == []
    assert offered(workspace, ana, EVENING) == [("19:00", [])]
    assert offered(workspace, ana, date(2026, 9, 29)) == []


def test_extra_time_needs_a_longer_gap(workspace: Workspace, remote: RemoteCentre) -> None:
    slow = remote.centre.candidate("Slow Reader", extra_time_percent=100)
    enrollment = workspace.call(
        enrol_online, offering_id=remote.offering_id, candidate_id=slow, start_date=date(2026, 3, 2)
    ).enrollment_id
    kim = remote.centre.person("Kim Ode")
    workspace.call(add_availability, staff_id=kim, day=EVENING, start=time(18), end=time(20))
    # 45 minutes become 90
    assert offered(workspace, enrollment, EVENING) == [("18:00", []), ("18:30", [])]


def test_without_days_the_search_begins_with_the_first_day_in_time(
    workspace: Workspace, remote: RemoteCentre
) -> None:
    ana = remote.enrolled()
    found = workspace.run(slots, enrollment_id=ana)
    # twenty working days before Saturday 29 August is Monday 3 August, before the 28th it is past
    assert found.first_day == found.first_in_time == date(2026, 8, 29)


def test_a_window_is_extended_with_a_reason_and_taken_back(
    workspace: Workspace, remote: RemoteCentre, clock: FixedClock
) -> None:
    ana = remote.enrolled(day=date(2025, 7, 10))
    assert remote.case(ana).state is RemoteState.EXPIRED
    new = date(2026, 12, 31)
    workspace.call(extend_window, enrollment_id=ana, last_day=new, reason=" Was ill ")
    assert remote.case(ana).state is RemoteState.READY
    workspace.call(undo_extension, enrollment_id=ana, extended_to=new, last_day=date(2026, 7, 10))
    assert remote.case(ana).window.last == date(2026, 7, 10)


@pytest.mark.parametrize(
    ("last_day", "reason", "refusal"),
    [
        (date(2026, 12, 31), "  ", ("REASON_MISSING", "reason")),
        (date(2026, 7, 10), "ill", ("WINDOW_NOT_LONGER", "last_day")),
        (date(2026, 7, 31), "ill", ("WINDOW_IN_THE_PAST", "last_day")),
    ],
)
def test_an_extension_that_helps_nobody_is_refused(
    workspace: Workspace,
    remote: RemoteCentre,
    last_day: date,
    reason: str,
    refusal: tuple[str, str],
) -> None:
    ana = remote.enrolled(day=date(2025, 7, 10))
    with pytest.raises(DomainError) as refused:
        remote.workspace.call(extend_window, enrollment_id=ana, last_day=last_day, reason=reason)
    assert (refused.value.code, refused.value.parameters["field"]) == refusal
    assert remote.case(ana).window.last == date(2026, 7, 10)
