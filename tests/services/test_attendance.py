"""No-shows: scores stay null, seats stay taken, and only from the exam's day on (rule 11)."""

from datetime import UTC, date, datetime

import pytest

from tests.helpers.marking import ExamDay, at, exam_day, invigilator
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.services.attendance import mark_no_show, undo_no_show
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, ExamSession
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    found = exam_day(workspace, candidates=3)
    clock.instant = at(EXAM_DAY)
    return found


def statuses(workspace: Workspace, day: ExamDay) -> list[str]:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        ids = day.registrations[Component.THEORY]
        return [uow.get(ExamRegistration, each).status for each in ids]


def test_a_no_show_has_no_scores_and_keeps_the_seat(workspace: Workspace, day: ExamDay) -> None:
    first, second, _ = day.registrations[Component.THEORY]
    assert workspace.call(mark_no_show, registration_ids=(first, second)) == (first, second)
    assert statuses(workspace, day) == ["no_show", "no_show", "registered"]
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        row = uow.get(ExamRegistration, first)
        assert (row.theory_score, row.theory_passed, row.overall_passed) == (None, None, None)
        assert uow.get(ExamSession, day.papers[Component.THEORY]).current_enrollment == 3


def test_marking_twice_changes_nothing_the_second_time(workspace: Workspace, day: ExamDay) -> None:
    first = day.registrations[Component.THEORY][0]
    workspace.call(mark_no_show, registration_ids=(first,))
    assert workspace.call(mark_no_show, registration_ids=(first,)) == ()


def test_nobody_is_absent_before_the_day_of_the_exam(
    workspace: Workspace, day: ExamDay, clock: FixedClock
) -> None:
    clock.instant = datetime(2026, 9, 5, 22, 59, tzinfo=UTC)  # 23:59 in London
    with pytest.raises(DomainError, match="NO_SHOW_BEFORE_EXAM"):
        workspace.call(mark_no_show, registration_ids=day.registrations[Component.THEORY])


def test_who_has_a_mark_was_there(workspace: Workspace, day: ExamDay) -> None:
    workspace.call(set_marks, marks=(day.mark(2, "60"),))
    with pytest.raises(DomainError, match="NO_SHOW_WITH_MARK"):
        workspace.call(mark_no_show, registration_ids=day.registrations[Component.THEORY])
    assert statuses(workspace, day) == ["registered", "completed", "registered"]


def test_undoing_needs_a_no_show(workspace: Workspace, day: ExamDay) -> None:
    first, second, _ = day.registrations[Component.THEORY]
    workspace.call(mark_no_show, registration_ids=(first,))
    with pytest.raises(DomainError, match="STATUS_CHANGE_NOT_ALLOWED"):
        workspace.call(undo_no_show, registration_ids=(first, second))
    workspace.call(undo_no_show, registration_ids=(first,))
    assert statuses(workspace, day) == ["registered"] * 3


def test_an_invigilator_records_only_where_they_are_assigned(
    workspace: Workspace, day: ExamDay
) -> None:
    ids = day.registrations[Component.THEORY]
    kim = invigilator(workspace, day.papers[Component.THEORY])
    assert kim.call(mark_no_show, registration_ids=ids[:1]) == ids[:1]
    lee = invigilator(workspace, name="Lee Long")
    with pytest.raises(DomainError, match="NOT_ASSIGNED"):
        lee.call(mark_no_show, registration_ids=ids[1:])
    with pytest.raises(DomainError, match="NOT_ASSIGNED"):
        lee.call(undo_no_show, registration_ids=ids[:1])


def test_an_unknown_registration_is_not_found(workspace: Workspace, day: ExamDay) -> None:
    with pytest.raises(DomainError, match="NOT_FOUND"):
        workspace.call(mark_no_show, registration_ids=(workspace.store.new_id(),))
