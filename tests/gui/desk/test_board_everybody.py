"""Every sheet of the board at every size of text, in the dark, and in another language."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.board import OCTOBER_4, OCTOBER_25, School, held_course
from tests.helpers.board_screen import BoardScreen
from tests.helpers.desk import settle
from tests.helpers.pseudo import untranslated_texts
from ui.common.sheet import Sheet
from ui.common.theme import Appearance, theme
from ui.desk.board.session_sheet import SessionSheet
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Open = Callable[[BoardScreen], None]
Show = Callable[..., QWidget]


def _open_session(screen: BoardScreen) -> None:
    found = screen.view.sessions.every_session()
    screen.view.open_session(next(each for each in found if each.line))


def _seat_some(screen: BoardScreen) -> None:
    found = screen.view.sessions.every_session()
    screen.view.waiting.choose([person.key for person in screen.view.waiting.list.people.people])
    screen.view.seat(next(each for each in found if each.facts.seats_left == 1))


def _change(verb: str) -> Open:
    def open_it(screen: BoardScreen) -> None:
        _open_session(screen)
        sheet = screen.sheet(SessionSheet)
        getattr(screen.view.actions_, verb)(sheet.session.people[0].registration_id)

    return open_it


def _assign_to(screen: BoardScreen) -> None:
    people = screen.view.waiting.list.people.people
    screen.view.waiting.choose([people[0].key])
    screen.view.assign_to()


PLACES: dict[str, Open] = {
    "board": lambda screen: screen.view.waiting.choose(()),
    "assign to": _assign_to,
    "who fits": _seat_some,
    "session": _open_session,
    "cancel": _change("cancel"),
    "reschedule": _change("reschedule"),
    "person": lambda screen: screen.view.open_person(screen.view.waiting.list.people.people[0]),
    "suggest": lambda screen: screen.view.suggest(),
}


@pytest.fixture
def school(desk: Workspace, clock: FixedClock) -> School:
    """A full session with somebody in line, one with a seat, one with many."""
    made = held_course(desk, clock)
    made.miss(8, 9, 10, 11, 12)
    full, few = made.exam(OCTOBER_4, seats=1), made.exam(OCTOBER_25, seats=2)
    made.exam(OCTOBER_25, at="18:30")
    made.seat(full, made.key(8))
    made.seat(few, made.key(9))
    made.join(full, made.key(10))
    return made


@pytest.fixture
def screen(school: School, shown: Show) -> BoardScreen:
    made = BoardScreen(school)
    shown(made.view, 1216, 900)
    return made


def walk(screen: BoardScreen, look: Callable[[QWidget], list[str]]) -> dict[str, list[str]]:
    """What `look` finds at each place, where it finds something."""
    found = {}
    for place, open_it in PLACES.items():
        open_it(screen)
        settle()
        assert screen.has_sheet() is (place != "board")
        found[place] = look(screen.view)
        for sheet in reversed(screen.view.window().findChildren(Sheet)):
            sheet.close_now()
        settle()
    return {place: problems for place, problems in found.items() if problems}


def problems_of(widget: QWidget) -> list[str]:
    return unnamed_controls(widget) + clipped_texts(widget) + small_targets(widget)


@pytest.mark.parametrize(
    ("appearance", "text_size"),
    [(Appearance.LIGHT, 100), (Appearance.DARK, 150), (Appearance.LIGHT, 200)],
    ids=["light100", "dark150", "light200"],
)
def test_every_sheet_has_names_room_and_size(
    screen: BoardScreen, appearance: Appearance, text_size: int
) -> None:
    theme().set_up(appearance, text_size)
    settle()
    assert walk(screen, problems_of) == {}


DATA = (
    *(f"C{n:02} Candidate" for n in range(1, 13)),
    *("Level 2 Theory Exam", "Level 2 Wines", "Wines", "GBP"),
    *("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Sunday", "September", "October"),
    *("Aug", "Sept", "Oct"),
)


def test_every_text_goes_through_the_language(school: School, shown: Show) -> None:
    set_language(PSEUDO)
    screen = BoardScreen(school)
    shown(screen.view, 1216, 900)
    assert walk(screen, lambda widget: untranslated_texts(widget, DATA)) == {}


def test_the_cards_go_through_the_language_too(school: School, shown: Show) -> None:
    set_language(PSEUDO)
    screen = BoardScreen(school)
    shown(screen.view, 1216, 900)
    screen.view.waiting.choose([screen.view.waiting.list.people.people[0].key])
    label = QWidget()
    models = (screen.view.waiting.list.people, screen.view.sessions.list.cards)
    for model in models:
        for row in range(model.rowCount()):
            label.setAccessibleName(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
            assert untranslated_texts(label, DATA) == []
