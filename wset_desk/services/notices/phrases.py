"""How messages put days, times, places and amounts (helpers)."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_currency

from wset_desk.domain.catalogue import DeliveryMethod
from wset_desk.i18n import _, formatting_locale
from wset_desk.storage.schema import ExamSession, Room
from wset_desk.storage.unit_of_work import UnitOfWork


def place_of(uow: UnitOfWork, exam: ExamSession) -> str:
    """ "Main Hall, 12 Vine Street"; an exam that is sat at home has none but that."""
    if exam.delivery_method == DeliveryMethod.REMOTE_INVIGILATION:
        return _("Online, watched remotely")
    room = uow.get(Room, exam.room_id).name if exam.room_id else ""
    return ", ".join(dict.fromkeys(part for part in (room, exam.location or "") if part))


def time_text(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """ "Sunday 4 October 2026, 15:30 – 16:30"."""
    return _("{day}, {start} – {end}").format(
        day=day_text(start, zone), start=clock_text(start, zone), end=clock_text(end, zone)
    )


def own_zone_text(
    start: datetime, end: datetime, own_zone: str | None, centre_zone: ZoneInfo
) -> str:
    """The same time where the candidate is; nothing if that is the centre's zone."""
    if not own_zone or own_zone == centre_zone.key:
        return ""
    return _("That is {when} in your time zone ({zone}).").format(
        when=time_text(start, end, ZoneInfo(own_zone)), zone=own_zone
    )


def moment_text(when: datetime, zone: ZoneInfo) -> str:
    """ "Sunday 4 October 2026, 15:30"."""
    return _("{day}, {time}").format(day=day_text(when, zone), time=clock_text(when, zone))


def day_text(when: datetime, zone: ZoneInfo) -> str:
    """ "Sunday 4 October 2026"."""
    return date_text(when.astimezone(zone).date())


def date_text(day: date) -> str:
    """ "Sunday 4 October 2026"."""
    return format_date(day, "EEEE d MMMM y", formatting_locale())


def clock_text(when: datetime, zone: ZoneInfo) -> str:
    """ "15:30"."""
    return format_time(when, "HH:mm", zone, formatting_locale())


def amount_text(uow: UnitOfWork, amount: Decimal) -> str:
    """ "£85.00"."""
    return format_currency(amount, uow.centre.currency, locale=formatting_locale())


def fee_text(uow: UnitOfWork, amount: Decimal) -> str:
    """What something costs; nothing if it costs nothing."""
    return _("The fee is {amount}.").format(amount=amount_text(uow, amount)) if amount else ""
