"""Rule 18 and the price table of the specification; what is owed and what is paid."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.catalogue import LEVELS
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.pricing import (
    Entry,
    LedgerKind,
    ProductKind,
    balance,
    net_received,
    parse_amount,
    price_of,
    product_kind_of,
)
from wset_desk.domain.registrations import RegistrationType

CHARGE, PAYMENT = LedgerKind.CHARGE, LedgerKind.PAYMENT
WAIVER, REFUND = LedgerKind.WAIVER, LedgerKind.REFUND
PRICES = {
    "makeup": {1: "75", 2: "85", 3: "125"},
    "resit": {1: "75", 2: "85", 3: "125"},
    "remote_invigilation": {1: "50", 2: "60", 3: "90"},
}


@pytest.mark.parametrize("kind", PRICES)
@pytest.mark.parametrize("level", LEVELS)
def test_prices_per_level(kind: str, level: int) -> None:
    price = price_of(ProductKind(kind), level=level)
    assert str(price) == f"{PRICES[kind][level]}.00"


@pytest.mark.parametrize(("challenged", "price"), [("theory", 50), ("tasting", 50), ("both", 90)])
def test_prices_of_enquiries(challenged: str, price: int) -> None:
    assert price_of(ProductKind.ENQUIRY, enquiry_type=EnquiryType(challenged)) == price


@pytest.mark.parametrize(
    ("kind", "level"),
    [(ProductKind.BUNDLED, 2), (ProductKind.RESIT, 4), (ProductKind.RESIT, None)],
)
def test_what_has_no_price_is_refused(kind: ProductKind, level: int | None) -> None:
    with pytest.raises(DomainError) as refused:
        price_of(kind, level=level)
    assert refused.value.code == "PRICE_UNKNOWN"


@pytest.mark.parametrize(
    ("registration_type", "kind"),
    [
        ("bundled", None),
        ("makeup", "makeup"),
        ("resit", "resit"),
        ("remote_invigilation", "remote_invigilation"),
        ("standalone", None),
    ],
)
def test_product_and_fee_follow_the_registrations_type(
    registration_type: str, kind: str | None
) -> None:
    assert product_kind_of(RegistrationType(registration_type)) == kind


def entries(*booked: tuple[LedgerKind, str]) -> list[Entry]:
    return [Entry(kind, Decimal(amount)) for kind, amount in booked]


FEE = Decimal("85.00")


def test_scenario_a_an_unpaid_makeup_is_owed_until_it_is_paid() -> None:
    charged = entries((CHARGE, "85.00"))
    assert balance(charged) == FEE
    paid = charged + entries((PAYMENT, "85.00"))
    assert str(balance(paid)) == "0.00"


def test_scenario_a_variant_a_waiver_settles_an_unchanged_fee() -> None:
    waived = entries((CHARGE, "85.00"), (WAIVER, "85.00"))
    assert balance(waived) == 0
    assert net_received(waived) == 0


def test_part_of_a_fee_is_not_the_fee() -> None:
    partly = entries((CHARGE, "85.00"), (PAYMENT, "84.99"))
    assert balance(partly) == Decimal("0.01")
    assert balance(partly + entries((WAIVER, "0.01"))) == 0


def test_nothing_is_owed_of_nothing() -> None:
    assert balance([]) == 0


def test_scenario_b_refunding_a_fee_leaves_nothing_owed() -> None:
    upheld = entries((CHARGE, "50.00"), (PAYMENT, "50.00"), (REFUND, "50.00"))
    assert balance(upheld) == 0
    assert net_received(upheld) == 0


def test_returning_money_only_leaves_the_fee_owed() -> None:
    mistaken = [
        *entries((CHARGE, "85.00"), (PAYMENT, "85.00")),
        Entry(REFUND, FEE, returns_fee=False),
    ]
    assert balance(mistaken) == FEE


def test_paid_twice_is_credit_until_the_money_is_returned() -> None:
    twice = entries((CHARGE, "85.00"), (PAYMENT, "85.00"), (PAYMENT, "85.00"))
    assert balance(twice) == -FEE
    assert balance([*twice, Entry(REFUND, FEE, returns_fee=False)]) == 0


def test_scenario_b_tom_has_paid_175_net() -> None:
    resit_and_enquiry = entries((CHARGE, "125"), (PAYMENT, "125"), (CHARGE, "50"), (PAYMENT, "50"))
    assert net_received(resit_and_enquiry) == 175


amounts = st.integers(0, 10**7).map(lambda cents: Decimal(cents) / 100)
ledgers = st.lists(st.builds(Entry, st.sampled_from(LedgerKind), amounts, st.booleans()))


@given(first=ledgers, second=ledgers)
def test_balances_add_up_exactly(first: list[Entry], second: list[Entry]) -> None:
    assert balance(first + second) == balance(first) + balance(second)
    assert balance(first).as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("text", "amount"), [("85", "85.00"), ("85.5", "85.50"), ("85,50", "85.50"), (" 0 ", "0.00")]
)
def test_amounts_are_read_to_two_places(text: str, amount: str) -> None:
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "AMOUNT_NOT_A_NUMBER"),
        ("£85", "AMOUNT_NOT_A_NUMBER"),
        ("1,000.00", "AMOUNT_NOT_A_NUMBER"),
        ("-1", "AMOUNT_BELOW_ZERO"),
        ("0.005", "AMOUNT_TOO_FINE"),
        ("1.000", "AMOUNT_TOO_FINE"),
    ],
)
def test_what_isnt_an_amount_is_refused_at_its_field(text: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_amount(text, field="price")
    assert refused.value.code == code
    assert refused.value.parameters["field"] == "price"
