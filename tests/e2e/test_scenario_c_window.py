"""Scenario C, steps 1 and 2, by somebody who clicks and types: a year's window, the last seat."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.helpers.person import ALT, PersonAt
from tests.helpers.profiles import ADA, set_up
from tests.helpers.program import Program, Start, sign_in
from tests.helpers.remote import RemoteCentre
from tests.helpers.stores import NOW
from ui.desk.courses.enrol_sheet import EnrolOnlineSheet
from ui.desk.courses.view import CoursesView
from ui.desk.remote.view import RemoteView
from wset_desk.domain.fees import FeeState
from wset_desk.domain.remote import RemoteState
from wset_desk.services.candidates import add_candidate
from wset_desk.services.remote.rows import RemoteCase
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore

CENTRE = "Vine School"
LAST_DAY = date(2027, 3, 2)
IN_TIME = datetime(2026, 8, 24, 15, 59, tzinfo=UTC)
TOO_LATE = datetime(2026, 8, 25, 8, 0, tzinfo=UTC)
A_MONTH_BEFORE = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
SEATS, OTHERS = 5, 5
ANA, SIXTH = "Ana Lopes", f"C{OTHERS:02} Candidate"


@pytest.fixture
def person(start: Start, tmp_path: Path, keys: KeyStore) -> PersonAt:
    """Ada at work where four have booked 22 September already, and Ana isn't enrolled yet."""
    centre = set_up(tmp_path, FixedClock(NOW), keys, centre=replace(ADA, name=CENTRE))
    remote = RemoteCentre.of(centre.workspace)
    exam = remote.exam(seats=SEATS)
    remote.exam(at="20:00")
    for day in (LAST_DAY, date(2027, 3, 3)):
        remote.exam(day)
    enrolled = [remote.enrolled(n) for n in range(1, OTHERS + 1)]
    for each in enrolled[: SEATS - 1]:
        remote.book(each, exam)
    centre.workspace.call(add_candidate, first_name="Ana", last_name="Lopes")
    centre.workspace.close()
    ada = start(CENTRE)
    sign_in(ada)
    return ada


def enrol_ana(person: PersonAt) -> None:
    person.press(Qt.Key.Key_5, ALT)
    view = person.find(CoursesView)
    person.click_on(view.parts, view.parts.rect_of("offerings").center().toPoint())
    view.offering_list.table.setFocus()
    view.offering_list.table.selectRow(0)
    person.press(Qt.Key.Key_Return)
    person.click("Enrol…")
    sheet = person.find(EnrolOnlineSheet)
    person.replace(sheet.start.control.line, "2/3/2026")
    assert person.reads("The exam may be sat until Tue 2 March 2027.")
    picker = sheet.content.picker
    person.replace(picker.field, "Lopes")
    person.press(Qt.Key.Key_Return)
    picker.table.setFocus()
    picker.table.selectRow(0)
    person.press(Qt.Key.Key_Space)
    person.click("Enrol")


def choose(person: PersonAt, name: str) -> RemoteView:
    """Somebody of the remote queue, as it is now."""
    person.press(Qt.Key.Key_4, ALT)
    person.press(Qt.Key.Key_F5)
    view = person.find(RemoteView)
    person.replace(view.search, name)
    person.press(Qt.Key.Key_Return)
    view.table.setFocus()
    view.table.selectRow(0)
    assert case(view).name == name
    return view


def case(view: RemoteView) -> RemoteCase:
    (found,) = view.model.rows
    return found


def times(view: RemoteView) -> dict[str, str]:
    """What is offered, with who or how many seats, or with what is in the way."""
    model = view.panel.picker.model
    told = [[str(model.index(row, n).data()) for n in range(3)] for row in range(model.rowCount())]
    return {f"{day} {time[1:6]}": note for day, time, note in told}


def test_ana_books_the_last_seat_on_the_last_day_for_it(person: PersonAt, program: Program) -> None:
    enrol_ana(person)
    program.move_clock(IN_TIME)
    view = choose(person, ANA)
    assert case(view).window.last == LAST_DAY
    assert times(view)["Tue 22 Sept 18:00"] == "1 seat left"
    person.click("Book Tue 22 Sept, 18:00 for £50.00")
    assert case(view).state is RemoteState.BOOKED
    booked = case(view).booking
    assert booked is not None
    assert (booked.fee, booked.fee_state) == (Decimal("50.00"), FeeState.OWED)

    view = choose(person, SIXTH)
    assert times(view)["Tue 22 Sept 18:00"] == "All seats of this session are taken."
    assert times(view)["Tue 22 Sept 20:00"] == "5 seats left"
    view.panel.picker.table.selectRow(0)
    assert not view.panel.picker.book_button.isEnabled()

    program.move_clock(TOO_LATE)
    view = choose(person, SIXTH)
    person.click("Earlier weeks")
    assert times(view)["Tue 22 Sept 20:00"].startswith("The registration deadline")

    program.move_clock(A_MONTH_BEFORE)
    view = choose(person, SIXTH)
    assert times(view)["Tue 2 Mar 18:00"] == "5 seats left"
    assert times(view)["Wed 3 Mar 18:00"].endswith("from 2 March 2026 to 2 March 2027.")
    view.panel.picker.table.selectRow(list(times(view)).index("Wed 3 Mar 18:00"))
    assert not view.panel.picker.book_button.isEnabled()
    view.panel.picker.table.selectRow(list(times(view)).index("Tue 2 Mar 18:00"))
    person.click("Book Tue 2 Mar, 18:00 for £50.00")
    assert case(view).state is RemoteState.BOOKED
