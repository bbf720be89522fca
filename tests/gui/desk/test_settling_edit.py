"""Needs attention: a record's own sheet, with what was typed over what stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.not_taken import refuse_an_edit
from tests.helpers.settings_page import press
from tests.helpers.sync_page import SyncPage, link, open_sync_page
from ui.common.sheet import Sheet
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.permissions import Role
from wset_desk.services import accounts, course_sessions, exam_sessions, rooms
from wset_desk.services.catalogue import list_offerings
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import CourseSession, ExamSession, Room, Staff, Synced

Show = Callable[..., QWidget]
DAY = date(2026, 10, 5)


@dataclass(frozen=True)
class Refused:
    """A row of which something was typed here and `theirs` stands; what the sheet shows, and what
    stands once it is saved with `change`."""

    row: tuple[type[Synced], UUID]
    theirs: dict[str, Any]
    edit: Callable[[], object]
    shown: dict[str, Any]
    change: dict[str, Any]


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
    exam = centre.exam(centre.offering()[ExamType.THEORY], DAY, location="Hall A")
    same = {
        "name": exam.name,
        "room_id": None,
        "booking_enabled": True,
        "registration_deadline": exam.registration_deadline,
        "invigilator_ids": (),
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
        {"location": "Hall C", "max_capacity": 16},
        {"location": "Hall D"},
    )


def a_course_session(workspace: Workspace) -> Refused:
    centre = ExamCentre(workspace)
    centre.offering()
    (offering,) = workspace.run(list_offerings)
    session = centre.course(offering.id, DAY, name="October")
    edit = {"session_id": session.id, "name": "Autumn", "max_capacity": 14}
    return Refused(
        (CourseSession, session.id),
        {"name": "Fall"},
        lambda: workspace.call(course_sessions.edit_course_session, **edit),
        {"name": "Autumn", "max_capacity": 14},
        {"name": "Autumn course"},
    )


KINDS = (a_room, a_person, an_exam_session, a_course_session)


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
    assert stands(desk, refused.row, refused.change) == refused.change


def test_a_sheet_that_is_closed_leaves_it(refused: Refused, desk: Workspace, shown: Show) -> None:
    page = open_sync_page(desk, shown)
    open_sheet(page).close_now()
    assert page.view.attention.model.rowCount() == 1
    assert stands(desk, refused.row, refused.theirs) == refused.theirs
