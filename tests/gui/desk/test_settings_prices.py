"""The price table on the settings' page."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.settings_page import SettingsPage, press, type_into
from ui.desk.settings.price_sheet import PriceSheet
from ui.desk.settings.prices import PricesSection
from wset_desk.domain.permissions import Role
from wset_desk.domain.pricing import LedgerKind, ProductKind
from wset_desk.services.price_list import ProductPrices, price_list
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import LedgerEntry

Open = Callable[..., SettingsPage]
RESIT_2 = 4
"""The line of the table."""


def open_line(page: SettingsPage, number: int = RESIT_2) -> None:
    """A single click on the line, then the button."""
    section = page.section(PricesSection)
    section.table.selectRow(number)
    press(section.open_button)


def resit(page: SettingsPage) -> ProductPrices:
    return page.workspace.run(price_list)[RESIT_2]


def cells(page: SettingsPage, number: int = RESIT_2) -> list[str]:
    model = page.section(PricesSection).model
    return [str(model.index(number, column).data()) for column in range(model.columnCount())]


def test_a_new_price_is_added_and_taken_back(open_settings: Open) -> None:
    page = open_settings(section="prices")
    assert cells(page) == ["Resit", "Level 2", "£85.00", "From the start", ""]
    open_line(page)
    assert page.form()["valid_from"].value() == date(2026, 9, 1)
    page.save(price=Decimal("90"))
    assert cells(page)[-1] == "£90.00 from 1 Sept 2026"
    assert page.recorder.toasts == ["Price changed: Resit, Level 2"]
    page.undo()
    assert resit(page).dated == ()


def test_what_no_price_can_be_is_refused_beside_its_field(open_settings: Open) -> None:
    page = open_settings(section="prices")
    open_line(page)
    page.save(price=Decimal("90"))
    open_line(page)
    page.save(price=Decimal("95"))
    assert page.form()["valid_from"].error == "There already is a price from 1 September 2026 on."
    page.fill({"valid_from": date(2026, 10, 1)})
    type_into(page.form()["price"].control, "90.005")
    page.save()
    assert page.form()["price"].error == "An amount has at most two decimals."


def test_a_coming_price_is_corrected_and_taken_out(open_settings: Open) -> None:
    page = open_settings(section="prices")
    open_line(page)
    page.save(price=Decimal("90"))
    open_line(page)
    page.click("Correct…")
    page.save(price=Decimal("85"))
    assert resit(page).first_price == Decimal("85.00")
    open_line(page)
    press(page.overlay(PriceSheet).correct_buttons[0])
    page.save(valid_from=date(2026, 10, 1), price=Decimal("91"))
    assert [(each.valid_from, each.price) for each in resit(page).dated] == [
        (date(2026, 10, 1), Decimal("91.00"))
    ]
    open_line(page)
    page.click("Take out")
    assert resit(page).dated == ()
    page.undo()
    assert [each.price for each in resit(page).dated] == [Decimal("91.00")]


def test_what_was_charged_is_shown_and_stays(open_settings: Open, desk: Workspace) -> None:
    candidate_id = ExamCentre(desk).candidate("Ben Okafor")
    page = open_settings(section="prices")
    with desk.store.unit_of_work(desk.actor, write=True) as uow:
        uow.add(
            LedgerEntry(
                candidate_id=candidate_id,
                product_id=resit(page).product_id,
                kind=LedgerKind.CHARGE,
                amount=Decimal("85.00"),
                currency="GBP",
            )
        )
        uow.commit()
    page.view.refresh()
    open_line(page)
    assert page.overlay(PriceSheet).correct_buttons == []
    page.save(valid_from=date(2026, 8, 1), price=Decimal("90"))
    assert page.form()["valid_from"].error.startswith("Something was charged on 1 August 2026")


def test_a_course_opens_where_it_is_sold(open_settings: Open, desk: Workspace) -> None:
    ExamCentre(desk).offering()
    page = open_settings(section="prices")
    rows = page.section(PricesSection).model.rows
    number = next(n for n, row in enumerate(rows) if row.kind is ProductKind.BUNDLED)
    open_line(page, number)
    assert page.recorder.visits == [("courses", {"offering_id": rows[number].offering_id})]


def test_an_officer_sees_prices_and_changes_none(open_settings: Open) -> None:
    page = open_settings(Role.EXAMS_OFFICER, section="prices")
    open_line(page)
    sheet = page.overlay(PriceSheet)
    assert sheet.save_button.isHidden()
    assert sheet.correct_buttons == []
