"""Templates and rule profile may change until a result is confirmed (rule 3)."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from tests.helpers.courses import enrol_in, make_candidates, make_offering, schedule
from wset_desk.domain.catalogue import BundledTiming
from wset_desk.domain.errors import DomainError
from wset_desk.services.catalogue import offering
from wset_desk.services.catalogue_rows import OfferingDetail, TemplateRow
from wset_desk.services.templates import PaperValues, change_rule_profile, edit_template
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration

UNEDITABLE = ("id", "exam_type", "result_confirmed")


def edit(workspace: Workspace, template: TemplateRow, **values: Any) -> OfferingDetail:
    """Save a template's form with these values changed."""
    arguments = {k: v for k, v in asdict(template).items() if k not in UNEDITABLE}
    return workspace.call(edit_template, template_id=template.id, **{**arguments, **values})


def refusal(workspace: Workspace, template: TemplateRow, **values: Any) -> DomainError:
    with pytest.raises(DomainError) as refused:
        edit(workspace, template, **values)
    return refused.value


def marked(workspace: Workspace, made: OfferingDetail, score: int, **values: Any) -> UUID:
    """A registration for the offering's first exam with a theory mark."""
    course = schedule(workspace, made, date(2026, 9, 6))
    result = enrol_in(workspace, course.id, *make_candidates(workspace, 1))
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        row = uow.get(ExamRegistration, result.registration_ids[0])
        row.theory_score = Decimal(score)
        row.status = "completed"
        for name, value in {"theory_state": "provisional", **values}.items():
            setattr(row, name, value)
        uow.commit()
    return result.registration_ids[0]


def passed(workspace: Workspace, registration_id: UUID) -> bool | None:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return uow.get(ExamRegistration, registration_id).theory_passed


def test_every_value_of_a_template_can_be_edited(workspace: Workspace) -> None:
    made = make_offering(workspace, 2)
    wanted = {
        "name": "Level 2 paper",
        "duration_minutes": 75,
        "pass_mark_percentage": Decimal("60.50"),
        "max_score": 50,
        "is_bundled_with_course": False,
        "bundled_timing": BundledTiming.SEPARATE_DAY,
        "can_schedule_independently": True,
        "scheduling_window_days": 180,
        "allows_resits": False,
        "allows_enquiries": False,
        "active": False,
    }
    after = edit(workspace, made.templates[0], **wanted)
    values = asdict(after.templates[0])
    assert {name: values[name] for name in wanted} == wanted
    assert after == workspace.run(offering, offering_id=made.id)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "NAME_MISSING"),
        ({"duration_minutes": 0}, "DURATION_OUT_OF_RANGE"),
        ({"pass_mark_percentage": Decimal("100.01")}, "PASS_MARK_OUT_OF_RANGE"),
        ({"max_score": 0}, "MAXIMUM_OUT_OF_RANGE"),
        ({"bundled_timing": None}, "TIMING_MISSING"),
        ({"scheduling_window_days": 0}, "WINDOW_OUT_OF_RANGE"),
    ],
)
def test_values_that_no_template_can_have_are_refused_at_their_field(
    workspace: Workspace, values: dict[str, Any], code: str
) -> None:
    made = make_offering(workspace, 2)
    error = refusal(workspace, made.templates[0], **values)
    assert (error.code, error.parameters["field"]) == (code, next(iter(values)))
    assert workspace.run(offering, offering_id=made.id) == made


def test_a_tasting_is_never_scheduled_alone(workspace: Workspace) -> None:
    _, tasting = make_offering(workspace, 3).templates
    error = refusal(workspace, tasting, can_schedule_independently=True)
    assert error.code == "TASTING_NOT_ALONE"


def test_an_inactive_or_unbundled_template_makes_no_exam(workspace: Workspace) -> None:
    made = make_offering(workspace, 3)
    theory, tasting = made.templates
    edit(workspace, theory, is_bundled_with_course=False)
    edit(workspace, tasting, active=False)
    assert schedule(workspace, made, date(2026, 9, 20)).exams == ()


def test_marks_are_judged_anew_by_another_pass_mark(workspace: Workspace) -> None:
    made = make_offering(workspace, 2)
    registration = marked(workspace, made, 58)
    edit(workspace, made.templates[0], pass_mark_percentage=Decimal(58))
    assert passed(workspace, registration) is True
    (template,) = workspace.run(offering, offering_id=made.id).templates
    edit(workspace, template, pass_mark_percentage=Decimal("58.01"))
    assert passed(workspace, registration) is False


def test_the_maximum_is_never_below_a_mark(workspace: Workspace) -> None:
    made = make_offering(workspace, 2)
    marked(workspace, made, 58)
    assert refusal(workspace, made.templates[0], max_score=57).code == "MAXIMUM_BELOW_MARK"
    assert edit(workspace, made.templates[0], max_score=58).templates[0].max_score == 58


@pytest.mark.parametrize("state", ["confirmed", "released"])
def test_after_a_confirmed_result_the_rules_are_fixed_the_rest_is_not(
    workspace: Workspace, state: str
) -> None:
    made = make_offering(workspace, 2)
    marked(workspace, made, 58, theory_state=state)
    (template,) = workspace.run(offering, offering_id=made.id).templates
    assert template.result_confirmed
    for values in ({"duration_minutes": 61}, {"max_score": 90}):
        assert refusal(workspace, template, **values).code == "TEMPLATE_HAS_CONFIRMED_RESULT"
    with pytest.raises(DomainError) as refused:
        workspace.call(change_rule_profile, offering_id=made.id, rule_profile="WSET")
    assert refused.value.code == "TEMPLATE_HAS_CONFIRMED_RESULT"
    assert edit(workspace, template, allows_resits=False).templates[0].allows_resits is False


def values_of(made: OfferingDetail) -> list[tuple[int, Decimal, int]]:
    return [(t.duration_minutes, t.pass_mark_percentage, t.max_score) for t in made.templates]


def test_another_rule_profile_fills_its_values_in(workspace: Workspace) -> None:
    made = make_offering(workspace, 3)
    after = workspace.call(change_rule_profile, offering_id=made.id, rule_profile="WSET")
    assert after.rule_profile == "WSET"
    assert values_of(after) == [(120, 55, 150), (30, 55, 41)]


def test_taking_a_change_of_profile_back_restores_edited_values(workspace: Workspace) -> None:
    made = make_offering(workspace, 1)
    edited = edit(workspace, made.templates[0], duration_minutes=50, max_score=30)
    workspace.call(change_rule_profile, offering_id=made.id, rule_profile="WSET")
    (template,) = edited.templates
    back = workspace.call(
        change_rule_profile,
        offering_id=made.id,
        rule_profile="Seed",
        values={template.id: PaperValues(50, Decimal(55), 30)},
    )
    assert back == edited


def test_a_profile_judges_the_marks_that_are_there(workspace: Workspace) -> None:
    """Scenario C3: 19 of 30 passes Seed and fails WSET."""
    made = make_offering(workspace, 1)
    edit(workspace, made.templates[0], max_score=30)
    registration = marked(workspace, made, 19)
    workspace.call(change_rule_profile, offering_id=made.id, rule_profile="WSET")
    assert passed(workspace, registration) is False
    workspace.call(
        change_rule_profile,
        offering_id=made.id,
        rule_profile="Seed",
        values={made.templates[0].id: PaperValues(45, Decimal(55), 30)},
    )
    assert passed(workspace, registration) is True
