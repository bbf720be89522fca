"""The price table: what everything costs today and from which day on, and changing that.

A price at which something has been charged can't be changed any more: the list explains every
charge that was made. Prices of courses stay with their offerings and are only shown.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.decimals import TWO_PLACES
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.pricing import LedgerKind, ProductKind
from wset_desk.services.contract import command, query
from wset_desk.services.prices import today
from wset_desk.storage.schema import LedgerEntry, Offering, Product, ProductPrice
from wset_desk.storage.unit_of_work import UnitOfWork

_KINDS = (*(kind for kind in ProductKind if kind is not ProductKind.BUNDLED), ProductKind.BUNDLED)
"""In the order of the table; courses last, for there are most of them."""


@dataclass(frozen=True)
class DatedPrice:
    """What something costs from a day on. `fixed`: something was charged since that day."""

    id: UUID
    valid_from: date
    price: Decimal
    fixed: bool


@dataclass(frozen=True)
class ProductPrices:
    """One line of the price table.

    `first_price` holds until the first of `dated`, which are in order of their days; `price` holds
    today. `charged_on` is the last day on which it was charged. `offering_id` is that of a course.
    """

    product_id: UUID
    kind: ProductKind
    name: str
    level: int | None
    enquiry_type: EnquiryType | None
    offering_id: UUID | None
    price: Decimal
    first_price: Decimal
    dated: tuple[DatedPrice, ...]
    charged_on: date | None
    as_of: date

    @property
    def since(self) -> date | None:
        """The day from which today's price holds; None: from the beginning."""
        return max((p.valid_from for p in self.dated if p.valid_from <= self.as_of), default=None)

    @property
    def coming(self) -> DatedPrice | None:
        """The next price."""
        return next((price for price in self.dated if price.valid_from > self.as_of), None)


@query(Permission.VIEW_MONEY)
def price_list(uow: UnitOfWork) -> tuple[ProductPrices, ...]:
    """Everything that is sold, by kind, then level or what is challenged."""
    sold = uow.session.execute(select(Offering.product_id, Offering.id))
    offerings = {row.product_id: row.id for row in sold}
    charged = _charged_on(uow)
    dated = _dated(uow)
    rows = [
        _prices(uow, product, dated[product.id], charged.get(product.id), offerings)
        for product in uow.session.scalars(select(Product).where(Product.active))
    ]
    return tuple(sorted(rows, key=_in_table))


@command(Permission.MANAGE_SETTINGS)
def add_price(uow: UnitOfWork, *, product_id: UUID, valid_from: date, price: Decimal) -> UUID:
    """Let something cost `price` from a day on; answers the dated price's id.

    Refuses AMOUNT_BELOW_ZERO, AMOUNT_TOO_FINE, PRICE_WITH_OFFERING, PRICE_DAY_TAKEN, and
    PRICE_CHARGED_SINCE where something was charged on that day or later.
    """
    product = _priced_here(uow, product_id)
    _check_amount(price)
    _check_day(uow, product.id, valid_from)
    row = uow.add(ProductPrice(product_id=product.id, valid_from=valid_from, price=price))
    return row.id


@command(Permission.MANAGE_SETTINGS)
def edit_price(uow: UnitOfWork, *, price_id: UUID, valid_from: date, price: Decimal) -> None:
    """Correct a dated price at which nothing has been charged yet. Refuses as `add_price` does."""
    row = uow.get(ProductPrice, price_id)
    _check_amount(price)
    _check_uncharged(uow, row.product_id, row.valid_from)
    _check_day(uow, row.product_id, valid_from, but=row)
    row.valid_from, row.price = valid_from, price


@command(Permission.MANAGE_SETTINGS)
def remove_price(uow: UnitOfWork, *, price_id: UUID) -> None:
    """Take a dated price out again: the one before holds on. Refuses PRICE_CHARGED_SINCE."""
    row = uow.get(ProductPrice, price_id)
    _check_uncharged(uow, row.product_id, row.valid_from)
    uow.delete(row)


