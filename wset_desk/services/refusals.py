"""Refusals in words, for the window and the command line."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date

from wset_desk.domain.errors import MESSAGES, DomainError
from wset_desk.i18n import _, formatting_locale


def describe(error: DomainError) -> str:
    """What is wrong, in a sentence in the user's language; `who` it is about goes first."""
    template = MESSAGES.get(error.code)
    if template is None:
        return error.code
    text = _(template).format(**{k: _worded(v) for k, v in error.parameters.items()})
    who = error.parameters.get("who")
    return text if who is None else _("{who}: {text}").format(who=who, text=text)


def _worded(value: object) -> object:
    if isinstance(value, date):
        return format_date(value, "d MMMM yyyy", locale=formatting_locale())
    return f"{value:f}" if isinstance(value, Decimal) else value
