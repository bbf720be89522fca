"""Founding a centre: the rows without which nothing else can stand."""

from uuid import UUID
from zoneinfo import ZoneInfo

from wset_desk.domain.catalogue import LEVELS
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.domain.pricing import ProductKind, price_of
from wset_desk.domain.rule_profiles import SEED, WSET
from wset_desk.domain.scheduling import time_zones
from wset_desk.services.staff import new_staff
from wset_desk.storage.schema import (
    Centre,
    CentreCounter,
    Device,
    Product,
    RuleProfileRecord,
    ThisDevice,
)
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.system.passwords import Passwords

PRICED_PER_LEVEL = (ProductKind.MAKEUP, ProductKind.RESIT, ProductKind.REMOTE_INVIGILATION)


def found_centre(
    store: Store,
    *,
    name: str,
    time_zone: str,
    currency: str,
    administrator_name: str,
    username: str,
    password: str,
    passwords: Passwords,
    device_name: str,
    is_sample: bool = False,
) -> Actor:
    """Make the store's centre with its first administrator, rule profiles and products.

    Answers the administrator as an actor. Refuses NAME_MISSING, TIME_ZONE_UNKNOWN,
    CURRENCY_UNKNOWN, and what `new_staff` refuses; nothing is kept then.
    """
    founder = Actor(centre_id=store.new_id(), device_id=store.new_id(), name=administrator_name)
    check_centre(name, time_zone, currency)
    with store.unit_of_work(founder, write=True) as uow:
        uow.action = "centres.found_centre"
        _add_device(uow, device_name)
        uow.session.add(
            Centre(
                id=founder.centre_id,
                name=name.strip(),
                time_zone=time_zone,
                currency=currency,
                is_sample=is_sample,
            )
        )
        _add_seed_values(uow)
        staff = new_staff(
            uow,
            name=administrator_name,
            username=username,
            password=password,
            roles=frozenset({Role.ADMINISTRATOR}),
            passwords=passwords,
        )
        uow.commit()
    return _as_actor(founder, staff.id, administrator_name)


def check_centre(name: str, time_zone: str, currency: str) -> None:
    """Refuse NAME_MISSING, TIME_ZONE_UNKNOWN or CURRENCY_UNKNOWN."""
    if not name.strip():
        raise DomainError("NAME_MISSING", field="name")
    if time_zone not in time_zones():
        raise DomainError("TIME_ZONE_UNKNOWN", field="time_zone", time_zone=time_zone)
    ZoneInfo(time_zone)
    if not (len(currency) == 3 and currency.isalpha() and currency.isupper()):  # noqa: PLR2004
        raise DomainError("CURRENCY_UNKNOWN", field="currency", currency=currency)


def _add_device(uow: UnitOfWork, name: str) -> None:
    """First of all: every captured change takes its number from this device."""
    uow.session.add_all([ThisDevice(id=uow.actor.device_id), CentreCounter(id=uow.new_id())])
    uow.session.flush()
    uow.session.add(Device(id=uow.actor.device_id, name=name))


def _add_seed_values(uow: UnitOfWork) -> None:
    for profile in (SEED, WSET):
        uow.session.add(RuleProfileRecord(name=profile.name, rules=profile.to_dict()))
    for kind in PRICED_PER_LEVEL:
        for level in LEVELS:
            uow.session.add(
                Product(
                    kind=kind,
                    level=level,
                    name=f"Level {level} {kind.replace('_', ' ')}",
                    price=price_of(kind, level=level),
                )
            )
    for enquiry_type in EnquiryType:
        uow.session.add(
            Product(
                kind=ProductKind.ENQUIRY,
                enquiry_type=enquiry_type,
                name=f"Enquiry {enquiry_type}",
                price=price_of(ProductKind.ENQUIRY, enquiry_type=enquiry_type),
            )
        )


def _as_actor(founder: Actor, staff_id: UUID, name: str) -> Actor:
    return Actor(
        centre_id=founder.centre_id,
        device_id=founder.device_id,
        name=name,
        staff_id=staff_id,
        roles=frozenset({Role.ADMINISTRATOR}),
    )
