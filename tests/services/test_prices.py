"""What products cost on a day, as whoever charges asks for it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.pricing import ProductKind
from wset_desk.services import prices
from wset_desk.services.prices import level_prices, price_on, prices_on, product_of
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Product, ProductPrice
from wset_desk.storage.unit_of_work import UnitOfWork

AUTUMN = date(2026, 9, 1)


@pytest.fixture
def uow(workspace: Workspace) -> Iterator[UnitOfWork]:
    with workspace.store.unit_of_work(workspace.actor, write=True) as open_unit:
        yield open_unit


def resit(uow: UnitOfWork, level: int = 2) -> Product:
    product = product_of(uow, ProductKind.RESIT, level=level)
    assert product is not None
    return product


def dated(uow: UnitOfWork, product: Product, day: date, price: str) -> ProductPrice:
    row = uow.add(ProductPrice(product_id=product.id, valid_from=day, price=Decimal(price)))
    uow.session.flush()
    return row


def test_each_kind_of_the_seed_table_has_its_product(uow: UnitOfWork) -> None:
    today = prices.today(uow)
    assert price_on(uow, resit(uow, 3), today) == Decimal("125.00")
    both = product_of(uow, ProductKind.ENQUIRY, enquiry_type=EnquiryType.BOTH)
    assert both is not None
    assert price_on(uow, both, today) == Decimal("90.00")
    assert product_of(uow, ProductKind.MAKEUP, level=4) is None


def test_a_dated_price_holds_from_its_day_until_the_next(uow: UnitOfWork) -> None:
    product = resit(uow)
    dated(uow, product, date(2027, 1, 1), "99.00")
    dated(uow, product, AUTUMN, "90.00")
    on = {day: price_on(uow, product, day) for day in (date(2026, 8, 31), AUTUMN, date(2027, 6, 1))}
    assert [str(price) for price in on.values()] == ["85.00", "90.00", "99.00"]
    assert price_on(uow, resit(uow, 3), date(2027, 6, 1)) == Decimal("125.00")


def test_one_look_knows_the_prices_of_all(uow: UnitOfWork) -> None:
    product = resit(uow)
    dated(uow, product, AUTUMN, "90.00")
    assert prices_on(uow, date(2026, 8, 31))[product.id] == Decimal("85.00")
    assert prices_on(uow, AUTUMN)[product.id] == Decimal("90.00")
    table = level_prices(uow, (ProductKind.RESIT, ProductKind.MAKEUP), AUTUMN)
    assert table[ProductKind.RESIT, 2] == Decimal("90.00")
    assert table[ProductKind.MAKEUP, 2] == Decimal("85.00")
    assert set(table) == {(kind, n) for kind in ("resit", "makeup") for n in (1, 2, 3)}


def test_a_price_taken_out_counts_no_more(uow: UnitOfWork) -> None:
    product = resit(uow)
    uow.delete(dated(uow, product, AUTUMN, "90.00"))
    uow.session.flush()
    assert price_on(uow, product, AUTUMN) == Decimal("85.00")
    assert prices_on(uow, AUTUMN)[product.id] == Decimal("85.00")


def test_the_day_that_counts_is_the_centres(uow: UnitOfWork) -> None:
    assert prices.today(uow) == date(2026, 8, 1)
