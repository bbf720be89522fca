"""People's accounts: what is said of them, and what they are still assigned to."""

from datetime import date, timedelta

import pytest

from tests.helpers.exam_centre import ExamCentre
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.services.accounts import Duty, duties, edit_account, list_accounts
from wset_desk.services.catalogue import list_offerings
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

INVIGILATOR = frozenset({Role.INVIGILATOR})


def test_an_e_mail_address_is_kept_and_taken_out(workspace: Workspace) -> None:
    kim = ExamCentre(workspace).person()
    given = {"staff_id": kim, "name": "Kim Park", "roles": INVIGILATOR}
    workspace.call(edit_account, **given, email=" kim@borough.example ")
    found = {person.id: person.email for person in workspace.run(list_accounts)}
    assert found[kim] == "kim@borough.example"
    assert workspace.call(edit_account, **given).email == ""


def test_what_is_no_address_is_refused_at_its_field(workspace: Workspace) -> None:
    kim = ExamCentre(workspace).person()
    with pytest.raises(DomainError, match="EMAIL_NOT_PLAUSIBLE") as refused:
        workspace.call(edit_account, staff_id=kim, name="Kim", roles=INVIGILATOR, email="kim")
    assert refused.value.parameters["field"] == "email"


def test_duties_are_the_sessions_to_come(workspace: Workspace, clock: FixedClock) -> None:
    centre = ExamCentre(workspace)
    kim = centre.person()
    template = centre.offering()[ExamType.THEORY]
    offering = workspace.run(list_offerings)[0]
    day = date(2026, 11, 2)
    centre.exam(template, day, name="Autumn makeup", invigilator_ids=(kim,))
    centre.course(offering.id, date(2026, 9, 5), educator_ids=(kim,), name="Weekend")
    assert workspace.run(duties, staff_id=kim) == (
        Duty("Weekend", date(2026, 9, 5)),
        Duty("Autumn makeup", day),
    )
    clock.advance(timedelta(days=60))
    assert workspace.run(duties, staff_id=kim) == (Duty("Autumn makeup", day),)
