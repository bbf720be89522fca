"""Enquiries under other rules: papers marked by part, bands, level 1, results on hold."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from tests.helpers.enquiries import MARTA, enquiry_desk, mark, refusal
from tests.helpers.marking import ExamDay, exam_day
from tests.helpers.result_life import officer, registration, release
from wset_desk.domain.catalogue import Award, Component
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.services.enquiries.reviewing import (
    complete_enquiry,
    preview_decision,
    start_review,
)
from wset_desk.services.enquiries.rows import DecidedMark, EnquiryCase
from wset_desk.services.enquiries.submitting import submit_enquiry
from wset_desk.services.marking.holds import hold
from wset_desk.services.money.waivers import waive_fee
from wset_desk.services.results import MarkInput, set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

SAT = date(2026, 9, 6)
CHOICE, WRITTEN = "multiple_choice", "written"
THEORY = Component.THEORY


def held(
    workspace: Workspace, clock: FixedClock, level: int, *marks: tuple[str, str, str | None]
) -> ExamDay:
    """An exam day under the rules with bands; the only candidate's results are released."""
    day = exam_day(workspace, level=level, profile="WSET", candidates=1, days=[SAT])
    clock.instant = datetime(2026, 9, 6, 17, tzinfo=UTC)
    typed = [
        MarkInput(_registration(day, of), Component(of), text, part) for of, text, part in marks
    ]
    assert not workspace.call(set_marks, marks=tuple(typed)).refused
    release(officer(workspace), day)
    clock.instant = datetime(2026, 9, 8, 9, tzinfo=UTC)
    return day


def _registration(day: ExamDay, of: str) -> UUID:
    return day.registrations[Component(of)][0]


def reviewed(
    workspace: Workspace, day: ExamDay, of: EnquiryType = EnquiryType.THEORY
) -> tuple[Workspace, EnquiryCase]:
    """Eva, who has it under review, and the case."""
    case = workspace.call(
        submit_enquiry,
        registration_id=_registration(day, "theory"),
        enquiry_type=of,
        reason="Too low",
        consent_given_on=date(2026, 9, 8),
    )
    workspace.call(waive_fee, enquiry_id=case.id, reason="Goodwill")
    eva = officer(workspace, "Eva Exact")
    return eva, eva.call(start_review, enquiry_id=case.id)


@pytest.fixture
def level_3(workspace: Workspace, clock: FixedClock) -> ExamDay:
    """Theory 40 of 50 and 54 of 100: the second part isn't passed; tasting 30 of 41 is."""
    return held(
        workspace,
        clock,
        3,
        ("theory", "40", CHOICE),
        ("theory", "54", WRITTEN),
        ("tasting", "30", None),
    )


def complete(eva: Workspace, case: EnquiryCase, *marks: DecidedMark) -> EnquiryCase:
    return eva.call(
        complete_enquiry, enquiry_id=case.id, resolution="Marked once more", marks=marks
    )


def test_one_part_is_decided_and_the_other_stays(workspace: Workspace, level_3: ExamDay) -> None:
    eva, case = reviewed(workspace, level_3)
    assert [each.name for each in case.papers[0].parts] == [CHOICE, WRITTEN]
    done = complete(eva, case, mark(THEORY, "60", WRITTEN))
    row = registration(workspace, level_3, 1)
    assert (row.theory_score, row.theory_passed) == (Decimal(100), True)
    assert done.papers[0].current is not None
    assert dict(done.papers[0].current.parts) == {CHOICE: Decimal(40), WRITTEN: Decimal(60)}
    assert done.row.outcome is EnquiryOutcome.UPHELD
    assert done.decision is not None
    assert done.decision.score_change_theory == Decimal("6.00")


def test_marks_that_change_places_can_be_in_favour(workspace: Workspace, level_3: ExamDay) -> None:
    """The total stays, and both parts are passed now."""
    eva, case = reviewed(workspace, level_3)
    marks = (mark(THEORY, "34", CHOICE), mark(THEORY, "60", WRITTEN))
    seen = eva.run(preview_decision, enquiry_id=case.id, marks=marks)
    assert seen.papers[0].change == 0
    assert seen.papers[0].parts == (
        (CHOICE, Decimal(40), Decimal(34)),
        (WRITTEN, Decimal(54), Decimal(60)),
    )
    assert (seen.outcome, seen.result_changed) == (EnquiryOutcome.UPHELD, True)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (mark(THEORY, "50.01", CHOICE), "MARK_ABOVE_MAXIMUM"),
        (mark(THEORY, "90"), "MARK_BY_PARTS"),
        (mark(THEORY, "20", "essay"), "ENQUIRY_PAPER_UNFIT"),
    ],
)
def test_a_part_keeps_to_its_own_scale(
    workspace: Workspace, level_3: ExamDay, found: DecidedMark, code: str
) -> None:
    eva, case = reviewed(workspace, level_3)
    with pytest.raises(DomainError) as refused:
        complete(eva, case, found)
    assert refused.value.code == code


def test_of_both_papers_the_better_overall_result_decides(
    workspace: Workspace, level_3: ExamDay
) -> None:
    """Theory is passed now, tasting loses a mark and is passed still."""
    eva, case = reviewed(workspace, level_3, EnquiryType.BOTH)
    done = complete(eva, case, mark(THEORY, "56", WRITTEN), mark(Component.TASTING, "29"))
    assert done.row.outcome is EnquiryOutcome.UPHELD
    assert (done.overall.passed, done.overall.award) == (True, Award.MERIT)
    assert done.decision is not None
    assert (done.decision.score_change_theory, done.decision.score_change_tasting) == (2, -1)


def test_a_better_band_is_a_better_result(workspace: Workspace, clock: FixedClock) -> None:
    day = held(workspace, clock, 2, ("theory", "69", None))
    eva, case = reviewed(workspace, day)
    done = complete(eva, case, mark(THEORY, "70"))
    assert (done.row.outcome, done.overall.award) == (EnquiryOutcome.UPHELD, Award.MERIT)


def test_a_paper_of_level_1_is_one_of_theory(workspace: Workspace, clock: FixedClock) -> None:
    day = held(workspace, clock, 1, ("theory", "20", None))
    eva, case = reviewed(workspace, day)
    assert case.row.level == 1
    done = complete(eva, case, mark(THEORY, "21"))
    assert (done.row.outcome, done.overall.passed) == (EnquiryOutcome.UPHELD, True)
    error = refusal(
        workspace,
        submit_enquiry,
        registration_id=_registration(day, "theory"),
        enquiry_type=EnquiryType.TASTING,
        reason="Too low",
        consent_given_on=date(2026, 9, 8),
    )
    assert error.code == "ENQUIRY_TYPE_UNFIT"


def test_a_result_on_hold_is_reviewed_and_not_released_anew(
    workspace: Workspace, clock: FixedClock
) -> None:
    office = enquiry_desk(workspace, clock)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        hold(uow, office.registration(MARTA), Component.TASTING, "An incident is looked into")
        uow.commit()
    case = office.under_review(MARTA)
    with pytest.raises(DomainError, match="RESULT_ON_HOLD"):
        office.complete(case, mark(Component.TASTING, "57"))
    assert office.complete(case).row.outcome is EnquiryOutcome.REJECTED
