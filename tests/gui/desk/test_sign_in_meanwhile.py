"""What sync brings in while somebody sits at a desk, or wants to."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from tests.gui.desk.conftest import Begin
from tests.helpers.desk import settle
from tests.helpers.person import PersonAt
from tests.helpers.profiles import ADA
from tests.helpers.program import Program
from tests.helpers.stores import PASSWORD
from ui.common.bus import bus
from ui.desk.start.lock import LockPage
from ui.desk.start.sign_in import SignInPage
from wset_desk.domain.permissions import Role
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.services.first_run import NewCentre
from wset_desk.storage.schema import ServerLink, Staff, SyncCursor


def sign_in(person: PersonAt) -> None:
    page = person.find(SignInPage)
    person.fill(page.form, username="ada", password=PASSWORD)
    person.press(Qt.Key.Key_Return)


@pytest.fixture
def at_desk(begin: Begin, vine_school: NewCentre) -> PersonAt:
    """Ada, signed in."""
    person = begin(ADA.name)
    sign_in(person)
    return person


def told(program: Program) -> str:
    """Every text that is shown."""
    labels = program.window.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def test_whoever_has_left_meanwhile_is_signed_out_with_a_word(
    at_desk: PersonAt, program: Program
) -> None:
    centre = program.current.centre
    assert centre is not None
    with centre.workspace.store.replica(centre.workspace.actor) as uow:
        uow.session.scalars(select(Staff).where(Staff.username == "ada")).one().active = False
        uow.commit()
    bus.tell(frozenset({"staff"}), program.window)
    settle()
    assert at_desk.find(SignInPage).isVisible()
    assert program.window.desk is None
    assert "can’t sign in here any more" in told(program)


def test_whoever_may_do_other_things_by_now_signs_in_anew(
    at_desk: PersonAt, program: Program
) -> None:
    centre = program.current.centre
    assert centre is not None
    with centre.workspace.store.replica(centre.workspace.actor) as uow:
        ada = uow.session.scalars(select(Staff).where(Staff.username == "ada")).one()
        ada.roles = [Role.EXAMS_OFFICER.value]
        uow.commit()
    bus.tell(frozenset({"staff"}), program.window)
    settle()
    page = at_desk.find(LockPage)
    assert page.isVisible()
    page.submitted.emit(PASSWORD)
    settle()
    assert program.window.desk is not None
    assert program.window.desk.context.session.roles == {Role.EXAMS_OFFICER}


def test_after_too_long_without_the_server_it_is_asked_first(
    begin: Begin, vine_school: NewCentre, program: Program
) -> None:
    person = begin(ADA.name)
    centre = program.current.centre
    assert centre is not None
    store, actor = centre.workspace.store, centre.workspace.actor
    with store.replica(actor) as uow:
        away = uow.now - timedelta(days=15)
        link = ServerLink(address="https://x", fingerprint="F", connected_at=away)
        uow.session.add(link)
        uow.commit()
    sign_in(person)
    assert not program.window.desk_is_shown
    assert "hasn’t reached its server since 17 July 2026" in told(program)
    with store.replica(actor) as uow:
        reached = SyncCursor(scope="centre", seq=1, epoch=uow.new_id(), synced_at=uow.now)
        uow.session.add(reached)
        uow.commit()
    program.current.sync.changed.emit(SyncState(SyncKind.SAVED))
    settle()
    assert program.window.desk_is_shown
