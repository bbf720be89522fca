"""What a candidate is written about an enquiry: that it came in, and how it ended."""

import pytest

from tests.helpers.enquiries import (
    BOTH,
    INES,
    MARTA,
    TASTING,
    TOM,
    Desk,
    EnquiryType,
    enquiry_desk,
    mark,
)
from tests.helpers.pdfs import pdf_text
from wset_desk.documents.letters import letters_pdf
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.services.enquiries.reviewing import reject_enquiry
from wset_desk.services.letters.enquiry_letters import enquiry_acknowledgement, enquiry_outcome
from wset_desk.services.letters.receipts import enquiry_receipt
from wset_desk.services.letters.result_slips import result_slips
from wset_desk.services.letters.rows import Letter
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


@pytest.fixture
def office(workspace: Workspace, clock: FixedClock) -> Desk:
    return enquiry_desk(workspace, clock)


def acknowledged(office: Desk, case_id: object) -> Letter:
    (letter,) = office.admin.run(enquiry_acknowledgement, enquiry_id=case_id).letters
    return letter


def answered(office: Desk, case_id: object) -> Letter:
    (letter,) = office.admin.run(enquiry_outcome, enquiry_id=case_id).letters
    return letter


def test_a_statement_counts_from_the_exam_that_has_a_result(office: Desk) -> None:
    """A resit that is booked, but not sat yet, makes nobody's time to enquire longer."""
    office.school.seat(office.resit(), office.school.key(MARTA, ExamType.TASTING))
    ids = (office.registration(MARTA),)
    (letter,) = office.admin.run(result_slips, registration_ids=ids).letters
    assert "write to us by 13 December 2026." in letter.closing


def test_an_enquiry_is_acknowledged(office: Desk) -> None:
    case = office.submit(MARTA, EnquiryType.BOTH)
    facts = dict(acknowledged(office, case.id).facts)
    assert facts["Papers"] == "Theory, Tasting"
    assert facts["Received"] == "28 September 2026"
    assert facts["Fee"] == f"The fee of £{BOTH} is still to be paid."
    office.pay(case)
    letter = acknowledged(office, case.id)
    assert dict(letter.facts)["Fee"] == f"£{BOTH}"
    assert f"by {facts['Answer by']}." in letter.closing
    with pytest.raises(DomainError) as refused:
        office.admin.run(enquiry_outcome, enquiry_id=case.id)
    assert refused.value.code == "LETTER_ENQUIRY_OPEN"


def test_what_is_upheld_is_answered_with_the_new_result(office: Desk) -> None:
    case = office.under_review(MARTA)
    office.complete(case, mark(TASTING, "57"))
    letter = answered(office, case.id)
    assert letter.verdict == "Your enquiry is upheld: the result has changed."
    assert letter.table is not None
    assert letter.table.rows == (("Level 3 Tasting Exam", "51 / 100", "57 / 100", "Pass"),)
    assert dict(letter.facts)["Overall result"] == "Pass"
    assert "We have refunded the fee of £50.00." in letter.closing
    text = pdf_text(letters_pdf(office.admin.run(enquiry_outcome, enquiry_id=case.id)).content)
    assert "Marked once more" in text
    (receipt,) = office.admin.run(enquiry_receipt, enquiry_id=case.id).letters
    assert receipt.table is not None
    assert [row[-1] for row in receipt.table.rows] == ["£50.00", "-£50.00"]
    assert receipt.table.total[-1] == "£0.00"


@pytest.mark.parametrize(
    ("who", "found", "verdict"),
    [
        (INES, "53", "A mark has gone up; the result stays as it was."),
        (TOM, "48", "The review found nothing in your favour."),
    ],
)
def test_what_changes_nothing_keeps_its_fee(
    office: Desk, who: int, found: str, verdict: str
) -> None:
    case = office.under_review(who)
    office.complete(case, mark(TASTING, found))
    letter = answered(office, case.id)
    assert letter.verdict == verdict
    assert letter.table is not None
    assert letter.table.rows[0][2:] == (f"{found} / 100", "Fail")
    assert "refunded" not in letter.closing


def test_what_is_not_admissible_has_no_marks(office: Desk) -> None:
    case = office.submit(TOM)
    office.eva.call(reject_enquiry, enquiry_id=case.id, reason="Asked for twice")
    letter = answered(office, case.id)
    assert letter.verdict == "Your enquiry could not be admitted."
    assert letter.table is None
    assert "Asked for twice" in letter.closing


def test_a_statement_has_what_the_review_found(office: Desk) -> None:
    office.complete(office.under_review(MARTA), mark(TASTING, "57"))
    ids = (office.registration(MARTA),)
    (letter,) = office.admin.run(result_slips, registration_ids=ids).letters
    assert letter.table is not None
    assert [row[2] for row in letter.table.rows] == ["68 / 100", "57 / 100"]
    assert letter.verdict == "Overall result: Pass"