@command(Permission.MANAGE_SETTINGS)
def set_first_price(uow: UnitOfWork, *, product_id: UUID, price: Decimal) -> Decimal:
    """Correct what something costs before all dated prices; answers the price before.

    Refuses AMOUNT_BELOW_ZERO, AMOUNT_TOO_FINE, PRICE_WITH_OFFERING, PRICE_CHARGED_SINCE.
    """
    product = _priced_here(uow, product_id)
    _check_amount(price)
    _check_uncharged(uow, product.id, date.min)
    before, product.price = product.price, price
    return before


def _priced_here(uow: UnitOfWork, product_id: UUID) -> Product:
    product = uow.get(Product, product_id)
    if product.kind == ProductKind.BUNDLED:
        raise DomainError("PRICE_WITH_OFFERING")
    return product


def _check_amount(price: Decimal) -> None:
    if price < 0:
        raise DomainError("AMOUNT_BELOW_ZERO", field="price")
    if price != price.quantize(TWO_PLACES):
        raise DomainError("AMOUNT_TOO_FINE", field="price")


def _check_day(
    uow: UnitOfWork, product_id: UUID, valid_from: date, but: ProductPrice | None = None
) -> None:
    _check_uncharged(uow, product_id, valid_from)
    same = select(ProductPrice.id).where(
        ProductPrice.product_id == product_id, ProductPrice.valid_from == valid_from
    )
    if uow.session.scalar(same) not in (None, None if but is None else but.id):
        raise DomainError("PRICE_DAY_TAKEN", field="valid_from", day=valid_from)


def _check_uncharged(uow: UnitOfWork, product_id: UUID, valid_from: date) -> None:
    charged_on = _charged_on(uow, product_id).get(product_id)
    if charged_on is not None and charged_on >= valid_from:
        raise DomainError("PRICE_CHARGED_SINCE", field="valid_from", day=charged_on)


def _charged_on(uow: UnitOfWork, product_id: UUID | None = None) -> dict[UUID, date]:
    """The last day on which each product, or just the one, was charged."""
    last = (
        select(LedgerEntry.product_id, func.max(LedgerEntry.created_at))
        .where(LedgerEntry.kind == LedgerKind.CHARGE, LedgerEntry.product_id.is_not(None))
        .group_by(LedgerEntry.product_id)
    )
    if product_id is not None:
        last = last.where(LedgerEntry.product_id == product_id)
    rows = uow.session.execute(last)
    return {row[0]: row[1].astimezone(uow.zone).date() for row in rows if row[0] is not None}


def _dated(uow: UnitOfWork) -> Mapping[UUID, list[ProductPrice]]:
    found: dict[UUID, list[ProductPrice]] = defaultdict(list)
    for row in uow.session.scalars(select(ProductPrice).order_by(ProductPrice.valid_from)):
        found[row.product_id].append(row)
    return found


def _prices(
    uow: UnitOfWork,
    product: Product,
    dated: Sequence[ProductPrice],
    charged_on: date | None,
    offerings: Mapping[UUID | None, UUID],
) -> ProductPrices:
    day = today(uow)
    held = [row.price for row in dated if row.valid_from <= day]
    return ProductPrices(
        product_id=product.id,
        kind=ProductKind(product.kind),
        name=product.name,
        level=product.level,
        enquiry_type=None if product.enquiry_type is None else EnquiryType(product.enquiry_type),
        offering_id=offerings.get(product.id),
        price=held[-1] if held else product.price,
        first_price=product.price,
        dated=tuple(
            DatedPrice(
                row.id,
                row.valid_from,
                row.price,
                fixed=charged_on is not None and charged_on >= row.valid_from,
            )
            for row in dated
        ),
        charged_on=charged_on,
        as_of=day,
    )


def _in_table(row: ProductPrices) -> tuple[int, int, int, str]:
    challenged = 0 if row.enquiry_type is None else list(EnquiryType).index(row.enquiry_type)
    return _KINDS.index(row.kind), row.level or 0, challenged, row.name
