"""The review of an enquiry, to its answer (rules 16 and 17)."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from tests.helpers.enquiries import (
    INES,
    MARTA,
    ONE,
    ROLF,
    TASTING,
    THEORY,
    TOM,
    Desk,
    enquiry_desk,
    mark,
    refusal,
    release,
)
from tests.helpers.stores import as_role
from wset_desk.domain.catalogue import Award, Component, ExamType
from wset_desk.domain.enquiries import (
    TRANSITIONS,
    EnquiryOutcome,
    EnquiryStatus,
    EnquiryStep,
    EnquiryType,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import FeeState
from wset_desk.domain.permissions import Role
from wset_desk.services.confirmations import confirm_results
from wset_desk.services.enquiries.reviewing import (
    complete_enquiry,
    preview_decision,
    reject_enquiry,
    start_review,
)
from wset_desk.services.enquiries.rows import EnquiryCase
from wset_desk.services.money.ledger_check import verify_ledger
from wset_desk.services.money.payments import refund_payment, take_back_payment
from wset_desk.services.money.waivers import waive_fee
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

LATER = datetime(2026, 10, 1, 9, tzinfo=UTC)
NOTHING = Decimal("0.00")


@pytest.fixture
def office(workspace: Workspace, clock: FixedClock) -> Desk:
    return enquiry_desk(workspace, clock)


def in_each_status(office: Desk) -> dict[EnquiryStatus, EnquiryCase]:
    submitted = office.submit(MARTA)
    office.pay(submitted)
    rejected = office.submit(ROLF)
    office.admin.call(reject_enquiry, enquiry_id=rejected.id, reason="Not signed")
    return {
        EnquiryStatus.SUBMITTED: submitted,
        EnquiryStatus.UNDER_REVIEW: office.under_review(TOM),
        EnquiryStatus.COMPLETED: office.complete(office.under_review(INES)),
        EnquiryStatus.REJECTED: rejected,
    }


TO: dict[EnquiryStatus, tuple[Callable[..., Any], dict[str, Any]]] = {
    EnquiryStatus.UNDER_REVIEW: (start_review, {}),
    EnquiryStatus.COMPLETED: (complete_enquiry, {"resolution": "Looked at"}),
    EnquiryStatus.REJECTED: (reject_enquiry, {"reason": "Not admissible"}),
}


def expected_code(old: EnquiryStatus, new: EnquiryStatus) -> str:
    if not TRANSITIONS[old]:
        return "ENQUIRY_CLOSED"
    not_yet = new is EnquiryStatus.COMPLETED
    return "ENQUIRY_NOT_UNDER_REVIEW" if not_yet else "ENQUIRY_THIS_FAR_ALREADY"


def test_each_illegal_step_is_refused_with_its_reason(office: Desk) -> None:
    cases = in_each_status(office)
    illegal = [(old, new) for old, new in product(cases, TO) if new not in TRANSITIONS[old]]
    found, expected = {}, {}
    for old, new in illegal:
        command, values = TO[new]
        for role in Role:
            by = as_role(office.eva, role)
            found[old, new, role] = refusal(by, command, enquiry_id=cases[old].id, **values).code
            may = role is not Role.INVIGILATOR
            expected[old, new, role] = expected_code(old, new) if may else "NOT_PERMITTED"
    assert found == expected
    statuses = {old: office.enquiry(case.id).status for old, case in cases.items()}
    assert statuses == {old: old.value for old in cases}


def test_no_legal_step_is_open_to_an_invigilator(office: Desk) -> None:
    cases = in_each_status(office)
    stranger = as_role(office.eva, Role.INVIGILATOR)
    for old, new in ((status, step) for status in cases for step in TRANSITIONS[status]):
        command, values = TO[new]
        error = refusal(stranger, command, enquiry_id=cases[old].id, **values)
        assert error.code == "NOT_PERMITTED"


def test_the_steps_that_are_shown_are_those_of_the_table(office: Desk) -> None:
    shown = {
        old: {each.step for each in office.case(case).steps}
        for old, case in in_each_status(office).items()
    }
    deciding = {EnquiryStep.START_REVIEW, EnquiryStep.DECIDE, EnquiryStep.REJECT}
    assert {old: steps & deciding for old, steps in shown.items()} == {
        EnquiryStatus.SUBMITTED: {EnquiryStep.START_REVIEW, EnquiryStep.REJECT},
        EnquiryStatus.UNDER_REVIEW: {EnquiryStep.DECIDE, EnquiryStep.REJECT},
        EnquiryStatus.COMPLETED: set(),
        EnquiryStatus.REJECTED: set(),
    }


def test_the_fee_comes_first(office: Desk) -> None:
    case = office.submit(MARTA)
    error = refusal(office.eva, start_review, enquiry_id=case.id)
    assert (error.code, error.parameters["owed"]) == ("ENQUIRY_FEE_OWED", ONE)
    assert not office.case(case).allows(EnquiryStep.START_REVIEW)
    office.admin.call(waive_fee, enquiry_id=case.id, reason="Goodwill")
    assert office.case(case).allows(EnquiryStep.START_REVIEW)
    office.eva.call(start_review, enquiry_id=case.id)


@pytest.mark.parametrize("text", ["", " . ", "a" * 4001])
def test_nothing_is_decided_without_a_reason(office: Desk, text: str) -> None:
    case = office.under_review(MARTA)
    error = refusal(office.eva, complete_enquiry, enquiry_id=case.id, resolution=text)
    assert error.parameters["field"] == "resolution"
    error = refusal(office.eva, reject_enquiry, enquiry_id=case.id, reason=text)
    assert error.parameters["field"] == "reason"
    assert office.enquiry(case.id).status == EnquiryStatus.UNDER_REVIEW


def test_the_preview_tells_what_the_answer_does(office: Desk) -> None:
    case = office.under_review(MARTA)
    seen = office.eva.run(
        preview_decision, enquiry_id=case.id, marks=(mark(Component.TASTING, "57"),)
    )
    (paper,) = seen.papers
    assert (paper.old, paper.new, paper.change) == (Decimal(51), Decimal(57), Decimal(6))
    assert (paper.old_award, paper.new_award) == (Award.FAIL, Award.PASS)
    assert (paper.old_percent, paper.new_percent) == (Decimal("51.00"), Decimal("57.00"))
    assert (seen.overall_old.passed, seen.overall_new.passed) == (False, True)
    assert (seen.outcome, seen.result_changed) == (EnquiryOutcome.UPHELD, True)
    assert (seen.refundable, seen.refund_due, seen.refund_is_choice) == (ONE, True, False)
    assert office.row(MARTA).tasting_score == Decimal(51)
    assert office.enquiry(case.id).status == EnquiryStatus.UNDER_REVIEW


def test_without_other_marks_nothing_would_change(office: Desk) -> None:
    case = office.under_review(MARTA)
    seen = office.eva.run(preview_decision, enquiry_id=case.id)
    assert (seen.outcome, seen.result_changed) == (EnquiryOutcome.REJECTED, False)
    assert (seen.refund_due, seen.refund_is_choice) == (False, False)


def test_a_mark_that_goes_down_reopens_the_resit(office: Desk) -> None:
    case = office.under_review(ROLF)
    seen = office.eva.run(
        preview_decision, enquiry_id=case.id, marks=(mark(Component.TASTING, "54.99"),)
    )
    assert seen.reopens == (ExamType.TASTING,)
    assert (seen.outcome, seen.result_changed) == (EnquiryOutcome.REJECTED, True)
    done = office.complete(case, mark(Component.TASTING, "54.99"))
    assert done.decision is not None
    assert (done.decision.result_changed, done.overall.passed) == (True, False)
    assert office.row(ROLF).overall_passed is False


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("100.01", "MARK_ABOVE_MAXIMUM"),
        ("-1", "MARK_BELOW_ZERO"),
        ("57.001", "MARK_TOO_FINE"),
        ("high", "MARK_NOT_A_NUMBER"),
    ],
)
def test_what_isnt_a_mark_is_refused(office: Desk, text: str, code: str) -> None:
    case = office.under_review(MARTA)
    error = refusal(
        office.eva,
        complete_enquiry,
        enquiry_id=case.id,
        resolution="Looked at",
        marks=(mark(Component.TASTING, text),),
    )
    assert (error.code, error.parameters["component"]) == (code, "tasting")
    assert office.row(MARTA).tasting_score == Decimal(51)


@pytest.mark.parametrize(
    ("component", "part", "code"),
    [
        (Component.THEORY, None, "ENQUIRY_PAPER_UNFIT"),
        (Component.TASTING, "written", "ENQUIRY_PAPER_UNFIT"),
    ],
)
def test_a_mark_of_something_else_is_refused(
    office: Desk, component: Component, part: str | None, code: str
) -> None:
    case = office.under_review(MARTA)
    with pytest.raises(DomainError) as refused:
        office.complete(case, mark(component, "60", part))
    assert refused.value.code == code


def test_partial_refunds_what_staff_choose(office: Desk) -> None:
    ines = office.complete(office.under_review(INES), mark(Component.TASTING, "53"), refund=True)
    assert ines.row.outcome is EnquiryOutcome.PARTIAL
    assert (ines.row.fee_state, ines.account.refunded) == (FeeState.REFUNDED, ONE)


def test_upheld_refunds_whatever_is_ticked(office: Desk) -> None:
    marta = office.complete(office.under_review(MARTA), mark(Component.TASTING, "57"), refund=False)
    assert marta.account.refunded == ONE


def test_nothing_in_favour_refunds_nothing(office: Desk) -> None:
    case = office.under_review(TOM)
    with pytest.raises(DomainError) as refused:
        office.complete(case, refund=True)
    assert (refused.value.code, refused.value.parameters["field"]) == (
        "ENQUIRY_REFUND_NOT_DUE",
        "refund",
    )


def test_a_waived_fee_isnt_refunded(office: Desk) -> None:
    case = office.submit(MARTA)
    office.admin.call(waive_fee, enquiry_id=case.id, reason="Goodwill")
    office.eva.call(start_review, enquiry_id=case.id)
    done = office.complete(case, mark(Component.TASTING, "57"))
    assert (done.account.refunded, done.row.fee_state) == (NOTHING, FeeState.WAIVED)
    assert not office.enquiry(case.id).fee_refunded


def test_what_was_refunded_before_isnt_refunded_again(office: Desk) -> None:
    case = office.under_review(MARTA)
    office.admin.call(
        refund_payment, enquiry_id=case.id, amount=Decimal("20.00"), reason="Late", method="card"
    )
    done = office.complete(case, mark(Component.TASTING, "57"))
    assert (done.account.received, done.account.owed) == (NOTHING, NOTHING)
    assert office.enquiry(case.id).fee_refunded
    assert office.admin.run(verify_ledger).findings == ()


def test_upheld_nothing_is_owed_any_more(office: Desk) -> None:
    """Its payment turned out to be somebody else's while it was under review."""
    case = office.under_review(MARTA)
    payment = office.case(case).account.entries[-1]
    office.admin.call(take_back_payment, entry_id=payment.id, reason="Wrong person")
    done = office.complete(case, mark(Component.TASTING, "57"))
    assert (done.account.received, done.account.owed) == (NOTHING, NOTHING)
    assert done.account.refunded == NOTHING
    assert office.admin.run(verify_ledger).findings == ()


