"""Needs attention: a record's own sheet, with what was typed over what stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from tests.helpers.audit_screen import texts_of
from tests.helpers.exam_centre import ExamCentre
from tests.helpers.marking import exam_day
from tests.helpers.not_taken import refuse_an_edit
from tests.helpers.settings_page import press
from tests.helpers.stores import as_role
from tests.helpers.sync_page import SyncPage, link, open_sync_page
from ui.common.sheet import Sheet
from ui.desk.sync.editors import EDITORS
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.permissions import Role
from wset_desk.services import accounts, course_sessions, exam_sessions, rooms
from wset_desk.services.catalogue import list_offerings
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.price_list import add_price, edit_price, price_list
from wset_desk.services.results import set_marks
from wset_desk.services.syncing.edited import SAVED_BY
from wset_desk.services.text_blocks import set_text_blocks
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    CourseSession,
    ExamRegistration,
    ExamSession,
    ProductPrice,
    Room,
    SessionStaff,
    SettingValue,
    Staff,
    Synced,
    TextBlock,
)
from wset_desk.storage.unit_of_work import WITH_DELETED

Show = Callable[..., QWidget]
DAY = date(2026, 10, 5)


@dataclass(frozen=True)
class Refused:
    """A row of which something was typed here and `theirs` stands; what the sheet shows, and what
    stands `after` it was saved with `change`, if that isn't the same."""

    row: tuple[type[Synced], UUID]
    theirs: dict[str, Any]
    edit: Callable[[], object]
    shown: dict[str, Any]
    change: dict[str, Any]
    after: dict[str, Any] = field(default_factory=dict)


def a_room(workspace: Workspace) -> Refused:
    room_id = ExamCentre(workspace).room(seats=24)
    return Refused(
        (Room, room_id),
        {"seats": 20},
        lambda: workspace.call(rooms.edit_room, room_id=room_id, name="Main Hall", seats=30),
        {"name": "Main Hall", "seats": 30},
        {"seats": 25},
    )


def a_person(workspace: Workspace) -> Refused:
    staff_id = ExamCentre(workspace).person("Kim Park")
    roles = frozenset({Role.EXAMS_OFFICER})
    return Refused(
        (Staff, staff_id),
        {"name": "Kim Parker"},
        lambda: workspace.call(
            accounts.edit_account, staff_id=staff_id, name="Kim Parks", roles=roles
        ),
        {"name": "Kim Parks", "role_exams_officer": True, "role_invigilator": False},
        {"name": "Kim Parkes"},
    )


def an_exam_session(workspace: Workspace) -> Refused:
    centre = ExamCentre(workspace)
    kim, lee = centre.person("Kim Park"), centre.person("Lee Moss")
    template_id = centre.offering()[ExamType.THEORY]
    exam = centre.exam(template_id, DAY, location="Hall A", invigilator_ids=(kim,))
    same = {
        "name": exam.name,
        "room_id": None,
        "booking_enabled": True,
        "registration_deadline": exam.registration_deadline,
        "invigilator_ids": (lee,),
    }
    return Refused(
        (ExamSession, exam.id),
        {"location": "Hall B"},
        lambda: workspace.call(
            exam_sessions.edit_exam_session,
            exam_session_id=exam.id,
            max_capacity=16,
            location="Hall C",
            **same,
        ),
        {"location": "Hall C", "max_capacity": 16, "invigilator_ids": (lee,)},
        {"location": "Hall D"},
    )


def a_course_session(workspace: Workspace) -> Refused:
    centre = ExamCentre(workspace)
    centre.offering()
    (offering,) = workspace.run(list_offerings)
    session = centre.course(offering.id, DAY, name="October")
    kim = centre.person("Kim Park")
    edit = {"session_id": session.id, "name": "Autumn", "max_capacity": 14}
    edit["educator_ids"] = (kim,)
    return Refused(
        (CourseSession, session.id),
        {"name": "Fall"},
        lambda: workspace.call(course_sessions.edit_course_session, **edit),
        {"name": "Autumn", "max_capacity": 14, "educator_ids": (kim,)},
        {"name": "Autumn course"},
    )


def a_setting(workspace: Workspace) -> Refused:
    """Each computer made a row of its own for it."""
    workspace.call(change_setting, name="idle_lock_minutes", value=10)
    return Refused(
        (SettingValue, row_of(workspace, SettingValue)),
        {"value": 15},
        lambda: workspace.call(change_setting, name="idle_lock_minutes", value=20),
        {"idle_lock_minutes": "20"},
        {"idle_lock_minutes": "25"},
        {"value": 25},
    )


def a_text(workspace: Workspace) -> Refused:
    name = "notice.booking.subject"
    workspace.call(set_text_blocks, texts={name: "Your exam"})
    return Refused(
        (TextBlock, row_of(workspace, TextBlock)),
        {"text": "Your seat"},
        lambda: workspace.call(set_text_blocks, texts={name: "Your place"}),
        {name: "Your place"},
        {name: "Your place in {exam}"},
        {"text": "Your place in {exam}"},
    )


def a_price(workspace: Workspace) -> Refused:
    resit = next(each for each in workspace.run(price_list) if each.kind == "resit")
    price_id = workspace.call(
        add_price, product_id=resit.product_id, valid_from=DAY, price=Decimal(90)
    )
    edit = {"price_id": price_id, "valid_from": DAY, "price": Decimal(92)}
    return Refused(
        (ProductPrice, price_id),
        {"price": Decimal(95)},
        lambda: workspace.call(edit_price, **edit),
        {"valid_from": DAY, "price": Decimal(92)},
        {"price": Decimal("93.50")},
    )


