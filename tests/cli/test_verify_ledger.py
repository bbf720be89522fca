"""`wset-desk verify-ledger`, run as a person would, on a real profile."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.money import FEE, till
from tests.helpers.profiles import key_store, set_up
from tests.helpers.stores import NOW, PASSWORD
from wset_desk.cli import app, run
from wset_desk.domain.fees import PaymentMethod
from wset_desk.services.money.payments import record_payment
from wset_desk.storage.schema import ExamRegistration
from wset_desk.system.clock import FixedClock

PASSPHRASE = "five small words in a row"
Verify = Callable[[], tuple[int, list[str]]]


@pytest.fixture
def verify(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Verify:
    """Exit status and lines of the command."""
    for variable, secret in (("PASSPHRASE", PASSPHRASE), ("PASSWORD", PASSWORD)):
        file = tmp_path / variable
        file.write_text(secret, encoding="utf-8")
        monkeypatch.setenv(f"WSET_DESK_{variable}_FILE", str(file))
    monkeypatch.setenv("WSET_DESK_NOW", NOW.isoformat())

    def call() -> tuple[int, list[str]]:
        status = run(app, ["verify-ledger", "--user", "ada"], "wset-desk")
        return status, capsys.readouterr().out.strip().splitlines()

    return call


@pytest.mark.parametrize("honest", [True, False])
def test_the_exit_status_says_whether_everything_adds_up(
    verify: Verify,
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    *,
    honest: bool,
) -> None:
    monkeypatch.setenv("WSET_DESK_DATA", str(tmp_path / "data"))
    centre = set_up(tmp_path / "data", clock, key_store(), passphrase=PASSPHRASE)
    money = till(centre.workspace, clock)
    makeup = money.makeup()
    centre.workspace.call(
        record_payment, registration_id=makeup, amount=FEE, method=PaymentMethod.CARD
    )
    if not honest:
        with centre.workspace.store.unit_of_work(centre.workspace.actor, write=True) as uow:
            uow.get(ExamRegistration, makeup).fee_paid = False
            uow.commit()
    centre.workspace.close()
    status, lines = verify()
    sums = "Entries: 2. Fees: 1. Owed: 0.00. Received: 85.00."
    if honest:
        assert (status, lines) == (0, [sums, "Everything adds up."])
    else:
        finding = "Aoife Byrne, Level 2 Theory Exam, 2026-10-25: It is down as unpaid, and 0.00 is"
        assert (status, lines) == (1, [f"{finding} owed.", sums])
