"""What things cost: the product of a kind, and its price on a day (rule 18).

A product's own `price` holds until the first of its dated prices does. Whoever charges asks for
the price on the day on which the registration is made (`today`), never on the day of the exam: a
later change of prices changes nothing that was charged.

Nothing here is a service: whoever offers it declares who may call it.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.pricing import ProductKind
from wset_desk.storage.schema import Product, ProductPrice
from wset_desk.storage.unit_of_work import UnitOfWork


def today(uow: UnitOfWork) -> date:
    """The centre's day now: the one whose prices are charged."""
    return uow.now.astimezone(uow.zone).date()


def product_of(
    uow: UnitOfWork,
    kind: ProductKind,
    *,
    level: int | None = None,
    enquiry_type: EnquiryType | None = None,
) -> Product | None:
    """The product that is charged for `kind`: enquiries by what is challenged, others by level."""
    if kind is ProductKind.ENQUIRY:
        key = Product.enquiry_type == enquiry_type
    else:
        key = Product.level == level
    return uow.session.scalar(select(Product).where(Product.kind == kind, key, Product.active))


def enquiry_product(uow: UnitOfWork, enquiry_type: EnquiryType) -> Product | None:
    """The product to which an enquiry's entries are put down, for sale still or not any more."""
    of_this_type = (Product.kind == ProductKind.ENQUIRY, Product.enquiry_type == enquiry_type)
    return uow.session.scalar(
        select(Product).where(*of_this_type).order_by(Product.active.desc(), Product.id).limit(1)
    )


def price_on(uow: UnitOfWork, product: Product, day: date) -> Decimal:
    """What `product` costs when it is charged on `day`, a day of the centre."""
    dated = uow.session.scalar(
        select(ProductPrice.price)
        .where(ProductPrice.product_id == product.id, ProductPrice.valid_from <= day)
        .order_by(ProductPrice.valid_from.desc())
        .limit(1)
    )
    return product.price if dated is None else dated


def prices_on(uow: UnitOfWork, day: date) -> Mapping[UUID, Decimal]:
    """What each product costs on `day`, by its id: one look for a whole list."""
    prices = {row.id: row.price for row in uow.session.execute(select(Product.id, Product.price))}
    dated = (
        select(ProductPrice.product_id, ProductPrice.price)
        .where(ProductPrice.valid_from <= day)
        .order_by(ProductPrice.valid_from)
    )
    for product_id, price in uow.session.execute(dated):
        prices[product_id] = price
    return prices


def level_prices(
    uow: UnitOfWork, kinds: tuple[ProductKind, ...], day: date
) -> Mapping[tuple[ProductKind, int], Decimal]:
    """What each of `kinds` costs on `day`, by kind and level; what is not for sale is missing."""
    prices = prices_on(uow, day)
    wanted = select(Product.id, Product.kind, Product.level).where(
        Product.kind.in_(kinds), Product.level.is_not(None), Product.active
    )
    rows = uow.session.execute(wanted)
    return {(ProductKind(kind), int(level or 0)): prices[row_id] for row_id, kind, level in rows}
