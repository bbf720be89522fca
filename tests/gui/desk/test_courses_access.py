"""The Courses screen for everybody: names, room for its texts, targets, languages."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.courses import enrol_in, level_3_course, make_candidates, make_offering
from tests.helpers.courses_screen import CoursesScreen
from tests.helpers.desk import settle
from tests.helpers.pseudo import untranslated_texts
from ui.common.theme import Appearance, theme
from ui.desk.courses.template_form import TemplateSheet
from ui.desk.courses.view import OFFERINGS, SESSIONS
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.catalogue import list_offerings
from wset_desk.services.enrollments import enrol_online
from wset_desk.services.rooms import add_room
from wset_desk.services.workspace import Workspace

Open = Callable[[CoursesScreen], None]
Show = Callable[..., QWidget]


def _session(screen: CoursesScreen) -> UUID:
    return screen.sessions()[0].id


def _offering(screen: CoursesScreen, part: str) -> UUID:
    return next(each.id for each in screen.workspace.run(list_offerings) if part in each.name)


def _on_session(verb: str) -> Open:
    def open_it(screen: CoursesScreen) -> None:
        screen.view.show_session(_session(screen))
        getattr(screen.view.session_page, verb)()

    return open_it


def _template(screen: CoursesScreen) -> None:
    screen.view.show_offering(_offering(screen, "Wines"))
    detail = screen.view.offering_page.offering
    assert detail is not None
    TemplateSheet(screen.view.context, screen.view, detail.templates[0]).open()


def _online(screen: CoursesScreen) -> None:
    screen.view.show_offering(_offering(screen, "Sake"))


def _enrol_online(screen: CoursesScreen) -> None:
    _online(screen)
    screen.view.offering_page.online.enrol()


PLACES: dict[str, Open] = {
    "sessions": lambda screen: screen.view.show_part(SESSIONS),
    "offerings": lambda screen: screen.view.show_part(OFFERINGS),
    "session": lambda screen: screen.view.show_session(_session(screen)),
    "offering": lambda screen: screen.view.show_offering(_offering(screen, "Wines")),
    "online": _online,
    "new session": lambda screen: screen.view.new_session(),
    "new offering": lambda screen: screen.view.new_offering(),
    "enrol": _on_session("enrol"),
    "move": _on_session("move_session"),
    "edit": _on_session("edit"),
    "cancel": _on_session("cancel"),
    "template": _template,
    "enrol online": _enrol_online,
}


@pytest.fixture
def filled(desk: Workspace) -> Workspace:
    people = make_candidates(desk, 5)
    desk.call(add_room, name="Main Hall", seats=24)
    enrol_in(desk, level_3_course(desk).id, *people)
    online = make_offering(desk, 1, subject="Sake", course_format=CourseFormat.ONLINE)
    desk.call(
        enrol_online, offering_id=online.id, candidate_id=people[0], start_date=date(2026, 7, 1)
    )
    return desk


def walk(screen: CoursesScreen, look: Callable[[QWidget], list[str]]) -> dict[str, list[str]]:
    """What `look` finds at each place, where it finds something."""
    found = {}
    for place, open_it in PLACES.items():
        open_it(screen)
        settle()
        found[place] = look(screen.view)
        screen.close_sheets()
    return {place: problems for place, problems in found.items() if problems}


def problems_of(widget: QWidget) -> list[str]:
    return unnamed_controls(widget) + clipped_texts(widget) + small_targets(widget)


@pytest.mark.parametrize(
    ("appearance", "text_size"),
    [(Appearance.LIGHT, 100), (Appearance.DARK, 150), (Appearance.LIGHT, 200)],
    ids=["light100", "dark150", "light200"],
)
def test_everything_has_a_name_room_and_size(
    filled: Workspace, qtbot: QtBot, shown: Show, appearance: Appearance, text_size: int
) -> None:
    theme().set_up(appearance, text_size)
    screen = CoursesScreen(filled, qtbot)
    shown(screen.view, 1216, 900)
    assert walk(screen, problems_of) == {}


DATA = (
    "Candidate",
    "Level 3 Theory Exam",
    "Level 3 Tasting Exam",
    "Level 1 Theory Exam",
    "Level 3 Award in Wines",
    "Level 1 Award in Sake",
    "Level 3 Wines",
    "Level 1 Sake",
    "Wines",
    "Sake",
    "Main Hall",
    "Ada Admin",
    "Seed",
    "WSET",
    "GBP",
    "C01",
    "C02",
    "C03",
    "C04",
    "C05",
    *(f"{day}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")),
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"),
)


def test_every_text_goes_through_the_language(filled: Workspace, qtbot: QtBot, shown: Show) -> None:
    set_language(PSEUDO)
    screen = CoursesScreen(filled, qtbot)
    shown(screen.view, 1216, 900)
    assert walk(screen, lambda widget: untranslated_texts(widget, DATA)) == {}
