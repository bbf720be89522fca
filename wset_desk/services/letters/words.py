"""How letters put results, payments and dates (helpers)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from wset_desk.domain.catalogue import Award, Component
from wset_desk.domain.fees import PaymentMethod
from wset_desk.domain.texts import N_
from wset_desk.i18n import _, formatting_locale

_AWARDS: Mapping[Award, str] = {
    Award.FAIL: N_("Fail"),
    Award.PASS: N_("Pass"),
    Award.MERIT: N_("Pass with merit"),
    Award.DISTINCTION: N_("Pass with distinction"),
}
_COMPONENTS: Mapping[Component, str] = {
    Component.THEORY: N_("Theory"),
    Component.TASTING: N_("Tasting"),
}
_METHODS: Mapping[str, str] = {
    PaymentMethod.CARD: N_("Card"),
    PaymentMethod.CASH: N_("Cash"),
    PaymentMethod.BANK_TRANSFER: N_("Bank transfer"),
    PaymentMethod.INVOICE: N_("Invoice"),
    PaymentMethod.ONLINE: N_("Online"),
    PaymentMethod.OTHER: N_("Other"),
}


def award_text(award: Award) -> str:
    """ "Pass with merit"."""
    return _(_AWARDS[award])


def component_text(component: Component) -> str:
    """ "Tasting"."""
    return _(_COMPONENTS[component])


def method_text(method: str | None) -> str:
    """ "Bank transfer"; what an older version wrote as it stands."""
    known = _METHODS.get(method or "")
    return _(known) if known else (method or "")


def plain_date(day: date) -> str:
    """ "4 October 2026"."""
    return format_date(day, "d MMMM y", formatting_locale())


def short_date(day: date) -> str:
    """ "4 Oct 2026"."""
    return format_date(day, "d MMM y", formatting_locale())


def mark_text(score: Decimal, maximum: int) -> str:
    """ "68 / 100"."""
    return _("{mark} / {maximum}").format(mark=number_text(score), maximum=number_text(maximum))


def percent_text(value: Decimal | int) -> str:
    """ "54.99 %"."""
    return _("{number} %").format(number=number_text(value))


def number_text(value: Decimal | int) -> str:
    """As many decimals as there are, two at most."""
    return format_decimal(value, "0.##", formatting_locale())
