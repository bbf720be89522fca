"""A result can't change without a version, an audit entry and, once it was confirmed, a reason."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.marking import ExamDay, at, exam_day
from tests.helpers.result_life import officer, standing, versions_of
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import ResultState
from wset_desk.services.attendance import mark_no_show, undo_no_show
from wset_desk.services.confirmations import confirm_results, take_back_confirmation
from wset_desk.services.releases import release_results
from wset_desk.services.results import MarkInput, correct_marks, restore_marks, set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import AuditEntry, ExamRegistration, ResultVersion
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)
STEPS = 100
REASON = "Marks were swapped"
SETTLED = {"confirmed", "released"}


class Staff:
    """Two people who do whatever comes to their minds; what is refused is refused."""

    def __init__(self, workspace: Workspace, day: ExamDay, seed: int) -> None:
        self._people = (workspace, officer(workspace))
        self._day = day
        self._source = Random(seed)

    def act(self) -> None:
        deed: Callable[[Workspace], object] = self._source.choice(
            (*[self._mark, self._move, self._correct] * 3, self._undo, self._absent)
        )
        with suppress(DomainError):
            deed(self._source.choice(self._people))

    def _marks(self) -> tuple[MarkInput, ...]:
        part, text = self._source.choice(
            (
                ("multiple_choice", "40"),
                ("written", "70"),
                ("written", ""),
                (None, "30"),
                (None, ""),
            )
        )
        of = "tasting" if part is None else "theory"
        return (self._day.mark(self._source.randint(1, 2), text, of, part),)

    def _mark(self, who: Workspace) -> None:
        who.call(set_marks, marks=self._marks())

    def _correct(self, who: Workspace) -> None:
        reason = self._source.choice(("", REASON))
        who.call(correct_marks, marks=self._marks(), reason=reason)

    def _move(self, who: Workspace) -> None:
        service = self._source.choice((confirm_results, release_results, take_back_confirmation))
        for version in standing(who, self._day):
            with suppress(DomainError):
                who.call(service, versions=(version,))

    def _undo(self, who: Workspace) -> None:
        registrations = self._source.choice(list(self._day.registrations.values()))
        versions = versions_of(who, self._source.choice(registrations))
        if versions:
            who.call(restore_marks, versions=(self._source.choice(versions).id,))

    def _absent(self, who: Workspace) -> None:
        service = self._source.choice((mark_no_show, undo_no_show))
        registrations = self._source.choice(list(self._day.registrations.values()))
        who.call(service, registration_ids=(self._source.choice(registrations),))


@pytest.mark.parametrize("seed", [1, 4])
def test_whatever_is_done_can_be_read_back(
    workspace: Workspace, clock: FixedClock, seed: int
) -> None:
    day = exam_day(workspace, level=3, profile="WSET", candidates=2, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    staff = Staff(workspace, day, seed)
    for _step in range(STEPS):
        staff.act()
    versions = [check_result(workspace, component, each) for component, each in results(day)]
    assert {version.state for chain in versions for version in chain} == set(ResultState)
    assert any(version.reason == REASON for chain in versions for version in chain)
    check_audit(workspace, [version for chain in versions for version in chain])


def results(day: ExamDay) -> list[tuple[Component, UUID]]:
    return [(component, each) for component, ids in day.registrations.items() for each in ids]


def check_result(
    workspace: Workspace, component: Component, registration_id: UUID
) -> Sequence[ResultVersion]:
    """The chain has no gap, says each change, and ends in what the registration shows."""
    chain = versions_of(workspace, registration_id)
    assert [each.number for each in chain] == list(range(1, len(chain) + 1))
    for old, new in pairwise(chain):
        assert new.previous_score == old.score
        goes_on = (new.score, new.parts) == (old.score, old.parts) and new.state in SETTLED
        assert goes_on or old.state not in SETTLED or new.reason
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        row = uow.get(ExamRegistration, registration_id)
    shown = (getattr(row, f"{component}_score"), getattr(row, f"{component}_state"))
    latest = chain[-1] if chain else None
    if latest is None or latest.score is None:
        assert shown == (None, None)
    else:
        assert shown == (latest.score, latest.state)
    return chain


def check_audit(workspace: Workspace, versions: Sequence[ResultVersion]) -> None:
    """Each version has its audit entry, by the same person and with the same reason."""
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        entries = {
            entry.row_id: entry
            for entry in uow.session.scalars(
                select(AuditEntry).where(AuditEntry.entity == "result_versions")
            )
        }
    assert len(entries) == len(versions)
    for version in versions:
        entry = entries[version.id]
        assert (entry.op, entry.actor_id, entry.reason) == (
            "insert",
            version.entered_by_id,
            version.reason,
        )