def test_both_papers_at_once(office: Desk) -> None:
    case = office.under_review(MARTA, EnquiryType.BOTH)
    done = office.complete(case, mark(Component.THEORY, "66"), mark(Component.TASTING, "56"))
    assert done.decision is not None
    assert (done.decision.score_change_theory, done.decision.score_change_tasting) == (
        Decimal("-2.00"),
        Decimal("5.00"),
    )
    assert done.row.outcome is EnquiryOutcome.UPHELD
    assert (office.row(MARTA, THEORY).theory_score, office.row(MARTA).tasting_score) == (66, 56)
    assert office.row(MARTA, THEORY).overall_passed is True
    assert done.account.refunded == done.row.fee


def test_of_both_papers_one_may_stay(office: Desk) -> None:
    done = office.complete(office.under_review(MARTA, EnquiryType.BOTH), mark(TASTING, "57"))
    assert done.decision is not None
    assert done.decision.score_change_theory == NOTHING
    assert [len(paper.versions) for paper in done.papers] == [3, 4]


def test_a_result_that_was_corrected_meanwhile_is_looked_at_again(office: Desk) -> None:
    case = office.under_review(INES)
    office.clock.instant = LATER
    versions = office.corrected(INES, "54", office.dan)
    with pytest.raises(DomainError, match="ENQUIRY_RESULT_WITHDRAWN"):
        office.complete(case, mark(Component.TASTING, "56"))
    assert not office.case(case).allows(EnquiryStep.DECIDE)
    release(office.cleo, office.cleo.call(confirm_results, versions=versions))
    with pytest.raises(DomainError, match="ENQUIRY_RESULT_CHANGED"):
        office.complete(case, mark(Component.TASTING, "56"))
    (paper,) = office.case(case).papers
    assert not paper.is_unchanged
    seen = office.eva.run(
        preview_decision, enquiry_id=case.id, marks=(mark(Component.TASTING, "56"),)
    )
    done = office.complete(case, mark(Component.TASTING, "56"), seen=seen.standing)
    assert done.decision is not None
    assert done.decision.score_change_tasting == Decimal("5.00")
    assert done.papers[0].disputed is not None
    assert done.papers[0].disputed.score == Decimal(51)


