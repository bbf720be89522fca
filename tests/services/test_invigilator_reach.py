"""What an invigilator is answered: of their own sessions everything, of any other nothing."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.marking import ExamDay, at, exam_day, invigilator
from wset_desk import services
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import EVERYBODY, ROLE_PERMISSIONS, Role
from wset_desk.services.attendance import mark_no_show, undo_no_show
from wset_desk.services.check_in import check_in_state, check_in_states
from wset_desk.services.contract import SERVICES
from wset_desk.services.letters.exam_lists import exam_lists
from wset_desk.services.marking.double_entry import restore_entries
from wset_desk.services.marking.progress import entry_progress
from wset_desk.services.marking.typed_marks import EntryChange
from wset_desk.services.result_history import result_history
from wset_desk.services.results import restore_marks, set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.results_to_mark import sessions_for_results
from wset_desk.services.syncing.journal import list_sent, list_waiting
from wset_desk.services.syncing.not_taken import (
    NotTakenList,
    keep_edited,
    keep_mine,
    keep_theirs,
    list_not_taken,
)
from wset_desk.services.syncing.runs import list_runs
from wset_desk.services.today import today
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate, ExamRegistration, OutboxEntry, ResultVersion
from wset_desk.system.clock import FixedClock

for _module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
    importlib.import_module(_module.name)

MARK = "37.25"
HIDDEN = "Hidden"


@dataclasses.dataclass(frozen=True)
class Exam:
    """An exam day with one mark in it."""

    day: ExamDay
    version_id: UUID

    @property
    def session(self) -> UUID:
        return self.day.papers[Component.THEORY]

    @property
    def registration(self) -> UUID:
        return self.day.registrations[Component.THEORY][0]

    @property
    def entry(self) -> EntryChange:
        return EntryChange(self.registration, Component.THEORY, None, None, Decimal(5))


Call = Callable[[Workspace, Exam], object]
RESULT = {"component": Component.THEORY}
CALLS: dict[str, Call] = {
    "attendance.mark_no_show": lambda who, x: who.run(
        mark_no_show, registration_ids=x.day.registrations[Component.THEORY][1:]
    ),
    "attendance.undo_no_show": lambda who, x: who.run(
        undo_no_show, registration_ids=x.day.registrations[Component.THEORY][1:]
    ),
    "check_in.check_in_state": lambda who, x: who.run(
        check_in_state, registration_id=x.registration
    ),
    "check_in.check_in_states": lambda who, x: who.run(check_in_states, exam_session_id=x.session),
    "double_entry.restore_entries": lambda who, x: who.run(restore_entries, changes=(x.entry,)),
    "exam_lists.exam_lists": lambda who, x: who.run(exam_lists, exam_session_ids=(x.session,)),
    "journal.list_sent": lambda who, x: who.run(list_sent),
    "journal.list_waiting": lambda who, x: who.run(list_waiting),
    "not_taken.list_not_taken": lambda who, x: who.run(list_not_taken),
    "progress.entry_progress": lambda who, x: who.run(entry_progress, exam_session_id=x.session),
    "result_history.result_history": lambda who, x: who.run(
        result_history, registration_id=x.registration, **RESULT
    ),
    "results.restore_marks": lambda who, x: who.run(restore_marks, versions=(x.version_id,)),
    "results.set_marks": lambda who, x: who.run(set_marks, marks=(x.day.mark(1, "5"),)),
    "results_grid.results_grid": lambda who, x: who.run(results_grid, exam_session_id=x.session),
    "runs.list_runs": lambda who, x: who.run(list_runs),
    "results_to_mark.sessions_for_results": lambda who, x: who.run(sessions_for_results),
    "today.today": lambda who, x: who.run(today),
}
"""Every service about exams that an invigilator may call, asked about an exam."""
ABOUT_THE_CENTRE = {
    "centre_details.centre_details",
    "centre_pictures.logo",
    "centre_settings.setting_states",
}
ABOUT_ONES_OWN = {
    "not_taken.keep_edited",
    "not_taken.keep_mine",
    "not_taken.keep_theirs",
}
OVERVIEWS = {
    *("journal.list_sent", "journal.list_waiting", "not_taken.list_not_taken", "runs.list_runs"),
    *("results_to_mark.sessions_for_results", "today.today"),
}


@pytest.fixture
def theirs(workspace: Workspace, clock: FixedClock) -> Exam:
    """An exam of the same day to which Kim isn't assigned; all its names say so."""
    day = exam_day(workspace, candidates=2, name=f"{HIDDEN} course", location=f"{HIDDEN} room")
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        for registration_id in day.registrations[Component.THEORY]:
            registration = uow.get(ExamRegistration, registration_id)
            uow.get(Candidate, registration.candidate_id).last_name = HIDDEN
        uow.commit()
    return marked(workspace, clock, day)


