"""Results on their way to candidates, for tests: who confirms, what stands, what was written."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from tests.helpers.marking import ExamDay
from wset_desk.domain.catalogue import Component
from wset_desk.domain.permissions import Role
from wset_desk.services.confirmations import confirm_results
from wset_desk.services.releases import release_results
from wset_desk.services.results_grid import results_grid
from wset_desk.services.results_rows import MarkCell, ResultsGrid
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, ResultVersion, Staff


def officer(workspace: Workspace, name: str = "Bea Both") -> Workspace:
    """The same store with an exams officer signed in: the second person."""
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        staff = uow.add(Staff(username=name.lower(), name=name, roles=[Role.EXAMS_OFFICER]))
        uow.commit()
    roles = frozenset({Role.EXAMS_OFFICER})
    return Workspace(
        workspace.store, replace(workspace.actor, staff_id=staff.id, name=name, roles=roles)
    )


def grid_of(workspace: Workspace, day: ExamDay) -> ResultsGrid:
    return workspace.run(results_grid, course_session_id=day.course_session_id)


def cell(workspace: Workspace, day: ExamDay, number: int, column: int = 0) -> MarkCell:
    """Of the candidate with this number, counted from 1."""
    found = grid_of(workspace, day).rows[number - 1].cells[column]
    assert found is not None
    return found


def standing(workspace: Workspace, day: ExamDay, *numbers: int) -> tuple[UUID, ...]:
    """The versions that stand, of these candidates or of everybody who has a mark."""
    grid = grid_of(workspace, day)
    wanted = [grid.rows[number - 1] for number in numbers] or grid.rows
    found = [each for row in wanted for each in row.cells if each is not None and each.score]
    return tuple(dict.fromkeys(each.version_id for each in found if each.version_id is not None))


def confirm(second: Workspace, day: ExamDay, *numbers: int) -> tuple[UUID, ...]:
    return second.call(confirm_results, versions=standing(second, day, *numbers))


def release(second: Workspace, day: ExamDay, *numbers: int) -> tuple[UUID, ...]:
    """Confirm and release."""
    return second.call(release_results, versions=confirm(second, day, *numbers))


def registration(
    workspace: Workspace, day: ExamDay, number: int, of: Component = Component.THEORY
) -> ExamRegistration:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return uow.get(ExamRegistration, day.registrations[of][number - 1])


def versions_of(workspace: Workspace, registration_id: UUID) -> Sequence[ResultVersion]:
    """In the order in which they were written."""
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return list(
            uow.session.scalars(
                select(ResultVersion)
                .where(ResultVersion.exam_registration_id == registration_id)
                .order_by(ResultVersion.component, ResultVersion.number)
            )
        )
