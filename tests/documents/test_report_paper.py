"""A report on paper: read back, page by page, and the same bytes each time."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from wset_desk.documents.preview import page_sizes, page_text
from wset_desk.documents.report import ReportPaper, report_pdf
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.reports.columns import DAY, EXAM, MEAN, PASS_RATE, RELEASED
from wset_desk.services.reports.registry import report_named
from wset_desk.services.reports.tables import (
    CellKind,
    Chart,
    ChartPoint,
    ChartShape,
    Headline,
    MarkBin,
    ReportRow,
    ReportTable,
)

PAPER = ReportPaper("Zażółć Wine School", "1 Jan 2026 – 12 Mar 2026", date(2026, 3, 12))
COLUMNS = (DAY, EXAM, RELEASED, PASS_RATE, MEAN)
BARS = Chart(
    "Pass rate by exam",
    "Colour: this period. Grey: a year before.",
    ChartShape.BARS,
    CellKind.PERCENT,
    CellKind.TEXT,
    ("A year before", "Pass rate"),
    (
        ChartPoint("L2 Wines", (Decimal(70), Decimal("81.25"))),
        ChartPoint("L3 Wines Tasting", (Decimal(50), None)),
    ),
)
LINE = Chart(
    "Results by month",
    "Released.",
    ChartShape.LINE,
    CellKind.NUMBER,
    CellKind.MONTH,
    ("Results",),
    tuple(
        ChartPoint(date(2026, month, 1), (value,)) for month, value in ((1, 7), (2, None), (3, 9))
    ),
)
STACK = Chart(
    "Marks",
    "Results by mark.",
    ChartShape.STACK,
    CellKind.NUMBER,
    CellKind.BIN,
    ("Failed", "Passed"),
    tuple(ChartPoint(MarkBin(low, low + 10), (low // 20, low // 10)) for low in range(0, 100, 10)),
)


def rows(count: int) -> tuple[ReportRow, ...]:
    first = date(2026, 1, 1)
    return tuple(
        ReportRow((first + timedelta(days=n), f"Exam {n + 1}", n, Decimal(50), Decimal("54.996")))
        for n in range(count)
    )


def table(count: int, *charts: Chart, note: str = "") -> ReportTable:
    total = ReportRow((None, None, 4321, Decimal("66.66"), None))
    headlines = (
        Headline("Results", 4321, CellKind.NUMBER, "12 candidates"),
        Headline("Pass rate", Decimal("66.66"), CellKind.PERCENT),
    )
    return ReportTable(COLUMNS, rows(count), total, headlines, charts, note)


def texts(found: ReportTable) -> list[str]:
    printed = report_pdf(report_named("sessions"), found, PAPER)
    assert set(printed.missing) <= set("⟦⟧")  # the brackets of the made language
    assert len(page_sizes(printed.content)) == printed.pages
    return [page_text(printed.content, page) for page in range(printed.pages)]


def test_everything_is_on_the_page() -> None:
    (text,) = texts(table(3, BARS, LINE, note="What several people taught together"))
    for told in (
        *("By session", "1 Jan 2026 – 12 Mar 2026", "4,321", "12 candidates", "66.7 %"),
        *("Pass rate by exam", "L3 Wines Tasting", "81.3 %", "Results by month", "Feb"),
        *("Exam 3", "3 Jan 2026", "50.0 %", "54.9", "Total", "What several people taught"),
        "Zażółć Wine School · By session · 12 Mar 2026",
    ):
        assert told in text
    assert "Page 1" not in text


def test_marks_are_drawn_too() -> None:
    (text,) = texts(table(1, STACK))
    assert "Marks" in text
    assert "Results by mark." in text


def test_a_long_table_goes_on_with_its_headings() -> None:
    pages = texts(table(70, BARS))
    assert len(pages) > 2
    assert all("Pass rate" in text and "Exam" in text for text in pages)
    assert "Page 2 of " in pages[1]
    assert "Exam 70" in pages[-1]
    assert "Total" in pages[-1]


def test_it_lies_across() -> None:
    printed = report_pdf(report_named("sessions"), table(1), PAPER)
    ((width, height),) = page_sizes(printed.content)
    assert width > height


def test_nothing_to_show() -> None:
    (text,) = texts(ReportTable(COLUMNS, ()))
    assert "Nothing to show for this period." in text
    assert "Total" not in text


def test_the_same_report_is_the_same_file() -> None:
    done: list[float] = []
    first, second = (
        report_pdf(report_named("sessions"), table(5, BARS, STACK), PAPER, done.append)
        for _time in range(2)
    )
    assert first == second
    assert done == [1.0, 1.0]


@pytest.mark.parametrize("chart", [BARS, LINE, STACK])
def test_every_word_can_be_translated(chart: Chart) -> None:
    plain = texts(table(2, chart))[0]
    set_language(PSEUDO)
    try:
        text = texts(table(2, chart))[0]
    finally:
        set_language("en")
    assert "Total" in plain
    assert "Total" not in text
    assert chart.title in plain
    assert chart.title not in text