@pytest.fixture
def mine(workspace: Workspace, clock: FixedClock) -> Exam:
    clock.instant = at(date(2026, 8, 1))
    return marked(workspace, clock, exam_day(workspace, candidates=2))


@pytest.fixture
def kim(workspace: Workspace, theirs: Exam, mine: Exam) -> Workspace:
    return invigilator(workspace, mine.session)


def marked(workspace: Workspace, clock: FixedClock, day: ExamDay) -> Exam:
    clock.instant = at(date(2026, 9, 6))
    outcome = workspace.call(set_marks, marks=(day.mark(1, MARK),))
    return Exam(day, outcome.saved[0].version_id)


def texts(value: object) -> Iterator[str]:
    """Whatever an answer says, however deep."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from texts(getattr(value, each.name))
    elif isinstance(value, Mapping):
        yield from texts(tuple(value.items()))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from texts(each)
    else:
        yield str(value)


def test_every_service_that_an_invigilator_may_call_is_tried() -> None:
    own = ROLE_PERMISSIONS[Role.INVIGILATOR] - EVERYBODY
    may = {name for name, each in SERVICES.items() if each.permissions & own}
    assert may - ABOUT_THE_CENTRE - ABOUT_ONES_OWN == set(CALLS)


@pytest.mark.parametrize("name", sorted(CALLS.keys() - OVERVIEWS))
def test_another_session_is_refused(kim: Workspace, theirs: Exam, name: str) -> None:
    with pytest.raises(DomainError, match="NOT_ASSIGNED"):
        CALLS[name](kim, theirs)
    with kim.store.unit_of_work(kim.actor, write=False) as uow:
        versions = uow.session.scalars(
            select(ResultVersion.score).where(
                ResultVersion.exam_registration_id == theirs.registration
            )
        ).all()
    assert versions == [Decimal(MARK)]


@pytest.mark.parametrize("name", sorted(OVERVIEWS))
def test_no_overview_mentions_another_session(kim: Workspace, theirs: Exam, name: str) -> None:
    said = set(texts(CALLS[name](kim, theirs)))
    assert not [text for text in said if HIDDEN in text or text == str(theirs.session)]


def test_what_others_typed_is_not_theirs_to_settle(kim: Workspace, theirs: Exam) -> None:
    with kim.store.replica(kim.actor) as uow:
        wanted = select(OutboxEntry).where(OutboxEntry.row_id == theirs.version_id)
        (entry,) = uow.session.scalars(wanted)
        entry.state = "conflict"
        uow.commit()
    for settle in (keep_mine, keep_theirs):
        with pytest.raises(DomainError, match="NOT_FOUND"):
            kim.run(settle, tx=entry.tx)
    marks = {"marks": (theirs.day.mark(1, "5"),)}
    with pytest.raises(DomainError, match="NOT_FOUND"):
        kim.run(keep_edited, tx=entry.tx, service=set_marks, arguments=marks)
    assert kim.run(list_not_taken) == NotTakenList((), of_others=1)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_their_own_session_is_not_refused(kim: Workspace, mine: Exam, name: str) -> None:
    """So that the tests above don't pass because of something else."""
    try:
        CALLS[name](kim, mine)
    except DomainError as error:
        assert error.code not in {"NOT_ASSIGNED", "NOT_PERMITTED", "NOT_FOUND"}


def test_a_mark_of_another_paper_is_not_even_hinted_at(
    workspace: Workspace, clock: FixedClock
) -> None:
    """Marks far apart are flagged to whoever may see both."""
    day = exam_day(workspace, level=3, candidates=1, days=[date(2026, 9, 6)])
    clock.instant = at(date(2026, 9, 6))
    workspace.call(set_marks, marks=(day.mark(1, "95"), day.mark(1, "20", "tasting")))
    kim = invigilator(workspace, day.papers[Component.THEORY])
    for who, is_told in ((workspace, True), (kim, False)):
        (row,) = who.run(results_grid, course_session_id=day.course_session_id).rows
        (cell, *_others) = row.cells
        assert cell is not None
        assert (cell.warning is not None) is is_told


def _names(answer: Any) -> list[str]:
    return [text for text in texts(answer) if HIDDEN in text]


def test_the_administrator_sees_what_is_hidden_from_kim(
    workspace: Workspace, kim: Workspace
) -> None:
    assert _names(workspace.run(today))
    assert not _names(kim.run(today))
