"""What stops a check-in: the fee, the booking, the time and the identity document."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from wset_desk.domain.check_in import CheckInFacts, check_in_blockers
from wset_desk.domain.errors import MESSAGES, Refusal
from wset_desk.domain.registrations import RegistrationStatus

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 10, 25, 15, 30, tzinfo=UTC)
READY = CheckInFacts(
    status=RegistrationStatus.REGISTERED,
    session_cancelled=False,
    start=START,
    end=START + timedelta(hours=1),
    now=START - timedelta(minutes=10),
    zone=LONDON,
    opens_before=timedelta(minutes=15),
)
FEE = Decimal("85.00")


def codes(**changes: Any) -> list[str]:
    return [each.code for each in check_in_blockers(replace(READY, **changes))]


def test_nothing_stops_who_has_paid_and_is_there_in_time() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"session_cancelled": True}, "SESSION_CANCELLED"),
        ({"status": RegistrationStatus.COMPLETED}, "CHECK_IN_COMPLETED"),
        ({"status": RegistrationStatus.NO_SHOW}, "CHECK_IN_NO_SHOW"),
        ({"status": RegistrationStatus.CANCELLED}, "CHECK_IN_CANCELLED"),
        ({"status": RegistrationStatus.RESCHEDULED}, "CHECK_IN_RESCHEDULED"),
        ({"owed": Decimal("0.01")}, "FEE_OWED"),
        ({"fee_paid": False}, "FEE_NOT_PAID"),
        ({"identity_problem": Refusal("NAME_MISSING")}, "NAME_MISSING"),
        ({"now": START + timedelta(hours=1)}, "CHECK_IN_OVER"),
    ],
)
def test_each_reason_stops_by_itself(changes: dict[str, Any], code: str) -> None:
    assert codes(**changes) == [code]
    assert code in MESSAGES


def test_an_unpaid_fee_is_told_with_its_amount_and_can_be_overridden() -> None:
    (refusal,) = check_in_blockers(replace(READY, owed=FEE))
    assert refusal == Refusal("FEE_OWED", {"owed": FEE})
    assert codes(owed=FEE, override_reason="Pays on the day") == []
    assert codes(owed=FEE, override_reason="") == ["FEE_OWED"]
    assert codes(owed=-FEE) == []
    assert codes(owed=FEE, fee_paid=False) == ["FEE_OWED"]
    assert codes(fee_paid=False, override_reason="Pays on the day") == []


def test_check_in_opens_a_quarter_of_an_hour_before_the_candidates_own_start() -> None:
    opens = START - timedelta(minutes=15)
    early = replace(READY, now=opens - timedelta(seconds=1))
    (refusal,) = check_in_blockers(early)
    assert refusal.code == "CHECK_IN_TOO_EARLY"
    assert refusal.parameters == {"day": date(2026, 10, 25), "time": "15:15"}
    assert codes(now=opens) == []
    summer = replace(early, start=datetime(2026, 9, 6, 14, 30, tzinfo=UTC), now=opens)
    assert summer.opens.astimezone(LONDON).strftime("%H:%M") == "15:15"


def test_the_last_moment_is_just_before_the_end() -> None:
    assert codes(now=READY.end - timedelta(seconds=1)) == []


def test_all_reasons_are_told_at_once() -> None:
    found = codes(
        session_cancelled=True,
        status=RegistrationStatus.CANCELLED,
        now=START - timedelta(days=1),
        owed=FEE,
        identity_problem=Refusal("NAME_MISSING"),
    )
    assert found == [
        "SESSION_CANCELLED",
        "CHECK_IN_CANCELLED",
        "CHECK_IN_TOO_EARLY",
        "FEE_OWED",
        "NAME_MISSING",
    ]
