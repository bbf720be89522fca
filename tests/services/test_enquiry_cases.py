"""The list of enquiries, their case files, and who else may be affected."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.helpers.enquiries import (
    INES,
    MARKS,
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
)
from tests.helpers.marking import exam_day
from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import EnquiryEventKind, EnquiryStatus, EnquiryStep
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.candidate_merging import merge_candidates
from wset_desk.services.candidates import add_candidate
from wset_desk.services.enquiries.case_file import add_note, record_answer, record_forwarded
from wset_desk.services.enquiries.cases import also_affected, enquiry_case, list_enquiries
from wset_desk.services.enquiries.reviewing import reject_enquiry, start_review
from wset_desk.services.enquiries.rows import EnquiryRow
from wset_desk.services.enquiries.submitting import enquiry_options
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

OVERDUE = datetime(2026, 10, 28, 9, tzinfo=UTC)


@pytest.fixture
def office(workspace: Workspace, clock: FixedClock) -> Desk:
    return enquiry_desk(workspace, clock)


def listed(office: Desk, by: Workspace | None = None, **values: object) -> list[str]:
    found: tuple[EnquiryRow, ...] = (by or office.admin).run(list_enquiries, **values)
    return [each.candidate.split()[0] for each in found]


def test_the_open_ones_come_first_as_they_are_due(office: Desk) -> None:
    office.complete(office.under_review(TOM))
    office.clock.instant = datetime(2026, 9, 29, 9, tzinfo=UTC)
    office.submit(INES)
    office.clock.instant = datetime(2026, 9, 30, 9, tzinfo=UTC)
    office.submit(ROLF)
    rejected = office.submit(MARTA)
    office.admin.call(reject_enquiry, enquiry_id=rejected.id, reason="Not signed")
    assert listed(office) == ["Ines", "Rolf", "Marta", "Tom"]


def test_they_are_found_by_name_status_and_reviewer(office: Desk) -> None:
    office.under_review(MARTA)
    office.submit(TOM)
    assert listed(office, text="mar cand") == ["Marta"]
    assert listed(office, text="nobody") == []
    assert listed(office, statuses=[EnquiryStatus.SUBMITTED]) == ["Tom"]
    assert listed(office, statuses=[]) == []
    assert listed(office, office.eva, mine=True) == ["Marta"]
    assert listed(office, office.dan, mine=True) == []
    assert listed(office, candidate_id=office.school.people[TOM - 1]) == ["Tom"]


def test_a_row_tells_how_it_stands(office: Desk) -> None:
    case = office.under_review(MARTA)
    office.clock.instant = OVERDUE
    (row,) = office.admin.run(list_enquiries)
    assert (row.days_left, row.is_overdue, row.is_open) == (-2, True, True)
    assert (row.reviewer, row.reviewer_id) == ("Eva Exact", office.eva.actor.staff_id)
    assert (row.level, row.exam_name, row.day) == (3, "Level 3 Tasting Exam", date(2026, 9, 20))
    assert (row.fee, row.owed) == (ONE, Decimal("0.00"))
    office.complete(case)
    (row,) = office.admin.run(list_enquiries)
    assert (row.days_left, row.is_overdue, row.is_open) == (None, False, False)


def test_what_the_awarding_body_was_sent_and_answered(office: Desk) -> None:
    case = office.under_review(MARTA)
    too_early = refusal(
        office.admin,
        record_answer,
        enquiry_id=case.id,
        happened_on=date(2026, 9, 28),
        text="They agree",
    )
    assert too_early.code == "NOT_FORWARDED"
    office.admin.call(
        record_forwarded, enquiry_id=case.id, happened_on=date(2026, 9, 26), reference=" E-17 "
    )
    assert office.case(case).row.is_forwarded
    (sent,) = (x for x in office.case(case).timeline if x.event is EnquiryEventKind.FORWARDED)
    assert (sent.reference, sent.by) == ("E-17", "Ada Admin")
    assert sent.at == datetime(2026, 9, 25, 23, tzinfo=UTC)
    office.admin.call(
        record_answer, enquiry_id=case.id, happened_on=date(2026, 9, 28), text="They agree"
    )
    assert not office.case(case).row.is_forwarded
    assert office.enquiry(case.id).status == EnquiryStatus.UNDER_REVIEW
    office.admin.call(record_forwarded, enquiry_id=case.id, happened_on=date(2026, 9, 28))
    assert office.case(case).row.is_forwarded


def test_what_is_recorded_has_happened_and_says_something(office: Desk) -> None:
    case = office.submit(MARTA)
    tomorrow = date(2026, 9, 29)
    future = refusal(office.admin, record_forwarded, enquiry_id=case.id, happened_on=tomorrow)
    assert (future.code, future.parameters["field"]) == ("FORWARDED_IN_FUTURE", "happened_on")
    long = refusal(
        office.admin,
        record_forwarded,
        enquiry_id=case.id,
        happened_on=date(2026, 9, 28),
        reference="x" * 121,
    )
    assert (long.code, long.parameters["field"]) == ("TEXT_TOO_LONG", "reference")
    blank = refusal(office.admin, add_note, enquiry_id=case.id, text=" ")
    assert (blank.code, blank.parameters["field"]) == ("REASON_MISSING", "text")


def test_a_closed_case_takes_notes_alone(office: Desk) -> None:
    case = office.complete(office.under_review(MARTA))
    office.admin.call(add_note, enquiry_id=case.id, text="The candidate rang")
    closed = refusal(
        office.admin, record_forwarded, enquiry_id=case.id, happened_on=date(2026, 9, 28)
    )
    assert closed.code == "ENQUIRY_CLOSED"
    steps = {each.step for each in office.case(case).steps}
    assert EnquiryStep.NOTE in steps
    assert not {EnquiryStep.FORWARD, EnquiryStep.ANSWER} & steps


def test_the_timeline_tells_all_in_order(office: Desk) -> None:
    case = office.submit(MARTA)
    office.clock.instant = datetime(2026, 9, 29, 9, tzinfo=UTC)
    office.pay(case)
    case = office.eva.call(start_review, enquiry_id=case.id)
    office.clock.instant = datetime(2026, 9, 30, 9, tzinfo=UTC)
    done = office.complete(case, mark(Component.TASTING, "57"))
    told = [
        each.event or (each.line.kind if each.line else each.version.state if each.version else "")
        for each in done.timeline
    ]
    assert told == [
        *("provisional", "confirmed", "released"),
        *(EnquiryEventKind.SUBMITTED, LedgerKind.CHARGE),
        *(EnquiryEventKind.REVIEW_STARTED, LedgerKind.PAYMENT),
        *("released", EnquiryEventKind.COMPLETED, LedgerKind.REFUND),
    ]
    assert [each.by for each in done.timeline][:3] == ["Dan Deft", "Cleo Cox", "Cleo Cox"]
    assert done.timeline[-1].by == "Eva Exact"


def test_who_else_is_affected(office: Desk) -> None:
    case = office.under_review(MARTA)
    asked = office.submit(TOM)
    found = office.eva.run(also_affected, enquiry_id=case.id)
    assert len(found) == len(MARKS) - 1
    assert {each.component for each in found} == {Component.TASTING}
    assert all(each.same_session and each.same_marker for each in found)
    nearest = [(each.name.split()[0], each.score, each.to_pass_mark) for each in found[:2]]
    assert nearest == [("Ines", Decimal(51), Decimal(4)), ("Tom", Decimal(48), Decimal(7))]
    assert (found[-1].name.split()[0], found[-1].to_pass_mark) == ("Rolf", Decimal(-5))
    (tom,) = (each for each in found if each.enquiry_id)
    assert (tom.enquiry_id, tom.enquiry_status) == (asked.id, EnquiryStatus.SUBMITTED)


def test_the_same_marker_elsewhere_counts_and_others_dont(office: Desk) -> None:
    office.clock.instant = datetime(2026, 9, 20, 17, tzinfo=UTC)
    days = [date(2026, 9, 12), date(2026, 9, 13)]
    day = exam_day(office.admin, level=3, days=days, candidates=2)
    office.dan.call(set_marks, marks=(day.mark(1, "70", "tasting"), day.mark(1, "70")))
    office.cleo.call(set_marks, marks=(day.mark(2, "71", "tasting"),))
    office.clock.instant = datetime(2026, 9, 28, 9, tzinfo=UTC)
    case = office.complete(office.under_review(MARTA), mark(Component.TASTING, "57"))
    found = office.eva.run(also_affected, enquiry_id=case.id)
    (other,) = (each for each in found if not each.same_session)
    assert (other.name, other.same_marker) == ("Aoife Byrne", True)
    assert other.component is Component.TASTING


def test_a_merged_candidate_keeps_the_enquiries(office: Desk) -> None:
    case = office.submit(MARTA)
    marta = office.school.people[MARTA - 1]
    kept = office.admin.call(add_candidate, first_name="Marta", last_name="Candidate").id
    office.admin.call(
        merge_candidates,
        kept_id=kept,
        merged_id=marta,
        choices={"candidate_number": "merged"},
    )
    assert office.admin.run(enquiry_case, enquiry_id=case.id).row.candidate_id == kept
    options = {
        each.enquiry_type: each for each in office.admin.run(enquiry_options, candidate_id=marta)
    }
    assert [each.code for each in options[TASTING].reasons] == ["ENQUIRY_OPEN"]
    assert options[THEORY].reasons == ()
