"""Who may review an enquiry: nobody who had a hand in the result (rule 16)."""

from datetime import UTC, date, datetime

import pytest

from tests.helpers.double_entry import decides, twice_typed_day, types
from tests.helpers.enquiries import (
    INES,
    MARTA,
    THEORY,
    Desk,
    enquiry_desk,
    mark,
    refusal,
    release,
)
from tests.helpers.result_life import officer, standing
from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import (
    EnquiryEventKind,
    EnquiryOutcome,
    EnquiryStep,
    EnquiryType,
)
from wset_desk.services.confirmations import confirm_results
from wset_desk.services.enquiries.cases import enquiry_case
from wset_desk.services.enquiries.reviewing import (
    complete_enquiry,
    reject_enquiry,
    start_review,
    take_over_review,
)
from wset_desk.services.enquiries.submitting import submit_enquiry
from wset_desk.services.money.waivers import waive_fee
from wset_desk.services.results import MarkInput, correct_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


@pytest.fixture
def office(workspace: Workspace, clock: FixedClock) -> Desk:
    return enquiry_desk(workspace, clock)


def test_who_had_a_hand_in_the_mark_cannot_review_it(office: Desk) -> None:
    case = office.submit(MARTA)
    office.pay(case)
    for by in (office.dan, office.cleo):
        assert refusal(by, start_review, enquiry_id=case.id).code == "REVIEWER_MARKED_IT"
        reasons = office.case(case, by).reasons_against(EnquiryStep.START_REVIEW)
        assert [each.code for each in reasons or ()] == ["REVIEWER_MARKED_IT"]
    assert office.case(case, office.eva).allows(EnquiryStep.START_REVIEW)


def test_who_only_released_it_may(office: Desk) -> None:
    versions = office.corrected(INES, "52", office.dan)
    confirmed = office.cleo.call(confirm_results, versions=versions)
    release(office.eva, confirmed)
    case = office.submit(INES)
    office.pay(case)
    assert office.case(case, office.eva).allows(EnquiryStep.START_REVIEW)


def test_who_corrected_it_earlier_cannot(office: Desk) -> None:
    versions = office.corrected(INES, "52", office.eva)
    release(office.cleo, office.cleo.call(confirm_results, versions=versions))
    case = office.submit(INES)
    office.pay(case)
    assert refusal(office.eva, start_review, enquiry_id=case.id).code == "REVIEWER_MARKED_IT"


def test_who_marked_the_other_paper_may(office: Desk) -> None:
    finn = officer(office.admin, "Finn Fair")
    marks = (MarkInput(office.registration(INES, THEORY), Component.THEORY, "61"),)
    versions = finn.call(correct_marks, marks=marks, reason="Added up wrongly").versions
    release(office.cleo, office.cleo.call(confirm_results, versions=versions))
    tasting, both = office.submit(INES), EnquiryType.BOTH
    office.pay(tasting)
    assert office.case(tasting, finn).allows(EnquiryStep.START_REVIEW)
    office.admin.call(reject_enquiry, enquiry_id=tasting.id, reason="Withdrawn")
    case = office.submit(INES, both)
    office.pay(case)
    assert refusal(finn, start_review, enquiry_id=case.id).code == "REVIEWER_MARKED_IT"


def test_an_appeal_is_decided_by_somebody_else(office: Desk) -> None:
    first = office.complete(office.under_review(MARTA))
    appeal = office.submit(MARTA, appeal_of_id=first.id)
    office.pay(appeal)
    assert refusal(office.eva, start_review, enquiry_id=appeal.id).code == "REVIEWER_OF_APPEALED"
    finn = officer(office.admin, "Finn Fair")
    finn.call(start_review, enquiry_id=appeal.id)
    done = finn.call(
        complete_enquiry,
        enquiry_id=appeal.id,
        resolution="Marked a third time",
        marks=(mark(Component.TASTING, "55"),),
    )
    assert done.row.outcome is EnquiryOutcome.UPHELD
    assert office.row(MARTA).overall_passed is True


def test_only_the_reviewer_answers(office: Desk) -> None:
    case = office.under_review(MARTA)
    finn = officer(office.admin, "Finn Fair")
    error = refusal(finn, complete_enquiry, enquiry_id=case.id, resolution="Looked at")
    assert (error.code, error.parameters["name"]) == ("NOT_THE_REVIEWER", "Eva Exact")
    blank = refusal(finn, take_over_review, enquiry_id=case.id, reason=" ")
    assert blank.code == "REASON_MISSING"
    taken = finn.call(take_over_review, enquiry_id=case.id, reason="Eva is ill")
    assert taken.row.reviewer == "Finn Fair"
    assert (EnquiryEventKind.REVIEWER_CHANGED, "Eva is ill") in [
        (each.event, each.text) for each in taken.timeline
    ]
    again = refusal(finn, take_over_review, enquiry_id=case.id, reason="Once more")
    assert again.code == "REVIEWER_ALREADY"
    marker = refusal(office.dan, take_over_review, enquiry_id=case.id, reason="Mine")
    assert marker.code == "REVIEWER_MARKED_IT"
    finn.call(complete_enquiry, enquiry_id=case.id, resolution="Looked at")


def test_a_reviewer_who_corrects_the_mark_is_none_any_more(office: Desk) -> None:
    case = office.under_review(MARTA)
    versions = office.corrected(MARTA, "52", office.eva)
    release(office.cleo, office.cleo.call(confirm_results, versions=versions))
    error = refusal(office.eva, complete_enquiry, enquiry_id=case.id, resolution="Looked at")
    assert error.code == "REVIEWER_MARKED_IT"


def test_both_who_typed_a_mark_and_the_third_who_decided_it_cannot(
    workspace: Workspace, clock: FixedClock
) -> None:
    day = twice_typed_day(workspace, clock)
    people = [officer(workspace, name) for name in ("Ann One", "Ben Two", "Cy Three", "Di Four")]
    ann, ben, cy, di = people
    types(ann, day, 1, "50")
    types(ben, day, 1, "52")
    decides(cy, day, 1, "51")
    release(di, di.call(confirm_results, versions=standing(workspace, day, 1)))
    clock.instant = datetime(2026, 9, 8, 9, tzinfo=UTC)
    case = workspace.call(
        submit_enquiry,
        registration_id=day.registrations[Component.THEORY][0],
        enquiry_type=EnquiryType.THEORY,
        reason="Too low",
        consent_given_on=date(2026, 9, 8),
    )
    workspace.call(waive_fee, enquiry_id=case.id, reason="Goodwill")
    for each in people:
        assert refusal(each, start_review, enquiry_id=case.id).code == "REVIEWER_MARKED_IT"
    (paper,) = case.papers
    assert paper.disputed is not None
    assert set(paper.disputed.entered_by) == {"Ann One", "Ben Two", "Cy Three"}
    assert workspace.run(enquiry_case, enquiry_id=case.id).allows(EnquiryStep.START_REVIEW)