def test_inadmissible_the_fee_goes_back(office: Desk) -> None:
    case = office.under_review(MARTA)
    done = office.admin.call(reject_enquiry, enquiry_id=case.id, reason="Not the candidate's wish")
    assert (done.row.status, done.row.outcome) == (EnquiryStatus.REJECTED, None)
    assert (done.account.refunded, done.account.owed) == (ONE, NOTHING)
    assert done.decision is not None
    assert done.decision.resolution == "Not the candidate's wish"
    assert office.admin.run(verify_ledger).findings == ()


def test_inadmissible_what_is_owed_is_withdrawn(office: Desk) -> None:
    case = office.submit(MARTA)
    done = office.admin.call(reject_enquiry, enquiry_id=case.id, reason="Not signed")
    assert (done.account.withdrawn, done.account.owed) == (ONE, NOTHING)
    assert not office.enquiry(case.id).fee_refunded
    assert office.admin.run(verify_ledger).findings == ()


def test_inadmissible_staff_may_keep_the_fee(office: Desk) -> None:
    case = office.submit(MARTA)
    office.pay(case)
    done = office.admin.call(reject_enquiry, enquiry_id=case.id, reason="Not signed", refund=False)
    assert (done.account.received, done.row.fee_state) == (ONE, FeeState.PAID)
    assert done.allows(EnquiryStep.REFUND)
