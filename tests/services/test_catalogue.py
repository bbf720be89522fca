"""Offerings bring their exam templates and their product with them (rules 1 to 3)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from tests.helpers.courses import make_offering, schedule
from wset_desk.domain.catalogue import BundledTiming, CourseFormat, ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.services.catalogue import (
    create_course,
    create_course_with_offering,
    create_offering,
    edit_offering,
    list_courses,
    list_offerings,
    list_rule_profiles,
    offering,
    remove_offering,
)
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamTemplate, Offering, Product

SEED_TEMPLATES = {
    1: [("Level 1 Theory Exam", ExamType.COMBINED, 45, BundledTiming.SAME_DAY)],
    2: [("Level 2 Theory Exam", ExamType.THEORY, 60, BundledTiming.FINAL_DAY)],
    3: [
        ("Level 3 Theory Exam", ExamType.THEORY, 120, BundledTiming.FINAL_DAY),
        ("Level 3 Tasting Exam", ExamType.TASTING, 90, BundledTiming.FINAL_DAY),
    ],
}


@pytest.mark.parametrize("level", SEED_TEMPLATES)
def test_an_in_person_offering_gets_the_templates_of_its_level(
    workspace: Workspace, level: int
) -> None:
    made = make_offering(workspace, level)
    assert [
        (each.name, each.exam_type, each.duration_minutes, each.bundled_timing)
        for each in made.templates
    ] == SEED_TEMPLATES[level]
    for each in made.templates:
        assert each.pass_mark_percentage == Decimal("55.00")
        assert each.max_score == 100
        assert each.is_bundled_with_course
        assert not each.can_schedule_independently
        assert each.scheduling_window_days == 365
        assert each.allows_resits
        assert each.allows_enquiries
        assert each.active


def test_a_theory_paper_of_an_online_offering_can_be_scheduled_alone_a_tasting_never(
    workspace: Workspace,
) -> None:
    made = make_offering(workspace, 3, course_format=CourseFormat.ONLINE)
    alone = {each.exam_type: each.can_schedule_independently for each in made.templates}
    # rule 2 gives "online only" to the theory papers of every level
    assert alone == {ExamType.THEORY: True, ExamType.TASTING: False}


def test_the_wset_profile_fills_durations_pass_marks_and_maxima(workspace: Workspace) -> None:
    level_1 = make_offering(workspace, 1, rule_profile="WSET")
    level_3 = make_offering(workspace, 3, rule_profile="WSET", subject="Spirits")
    assert [
        (each.duration_minutes, each.pass_mark_percentage, each.max_score)
        for each in (*level_1.templates, *level_3.templates)
    ] == [(45, 70, 30), (120, 55, 150), (30, 55, 41)]


def test_the_bundled_product_comes_with_the_offering(workspace: Workspace) -> None:
    made = make_offering(workspace, 2, price="449.50")
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        product = uow.session.scalar(
            select(Product).join(Offering, Offering.product_id == Product.id)
        )
    assert product is not None
    assert (product.kind, product.name, product.price) == (
        "bundled",
        "Level 2 Wines",
        Decimal("449.50"),
    )
    assert made.price == Decimal("449.50")


def test_a_refused_offering_leaves_nothing_behind(workspace: Workspace) -> None:
    course = workspace.call(create_course, title="Level 2", subject="Wines", level=2)
    with pytest.raises(DomainError) as refused:
        workspace.call(
            create_offering,
            course_id=course.id,
            course_format=CourseFormat.IN_PERSON,
            name="Level 2",
            rule_profile="Unheard of",
            price=Decimal(10),
        )
    assert refused.value.code == "RULE_PROFILE_UNKNOWN"
    assert workspace.run(list_offerings) == ()
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        assert uow.session.scalars(select(ExamTemplate)).all() == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": " "}, "TITLE_MISSING"),
        ({"subject": ""}, "SUBJECT_MISSING"),
        ({"level": 4}, "LEVEL_UNKNOWN"),
    ],
)
def test_a_course_needs_title_subject_and_a_known_level(
    workspace: Workspace, values: dict[str, object], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        workspace.call(create_course, **{"title": "T", "subject": "S", "level": 1, **values})
    assert refused.value.code == code
    assert refused.value.parameters["field"] == next(iter(values))


def test_the_lists_show_what_was_made(workspace: Workspace) -> None:
    made = make_offering(workspace, 2)
    online = make_offering(workspace, 1, course_format=CourseFormat.ONLINE, subject="Sake")
    assert [row.title for row in workspace.run(list_courses)] == [
        "Level 1 Award in Sake",
        "Level 2 Award in Wines",
    ]
    rows = workspace.run(list_offerings)
    assert [(row.name, row.course_format, row.rule_profile) for row in rows] == [
        ("Level 1 Sake", CourseFormat.ONLINE, "Seed"),
        ("Level 2 Wines", CourseFormat.IN_PERSON, "Seed"),
    ]
    assert rows[1].templates == made.templates
    assert workspace.run(offering, offering_id=online.id) == online
    assert [profile.name for profile in workspace.run(list_rule_profiles)] == ["Seed", "WSET"]


def test_an_unused_offering_can_be_taken_back_with_all_that_came_with_it(
    workspace: Workspace,
) -> None:
    made = make_offering(workspace, 3)
    workspace.call(remove_offering, offering_id=made.id)
    assert workspace.run(list_offerings) == ()
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        assert uow.session.scalars(select(ExamTemplate)).all() == []
        assert uow.session.scalars(select(Product).where(Product.kind == "bundled")).all() == []


def test_an_offering_can_be_renamed_repriced_and_taken_out_of_sale(workspace: Workspace) -> None:
    made = make_offering(workspace, 2)
    edited = workspace.call(
        edit_offering, offering_id=made.id, name="Evenings", price=Decimal("475.00"), active=False
    )
    assert (edited.name, edited.price, edited.active) == ("Evenings", Decimal("475.00"), False)
    with pytest.raises(DomainError) as refused:
        schedule(workspace, made, date(2026, 9, 5))
    assert refused.value.code == "OFFERING_INACTIVE"


@pytest.mark.parametrize(
    ("name", "price", "code"), [("", 1, "NAME_MISSING"), ("x", -1, "AMOUNT_BELOW_ZERO")]
)
def test_an_offering_needs_a_name_and_no_negative_price(
    workspace: Workspace, name: str, price: int, code: str
) -> None:
    made = make_offering(workspace, 2)
    with pytest.raises(DomainError) as refused:
        workspace.call(
            edit_offering, offering_id=made.id, name=name, price=Decimal(price), active=True
        )
    assert refused.value.code == code


def test_a_new_course_with_its_offering_is_made_and_taken_back_as_one(workspace: Workspace) -> None:
    arguments: dict[str, Any] = {
        "title": "Level 1 Award in Sake",
        "subject": "Sake",
        "level": 1,
        "course_format": CourseFormat.IN_PERSON,
        "name": "Level 1 Sake",
        "price": Decimal("250.00"),
    }
    with pytest.raises(DomainError):
        workspace.call(create_course_with_offering, **{**arguments, "name": ""})
    assert workspace.run(list_courses) == ()
    made = workspace.call(create_course_with_offering, **arguments)
    assert [row.id for row in workspace.run(list_courses)] == [made.course_id]
    workspace.call(remove_offering, offering_id=made.id, course_too=True)
    assert workspace.run(list_courses) == ()


def test_a_course_that_is_sold_otherwise_stays(workspace: Workspace) -> None:
    made = make_offering(workspace, 1)
    again = workspace.call(
        create_offering,
        course_id=made.course_id,
        course_format=CourseFormat.ONLINE,
        name="Online",
        price=Decimal(200),
    )
    workspace.call(remove_offering, offering_id=again.id, course_too=True)
    assert len(workspace.run(list_courses)) == 1
