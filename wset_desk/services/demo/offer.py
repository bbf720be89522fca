"""What the sample centre has and sells: rooms, courses and offerings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.pricing import ProductKind
from wset_desk.services.catalogue import create_course, create_offering
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.price_list import add_price
from wset_desk.services.prices import product_of
from wset_desk.storage.unit_of_work import UnitOfWork


class Sold(StrEnum):
    """The offerings, as the timetable names them."""

    WINES_1 = "wines_1"
    WINES_2 = "wines_2"
    WINES_3 = "wines_3"
    SPIRITS_1 = "spirits_1"
    SPIRITS_2 = "spirits_2"
    SPIRITS_3 = "spirits_3"
    SAKE_1 = "sake_1"
    WINES_1_ONLINE = "wines_1_online"
    WINES_2_ONLINE = "wines_2_online"
    WINES_3_ONLINE = "wines_3_online"
    SAKE_1_ONLINE = "sake_1_online"


MAIN_HALL, CELLAR, TASTING_LAB, LIBRARY = "Main Hall", "Cellar Room", "Tasting Lab", "Library"
ROOMS: Mapping[str, int] = {MAIN_HALL: 24, CELLAR: 12, TASTING_LAB: 16, LIBRARY: 8}


DEARER_FROM = date(2026, 9, 1)
DEARER: Mapping[int, Decimal] = {1: Decimal("80.00"), 2: Decimal("90.00"), 3: Decimal("130.00")}


@dataclass(frozen=True)
class OfferingPlan:
    """An offering; those of the same level and subject belong to one course."""

    key: Sold
    level: int
    subject: str
    name: str
    price: Decimal
    course_format: CourseFormat = CourseFormat.IN_PERSON
    rule_profile: str = "Seed"

    @property
    def is_online(self) -> bool:
        return self.course_format is CourseFormat.ONLINE


_ONLINE = CourseFormat.ONLINE
OFFERINGS = (
    OfferingPlan(Sold.WINES_1, 1, "Wines", "Level 1 Wines", Decimal("195.00")),
    OfferingPlan(Sold.WINES_2, 2, "Wines", "Level 2 Wines", Decimal("480.00")),
    OfferingPlan(Sold.WINES_3, 3, "Wines", "Level 3 Wines", Decimal("925.00")),
    OfferingPlan(Sold.SPIRITS_1, 1, "Spirits", "Level 1 Spirits", Decimal("195.00")),
    OfferingPlan(
        Sold.SPIRITS_2, 2, "Spirits", "Level 2 Spirits", Decimal("495.00"), rule_profile="WSET"
    ),
    OfferingPlan(
        Sold.SPIRITS_3, 3, "Spirits", "Level 3 Spirits", Decimal("890.00"), rule_profile="WSET"
    ),
    OfferingPlan(Sold.SAKE_1, 1, "Sake", "Level 1 Sake", Decimal("210.00")),
    OfferingPlan(
        Sold.WINES_1_ONLINE, 1, "Wines", "Level 1 Wines Online", Decimal("150.00"), _ONLINE
    ),
    OfferingPlan(
        Sold.WINES_2_ONLINE, 2, "Wines", "Level 2 Wines Online", Decimal("390.00"), _ONLINE
    ),
    OfferingPlan(
        Sold.WINES_3_ONLINE, 3, "Wines", "Level 3 Wines Online", Decimal("760.00"), _ONLINE
    ),
    OfferingPlan(Sold.SAKE_1_ONLINE, 1, "Sake", "Level 1 Sake Online", Decimal("165.00"), _ONLINE),
)
PLANS: Mapping[Sold, OfferingPlan] = {plan.key: plan for plan in OFFERINGS}


def add_offerings(uow: UnitOfWork) -> dict[Sold, OfferingDetail]:
    """Courses and offerings with their templates."""
    courses = {}
    offerings = {}
    for plan in OFFERINGS:
        course = (plan.level, plan.subject)
        if course not in courses:
            title = f"Level {plan.level} Award in {plan.subject}"
            courses[course] = create_course(
                uow, title=title, subject=plan.subject, level=plan.level
            ).value.id
        offerings[plan.key] = create_offering(
            uow,
            course_id=courses[course],
            course_format=plan.course_format,
            name=plan.name,
            rule_profile=plan.rule_profile,
            price=plan.price,
        ).value
    return offerings


def announce_prices(uow: UnitOfWork) -> None:
    """What a missed or failed paper costs from the autumn on."""
    for kind in (ProductKind.MAKEUP, ProductKind.RESIT):
        for level, price in DEARER.items():
            product = product_of(uow, kind, level=level)
            if product is not None:
                add_price(uow, product_id=product.id, valid_from=DEARER_FROM, price=price)
