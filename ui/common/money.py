"""Money in words: amounts, how a fee stands, how it was paid."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_currency

from ui.common.labels import Look
from wset_desk.domain.fees import FeeAccount, FeeState
from wset_desk.i18n import N_, _, formatting_locale

METHODS = {
    "card": N_("Card"),
    "cash": N_("Cash"),
    "bank_transfer": N_("Bank transfer"),
    "invoice": N_("Invoice"),
    "online": N_("Online"),
    "other": N_("Other"),
}
_STATES = {
    FeeState.OWED: N_("Fee owed"),
    FeeState.PART_PAID: N_("Fee partly paid"),
    FeeState.PAID: N_("Fee paid"),
    FeeState.WAIVED: N_("Fee waived"),
    FeeState.REFUNDED: N_("Fee refunded"),
}
_LOOKS = {
    FeeState.OWED: ("money", "warning", "warningSoft"),
    FeeState.PART_PAID: ("money", "warning", "warningSoft"),
    FeeState.PAID: ("check", "success", "successSoft"),
    FeeState.WAIVED: ("check", "info", "infoSoft"),
    FeeState.REFUNDED: ("undo", "text2", "sunken"),
}


def money_text(amount: Decimal, currency: str) -> str:
    """ "£450.00"."""
    return format_currency(amount, currency, locale=formatting_locale())


def method_text(method: str | None) -> str:
    """ "Bank transfer"; what an older version wrote as it stands."""
    return _(METHODS[method]) if method in METHODS else (method or "")


def fee_state_look(state: FeeState) -> Look | None:
    """ "Fee owed"; None where there is no fee."""
    if state is FeeState.NONE:
        return None
    return Look(_(_STATES[state]), *_LOOKS[state])


def fee_look(fee: FeeAccount, currency: str) -> Look | None:
    """The same with what is owed: "Fee £85.00 owed"."""
    if fee.owed <= 0:
        return fee_state_look(fee.state)
    text = _("Fee {amount} owed").format(amount=money_text(fee.owed, currency))
    return Look(text, *_LOOKS[fee.state])
