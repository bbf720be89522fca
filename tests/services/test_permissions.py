"""Each service × each role. A new service fails here until somebody has said who may call it."""

import importlib
import pkgutil
from dataclasses import replace

import pytest

from tests.helpers.stores import found_test_centre
from wset_desk import services
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.services.contract import SERVICES
from wset_desk.services.workspace import Workspace
from wset_desk.storage.store import Store

for _module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
    importlib.import_module(_module.name)

ADMINISTRATOR, OFFICER, INVIGILATOR = Role.ADMINISTRATOR, Role.EXAMS_OFFICER, Role.INVIGILATOR
NOBODY = None
CALLERS = (ADMINISTRATOR, OFFICER, INVIGILATOR, NOBODY)

ALLOWED: dict[tuple[Role | None, ...], str] = {
    (ADMINISTRATOR,): """
        staff.add_staff
    """,
    (ADMINISTRATOR, OFFICER): """
        candidates.add_candidate
        candidates.candidate
        candidates.edit_candidate
        candidates.find_candidates
        candidates.possible_duplicates
        candidates.remove_candidate
        imports.check_candidates
        imports.import_candidates
        imports.undo_import
        staff.list_staff
    """,
    (ADMINISTRATOR, OFFICER, INVIGILATOR): """
        attendance.mark_no_show
        attendance.undo_no_show
        results.restore_marks
        results.set_marks
        results_grid.results_grid
        results_to_mark.sessions_for_results
    """,
    (ADMINISTRATOR, OFFICER, INVIGILATOR, NOBODY): """
        staff.sign_in
    """,
}
EXPECTED = {name: callers for callers, names in ALLOWED.items() for name in names.split()}


@pytest.fixture
def centre(sqlite_file_store: Store) -> Workspace:
    return found_test_centre(sqlite_file_store)


def test_every_service_has_been_classified() -> None:
    assert sorted(SERVICES) == sorted(EXPECTED)


@pytest.mark.parametrize("caller", CALLERS, ids=lambda role: role or "nobody")
@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_lets_in_exactly_its_roles(
    centre: Workspace, name: str, caller: Role | None
) -> None:
    roles = frozenset() if caller is None else frozenset({caller})
    actor = replace(centre.actor, roles=roles)
    with centre.store.unit_of_work(actor, write=True) as uow:
        let_in = _is_let_in(lambda: SERVICES[name].function(uow))
    assert let_in == (caller in EXPECTED[name])


def _is_let_in(call: object) -> bool:
    """The permission is asked for first: whoever gets to the missing arguments is let in."""
    assert callable(call)
    try:
        call()
    except DomainError as error:
        return error.code != "NOT_PERMITTED"
    except TypeError as error:
        assert "missing" in str(error)
    return True
