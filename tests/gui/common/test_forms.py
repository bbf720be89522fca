"""Forms: what people type comes out as the field's kind, and errors stand where they belong."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from ui.common.forms import (
    CheckField,
    Choice,
    ComboField,
    DateField,
    DecimalField,
    Form,
    MultilineField,
    NumberField,
    TextField,
    TimeField,
)
from ui.common.theme import theme
from ui.common.typed import read_date, read_decimal, read_time
from wset_desk.domain.catalogue import CourseFormat


@pytest.fixture
def form(shown: Callable[..., QWidget]) -> Form:
    made = Form()
    made.add_row(
        TextField("first_name", "First name", required=True),
        TextField("last_name", "Last name", required=True),
    )
    made.add(DateField("birth_date", "Date of birth", help_text="As on the passport"))
    made.add_row(TimeField("start", "Starts"), NumberField("capacity", "Capacity", maximum=50))
    made.section("Course", "What is taught")
    made.add(ComboField("level", "Level", [Choice(n, f"Level {n}") for n in (1, 2, 3)]))
    made.add(CheckField("booking_enabled", "Booking open"))
    made.add(DecimalField("fee", "Fee"))
    made.add(MultilineField("notes", "Notes"))
    shown(made, 460, 760)
    return made


def type_into(form: Form, key: str, text: str, qtbot: QtBot) -> None:
    control = form[key].control
    target = control.focusProxy() or control
    target.setFocus()
    qtbot.keyClicks(target, text)


def test_values_come_in_the_kind_of_their_field(form: Form, qtbot: QtBot) -> None:
    for key, text in {
        "first_name": " Amelia ",
        "last_name": "Hart",
        "birth_date": "5/3/1990",
        "start": "930",
        "capacity": "12",
        "fee": "85,50",
        "notes": "Sits at the front",
    }.items():
        type_into(form, key, text, qtbot)
    form["level"].set_value(2)
    qtbot.mouseClick(form["booking_enabled"].control, Qt.MouseButton.LeftButton)
    assert form.values() == {
        "first_name": "Amelia",
        "last_name": "Hart",
        "birth_date": date(1990, 3, 5),
        "start": time(9, 30),
        "capacity": 12,
        "level": 2,
        "booking_enabled": True,
        "fee": Decimal("85.50"),
        "notes": "Sits at the front",
    }
    assert form.check()


def test_only_what_was_changed_counts_as_changed(form: Form, qtbot: QtBot) -> None:
    form.set_values({"first_name": "Amelia", "capacity": 12, "start": time(9)})
    assert not form.is_dirty()
    with qtbot.waitSignal(form.edited):
        type_into(form, "last_name", "H", qtbot)
    assert form.changed_values() == {"last_name": "H"}
    form.mark_clean()
    assert not form.is_dirty()


def test_what_is_needed_is_asked_for_beside_its_field(form: Form, qtbot: QtBot) -> None:
    type_into(form, "first_name", "Amelia", qtbot)
    assert not form.check()
    assert form["last_name"].error == "This is needed."
    assert form["first_name"].error == ""
    assert form["last_name"].control.hasFocus()
    type_into(form, "last_name", "H", qtbot)
    assert form["last_name"].error == ""


@pytest.mark.parametrize(
    ("key", "typed", "complaint"),
    [
        ("capacity", "51", "A whole number from 0 to 50."),
        ("capacity", "2.5", "A whole number from 0 to 50."),
        ("birth_date", "31.2.1990", "A date such as 5 Sep 2026."),
        ("start", "25:00", "A time such as 09:30."),
        ("fee", "1e3", "A number such as 12.50."),
    ],
)
def test_what_cannot_be_read_is_kept_and_explained(
    form: Form, qtbot: QtBot, key: str, typed: str, complaint: str
) -> None:
    form.set_values({"first_name": "Amelia", "last_name": "Hart"})
    type_into(form, key, typed, qtbot)
    assert not form.check()
    assert form[key].error == complaint
    assert form[key].value() is None
    assert not form[key].is_empty()


def test_an_error_takes_the_place_of_the_help_and_gives_it_back(form: Form) -> None:
    field = form["birth_date"]
    form.errors({"birth_date": "Not born yet."})
    assert field.error == "Not born yet."
    assert field.control.accessibleDescription() == "Not born yet."
    form.errors({})
    assert field.error == ""
    assert field.control.accessibleDescription() == "As on the passport"


@pytest.mark.parametrize("size", [100, 150, 200])
def test_every_field_has_a_name_and_room(form: Form, size: int) -> None:
    theme().set_text_size(size)
    form.resize(round(4.6 * size), 1600)
    form.check()
    assert unnamed_controls(form) == []
    assert small_targets(form) == []
    assert clipped_texts(form) == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-09-05", date(2026, 9, 5)),
        ("5/9/2026", date(2026, 9, 5)),
        ("5.9.2026", date(2026, 9, 5)),
        (" 5 Sep  2026 ", date(2026, 9, 5)),
        ("5 September 2026", date(2026, 9, 5)),
        ("5/9/26", date(2026, 9, 5)),
        ("5 Sep 26", date(2026, 9, 5)),
        ("12.3.85", date(1985, 3, 12)),
        ("5/9/126", None),
        ("31/4/2026", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, read: date | None) -> None:
    assert read_date(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("9", time(9)), ("930", time(9, 30)), ("9.30", time(9, 30)), ("24:00", None), ("9:5", None)],
)
def test_times_are_read_as_people_write_them(typed: str, read: time | None) -> None:
    assert read_time(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", Decimal(12)),
        ("12,50", Decimal("12.50")),
        ("٣", None),
        ("-1", None),
        ("1,000.5", None),
    ],
)
def test_numbers_are_read_exactly(typed: str, read: Decimal | None) -> None:
    assert read_decimal(typed) == read


def test_a_choice_comes_back_as_the_very_value_it_stands_for() -> None:
    field = ComboField(
        "format", "Format", [Choice(None, "Any"), *(Choice(each, each) for each in CourseFormat)]
    )
    assert field.value() is None
    field.set_value("online")
    assert field.value() is CourseFormat.ONLINE
