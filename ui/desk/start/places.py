"""The time zones and currencies among which a centre chooses."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QLocale, QTimeZone

from ui.common.inputs import Choice
from wset_desk.i18n import N_, _

FALLBACK_ZONE = "Europe/London"
FALLBACK_CURRENCY = "GBP"
_CONTINENTS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
CURRENCIES = {
    "AED": N_("UAE dirham"),
    "ARS": N_("Argentine peso"),
    "AUD": N_("Australian dollar"),
    "BGN": N_("Bulgarian lev"),
    "BRL": N_("Brazilian real"),
    "CAD": N_("Canadian dollar"),
    "CHF": N_("Swiss franc"),
    "CLP": N_("Chilean peso"),
    "CNY": N_("Chinese yuan"),
    "CZK": N_("Czech koruna"),
    "DKK": N_("Danish krone"),
    "EUR": N_("Euro"),
    "GBP": N_("Pound sterling"),
    "GEL": N_("Georgian lari"),
    "HKD": N_("Hong Kong dollar"),
    "HUF": N_("Hungarian forint"),
    "ILS": N_("Israeli new shekel"),
    "INR": N_("Indian rupee"),
    "JPY": N_("Japanese yen"),
    "KRW": N_("South Korean won"),
    "MXN": N_("Mexican peso"),
    "NOK": N_("Norwegian krone"),
    "NZD": N_("New Zealand dollar"),
    "PLN": N_("Polish złoty"),
    "RON": N_("Romanian leu"),
    "SEK": N_("Swedish krona"),
    "SGD": N_("Singapore dollar"),
    "THB": N_("Thai baht"),
    "TRY": N_("Turkish lira"),
    "TWD": N_("New Taiwan dollar"),
    "USD": N_("US dollar"),
    "ZAR": N_("South African rand"),
}


def time_zones() -> list[Choice]:
    """Every zone of a place, as "Europe/London"; abbreviations and offsets are left out."""
    names = (files("tzdata") / "zones").read_text("utf-8").split()
    places = sorted(name for name in names if name.partition("/")[0] in _CONTINENTS)
    return [Choice(name, name.replace("_", " ")) for name in places]


def currencies() -> list[Choice]:
    """The currencies by their codes."""
    return [Choice(code, f"{code} · {_(name)}") for code, name in CURRENCIES.items()]


def local_zone() -> str:
    """This computer's time zone."""
    found = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return found if found in {choice.value for choice in time_zones()} else FALLBACK_ZONE


def local_currency() -> str:
    """The currency of the country for which this computer is set."""
    code = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return code if code in CURRENCIES else FALLBACK_CURRENCY
