"""What waits, what was sent and what was exchanged, as the Sync page lists it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.not_taken import answer_all, refuse_a_name
from tests.helpers.stores import as_role
from wset_desk.domain.permissions import Role
from wset_desk.services.rooms import add_room
from wset_desk.services.syncing.journal import SentPage, list_sent, list_waiting
from wset_desk.services.syncing.runs import KEPT, RunRow, forget_old_runs, keep_run, list_runs
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import OutboxEntry
from wset_desk.sync.client import Synced
from wset_desk.sync.run_notes import RunNotes
from wset_desk.system.clock import FixedClock


def actions(
    workspace: Workspace, listed: Callable[..., SentPage] = list_waiting
) -> list[tuple[str, str]]:
    page = workspace.run(listed)
    assert page.total == len(page.acts)
    return [(each.act.key.action, each.state) for each in page.acts]


def test_what_waits_stands_in_the_order_of_sending(workspace: Workspace) -> None:
    answer_all(workspace, "applied")
    workspace.call(add_room, name="Main Hall", seats=12)
    workspace.call(add_room, name="Cellar", seats=6)
    page = workspace.run(list_waiting)
    assert [each.act.subject.name.name for each in page.acts] == ["Main Hall", "Cellar"]
    assert {each.act.actor_name for each in page.acts} == {"Ada Admin"}
    assert [each.act.subject.count for each in page.acts] == [1, 1]


def test_what_was_sent_says_what_became_of_it(workspace: Workspace) -> None:
    refuse_a_name(workspace)
    first, *others = actions(workspace, list_sent)
    assert first == ("candidates.edit_candidate", "conflict")
    assert {state for _action, state in others} == {"applied"}
    assert actions(workspace) == []


def test_whoever_is_no_administrator_sees_their_own(workspace: Workspace) -> None:
    workspace.call(add_room, name="Main Hall", seats=12)
    officer = as_role(workspace, Role.EXAMS_OFFICER)
    officer.act_as(replace(officer.actor, staff_id=workspace.store.new_id()))
    assert actions(officer) == []
    ExamCentre(officer).offering()
    assert {action.partition(".")[0] for action, _state in actions(officer)} == {"catalogue"}


def test_old_exchanges_go_and_what_wants_a_person_stays(
    workspace: Workspace, clock: FixedClock
) -> None:
    refuse_a_name(workspace)
    with workspace.store.replica(workspace.actor) as uow:
        for entry in uow.session.scalars(select(OutboxEntry)):
            entry.settled_at = uow.now
        keep_run(uow, RunRow(uow.now, uow.now, 3, 0, 1, None))
        uow.commit()
    clock.instant += KEPT + timedelta(days=1)
    workspace.call(add_room, name="Main Hall", seats=12)
    with workspace.store.replica(workspace.actor) as uow:
        forget_old_runs(uow)
        uow.commit()
    assert actions(workspace, list_sent) == [("candidates.edit_candidate", "conflict")]
    assert actions(workspace) == [("rooms.add_room", "waiting")]
    assert workspace.run(list_runs) == ()


@pytest.fixture
def notes(desk: Workspace) -> RunNotes:
    return RunNotes(desk)


def test_exchanges_that_did_nothing_leave_no_trace(desk: Workspace, notes: RunNotes) -> None:
    for _again in range(3):
        notes.begin()
        assert notes.exchanged(Synced("incremental")) == frozenset()
    assert desk.run(list_runs) == ()


def test_the_first_of_many_failures_and_the_end_of_them_are_kept(
    desk: Workspace, notes: RunNotes, clock: FixedClock
) -> None:
    for code in ("SERVER_UNREACHABLE", "SERVER_UNREACHABLE", "TOKEN_EXPIRED", None, None):
        clock.instant += timedelta(minutes=1)
        notes.begin()
        if code is None:
            notes.exchanged(Synced("incremental"))
        else:
            notes.failed(code)
    notes.exchanged(Synced("incremental", sent=2, received=5, not_taken=1))
    rows = desk.run(list_runs)
    assert [each.code for each in rows] == [None, None, "TOKEN_EXPIRED", "SERVER_UNREACHABLE"]
    assert (rows[0].sent, rows[0].received, rows[0].not_taken) == (2, 5, 1)
