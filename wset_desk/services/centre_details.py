"""The centre's name, address, time zone and currency."""

from dataclasses import dataclass

from sqlalchemy import select

from wset_desk.domain.candidates import is_plausible_email
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.centres import check_centre
from wset_desk.services.contract import command, query
from wset_desk.storage.schema import Centre, CourseSession, ExamSession, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork

LONGEST = {"name": 200, "address": 1000, "email": 254, "phone": 40}


@dataclass(frozen=True)
class CentreDetails:
    """What the centre says of itself. `time_zone` is an IANA name, `currency` an ISO 4217 code.

    The time zone is fixed once a session is scheduled, the currency once something is in the
    ledger.
    """

    name: str
    address: str
    email: str
    phone: str
    time_zone: str
    currency: str
    time_zone_fixed: bool
    currency_fixed: bool


@query(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def centre_details(uow: UnitOfWork) -> CentreDetails:
    return _details(uow, uow.centre)


@command(Permission.MANAGE_SETTINGS)
def edit_centre(
    uow: UnitOfWork,
    *,
    name: str,
    address: str = "",
    email: str = "",
    phone: str = "",
    time_zone: str,
    currency: str,
) -> CentreDetails:
    """Change what the centre says of itself; answers how it was before.

    Refuses NAME_MISSING, TEXT_TOO_LONG, EMAIL_NOT_PLAUSIBLE, TIME_ZONE_UNKNOWN, CURRENCY_UNKNOWN,
    TIME_ZONE_FIXED, CURRENCY_FIXED.
    """
    centre = uow.centre
    before = _details(uow, centre)
    texts = {"name": name, "address": address, "email": email, "phone": phone}
    _check_texts(texts)
    check_centre(name, time_zone, currency)
    if before.time_zone_fixed and time_zone != centre.time_zone:
        raise DomainError("TIME_ZONE_FIXED", field="time_zone")
    if before.currency_fixed and currency != centre.currency:
        raise DomainError("CURRENCY_FIXED", field="currency")
    centre.name = name.strip()
    centre.address, centre.email, centre.phone = (
        texts[each].strip() or None for each in ("address", "email", "phone")
    )
    centre.time_zone, centre.currency = time_zone, currency
    return before


def _check_texts(texts: dict[str, str]) -> None:
    for field, longest in LONGEST.items():
        if len(texts[field].strip()) > longest:
            raise DomainError("TEXT_TOO_LONG", field=field, maximum=longest)
    email = texts["email"].strip()
    if email and not is_plausible_email(email):
        raise DomainError("EMAIL_NOT_PLAUSIBLE", field="email", text=email)


def _details(uow: UnitOfWork, centre: Centre) -> CentreDetails:
    is_there = uow.session.scalar
    return CentreDetails(
        name=centre.name,
        address=centre.address or "",
        email=centre.email or "",
        phone=centre.phone or "",
        time_zone=centre.time_zone,
        currency=centre.currency,
        time_zone_fixed=any(
            is_there(select(table.id).limit(1)) for table in (CourseSession, ExamSession)
        ),
        currency_fixed=is_there(select(LedgerEntry.id).limit(1)) is not None,
    )
