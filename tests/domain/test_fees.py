"""What has become of a fee: sums, states, and how a fee goes along with its booking."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import (
    WITHDRAWN_METHOD,
    BookedFee,
    Effect,
    FeeState,
    Posting,
    checked_amount,
    fee_account,
    fee_accounts,
    posting,
)
from wset_desk.domain.pricing import Entry, LedgerKind, balance, net_received

FEE = Decimal("85.00")
CHARGE, PAYMENT = LedgerKind.CHARGE, LedgerKind.PAYMENT
WAIVER, REFUND = LedgerKind.WAIVER, LedgerKind.REFUND


@pytest.mark.parametrize(
    ("kind", "method", "linked", "effect", "sign"),
    [
        (CHARGE, None, False, Effect.CHARGED, 1),
        (PAYMENT, "card", False, Effect.PAID, 1),
        (WAIVER, None, False, Effect.WAIVED, 1),
        (WAIVER, WITHDRAWN_METHOD, True, Effect.WITHDRAWN, 1),
        (REFUND, "card", True, Effect.REFUNDED, 1),
        # money that was paid by mistake is no refund of a fee
        (REFUND, "card", False, Effect.PAID, -1),
        (CHARGE, "waived", True, Effect.WAIVED, -1),
        (CHARGE, "withdrawn", True, Effect.WITHDRAWN, -1),
        (PAYMENT, "card", True, Effect.REFUNDED, -1),
        (CHARGE, "refunded", True, Effect.REFUNDED, 0),
    ],
)
def test_what_an_entry_does(
    kind: LedgerKind, method: str | None, linked: bool, effect: Effect, sign: int
) -> None:
    assert posting(kind, FEE, method, linked=linked) == Posting(effect, sign * FEE)


def state(**amounts: str) -> FeeState:
    postings = [Posting(Effect(name), Decimal(amount)) for name, amount in amounts.items()]
    return fee_account(FEE, postings).state


def test_states() -> None:
    assert fee_account(Decimal(0), []).state is FeeState.NONE
    assert state() is FeeState.OWED
    assert state(charged="85") is FeeState.OWED
    assert state(charged="85", paid="1") is FeeState.PART_PAID
    assert state(charged="85", waived="1") is FeeState.OWED
    assert state(charged="85", paid="85") is FeeState.PAID
    assert state(charged="85", paid="40", waived="45") is FeeState.PAID
    assert state(charged="85", paid="85", refunded="40") is FeeState.PAID
    assert state(charged="85", paid="85", refunded="85") is FeeState.REFUNDED
    assert state(charged="85", waived="85") is FeeState.WAIVED
    assert state(charged="85", withdrawn="85") is FeeState.NONE


def test_a_fee_is_owed_whether_it_was_charged_or_not() -> None:
    assert fee_account(FEE, []).owed == FEE
    assert fee_account(FEE, [Posting(Effect.CHARGED, FEE)]).owed == FEE


def test_a_fee_goes_along_until_another_is_charged() -> None:
    booked = {"a": BookedFee(FEE, None), "b": BookedFee(FEE, "a"), "c": BookedFee(FEE, "b")}
    paid = [("a", Posting(Effect.CHARGED, FEE)), ("b", Posting(Effect.PAID, FEE))]
    assert [account.owed for account in fee_accounts(booked, paid).values()] == [0, 0, 0]
    anew = [*paid, ("c", Posting(Effect.CHARGED, FEE))]
    owed = {key: account.owed for key, account in fee_accounts(booked, anew).items()}
    assert owed == {"a": 0, "b": 0, "c": FEE}


def test_what_is_taken_back_charges_nobody_anew() -> None:
    booked = {"a": BookedFee(FEE, None), "b": BookedFee(FEE, "a")}
    posted = [
        ("a", Posting(Effect.CHARGED, FEE)),
        ("b", Posting(Effect.WAIVED, FEE)),
        ("b", Posting(Effect.WAIVED, -FEE)),
    ]
    assert fee_accounts(booked, posted)["a"].owed == FEE


def test_a_replaced_registration_that_is_unknown_is_left_aside() -> None:
    assert fee_accounts({"b": BookedFee(FEE, "a")}, [])["b"].owed == FEE


amounts = st.integers(0, 10**6).map(lambda pence: Decimal(pence) / 100)
entries = st.tuples(st.sampled_from([CHARGE, PAYMENT, WAIVER, REFUND]), amounts, st.booleans())


@given(st.lists(entries))
def test_sums_agree_with_the_entries(found: list[tuple[LedgerKind, Decimal, bool]]) -> None:
    """Entries as the store has them; none takes another one back."""
    plain = [(kind, amount, linked and kind is REFUND) for kind, amount, linked in found]
    account = fee_account(
        Decimal(0), [posting(kind, amount, None, linked=linked) for kind, amount, linked in plain]
    )
    rows = [Entry(kind, amount, linked) for kind, amount, linked in plain]
    assert account.owed == balance(rows)
    assert account.received == net_received(rows)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (None, "AMOUNT_MISSING"),
        (Decimal("Infinity"), "AMOUNT_MISSING"),
        (Decimal(0), "AMOUNT_NOT_ABOVE_ZERO"),
        (Decimal("0.005"), "AMOUNT_TOO_FINE"),
    ],
)
def test_amounts_that_are_refused(amount: Decimal | None, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        checked_amount(amount, field="sum")
    assert (refused.value.code, refused.value.parameters["field"]) == (code, "sum")


def test_an_amount_has_two_places() -> None:
    assert str(checked_amount(Decimal("5"))) == "5.00"
    assert str(checked_amount(Decimal("5.500"))) == "5.50"