def a_mark(workspace: Workspace) -> Refused:
    day = exam_day(workspace, candidates=1, days=(date(2026, 7, 4), date(2026, 7, 5)))
    mark = day.mark(1, "72")
    return Refused(
        (ExamRegistration, mark.registration_id),
        {},
        lambda: workspace.call(set_marks, marks=(mark,)),
        {"theory": "72", "reason": ""},
        {"theory": "70", "reason": "Added up again."},
        {"theory_score": Decimal(70)},
    )


KINDS = (
    a_room,
    a_person,
    an_exam_session,
    a_course_session,
    a_setting,
    a_text,
    a_price,
    a_mark,
)


def row_of(workspace: Workspace, model: type[Synced]) -> UUID:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return uow.session.scalars(select(model.id)).one()


@pytest.fixture(params=KINDS)
def refused(request: pytest.FixtureRequest, desk: Workspace) -> Refused:
    made: Refused = request.param(link(desk))
    refuse_an_edit(desk, made.row, made.theirs, made.edit)
    return made


def open_sheet(page: SyncPage) -> Sheet:
    page.click("Edit…")
    (sheet,) = page.view.window().findChildren(Sheet)
    assert "over what stands now" in sheet.message.text
    return sheet


def stands(workspace: Workspace, row: tuple[type[Synced], UUID], names: Any) -> dict[str, Any]:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        found = uow.get(*row)
        return {name: getattr(found, name) for name in names}


def test_its_own_sheet_settles_it(refused: Refused, desk: Workspace, shown: Show) -> None:
    page = open_sync_page(desk, shown)
    sheet = open_sheet(page)
    assert sheet.form is not None
    assert {key: sheet.form[key].value() for key in refused.shown} == refused.shown
    for key, value in refused.change.items():
        sheet.form[key].set_value(value)
    press(sheet.save_button)
    assert page.recorder.toasts == ["Written as it is in the form"]
    assert page.view.attention.model.rowCount() == 0
    after = refused.after or refused.change
    assert stands(desk, refused.row, after) == after


def test_a_sheet_that_is_closed_leaves_it(refused: Refused, desk: Workspace, shown: Show) -> None:
    page = open_sync_page(desk, shown)
    open_sheet(page).close_now()
    assert page.view.attention.model.rowCount() == 1
    assert stands(desk, refused.row, refused.theirs) == refused.theirs


def test_who_was_assigned_is_laid_over_who_is(desk: Workspace, shown: Show) -> None:
    made = an_exam_session(link(desk))
    refuse_an_edit(desk, made.row, made.theirs, made.edit)
    with desk.store.replica(desk.actor) as uow:
        assigned = uow.session.scalars(
            select(SessionStaff).order_by(SessionStaff.deleted_at.is_(None)),
            execution_options=WITH_DELETED,
        ).all()
        kim, lee = (each.staff_id for each in assigned)
        assigned[0].deleted_at, assigned[1].deleted_at = None, uow.now
        uow.commit()
    before = desk.run(exam_sessions.exam_session, exam_session_id=made.row[1])
    assert [each.id for each in before.invigilators] == [kim]
    page = open_sync_page(desk, shown)
    sheet = open_sheet(page)
    assert sheet.form is not None
    assert sheet.form["invigilator_ids"].value() == (lee,)
    press(sheet.save_button)
    after = desk.run(exam_sessions.exam_session, exam_session_id=made.row[1])
    assert [each.id for each in after.invigilators] == [lee]


def test_a_mark_that_can_t_be_settles_nothing(desk: Workspace, shown: Show) -> None:
    made = a_mark(link(desk))
    refuse_an_edit(desk, made.row, made.theirs, made.edit)
    page = open_sync_page(desk, shown)
    sheet = open_sheet(page)
    assert sheet.form is not None
    sheet.form["theory"].set_value("130")
    sheet.form["reason"].set_value("Added up again.")
    press(sheet.save_button)
    assert sheet.form["theory"].error
    assert page.view.attention.model.rowCount() == 1


def test_a_record_that_is_gone_says_so(desk: Workspace, shown: Show) -> None:
    made = a_price(link(desk))
    refuse_an_edit(desk, made.row, made.theirs, made.edit)
    page = open_sync_page(desk, shown)
    with desk.store.replica(desk.actor) as uow:
        uow.delete(uow.get(*made.row))
        uow.commit()
    page.click("Edit…")
    assert page.view.window().findChildren(Sheet) == []
    assert page.view.attention.panel.message.text


def test_what_has_no_form_says_what_can_be_done(desk: Workspace, shown: Show) -> None:
    room_id = ExamCentre(link(desk)).room()
    refuse_an_edit(
        desk,
        (Room, room_id),
        {"active": True},
        lambda: desk.call(
            rooms.edit_room, room_id=room_id, name="Main Hall", seats=24, active=False
        ),
    )
    page = open_sync_page(desk, shown)
    assert not page.view.attention.panel.edit_button.isVisible()
    assert any("no form to edit it in" in each for each in texts_of(page.view.attention.panel))


def test_whoever_may_not_save_it_isn_t_offered_its_sheet(desk: Workspace, shown: Show) -> None:
    made = a_room(link(desk))
    refuse_an_edit(desk, made.row, made.theirs, made.edit)
    officer = as_role(desk, Role.EXAMS_OFFICER)
    page = open_sync_page(officer, shown, Role.EXAMS_OFFICER)
    assert page.view.attention.model.rowCount() == 1
    assert not page.view.attention.panel.edit_button.isVisible()


def test_whatever_is_offered_has_a_sheet() -> None:
    assert set(EDITORS) == set(SAVED_BY)
