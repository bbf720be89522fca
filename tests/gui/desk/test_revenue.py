"""The revenue page: figures, picture, breakdowns, period, export."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.money import FEE, Till, till
from tests.helpers.pseudo import untranslated_texts
from ui.common import dates
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk import period_days
from ui.desk.revenue.view import RevenueView
from wset_desk.domain.chart_scales import round_up
from wset_desk.domain.fees import PaymentMethod
from wset_desk.exchange.tabular import read_table
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.money.payments import record_payment, refund_payment
from wset_desk.services.money.revenue_rows import RevenueGroup
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Shown = Callable[..., QWidget]
TODAY = datetime(2026, 10, 20, 9, tzinfo=UTC)


@pytest.fixture
def money(desk: Workspace, clock: FixedClock) -> Till:
    return till(desk, clock)


@pytest.fixture
def makeup(money: Till, clock: FixedClock) -> UUID:
    """Charged in September; in October 50 are paid and 20 refunded."""
    booked = money.makeup()
    clock.instant = TODAY
    money.workspace.call(
        record_payment, registration_id=booked, amount=Decimal("50"), method=PaymentMethod.CARD
    )
    money.workspace.call(
        refund_payment,
        registration_id=booked,
        amount=Decimal("20"),
        reason="Kind",
        method=PaymentMethod.CARD,
    )
    return booked


class Page:
    def __init__(self, money: Till) -> None:
        self.money = money
        self.shell = Recorder()
        session = replace(session_of(), clock=lambda: TODAY)
        self.view = RevenueView(
            context_of(InlineTasks(money.workspace, describe), session, self.shell)
        )

    def rows(self, group: RevenueGroup) -> list[list[str]]:
        self.view.group.chosen.emit(group.value)
        self.view.group.set_current(group.value)
        table = self.view.table
        model = table.breakdown
        return [[column.value(row) for column in model.columns] for row in model.rows]


@pytest.fixture
def page(money: Till, makeup: UUID, shown: Shown) -> Page:
    found = Page(money)
    shown(found.view, 1056, 760)
    return found


def test_figures_picture_and_table_tell_the_same(page: Page) -> None:
    figures = page.view.figures
    assert figures.charged.accessibleName() == "Charged: £85.00. £0.00 withdrawn"
    assert figures.received.accessibleName() == "Received: £50.00. £20.00 refunded"
    assert figures.owed.accessibleName() == "Owed: £35.00. still to come in"
    bars = [(each.month, each.charged, each.kept) for each in page.view.chart.months]
    assert bars == [
        (date(2026, 9, 1), FEE, Decimal("0.00")),
        (date(2026, 10, 1), Decimal("0.00"), Decimal("30.00")),
    ]
    assert "October 2026: charged £0.00, received £30.00" in (
        page.view.chart.accessibleDescription()
    )
    amounts = ["£85.00", "£50.00", "–", "–", "£20.00", "£35.00"]
    assert page.rows(RevenueGroup.PRODUCT) == [["Makeup", *amounts]]
    assert page.rows(RevenueGroup.LEVEL) == [["Level 2", *amounts]]
    ((name, *_rest),) = page.rows(RevenueGroup.SESSION)
    assert name.startswith("25 Oct 2026 · Level 2 Theory Exam")
    assert [row[0] for row in page.rows(RevenueGroup.MONTH)] == ["September 2026", "October 2026"]


def test_the_breakdown_is_chosen_by_keys(page: Page, qtbot: QtBot) -> None:
    page.view.group.setFocus()
    qtbot.keyClick(page.view.group, Qt.Key.Key_Right)
    settle()
    assert page.view.group.current == RevenueGroup.LEVEL.value
    assert page.view.table.isVisible()


def test_a_period_leaves_out_what_was_entered_before(page: Page) -> None:
    page.view.period.choose(period_days.THIS_MONTH)
    settle()
    assert page.view.figures.charged.accessibleName().startswith("Charged: £0.00")
    assert page.view.figures.owed.accessibleName().startswith("Owed: £35.00")
    page.view.period.choose(period_days.LAST_YEAR)
    settle()
    assert page.view.chart.months == ()
    assert not page.view.chart.isVisible()
    assert page.rows(RevenueGroup.SESSION) == []


def test_two_days_of_ones_own(page: Page) -> None:
    period = page.view.period
    period.choose(period_days.BETWEEN)
    assert period.first_day.isVisible()
    period.first_day.set_date(date(2026, 9, 1))
    period.last_day.set_date(date(2026, 9, 30))
    period.last_day.edited.emit()
    settle()
    assert page.view.figures.received.accessibleName().startswith("Received: £0.00")


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (period_days.THIS_MONTH, (date(2026, 3, 1), date(2026, 3, 31))),
        (period_days.LAST_MONTH, (date(2026, 2, 1), date(2026, 2, 28))),
        (period_days.TWELVE_MONTHS, (date(2025, 4, 1), date(2026, 3, 31))),
        (period_days.THIS_YEAR, (date(2026, 1, 1), date(2026, 3, 31))),
        (period_days.LAST_YEAR, (date(2025, 1, 1), date(2025, 12, 31))),
        (period_days.ANY_TIME, (None, None)),
    ],
)
def test_the_days_of_a_period(period: str, days: period_days.Days) -> None:
    assert period_days.days_of(period, date(2026, 3, 31)) == days


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_what_is_shown_is_exported_with_its_total(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    file = tmp_path / f"revenue{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    page.view.export()
    settle()
    headings, makeup, total = [row.cells for row in read_table(file).rows]
    assert headings == (
        *("Product", "Charged", "Received", "Waived", "Withdrawn"),
        *("Refunded", "Owed", "Currency"),
    )
    assert [Decimal(cell) for cell in makeup[1:7]] == [85, 50, 0, 0, 20, 35]
    assert (makeup[0], makeup[7], total[0]) == ("Makeup", "GBP", "Total")
    assert total[1:] == makeup[1:]
    assert page.shell.toasts == [f"Written to {file.name}"]


def test_nobody_choosing_a_file_writes_none(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.view.export()
    assert page.shell.toasts == []


def test_a_session_opens_in_the_calendar(page: Page, qtbot: QtBot) -> None:
    page.rows(RevenueGroup.SESSION)
    table = page.view.table
    table.activated_row.emit(table.breakdown.rows[0])
    (visit,) = page.shell.visits
    assert visit[0] == "calendar"
    assert "exam_session_id" in visit[1]


def test_a_payment_elsewhere_is_seen_at_once(page: Page, makeup: UUID) -> None:
    outcome = page.money.workspace.run(
        record_payment,
        registration_id=makeup,
        amount=Decimal("35"),
        method=PaymentMethod.CASH,
    )
    page.view.context.bus.changed.emit(outcome.changes)
    settle()
    assert page.view.figures.owed.accessibleName() == "Owed: £0.00. everything is settled"


@pytest.mark.parametrize(
    ("highest", "top"),
    [("0", 4), ("3.99", 4), ("4.01", 6), ("85", 100), ("100", 100), ("101", 120), ("4100", 6000)],
)
def test_the_scale_ends_with_a_round_amount(highest: str, top: int) -> None:
    assert round_up(Decimal(highest)) == top


def test_the_picture_knows_whose_bars_are_pointed_at(page: Page) -> None:
    chart = page.view.chart
    assert chart.month_at(chart.width() - 5) == chart.months[-1]
    assert chart.month_at(0) is None


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("size", [100, 150])
def test_it_can_be_read_and_hit(page: Page, appearance: Appearance, size: int) -> None:
    theme().set_up(appearance, size)
    settle()
    assert unnamed_controls(page.view) == []
    assert clipped_texts(page.view) == []
    assert small_targets(page.view) == []


def test_every_word_can_be_translated(money: Till, makeup: UUID, shown: Shown) -> None:
    set_language(PSEUDO)
    found = Page(money)
    shown(found.view, 1400, 760)
    months = [dates.month_text(date(2026, month, 1)) for month in (9, 10)]
    data = ("GBP", "Level 2 Theory Exam", *months, "Oct", "Apr")
    for group in RevenueGroup:
        found.rows(group)
        settle()
        assert untranslated_texts(found.view, data) == []
    assert clipped_texts(found.view) == []


def test_it_reads_from_right_to_left(money: Till, makeup: UUID, shown: Shown) -> None:
    found = Page(money)
    found.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(found.view, 1056, 760)
    chart = found.view.chart
    assert chart.month_at(5) == chart.months[-1]
    assert chart.month_at(chart.width() - 1) is None
    assert not chart.grab().toImage().isNull()
