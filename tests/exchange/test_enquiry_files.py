"""Enquiries from files: old ones as they ended, open ones to go on with."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.helpers.enquiry_files import (
    BOTH,
    DECIDED,
    KIND,
    LEVEL_3,
    WAITING,
    enquiry_file,
    kept,
    one,
)
from tests.helpers.exchange import bring_in, bring_in_samples, export_of, refused, written
from tests.helpers.result_life import officer
from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import EnquiryEventKind, EnquiryOutcome
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.services.enquiries.cases import enquiry_case, list_enquiries
from wset_desk.services.enquiries.reviewing import complete_enquiry, start_review
from wset_desk.services.enquiries.rows import DecidedMark
from wset_desk.services.exports import Among, export_records
from wset_desk.services.import_runs import RowOutcome
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    EnquiryEvent,
    ExamSession,
    LedgerEntry,
    Notice,
    Product,
    ResultVersion,
    Staff,
)


@pytest.fixture
def centre(desk: Workspace) -> Workspace:
    """With the example files up to results."""
    bring_in_samples(desk, before=KIND)
    return desk


@pytest.fixture
def level_3(centre: Workspace, tmp_path: Path) -> Workspace:
    """With somebody who has sat both papers of level 3, too."""
    for kind, lines in LEVEL_3.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text("\n".join(lines), "utf-8")
        assert bring_in(centre, path, kind).new == len(lines) - 1
    return centre


def test_an_old_enquiry_keeps_what_came_of_it(centre: Workspace, tmp_path: Path) -> None:
    marks = [(each.score, each.state) for each in kept(centre, ResultVersion)]
    path = enquiry_file(tmp_path, {**DECIDED, "Refunded": "yes"})
    assert bring_in(centre, path, KIND).new == 1
    row, staff = one(centre), {each.id: each for each in kept(centre, Staff)}
    assert (row.status, row.outcome, row.result_changed, row.fee_refunded) == (
        "completed",
        "upheld",
        True,
        True,
    )
    assert (row.score_change_theory, row.score_change_tasting) == (Decimal("1.5"), None)
    assert f"{row.submitted_at:%Y-%m-%d %H:%M} {row.resolved_at:%Y-%m-%d %H:%M}" == (
        "2026-03-02 10:00 2026-03-20 11:00"
    )
    assert row.reviewer_id is not None
    reviewer = staff[row.reviewer_id]
    assert (reviewer.name, reviewer.active) == ("Dan Moor", False)
    assert [(each.score, each.state) for each in kept(centre, ResultVersion)] == marks
    assert kept(centre, Notice) == []
    assert bring_in(centre, path, KIND).already_there == 1


def test_its_fee_is_what_the_file_says(centre: Workspace, tmp_path: Path) -> None:
    bring_in(centre, enquiry_file(tmp_path, {**DECIDED, "Refunded": "yes"}), KIND)
    row, entries = one(centre), kept(centre, LedgerEntry)
    mine = [each for each in entries if each.exam_enquiry_id == row.id]
    assert [(each.kind, each.amount) for each in mine] == [
        ("charge", Decimal(50)),
        ("payment", Decimal(50)),
        ("refund", Decimal(50)),
    ]
    assert mine[2].charge_id == mine[0].id
    assert {each.exam_registration_id for each in mine} == {row.exam_registration_id}
    products = {each.id: each for each in kept(centre, Product)}
    (product,) = {products[each.product_id] for each in mine if each.product_id}
    assert (product.kind, product.enquiry_type) == ("enquiry", "theory")


def test_without_a_case_file_it_says_when_it_was_asked_and_answered(
    centre: Workspace, tmp_path: Path
) -> None:
    bring_in(centre, enquiry_file(tmp_path, DECIDED), KIND)
    staff = {each.id: each.name for each in kept(centre, Staff)}
    assert [
        (each.kind, f"{each.happened_at:%d %b}", staff[each.recorded_by_id])
        for each in kept(centre, EnquiryEvent)
        if each.recorded_by_id
    ] == [("submitted", "02 Mar", "Kim Okafor"), ("completed", "20 Mar", "Dan Moor")]


def test_a_case_file_comes_in_line_by_line(centre: Workspace, tmp_path: Path) -> None:
    lines = (
        "2026-03-02 10:00:00 submitted by Kim Okafor",
        "2026-03-04 16:20:00 forwarded by Dan Moor [WSET 4711]: sent",
        "  with the paper",
        "2026-03-20 11:00:00 completed",
    )
    bring_in(centre, enquiry_file(tmp_path, {**DECIDED, "Case file": "\n".join(lines)}), KIND)
    assert [(each.kind, each.reference, each.text) for each in kept(centre, EnquiryEvent)] == [
        ("submitted", None, None),
        ("forwarded", "WSET 4711", "sent\nwith the paper"),
        ("completed", None, None),
    ]


@pytest.mark.parametrize(
    ("submitted", "said", "told"),
    [
        ("02/03/2026 10:00", "", 50),
        ("02/04/2026 10:00", "", 52),
        ("16/02/2026 10:00", "", 50),
        ("02/04/2026 10:00", "1", 50),
    ],
)
def test_what_was_released_by_then_is_in_dispute(
    desk: Workspace, tmp_path: Path, submitted: str, said: str, told: int
) -> None:
    bring_in_samples(desk, before=FileKind.RESULTS)
    versions = (
        "2026-02-20 10:00:00 released 50",
        "2026-02-25 10:00:00 confirmed 51: recounted",
        "2026-04-01 10:00:00 released 52: looked into",
    )
    exam = {name: DECIDED[name] for name in ("Candidate number", "Exam", "Exam begins")}
    result = {**exam, "Mark": "52", "State": "released", "Versions": "\n".join(versions)}
    bring_in(desk, enquiry_file(tmp_path, result), FileKind.RESULTS)
    row = {**WAITING, "Submitted on": submitted, "Theory version in dispute": said}
    bring_in(desk, enquiry_file(tmp_path, row), KIND)
    disputed = one(desk).disputed_theory_version_id
    assert [each.score for each in kept(desk, ResultVersion) if each.id == disputed] == [told]


def test_an_enquiry_about_both_papers_finds_the_other_one(
    level_3: Workspace, tmp_path: Path
) -> None:
    assert bring_in(level_3, enquiry_file(tmp_path, BOTH), KIND).new == 1
    row = one(level_3)
    versions = {each.id: each for each in kept(level_3, ResultVersion)}
    assert row.disputed_theory_version_id and row.disputed_tasting_version_id
    theory = versions[row.disputed_theory_version_id]
    tasting = versions[row.disputed_tasting_version_id]
    assert theory.exam_registration_id == row.exam_registration_id
    assert tasting.exam_registration_id == row.tasting_registration_id
    assert [theory.score, tasting.score] == [Decimal(54), Decimal(70)]
    (exported,) = export_of(level_3, KIND).rows
    assert "L3 tasting" in exported


def test_an_open_enquiry_about_both_is_one_about_each(level_3: Workspace, tmp_path: Path) -> None:
    tasting = {
        **BOTH,
        "Exam": "L3 tasting",
        "Type": "tasting",
        "Submitted on": "03/03/2026 10:00",
    }
    (cell,) = refused(level_3, enquiry_file(tmp_path, BOTH, tasting), KIND)
    assert (cell.row, cell.heading) == (3, "Status")


@pytest.mark.parametrize(
    ("said", "due"),
    [
        (WAITING, date(2026, 3, 30)),
        ({**WAITING, "Answer due on": "16/03/2026"}, date(2026, 3, 16)),
        (DECIDED, None),
    ],
)
def test_an_open_enquiry_is_answered_by_a_day(
    centre: Workspace, tmp_path: Path, said: Mapping[str, str], due: date | None
) -> None:
    bring_in(centre, enquiry_file(tmp_path, said), KIND)
    assert one(centre).due_on == due


def test_what_waits_may_be_put_right(centre: Workspace, tmp_path: Path) -> None:
    bring_in(centre, enquiry_file(tmp_path, WAITING), KIND)
    better = {**WAITING, "Reason": "Two marks short.", "Consent given on": "03/03/2026"}
    path = enquiry_file(tmp_path, better)
    found = bring_in(centre, path, KIND, on_duplicate=DuplicateAction.UPDATE)
    assert found.count(RowOutcome.CHANGED) == 1
    row = one(centre)
    assert (row.reason, row.consent_given_on) == ("Two marks short.", date(2026, 3, 3))


def test_one_that_came_from_a_file_goes_on(centre: Workspace, tmp_path: Path) -> None:
    bring_in(centre, enquiry_file(tmp_path, {**WAITING, "Paid by": "card"}), KIND)
    reviewer, enquiry_id = officer(centre), one(centre).id
    reviewer.call(start_review, enquiry_id=enquiry_id)
    case = reviewer.call(
        complete_enquiry,
        enquiry_id=enquiry_id,
        marks=(DecidedMark(Component.THEORY, "86"),),
        resolution="Two marks were missed.",
        refund=True,
    )
    assert case.row.outcome is EnquiryOutcome.PARTIAL
    assert (case.account.refunded, case.account.owed) == (Decimal(50), Decimal(0))
    written(tmp_path / "out.csv", KIND, export_of(centre, KIND))
    assert bring_in(centre, tmp_path / "out.csv", KIND).already_there == 1


@pytest.mark.parametrize("left_out", ["Decision in words", "Decided by", "Reviewer", "Fee"])
def test_an_old_one_is_shown_though_something_is_missing(
    centre: Workspace, tmp_path: Path, left_out: str
) -> None:
    said = {name: text for name, text in DECIDED.items() if name != left_out}
    bring_in(centre, enquiry_file(tmp_path, said), KIND)
    (row,) = centre.run(list_enquiries)
    case = centre.run(enquiry_case, enquiry_id=row.id)
    assert case.decision is not None
    assert (case.decision.outcome, row.is_open) == (EnquiryOutcome.UPHELD, False)
    assert [each.event for each in case.timeline if each.event] == [
        EnquiryEventKind.SUBMITTED,
        EnquiryEventKind.COMPLETED,
    ]


@pytest.mark.parametrize("exam", ["L3 theory", "L3 tasting"])
def test_a_list_of_either_exam_takes_out_one_about_both(
    level_3: Workspace, tmp_path: Path, exam: str
) -> None:
    bring_in(level_3, enquiry_file(tmp_path, DECIDED, BOTH), KIND)
    (shown,) = (each.id for each in kept(level_3, ExamSession) if each.name == exam)
    among = Among(ids=frozenset({shown}))
    (row,) = level_3.run(export_records, kind=KIND, among=among).rows
    assert row[0] == "W105 004"


def test_what_is_taken_out_is_known_when_it_comes_again(level_3: Workspace, tmp_path: Path) -> None:
    bring_in(level_3, enquiry_file(tmp_path, DECIDED, BOTH), KIND)
    path = written(tmp_path / "out.xlsx", KIND, export_of(level_3, KIND))
    assert bring_in(level_3, path, KIND).already_there == 2
