"""Asking for an enquiry, and for an appeal (rule 15)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.helpers.enquiries import (
    BOTH,
    INES,
    MARTA,
    ONE,
    TASTING,
    THEORY,
    Desk,
    enquiry_desk,
    refusal,
)
from tests.helpers.marking import exam_day
from tests.helpers.result_life import officer, release
from tests.helpers.stores import as_role
from wset_desk.domain.catalogue import Component, ExamType
from wset_desk.domain.enquiries import EnquiryEventKind, EnquiryStatus, EnquiryStep, EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import FeeState
from wset_desk.domain.permissions import Permission, Role
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.confirmations import confirm_results
from wset_desk.services.enquiries.cases import list_enquiries
from wset_desk.services.enquiries.reviewing import reject_enquiry
from wset_desk.services.enquiries.submitting import (
    enquiry_options,
    undo_submit_enquiry,
)
from wset_desk.services.money.candidate_accounts import candidate_account
from wset_desk.services.money.ledger_check import verify_ledger
from wset_desk.services.money.payments import record_payment, refund_payment, take_back_payment
from wset_desk.services.money.waivers import take_back_waiver, waive_fee
from wset_desk.services.releases import release_results
from wset_desk.services.results import MarkInput, correct_marks, set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.workspace import Workspace
from wset_desk.settings import ENQUIRY_APPEAL_DAYS, ENQUIRY_REPLY_DAYS, ENQUIRY_WEEKS_LEVEL_3
from wset_desk.storage.schema import AuditEntry, EnquiryEvent, ExamTemplate, LedgerEntry
from wset_desk.system.clock import FixedClock

TOO_LATE = datetime(2026, 12, 14, 9, tzinfo=UTC)


@pytest.fixture
def office(workspace: Workspace, clock: FixedClock) -> Desk:
    return enquiry_desk(workspace, clock)


def codes(office: Desk, number: int, of: EnquiryType = TASTING) -> list[str]:
    return [each.code for each in office.options(number)[of].reasons]


def refused(office: Desk, number: int, of: EnquiryType = TASTING, **values: object) -> DomainError:
    with pytest.raises(DomainError) as found:
        office.submit(number, of, **values)
    return found.value


def test_what_was_told_is_kept_as_it_is_disputed(office: Desk) -> None:
    case = office.submit(MARTA, EnquiryType.BOTH)
    row = office.enquiry(case.id)
    assert row.exam_registration_id == office.registration(MARTA, THEORY)
    assert row.tasting_registration_id == office.registration(MARTA, TASTING)
    told = [each.disputed for each in case.papers]
    assert [each.score for each in told if each] == [Decimal(68), Decimal(51)]
    assert [each.version_id for each in told if each] == [
        row.disputed_theory_version_id,
        row.disputed_tasting_version_id,
    ]
    assert all(each.is_unchanged for each in case.papers)
    assert (case.row.fee, case.row.enquiry_type) == (BOTH, EnquiryType.BOTH)


def test_the_fee_is_charged_in_the_same_transaction(office: Desk) -> None:
    case = office.submit(MARTA)
    with office.admin.store.unit_of_work(office.admin.actor, write=False) as uow:
        (entry,) = uow.session.scalars(select(LedgerEntry))
    assert (entry.kind, entry.amount, entry.exam_enquiry_id) == (LedgerKind.CHARGE, ONE, case.id)
    assert entry.exam_registration_id == office.registration(MARTA)
    assert entry.product_id is not None
    with office.admin.store.unit_of_work(office.admin.actor, write=False) as uow:
        asked = select(AuditEntry).where(AuditEntry.action == "submitting.submit_enquiry")
        entries = list(uow.session.scalars(asked))
    assert len({each.tx for each in entries}) == 1
    assert {"exam_enquiries", "ledger_entries"} <= {each.entity for each in entries}


def test_the_answer_is_due_so_many_working_days_later(office: Desk) -> None:
    # 28 September is a Monday
    case = office.submit(MARTA)
    assert (case.row.due_on, case.row.days_left) == (date(2026, 10, 26), 28)
    office.admin.call(change_setting, name=ENQUIRY_REPLY_DAYS.name, value="1")
    assert office.submit(INES).row.due_on == date(2026, 9, 29)


def test_the_case_file_begins_with_it(office: Desk) -> None:
    case = office.submit(MARTA)
    first = next(each for each in case.timeline if each.event)
    assert (first.event, first.by) == (EnquiryEventKind.SUBMITTED, "Ada Admin")
    assert case.submitted_by == "Ada Admin"


def test_one_open_enquiry_a_paper(office: Desk) -> None:
    office.submit(MARTA)
    assert codes(office, MARTA) == ["ENQUIRY_OPEN"]
    assert codes(office, MARTA, EnquiryType.BOTH) == ["ENQUIRY_OPEN"]
    assert codes(office, MARTA, THEORY) == []
    assert refused(office, MARTA).code == "ENQUIRY_OPEN"
    assert refused(office, MARTA, EnquiryType.BOTH).code == "ENQUIRY_OPEN"
    office.submit(MARTA, THEORY)


def test_both_covers_either_paper(office: Desk) -> None:
    office.submit(MARTA, EnquiryType.BOTH)
    assert {code for kind in EnquiryType for code in codes(office, MARTA, kind)} == {"ENQUIRY_OPEN"}


def test_only_staff_with_a_reason_pass_over_the_window(office: Desk) -> None:
    office.clock.instant = TOO_LATE
    option = office.options(MARTA)[TASTING]
    assert [each.code for each in option.reasons] == ["ENQUIRY_WINDOW_OVER"]
    assert option.late_with_reason
    late = refused(office, MARTA)
    assert (late.code, late.parameters["day"]) == ("ENQUIRY_WINDOW_OVER", date(2026, 12, 13))
    assert refused(office, MARTA, override_reason=" . ").code == "REASON_MISSING"
    case = office.submit(MARTA, override_reason="The result came late")
    assert "The result came late" in [each.text for each in case.timeline]


def test_a_reason_passes_over_nothing_else(office: Desk) -> None:
    office.clock.instant = TOO_LATE
    office.submit(MARTA, override_reason="Late result")
    error = refused(office, MARTA, override_reason="Late result")
    assert error.code == "ENQUIRY_OPEN"


def test_who_may_not_pass_over_deadlines_may_not_here(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.clock.instant = TOO_LATE
    allowed = frozenset(Permission) - {Permission.OVERRIDE_DEADLINE}
    monkeypatch.setattr("wset_desk.storage.unit_of_work.permissions_of", lambda roles: allowed)
    assert not office.options(MARTA)[TASTING].late_with_reason
    assert refused(office, MARTA, override_reason="Late result").code == "NOT_PERMITTED"


@pytest.mark.parametrize("day", [(2026, 9, 29), None])
def test_without_consent_nothing_is_submitted(
    office: Desk, day: tuple[int, int, int] | None
) -> None:
    error = refused(office, MARTA, consent_given_on=date(*day) if day else None)
    assert error.code == ("CONSENT_IN_FUTURE" if day else "CONSENT_MISSING")
    assert office.admin.run(list_enquiries) == ()


@pytest.mark.parametrize(
    ("reason", "code"), [(" . ", "REASON_MISSING"), ("a" * 4001, "TEXT_TOO_LONG")]
)
def test_the_candidate_gives_a_reason(office: Desk, reason: str, code: str) -> None:
    error = refused(office, MARTA, reason=reason)
    assert (error.code, error.parameters["field"]) == (code, "reason")


def test_the_template_may_not_allow_it(office: Desk) -> None:
    with office.admin.store.unit_of_work(office.admin.actor, write=True) as uow:
        for template in uow.session.scalars(select(ExamTemplate)):
            template.allows_enquiries = template.exam_type != ExamType.TASTING
        uow.commit()
    assert codes(office, MARTA) == ["ENQUIRIES_NOT_ALLOWED"]
    assert codes(office, MARTA, EnquiryType.BOTH) == ["ENQUIRIES_NOT_ALLOWED"]
    assert codes(office, MARTA, THEORY) == []


def test_a_result_that_is_being_corrected_cannot_be_challenged(office: Desk) -> None:
    marks = (MarkInput(office.registration(INES), Component.TASTING, "56"),)
    office.dan.call(correct_marks, marks=marks, reason="Added up wrongly")
    assert codes(office, INES) == ["RESULT_NOT_RELEASED"]
    assert codes(office, INES, EnquiryType.BOTH) == ["BOTH_NEEDS_BOTH_RESULTS"]
    assert codes(office, INES, THEORY) == []


def test_a_theory_paper_has_no_tasting(office: Desk) -> None:
    error = refused(office, MARTA, TASTING, registration_id=office.registration(MARTA, THEORY))
    assert (error.code, error.parameters["field"]) == ("ENQUIRY_TYPE_UNFIT", "enquiry_type")


def test_the_weeks_are_those_of_the_settings(office: Desk) -> None:
    office.admin.call(change_setting, name=ENQUIRY_WEEKS_LEVEL_3.name, value="1")
    assert office.options(MARTA)[TASTING].last_day == date(2026, 9, 27)
    assert codes(office, MARTA) == ["ENQUIRY_WINDOW_OVER"]


def test_levels_1_and_2_have_six_weeks(workspace: Workspace, clock: FixedClock) -> None:
    day = exam_day(workspace, candidates=1)
    clock.instant = datetime(2026, 9, 6, 17, tzinfo=UTC)
    workspace.call(set_marks, marks=(day.mark(1, "40"),))
    release(officer(workspace), day, 1)
    (row,) = workspace.run(results_grid, course_session_id=day.course_session_id).rows
    clock.instant = datetime(2026, 10, 18, 22, 59, tzinfo=UTC)
    (option,) = workspace.run(enquiry_options, candidate_id=row.candidate_id)
    assert (option.enquiry_type, option.last_day, option.reasons) == (
        THEORY,
        date(2026, 10, 18),
        (),
    )
    clock.instant = datetime(2026, 10, 18, 23, tzinfo=UTC)  # 19 October in London
    (option,) = workspace.run(enquiry_options, candidate_id=row.candidate_id)
    assert [each.code for each in option.reasons] == ["ENQUIRY_WINDOW_OVER"]


def test_before_any_result_the_reason_is_told(workspace: Workspace, clock: FixedClock) -> None:
    day = exam_day(workspace, candidates=1)
    (row,) = workspace.run(results_grid, course_session_id=day.course_session_id).rows
    (option,) = workspace.run(enquiry_options, candidate_id=row.candidate_id)
    assert [each.code for each in option.reasons] == ["RESULT_NOT_RELEASED"]
    assert option.last_day is None


def test_taken_back_it_has_never_been(office: Desk) -> None:
    case = office.submit(MARTA)
    office.admin.call(undo_submit_enquiry, enquiry_id=case.id)
    assert office.admin.run(list_enquiries) == ()
    assert codes(office, MARTA) == []
    account = office.admin.run(candidate_account, candidate_id=office.school.people[0])
    assert account.total.owed == Decimal("0.00")
    assert office.admin.run(verify_ledger).findings == ()
    with office.admin.store.unit_of_work(office.admin.actor, write=False) as uow:
        assert uow.session.scalars(select(EnquiryEvent)).all() == []
    office.submit(MARTA)


def test_what_was_paid_for_isnt_taken_back(office: Desk) -> None:
    case = office.submit(MARTA)
    office.pay(case)
    error = refusal(office.admin, undo_submit_enquiry, enquiry_id=case.id)
    assert error.code == "ENQUIRY_PAID"
    assert office.case(case).reasons_against(EnquiryStep.TAKE_BACK) is not None
    assert not office.case(case).allows(EnquiryStep.TAKE_BACK)


def test_an_enquirys_money_is_its_own(office: Desk) -> None:
    case = office.submit(MARTA)
    part = office.admin.call(
        record_payment, enquiry_id=case.id, amount=Decimal("20.00"), method="cash"
    )
    assert (part.enquiry_id, part.account.owed) == (case.id, Decimal("30.00"))
    waived = office.admin.call(waive_fee, enquiry_id=case.id, reason="Goodwill")
    assert waived.account.state is FeeState.PAID
    office.admin.call(take_back_waiver, entry_id=waived.entry_id, reason="Not approved")
    office.admin.call(take_back_payment, entry_id=part.entry_id, reason="Wrong person")
    assert office.case(case).row.owed == ONE
    office.pay(case)
    back = office.admin.call(
        refund_payment, enquiry_id=case.id, amount=ONE, reason="Goodwill", method="card"
    )
    assert back.account.state is FeeState.REFUNDED
    assert office.enquiry(case.id).fee_refunded
    assert office.row(MARTA).fee_amount == Decimal("0.00")
    assert office.admin.run(verify_ledger).findings == ()


def test_the_account_of_a_candidate_has_it(office: Desk) -> None:
    case = office.submit(MARTA)
    office.admin.call(record_payment, enquiry_id=case.id, amount=Decimal("20.00"), method="cash")
    account = office.admin.run(candidate_account, candidate_id=office.school.people[0])
    (fee,) = account.enquiries
    assert (fee.enquiry_id, fee.fee.owed, len(fee.lines)) == (case.id, Decimal("30.00"), 2)
    assert all(booking.lines == () for booking in account.bookings)
    assert account.total.owed == Decimal("30.00")


def test_an_answer_can_be_appealed_once(office: Desk) -> None:
    first = office.complete(office.under_review(MARTA))
    assert refused(office, MARTA).code == "ENQUIRY_DECIDED"
    option = office.options(MARTA)[TASTING]
    assert (option.appeal_of_id, option.reasons) == (first.id, ())
    assert option.last_day == first.appeal_until == date(2026, 10, 26)
    appeal = office.submit(MARTA, appeal_of_id=first.id)
    assert appeal.appeal_of is not None
    assert appeal.appeal_of.id == first.id
    assert [each.id for each in office.case(first).appeals] == [appeal.id]
    assert appeal.row.is_appeal
    assert {each.code for each in office.case(first).reasons_against(EnquiryStep.APPEAL) or ()} == {
        "APPEALED_ALREADY",
        "ENQUIRY_OPEN",
    }
    office.admin.call(reject_enquiry, enquiry_id=appeal.id, reason="Nothing new")
    assert office.case(appeal).reasons_against(EnquiryStep.APPEAL) is None
    assert refused(office, MARTA, appeal_of_id=appeal.id).code == "APPEAL_OF_APPEAL"
    assert refused(office, MARTA, appeal_of_id=first.id).code == "APPEALED_ALREADY"


def test_an_appeal_comes_in_time(office: Desk) -> None:
    office.admin.call(change_setting, name=ENQUIRY_APPEAL_DAYS.name, value="5")
    first = office.complete(office.under_review(MARTA))
    office.clock.instant = datetime(2026, 10, 5, 22, tzinfo=UTC)
    assert office.case(first).allows(EnquiryStep.APPEAL)
    office.clock.instant = datetime(2026, 10, 6, 9, tzinfo=UTC)
    error = refused(office, MARTA, appeal_of_id=first.id)
    assert (error.code, error.parameters["day"]) == ("APPEAL_OVER", date(2026, 10, 5))


def test_an_open_enquiry_isnt_appealed(office: Desk) -> None:
    first = office.submit(MARTA)
    assert refused(office, MARTA, appeal_of_id=first.id).code == "APPEAL_TOO_EARLY"


def test_an_inadmissible_one_can_be_submitted_again(office: Desk) -> None:
    first = office.submit(MARTA)
    office.admin.call(reject_enquiry, enquiry_id=first.id, reason="No signature")
    option = office.options(MARTA)[TASTING]
    assert (option.appeal_of_id, option.reasons) == (None, ())
    office.submit(MARTA)


def test_a_corrected_result_can_be_challenged_anew(office: Desk) -> None:
    office.complete(office.under_review(INES))
    office.clock.instant = datetime(2026, 10, 1, 9, tzinfo=UTC)
    marks = (MarkInput(office.registration(INES), Component.TASTING, "54"),)
    (version,) = office.dan.call(correct_marks, marks=marks, reason="Wrong column").versions
    confirmed = office.cleo.call(confirm_results, versions=(version,))
    office.cleo.call(release_results, versions=confirmed)
    option = office.options(INES)[TASTING]
    assert (option.appeal_of_id, option.reasons) == (None, ())


def test_an_invigilator_sees_none_of_it(office: Desk) -> None:
    case = office.submit(MARTA)
    stranger = as_role(office.admin, Role.INVIGILATOR)
    for command, values in (
        (list_enquiries, {}),
        (enquiry_options, {"candidate_id": office.school.people[0]}),
        (undo_submit_enquiry, {"enquiry_id": case.id}),
    ):
        with pytest.raises(DomainError, match="NOT_PERMITTED"):
            stranger.run(command, **values)  # type: ignore[operator]
    assert office.case(case).row.status is EnquiryStatus.SUBMITTED
