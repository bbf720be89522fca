"""What the server computes is what the desk has computed, whatever it was that changed."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.helpers.enquiries import MARTA, TASTING, enquiry_desk, mark
from tests.helpers.exam_centre import ExamCentre
from tests.helpers.replay import rows_of
from tests.helpers.stores import sqlite_store
from tests.helpers.web_server import serving
from wset_desk.domain.catalogue import Component, ExamType
from wset_desk.services.results import MarkInput, set_marks
from wset_desk.services.templates import judge_anew
from wset_desk.services.workspace import Workspace
from wset_desk.storage.outbox_upgrade import send_findings
from wset_desk.storage.schema import ExamEnquiry, ExamRegistration, ExamTemplate, OutboxEntry
from wset_desk.storage.store import Store
from wset_desk.sync.connecting import bring_centre, sync_once
from wset_desk.sync.letting_in import new_code
from wset_desk.system.clock import FixedClock


@pytest.fixture
def server(tmp_path: Path, sqlite_template: Path, clock: FixedClock) -> Iterator[Store]:
    store = replace(sqlite_store(tmp_path / "server.db", sqlite_template, clock), is_server=True)
    yield store
    store.close()


@pytest.fixture
def address(server: Store) -> Iterator[str]:
    with serving(server) as address:
        yield address


def bring(desk: Workspace, server: Store, address: str) -> None:
    bring_centre(desk.store, desk.actor, address=address, code=new_code(server, None))
    assert sync_once(desk.store, desk.actor).not_taken == 0


def upheld(desk: Workspace, clock: FixedClock) -> None:
    """Marta's enquiry: her tasting passes, and her fee goes back."""
    people = enquiry_desk(desk, clock)
    people.complete(people.under_review(MARTA), mark(TASTING, "57"))


def test_a_decided_enquiry_goes_over_as_it_is(
    desk: Workspace, server: Store, address: str, clock: FixedClock
) -> None:
    upheld(desk, clock)
    before = rows_of(desk.store)
    (enquiry,) = before["exam_enquiries"]
    assert (enquiry["result_changed"], enquiry["fee_refunded"]) == (True, True)
    bring(desk, server, address)
    assert rows_of(server) == rows_of(desk.store) == before


def test_what_was_decided_before_this_version_goes_over_too(
    desk: Workspace, server: Store, address: str, clock: FixedClock
) -> None:
    upheld(desk, clock)
    with desk.store.replica(desk.actor) as uow:
        for entry in uow.session.scalars(select(OutboxEntry)):
            entry.patch = {k: v for k, v in entry.patch.items() if k != "result_changed"}
        uow.commit()
    with desk.store.engine.begin() as connection:
        send_findings(connection)
    bring(desk, server, address)
    with server.unit_of_work(desk.actor, write=False) as uow:
        assert uow.session.scalars(select(ExamEnquiry.result_changed)).all() == [True]


def test_marks_are_judged_anew_when_their_rules_change(
    desk: Workspace, server: Store, address: str, clock: FixedClock
) -> None:
    centre = ExamCentre(desk)
    template_id = centre.offering()[ExamType.THEORY]
    exam = centre.exam(template_id, clock.now().date())
    (registration,) = centre.register(exam.id, centre.candidate("Ann Lee"))
    marks = (MarkInput(registration, Component.THEORY, "60"),)
    assert not desk.call(set_marks, marks=marks).refused
    bring(desk, server, address)
    with desk.store.unit_of_work(desk.actor, write=True) as uow:
        template = uow.get(ExamTemplate, template_id)
        template.pass_mark_percentage = Decimal(65)
        judge_anew(uow, [template])
        uow.commit()
    sync_once(desk.store, desk.actor)
    with server.unit_of_work(desk.actor, write=False) as uow:
        assert uow.get(ExamRegistration, registration).theory_passed is False
    assert rows_of(server) == rows_of(desk.store)
