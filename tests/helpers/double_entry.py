"""Exam days whose marks two people type, for tests."""

from datetime import date
from uuid import UUID

from tests.helpers.marking import ExamDay, at, exam_day
from wset_desk.domain.catalogue import Component
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.marking.double_entry import decide_mark
from wset_desk.services.marking.progress import UnsettledMark, unsettled_marks
from wset_desk.services.results import MarksOutcome, set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.settings import RESULT_DOUBLE_ENTRY
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)


def switch(workspace: Workspace, *, on: bool) -> None:
    """For the whole centre."""
    workspace.call(change_setting, name=RESULT_DOUBLE_ENTRY.name, value=on)


def twice_typed_day(workspace: Workspace, clock: FixedClock, **kwargs: object) -> ExamDay:
    """An exam day of level 2, on which the clock then stands, with marks entered twice."""
    found = exam_day(workspace, candidates=3, **kwargs)  # type: ignore[arg-type]
    clock.instant = at(EXAM_DAY)
    switch(workspace, on=True)
    return found


def types(
    who: Workspace, day: ExamDay, number: int, mark: str, part: str | None = None
) -> MarksOutcome:
    return who.call(set_marks, marks=(day.mark(number, mark, part=part),))


def unsettled(who: Workspace, day: ExamDay) -> tuple[UnsettledMark, ...]:
    return who.run(unsettled_marks, course_session_id=day.course_session_id)


def decides(
    who: Workspace, day: ExamDay, number: int, mark: str, reason: str = "Looked at the paper"
) -> tuple[UUID, ...]:
    return who.call(
        decide_mark,
        registration_id=day.registrations[Component.THEORY][number - 1],
        component=Component.THEORY,
        mark=mark,
        reason=reason,
    )
