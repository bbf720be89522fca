"""The whole program at a centre whose level 3 results are released, and ways to its enquiries."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from sqlalchemy import select

from tests.helpers.desk import settle
from tests.helpers.enquiries import Desk, enquiry_desk
from tests.helpers.person import ALT, PersonAt
from tests.helpers.profiles import ADA, set_up
from tests.helpers.program import Program
from tests.helpers.stores import NOW, PASSWORD, PASSWORDS
from ui.desk.enquiries.view import EnquiriesView
from ui.desk.start.sign_in import SignInPage
from wset_desk.services.board.board import board
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, LedgerEntry, Staff
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore

CENTRE = "Vine School"
OCTOBER_12 = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)


def released_centre(root: Path, keys: KeyStore) -> Desk:
    """Released results; Ada, Dan, Cleo and Eva can sign in. It is open until `admin` is closed."""
    clock = FixedClock(NOW)
    centre = set_up(root, clock, keys, centre=replace(ADA, name=CENTRE))
    made = enquiry_desk(centre.workspace, clock)
    for name, workspace in (("dan", made.dan), ("cleo", made.cleo), ("eva", made.eva)):
        with made.admin.store.unit_of_work(made.admin.actor, write=True) as uow:
            staff = uow.get(Staff, workspace.actor.staff_id)  # type: ignore[arg-type]
            staff.username, staff.password_hash = name, PASSWORDS.hash(PASSWORD)
            uow.commit()
    return made


def open_profile(program: Program, candidate_id: UUID) -> None:
    program.window.navigate("candidates", candidate_id=candidate_id)
    settle()


def open_the_case(person: PersonAt) -> None:
    """From the rail to the board, and Enter on the first card."""
    person.press(Qt.Key.Key_8, ALT)
    view = person.find(EnquiriesView)
    assert not view.shows_case
    person.press(Qt.Key.Key_Return)
    assert view.shows_case


def switch_to(person: PersonAt, program: Program, username: str) -> None:
    program.window.switch_user_requested.emit()
    sign_in_as(person, username)


def sign_in_as(person: PersonAt, username: str) -> None:
    page = person.find(SignInPage)
    person.fill(page.form, username=username, password=PASSWORD)
    person.press(Qt.Key.Key_Return)


def buttons_of(person: PersonAt) -> list[str]:
    """What the buttons that are to be seen are called."""
    found = person.window.findChildren(QAbstractButton)
    return [each.accessibleName() or each.text() for each in found if each.isVisible()]


def workspace(program: Program) -> Workspace:
    centre = program.current.centre
    assert centre is not None
    return centre.workspace


def seats_taken(program: Program, exam_session_id: UUID) -> int:
    sessions = workspace(program).run(board).sessions
    return next(each.taken for each in sessions if each.id == exam_session_id)


def registration(program: Program, registration_id: UUID) -> ExamRegistration:
    with workspace(program).store.unit_of_work(workspace(program).actor, write=False) as uow:
        return uow.get(ExamRegistration, registration_id)


def ledger(program: Program) -> list[LedgerEntry]:
    with workspace(program).store.unit_of_work(workspace(program).actor, write=False) as uow:
        return list(uow.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id)))
