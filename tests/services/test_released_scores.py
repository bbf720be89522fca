"""No service changes a released score without a version, an audit entry and a reason (rule 14)."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.helpers.enquiries import MARTA, THEORY, TOM, Desk, enquiry_desk
from tests.helpers.made_up import MadeUp
from tests.helpers.stores import found_test_centre, sqlite_store
from wset_desk import services
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.permissions import Role
from wset_desk.domain.results import ResultState
from wset_desk.services.contract import SERVICES
from wset_desk.storage.schema import (
    AuditEntry,
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    LedgerEntry,
    Product,
    ResultVersion,
    Room,
)
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.clock import FixedClock

for _module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
    importlib.import_module(_module.name)

COMMANDS = sorted(name for name, each in SERVICES.items() if each.writes)
MAY_CHANGE = {"results.correct_marks", "reviewing.complete_enquiry"}
ResultKey = tuple[UUID, Component]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Desk]:
    """One for all, as nothing is committed: Eva reviews Marta's tasting."""
    path = tmp_path_factory.mktemp("released") / "store.db"
    clock = FixedClock(datetime(2026, 8, 1, 9, tzinfo=UTC))
    store = sqlite_store(path, sqlite_template, clock)
    found = enquiry_desk(found_test_centre(store), clock)
    found.admin.call(SERVICES["rooms.add_room"].function, name="Main Hall", seats=12)
    found.under_review(MARTA)
    found.submit(TOM)
    yield found
    store.close()


def world(office: Desk) -> dict[str, Any]:
    """The ids that commands are given: everything hangs together with Marta's tasting."""
    with office.admin.store.unit_of_work(office.admin.actor, write=False) as uow:
        marked = uow.get(ExamRegistration, office.registration(MARTA))
        exam = uow.get(ExamSession, marked.exam_session_id)
        versions = select(ResultVersion).where(
            ResultVersion.exam_registration_id == marked.id,
            ResultVersion.state == ResultState.RELEASED,
        )
        (version,) = uow.session.scalars(versions)
        offering_id = office.school.offering.id
        asked = next(x for x in uow.session.scalars(select(LedgerEntry)) if x.exam_enquiry_id)
        enrollment = uow.get(CourseEnrollment, marked.course_enrollment_id or marked.id)
        return {
            "registration": marked.id,
            "registration_ids": (marked.id, office.registration(MARTA, THEORY)),
            "candidate": marked.candidate_id,
            "kept": office.school.people[TOM - 1],
            "merged": marked.candidate_id,
            "exam_session": exam.id,
            "session": office.school.course_session_id,
            "exam_template": exam.exam_template_id,
            "template": exam.exam_template_id,
            "offering": offering_id,
            "course": office.school.offering.course_id,
            "enrollment": enrollment.id,
            "versions": (version.id,),
            "version": version.id,
            "enquiry": asked.exam_enquiry_id,
            "entry": asked.id,
            "product": next(iter(uow.session.scalars(select(Product)))).id,
            "room": next(iter(uow.session.scalars(select(Room)))).id,
            "staff": office.dan.actor.staff_id,
            "component": Component.TASTING,
            "part": None,
            "mark": "77",
            "rule_profile": "WSET",
            "appeal_of_id": None,
            "kind": FileKind.RESULTS,
        }


def released_scores(uow: UnitOfWork) -> dict[ResultKey, Decimal | None]:
    """What the rows of registrations say that has been released."""
    rows = uow.session.scalars(select(ExamRegistration))
    return {
        (row.id, component): getattr(row, f"{component}_score")
        for row in rows
        for component in Component
        if getattr(row, f"{component}_state") == ResultState.RELEASED
    }


def changed_scores(uow: UnitOfWork, before: dict[ResultKey, Decimal | None]) -> list[ResultKey]:
    uow.session.flush()
    rows = {row.id: row for row in uow.session.scalars(select(ExamRegistration))}
    return [
        key
        for key, score in before.items()
        if key[0] not in rows or getattr(rows[key[0]], f"{key[1]}_score") != score
    ]


def unexplained(uow: UnitOfWork, key: ResultKey) -> bool:
    """Whether a change of this unit of work has no version, no audit entry or no reason."""
    entries = [x for x in uow.session.scalars(select(AuditEntry)) if x.tx == uow.tx and x.reason]
    about = {(each.entity, each.row_id) for each in entries}
    versions = uow.session.scalars(
        select(ResultVersion).where(
            ResultVersion.exam_registration_id == key[0], ResultVersion.component == key[1]
        )
    )
    new = max(versions, key=lambda each: each.number)
    registration = uow.get(ExamRegistration, key[0])
    says_so = new.score == getattr(registration, f"{key[1]}_score") and bool(new.reason)
    explained = {("result_versions", new.id), ("exam_registrations", key[0])} <= about
    return not (says_so and explained)


def tried(office: Desk, name: str, *, truth: bool, sparse: bool) -> tuple[bool, list[ResultKey]]:
    """Whether the command got to its work, and which released scores it changed."""
    actor = replace(office.eva.actor, roles=frozenset(Role))
    service = SERVICES[name].function
    made_up = MadeUp(world(office), now=office.clock.now(), truth=truth)
    arguments = made_up.arguments(service, sparse=sparse)
    with office.admin.store.unit_of_work(actor, write=True) as uow:
        before = released_scores(uow)
        try:
            service(uow, **arguments)
        except DomainError as error:
            assert error.code != "NOT_PERMITTED"
            return False, []
        except (IntegrityError, LookupError, ValueError):
            return False, []  # nobody could ask for what was made up
        changed = changed_scores(uow, before)
        assert not [key for key in changed if unexplained(uow, key)]
    return True, changed


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_changes_one_silently(office: Desk, name: str) -> None:
    changed = [
        key
        for truth in (True, False)
        for sparse in (True, False)
        for key in tried(office, name, truth=truth, sparse=sparse)[1]
    ]
    assert bool(changed) == (name in MAY_CHANGE)


def test_the_commands_about_results_get_to_their_work(office: Desk) -> None:
    """What is refused at once would prove little."""
    wanted = MAY_CHANGE | {"results.set_marks", "reviewing.reject_enquiry"}
    assert {name for name in wanted if tried(office, name, truth=True, sparse=False)[0]} == wanted
