"""Enquiries in files that can't have been so, or that another one is in the way of."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.helpers.enquiry_files import (
    DECIDED,
    KIND,
    WAITING,
    enquiry_file,
    kept,
)
from tests.helpers.exchange import bring_in, bring_in_samples, refused
from wset_desk.domain.errors import DomainError
from wset_desk.services.import_runs import RowOutcome
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    ExamEnquiry,
)


@pytest.fixture
def centre(desk: Workspace) -> Workspace:
    """With the example files up to results."""
    bring_in_samples(desk, before=KIND)
    return desk


@pytest.mark.parametrize(
    ("said", "heading", "words"),
    [
        ({"Exam": "Level 2 resit, March", "Exam begins": "20/03/2026"}, "Exam", "isn't booked"),
        ({"Candidate number": "W105 002"}, "Exam", "has been released. Bring results in first."),
        ({"Type": "tasting"}, "Type", "has no mark of that kind"),
        ({"Type": "both"}, "Type", "Both papers need a released result."),
        ({"Submitted on": "01/02/2026"}, "Submitted on", "The exam was on 15 February 2026"),
        ({"Submitted on": "02/08/2026"}, "Submitted on", "still to come"),
        ({"Decided on": ""}, "Decided on", "This has to be given."),
        ({"Decided on": "01/03/2026"}, "Decided on", "submitted on 2 March 2026"),
        ({"Decided on": "02/08/2026"}, "Decided on", "still to come"),
        ({"Outcome": ""}, "Outcome", "This has to be given."),
        ({"Status": "submitted"}, "Decided on", "submitted hasn't been decided"),
        ({"Status": "rejected"}, "Outcome", "this one is rejected"),
        ({"Change of the theory mark": "0"}, "Outcome", "“upheld” doesn't go with"),
        ({"Outcome": "rejected"}, "Outcome", "“rejected” doesn't go with"),
        ({"Result changed": "no"}, "Result changed", "it is partial"),
        ({"Change of the theory mark": "16.5"}, "Change of the theory mark", "0 and 100"),
        ({"Change of the theory mark": "2 %"}, "Change of the theory mark", "percentage"),
        ({"Change of the tasting mark": "1"}, "Change of the tasting mark", "isn't about this"),
        ({"Theory version in dispute": "2"}, "Theory version in dispute", "no version 2"),
        ({"Reason": ""}, "Reason", "This has to be given."),
        ({"Paid": ""}, "Fee", "Say what of the fee of 50.00"),
        ({"Case file": "he called"}, "Case file", "“he called” isn't an entry"),
        ({"Case file": "2026-13-02 10:00:00 note: x"}, "Case file", "isn't an entry"),
        (
            {"Submitted on": "29/03/2026 01:30", "Decided on": "29/03/2026"},
            "Submitted on",
            "go forward",
        ),
        ({"Appeal of the enquiry of": "01/03/2026 9:00"}, "Appeal of the enquiry of", "no enquiry"),
        ({"Appeal of the enquiry of": "03/03/2026"}, "Appeal of the enquiry of", "comes after"),
    ],
)
def test_what_cannot_have_been_so_is_refused(
    centre: Workspace, tmp_path: Path, said: Mapping[str, str], heading: str, words: str
) -> None:
    path = enquiry_file(tmp_path, {**DECIDED, **said})
    (cell,) = refused(centre, path, KIND)
    assert (cell.row, cell.heading) == (2, heading)
    assert words in cell.text
    with pytest.raises(DomainError):
        bring_in(centre, path, KIND)
    assert kept(centre, ExamEnquiry) == []


@pytest.mark.parametrize("status", ["submitted", "under review"])
def test_one_enquiry_about_a_paper_is_open(centre: Workspace, tmp_path: Path, status: str) -> None:
    later = {**WAITING, "Submitted on": "09/03/2026 10:00", "Status": status}
    (cell,) = refused(centre, enquiry_file(tmp_path, WAITING, later), KIND)
    assert (cell.row, cell.heading) == (3, "Status")
    bring_in(centre, enquiry_file(tmp_path, WAITING), KIND)
    (cell,) = refused(centre, enquiry_file(tmp_path, later), KIND)
    assert (cell.row, cell.heading) == (2, "Status")


def test_an_appeal_is_linked_whatever_the_order_of_rows(centre: Workspace, tmp_path: Path) -> None:
    appeal = {
        **WAITING,
        "Submitted on": "25/03/2026 9:00",
        "Appeal of the enquiry of": DECIDED["Submitted on"],
    }
    again = {**appeal, **DECIDED, "Submitted on": "26/03/2026 9:00", "Decided on": "27/03/2026"}
    path = enquiry_file(tmp_path, again, appeal, DECIDED)
    (cell,) = refused(centre, path, KIND)
    assert (cell.row, cell.heading) == (2, "Appeal of the enquiry of")
    found = bring_in(centre, path, KIND, leave_out_wrong=True)
    assert (found.new, found.count(RowOutcome.REFUSED)) == (2, 1)
    first, second = sorted(kept(centre, ExamEnquiry), key=lambda each: each.submitted_at)
    assert (first.appeal_of_id, second.appeal_of_id) == (None, first.id)
    (cell,) = refused(centre, enquiry_file(tmp_path, again), KIND)
    assert cell.heading == "Appeal of the enquiry of"


def test_a_file_decides_nothing_that_is_known(centre: Workspace, tmp_path: Path) -> None:
    bring_in(centre, enquiry_file(tmp_path, WAITING), KIND)
    (cell, *_) = refused(centre, enquiry_file(tmp_path, DECIDED), KIND)
    assert cell.text == "An import doesn't change this: it is “submitted”."


def test_what_is_decided_is_not_put_right(centre: Workspace, tmp_path: Path) -> None:
    bring_in(centre, enquiry_file(tmp_path, DECIDED), KIND)
    (cell,) = refused(centre, enquiry_file(tmp_path, {**DECIDED, "Reason": "Another."}), KIND)
    assert cell.heading == "Reason"
