"""Bookings from files: what is owed, who was moved, who was booked twice."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.helpers.exchange import bring_in, bring_in_samples, export_of, refused, written
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.pricing import Entry, LedgerKind, balance
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate, ExamRegistration, LedgerEntry, Product

HEADINGS = (
    "Candidate number;Exam;Exam begins;Type;Status;Booked on;Fee;Paid;Waived;Refunded;"
    "Moved from exam;Moved from begins"
)
RESIT = "Level 2 resit, March;20/03/2026 10:00"


@pytest.fixture
def centre(desk: Workspace) -> Workspace:
    """With the example files up to enrolments."""
    bring_in_samples(desk, before=FileKind.BOOKINGS)
    return desk


def booking_file(folder: Path, *rows: str) -> Path:
    path = folder / "bookings.csv"
    path.write_text("\n".join([HEADINGS, *rows]), "utf-8")
    return path


def ledger(workspace: Workspace) -> list[tuple[str, Decimal, str | None]]:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        rows = uow.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id)).all()
    return [(row.kind, row.amount, row.reason) for row in rows]


def bookings(workspace: Workspace) -> list[ExamRegistration]:
    """Those of W105 002."""
    statement = (
        select(ExamRegistration)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(Candidate.candidate_number == "W105 002")
        .order_by(ExamRegistration.registration_date)
    )
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return list(uow.session.scalars(statement))


def come_back(workspace: Workspace, path: Path) -> bool:
    """Whether everything that is taken out is known when it is brought in again."""
    found = bring_in(
        workspace,
        written(path, FileKind.BOOKINGS, export_of(workspace, FileKind.BOOKINGS)),
        FileKind.BOOKINGS,
    )
    return found.in_file == found.already_there > 0


@pytest.mark.parametrize(
    ("said", "kinds", "owed"),
    [
        ("85.00;85.00;;", ("charge", "payment"), "0.00"),
        ("85.00;yes;;", ("charge", "payment"), "0.00"),
        ("85,00;no;;", ("charge",), "85.00"),
        ("85;0;yes;", ("charge", "waiver"), "0.00"),
        ("85.00;;85.00;", ("charge", "waiver"), "0.00"),
        ("85.00;40.00;;", ("charge", "payment"), "45.00"),
        ("85.00;yes;;yes", ("charge", "payment", "refund"), "0.00"),
        (";;;", (), "0.00"),
    ],
)
def test_a_booking_brings_what_is_owed_of_its_fee(
    centre: Workspace, tmp_path: Path, said: str, kinds: tuple[str, ...], owed: str
) -> None:
    path = booking_file(tmp_path, f"W105 002;{RESIT};makeup;registered;01/02/2026 9:00;{said};;")
    assert bring_in(centre, path, FileKind.BOOKINGS).new == 1
    entries = ledger(centre)
    assert tuple(kind for kind, _, _ in entries) == kinds
    assert {reason for _, _, reason in entries} <= {"brought in from file"}
    sums = [Entry(LedgerKind(kind), amount) for kind, amount, _ in entries]
    assert balance(sums) == Decimal(owed)
    assert [each.fee_paid for each in bookings(centre)] == [owed == "0.00"]
    assert bring_in(centre, path, FileKind.BOOKINGS).already_there == 1
    assert come_back(centre, tmp_path / "out.xlsx")


@pytest.mark.parametrize(
    ("said", "heading", "words"),
    [
        ("85.00;;;", "Fee", "Say what of the fee of 85.00 is paid or waived"),
        ("85.00;partly;;", "Paid", "“partly” is neither an amount nor yes or no."),
        ("85.00;0;90.00;", "Waived", "No more than the fee of 85.00 can be waived."),
        ("85.00;40;;60", "Refunded", "No more than the 40.00 that was paid can be refunded."),
        ("-85.00;0;;", "Fee", "An amount"),
    ],
)
def test_a_fee_that_does_not_add_up_is_refused(
    centre: Workspace, tmp_path: Path, said: str, heading: str, words: str
) -> None:
    path = booking_file(tmp_path, f"W105 002;{RESIT};makeup;registered;;{said};;")
    (cell,) = refused(centre, path, FileKind.BOOKINGS)
    assert (cell.row, cell.heading) == (2, heading)
    assert cell.text.startswith(words)


def test_what_is_known_of_a_fee_is_not_changed_by_a_file(centre: Workspace, tmp_path: Path) -> None:
    row = f"W105 002;{RESIT};makeup;registered;01/02/2026 9:00;85.00;%s;;;;"
    bring_in(centre, booking_file(tmp_path, row % "0"), FileKind.BOOKINGS)
    (cell,) = refused(centre, booking_file(tmp_path, row % "85.00"), FileKind.BOOKINGS)
    assert (cell.heading, cell.text) == ("Paid", "An import doesn't change this: it is “0.00”.")


def test_a_booking_is_charged_as_its_own_type(centre: Workspace, tmp_path: Path) -> None:
    path = booking_file(tmp_path, f"W105 002;{RESIT};resit;registered;;85.00;0;;;;")
    bring_in(centre, path, FileKind.BOOKINGS)
    with centre.store.unit_of_work(centre.actor, write=False) as uow:
        (entry,) = uow.session.scalars(select(LedgerEntry)).all()
        assert uow.get(Product, entry.product_id).kind == "resit"


def test_who_was_moved_is_still_known_and_booked_once(centre: Workspace, tmp_path: Path) -> None:
    spring = "Level 2 theory, spring;15/02/2026 15:30"
    path = booking_file(
        tmp_path,
        f"W105 002;{RESIT};makeup;registered;02/02/2026 9:00;;;;;{spring}",
        f"W105 002;{spring};bundled;rescheduled;01/02/2026 9:00;;;;;;",
    )
    assert bring_in(centre, path, FileKind.BOOKINGS).new == 2
    old, new = bookings(centre)
    assert (old.status, new.rescheduled_from_id) == ("rescheduled", old.id)
    assert come_back(centre, tmp_path / "out.csv")


def test_who_was_moved_from_nowhere_is_refused(centre: Workspace, tmp_path: Path) -> None:
    spring = "Level 2 theory, spring;15/02/2026 15:30"
    path = booking_file(tmp_path, f"W105 002;{RESIT};makeup;registered;;;;;;{spring}")
    (cell,) = refused(centre, path, FileKind.BOOKINGS)
    assert (cell.heading, cell.text) == (
        "Moved from exam",
        "The candidate wasn't booked for the exam that this one replaces.",
    )


def test_a_cancelled_booking_stays_beside_the_new_one(centre: Workspace, tmp_path: Path) -> None:
    rows = (
        f"W105 002;{RESIT};makeup;cancelled;01/02/2026 9:00;85.00;yes;;yes;;",
        f"W105 002;{RESIT};makeup;registered;04/02/2026 9:00;85.00;no;;;;",
    )
    assert bring_in(centre, booking_file(tmp_path, *rows), FileKind.BOOKINGS).new == 2
    assert [each.status for each in bookings(centre)] == ["cancelled", "registered"]
    for some in (rows, rows[:1], rows[1:]):
        again = bring_in(centre, booking_file(tmp_path, *some), FileKind.BOOKINGS)
        assert again.already_there == len(some)
    assert come_back(centre, tmp_path / "out.csv")


def test_an_old_file_does_not_book_again_what_was_cancelled(
    centre: Workspace, tmp_path: Path
) -> None:
    row = f"W105 002;{RESIT};makeup;%s;01/02/2026 9:00;;;;;;"
    bring_in(centre, booking_file(tmp_path, row % "cancelled"), FileKind.BOOKINGS)
    (cell,) = refused(centre, booking_file(tmp_path, row % "registered"), FileKind.BOOKINGS)
    assert cell.heading == "Status"
