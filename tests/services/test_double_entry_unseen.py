"""Nobody sees what the other typed before both have: in no query, no export, no audit log."""

import dataclasses
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from tests.helpers.double_entry import twice_typed_day, types, unsettled
from tests.helpers.marking import ExamDay, invigilator
from tests.helpers.result_life import officer
from wset_desk.domain.catalogue import Component
from wset_desk.domain.file_fields import FileKind
from wset_desk.services.audit import acts_to_export, find_acts, record_history
from wset_desk.services.audit_filters import AuditFilter
from wset_desk.services.candidates import candidate, find_candidates
from wset_desk.services.exports import export_records
from wset_desk.services.marking.progress import entry_progress
from wset_desk.services.result_history import result_history
from wset_desk.services.results_grid import results_grid
from wset_desk.services.results_to_mark import sessions_for_results
from wset_desk.services.today import today
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, MarkEntry
from wset_desk.system.clock import FixedClock

SECRET = "37.25"


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    """Ada has typed a mark, and another one before, which she took back."""
    found = twice_typed_day(workspace, clock)
    types(workspace, found, 1, "37.2")
    types(workspace, found, 1, SECRET)
    return found


@pytest.fixture
def bea(workspace: Workspace) -> Workspace:
    return officer(workspace)


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
        yield f"{value:f}" if isinstance(value, Decimal) else str(value)


def tells(answer: object) -> bool:
    return any(text.startswith("37.2") for text in texts(answer))


def answers(who: Workspace, day: ExamDay) -> dict[str, Any]:
    """What everything answers that shows marks, or might."""
    registration_id = day.registrations[Component.THEORY][0]
    with who.store.unit_of_work(who.actor, write=False) as uow:
        person = uow.get(ExamRegistration, registration_id).candidate_id
        entries = list(uow.session.scalars(select(MarkEntry.id)))
    course = {"course_session_id": day.course_session_id}
    result = {"registration_id": registration_id, "component": Component.THEORY}
    return {
        "grid": who.run(results_grid, **course),
        "progress": who.run(entry_progress, **course),
        "history": who.run(result_history, **result),
        "list": who.run(sessions_for_results),
        "today": who.run(today),
        "differences": unsettled(who, day),
        "profile": who.run(candidate, candidate_id=person),
        "candidates": who.run(find_candidates),
        "audit": who.run(acts_to_export),
        "audit of the candidate": who.run(record_history, entity="candidates", row_id=person),
        "audit of an entry": [
            who.run(record_history, entity="mark_entries", row_id=each) for each in entries
        ],
        **{kind: who.run(export_records, kind=kind) for kind in FileKind},
    }


def test_nothing_tells_the_second_typist(bea: Workspace, day: ExamDay) -> None:
    assert [name for name, answer in answers(bea, day).items() if tells(answer)] == []


def test_it_is_known_to_whoever_typed_it(workspace: Workspace, day: ExamDay) -> None:
    """So that the test above looks where something could be seen."""
    told = {name for name, answer in answers(workspace, day).items() if tells(answer)}
    assert {"grid", "audit", "audit of the candidate", "audit of an entry"} <= told


def test_the_audit_log_cannot_be_searched_for_it(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    for text in ("37.25", "37.2"):
        assert bea.run(find_acts, wanted=AuditFilter(text=text)).total == 0
    assert bea.run(find_acts, wanted=AuditFilter(entity="mark_entries")).total > 0


def test_the_two_who_differ_go_on_not_knowing(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    types(bea, day, 1, "73.25")
    assert [name for name, answer in answers(bea, day).items() if tells(answer)] == []


def test_the_third_sees_both_where_both_are_there(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    cas = officer(workspace, "Cas Third")
    assert not tells(unsettled(cas, day))
    types(bea, day, 1, "73.25")
    assert [each.mark for each in unsettled(cas, day)[0].entries] == [
        Decimal(SECRET),
        Decimal("73.25"),
    ]


def test_once_both_agree_the_log_says_what_each_typed(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    types(bea, day, 1, SECRET)
    assert tells(bea.run(acts_to_export))


def test_an_invigilator_is_told_as_little(workspace: Workspace, day: ExamDay) -> None:
    kim = invigilator(workspace, *day.papers.values())
    course = {"course_session_id": day.course_session_id}
    assert not tells(kim.run(results_grid, **course))
    assert not tells(kim.run(entry_progress, **course))
