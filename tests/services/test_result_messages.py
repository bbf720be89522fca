"""A released result is told in a draft where staff want that; nothing is written before."""

import pytest

from tests.helpers.marking import ExamDay, exam_day
from tests.helpers.result_life import confirm, officer, release, standing
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.notices import NoticeKind, NoticeMethod, NoticeState
from wset_desk.services.notices.outbox import mark_sent, notices
from wset_desk.services.notices.rows import NoticeRow
from wset_desk.services.releases import release_results
from wset_desk.services.results import correct_marks, set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

DRAFT, DISCARDED, SENT = NoticeState.DRAFT, NoticeState.DISCARDED, NoticeState.SENT


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    """Two candidates of level 3 with both marks each; the first fails the tasting."""
    day = exam_day(workspace, level=3, candidates=2)
    clock.instant = clock.instant.replace(month=10)
    marks = [day.mark(number, "70") for number in (1, 2)]
    tasting = Component.TASTING
    marks += [day.mark(1, "20", tasting), day.mark(2, "85", tasting)]
    workspace.call(set_marks, marks=tuple(marks))
    return day


@pytest.fixture
def bea(workspace: Workspace) -> Workspace:
    return officer(workspace)


def told(workspace: Workspace) -> list[NoticeRow]:
    """The oldest first."""
    return list(reversed(workspace.run(notices)))


def test_each_is_told_of_each_exam_and_what_they_come_to(day: ExamDay, bea: Workspace) -> None:
    versions = confirm(bea, day)
    assert told(bea) == []
    bea.call(release_results, versions=versions, write_messages=True)
    drafts = told(bea)
    assert {(each.kind, each.state) for each in drafts} == {(NoticeKind.RESULT, DRAFT)}
    assert [each.name for each in drafts] == ["Aoife Byrne"] * 2 + ["Ines Duarte"] * 2
    first, second = drafts[0], drafts[1]
    assert first.subject == "Your result: Level 3 Theory Exam"
    assert "\nTheory: 70 / 100, Pass\nOverall result: Fail\n" in first.body
    assert "\nTasting: 20 / 100, Fail\nOverall result: Fail\n" in second.body
    assert "\nTasting: 85 / 100, Pass\nOverall result: Pass\n" in drafts[3].body


def test_a_paper_that_is_released_alone_says_nothing_overall(day: ExamDay, bea: Workspace) -> None:
    (theory,) = confirm(bea, day)[:1]
    bea.call(release_results, versions=(theory,), write_messages=True)
    (draft,) = told(bea)
    assert "Overall" not in draft.body


def test_without_the_tick_nobody_is_written_to(day: ExamDay, bea: Workspace) -> None:
    release(bea, day)
    assert told(bea) == []


def test_what_isnt_confirmed_is_neither_released_nor_told(day: ExamDay, bea: Workspace) -> None:
    with pytest.raises(DomainError, match="RESULT_STATE_NOT_ALLOWED"):
        bea.call(release_results, versions=standing(bea, day), write_messages=True)
    assert told(bea) == []


def test_a_correction_withdraws_what_wasnt_sent_and_leaves_what_was(
    day: ExamDay, bea: Workspace
) -> None:
    versions = confirm(bea, day)
    bea.call(release_results, versions=versions, write_messages=True)
    theory, first, _theory, second = told(bea)
    bea.call(mark_sent, notice_id=second.id, method=NoticeMethod.COPIED)
    tasting = Component.TASTING
    marks = (day.mark(1, "57", tasting), day.mark(2, "86", tasting))
    bea.call(correct_marks, marks=marks, reason="Added up wrongly")
    states = {each.id: each.state for each in told(bea)}
    assert states[first.id] is DISCARDED
    assert states[second.id] is SENT
    assert states[theory.id] is DRAFT
