"""Dates in files: four ways of writing them, and which of day and month comes first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.written_dates import ColumnOrder, DateOrder, column_order, read_written_date

DAY_FIRST, MONTH_FIRST = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
FIFTH = date(1990, 9, 5)


@pytest.mark.parametrize(
    "text",
    [
        *("1990-09-05", "1990-9-5", "1990-09-05 00:00:00", "1990-09-05T00:00:00"),
        *("05/09/1990", "5/9/1990", "05-09-1990", "05.09.1990", "5.9.1990", "5. 9. 1990"),
        *("5 Sep 1990", "05 september 1990", "5-Sep-1990", "5th Sept 1990", " 5  SEP  1990 "),
        *("Sep 5, 1990", "September 5th, 1990"),
    ],
)
def test_is_read(text: str) -> None:
    assert read_written_date(text) == FIFTH


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "05/09/90", "31/02/1990", "5 Foo 1990", "1990", "33121", "5 S 1990"),
        *("1990-13-01", "00/01/1990", "٠٥/٠٩/١٩٩٠", "1990-09-05 12:30"),
    ],
)
def test_is_not_guessed(text: str) -> None:
    assert read_written_date(text) is None


def test_the_column_decides_between_day_and_month() -> None:
    assert read_written_date("05/09/1990", MONTH_FIRST) == date(1990, 5, 9)
    assert read_written_date("05.09.1990", MONTH_FIRST) == FIFTH


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["05/09/1990", "13/01/1990"], ColumnOrder(DAY_FIRST, certain=True)),
        (["05/09/1990", "01/13/1990"], ColumnOrder(MONTH_FIRST, certain=True)),
        (["05/09/1990", "01/02/1990"], ColumnOrder(DAY_FIRST, certain=False)),
        (["05/05/1990"], ColumnOrder(DAY_FIRST, certain=True)),
        (["13/01/1990", "01/13/1990"], ColumnOrder(DAY_FIRST, certain=True)),
        (["1990-09-05", "5 Sep 1990", ""], None),
    ],
)
def test_a_number_above_twelve_decides(texts: list[str], found: ColumnOrder | None) -> None:
    assert column_order(texts) == found


@given(st.dates(date(1000, 1, 1)), st.sampled_from(DateOrder))
def test_every_date_is_read_in_every_style(day: date, order: DateOrder) -> None:
    slashed = f"{day:%d/%m/%Y}" if order is DAY_FIRST else f"{day:%m/%d/%Y}"
    styles = (day.isoformat(), slashed, f"{day:%d.%m.%Y}", f"{day:%d %b %Y}", f"{day:%B %d, %Y}")
    assert {read_written_date(text, order) for text in styles} == {day}
