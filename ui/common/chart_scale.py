"""How the numbers at a chart's scale are written."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal

from wset_desk.i18n import formatting_locale


def number_text(amount: Decimal) -> str:
    """ "1,250"."""
    return format_decimal(amount, "#,##0.##", locale=formatting_locale())
