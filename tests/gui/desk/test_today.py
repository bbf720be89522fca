"""The Today page: the day's lines, what needs attention, the coming week, and where clicks lead."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.exam_centre import ExamCentre, london
from tests.helpers.marking import invigilator
from tests.helpers.pseudo import untranslated_texts
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk.start.program import describe
from ui.desk.today import words
from ui.desk.today.day_rows import DayRow, NowLine
from ui.desk.today.first_steps import FirstSteps
from ui.desk.today.side_lists import AttentionRow, ComingRow
from ui.desk.today.view import TodayView
from wset_desk.domain.catalogue import ExamType
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.catalogue import list_offerings
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

TODAY = date(2026, 8, 3)
ONE_DAY = timedelta(days=1)


@dataclass
class Page:
    view: TodayView
    centre: ExamCentre
    recorder: Recorder

    def rows(self) -> list[DayRow]:
        return [row for row in self.view.findChildren(DayRow) if row.isVisible()]

    def reads(self, text: str) -> bool:
        return any(text in label.text() for label in self.view.findChildren(QLabel))


@pytest.fixture
def centre(desk: Workspace, clock: FixedClock) -> ExamCentre:
    clock.instant = london(TODAY, "09:05")
    return ExamCentre(desk)


@pytest.fixture
def busy(centre: ExamCentre) -> ExamCentre:
    """One exam over, one under way, two to come; a week with another."""
    template = centre.offering()[ExamType.THEORY]
    room, lee = centre.room("Cellar Room"), (centre.person("Lee Vane"),)
    centre.candidate("Mia One")
    centre.exam(template, TODAY, "07:30", room_id=room, invigilator_ids=lee)
    centre.exam(template, TODAY, "09:00", room_id=room, invigilator_ids=lee)
    centre.exam(template, TODAY, "11:00")
    centre.exam(template, TODAY, "14:00")
    centre.exam(template, TODAY + ONE_DAY)
    return centre


@pytest.fixture
def open_today(shown: Callable[..., QWidget]) -> Callable[..., Page]:
    def open_it(centre: ExamCentre, width: int = 1200, height: int = 860) -> Page:
        workspace, recorder = centre.workspace, Recorder()
        session = replace(
            session_of(*workspace.actor.roles, name=workspace.actor.name),
            clock=workspace.store.clock.now,
        )
        context = context_of(InlineTasks(workspace, describe), session, recorder)
        view = TodayView(context)
        shown(view, width, height)
        return Page(view, centre, recorder)

    return open_it


Open = Callable[..., Page]


def test_the_day_is_told_in_order_of_time(busy: ExamCentre, open_today: Open) -> None:
    page = open_today(busy)
    assert page.reads("Good morning, Ada")
    assert page.reads("Monday 3 August 2026 · 4 exams, 0 candidates")
    badges = [[b.accessibleName() for b in row.findChildren(Badge)] for row in page.rows()]
    assert badges == [["Makeup", "Done"], ["Makeup", "Now"], ["Makeup", "Next"], ["Makeup"]]
    assert page.reads("Lee Vane")
    assert page.reads("No invigilator yet")


def test_the_present_stands_between_what_began_and_what_comes(
    busy: ExamCentre, open_today: Open
) -> None:
    page = open_today(busy)
    (line,) = page.view.findChildren(NowLine)
    tops = [row.y() for row in page.rows()]
    assert tops[1] < line.y() < tops[2]
    assert line.accessibleName() == "Now 09:05"


def test_a_line_leads_to_its_session_by_click_and_by_key(
    busy: ExamCentre, open_today: Open, qtbot: QtBot
) -> None:
    page = open_today(busy)
    row = page.rows()[2]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    (name, first), (_name, second) = page.recorder.visits
    assert (name, first["day"]) == ("calendar", TODAY)
    assert first == second
    assert first["exam_session_id"] is not None


def test_a_course_leads_to_the_courses(busy: ExamCentre, open_today: Open, qtbot: QtBot) -> None:
    offering = busy.workspace.run(list_offerings)[0]
    course = busy.course(offering.id, TODAY)
    page = open_today(busy)
    row = next(row for row in page.rows() if "Course," in row.accessibleName())
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert page.recorder.visits == [("courses", {"session_id": course.id})]


def test_what_needs_attention_leads_to_where_it_is_settled(
    busy: ExamCentre, open_today: Open, qtbot: QtBot
) -> None:
    page = open_today(busy)
    (row,) = page.view.findChildren(AttentionRow)
    assert page.reads("3 exams without an invigilator")
    assert row.link.accessibleName() == "Choose: 3 exams without an invigilator"
    qtbot.mouseClick(row.link, Qt.MouseButton.LeftButton)
    ((name, arguments),) = page.recorder.visits
    assert (name, arguments["day"]) == ("calendar", TODAY)


def test_a_day_of_the_week_leads_to_its_page(
    busy: ExamCentre, open_today: Open, qtbot: QtBot
) -> None:
    page = open_today(busy)
    rows = page.view.findChildren(ComingRow)
    assert len(rows) == 7
    qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert page.recorder.visits == [("calendar", {"day": TODAY + ONE_DAY, "view": "day"})]


def test_a_new_centre_is_told_what_comes_first(
    centre: ExamCentre, open_today: Open, qtbot: QtBot
) -> None:
    page = open_today(centre)
    (steps,) = page.view.findChildren(FirstSteps)
    assert page.reads("Nothing needs attention.")
    for button in steps.findChildren(Button):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.recorder.visits == [
        ("courses", {"part": "offerings"}),
        ("candidates", {"bring_in": True}),
        ("settings", {"section": "people"}),
    ]


def test_a_quiet_day_offers_the_calendar(
    centre: ExamCentre, open_today: Open, qtbot: QtBot
) -> None:
    centre.offering()
    centre.candidate("Mia One")
    page = open_today(centre)
    assert page.reads("Nothing is scheduled today.")
    assert page.view.findChildren(FirstSteps) == []


def test_an_invigilator_sees_their_own_and_goes_to_the_marks(
    busy: ExamCentre, open_today: Open, qtbot: QtBot
) -> None:
    exam = busy.exam(busy.offering()[ExamType.THEORY], TODAY, "16:00")
    kim = ExamCentre(invigilator(busy.workspace, exam.id))
    page = open_today(kim)
    (row,) = page.rows()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert page.recorder.visits == [("results", {"exam_session_id": exam.id})]
    assert page.view.commands() == []


def test_an_invigilator_without_a_session_is_told_so(busy: ExamCentre, open_today: Open) -> None:
    page = open_today(ExamCentre(invigilator(busy.workspace)))
    assert page.reads("You have no session today.")


def test_a_change_elsewhere_is_seen_here(busy: ExamCentre, open_today: Open) -> None:
    page = open_today(busy)
    busy.exam(busy.offering()[ExamType.THEORY], TODAY, "17:00")
    page.view.context.bus.changed.emit(frozenset({"exam_sessions"}))
    settle()
    assert len(page.rows()) == 5


@pytest.mark.parametrize(
    ("hour", "words_"), [(0, "morning"), (11, "morning"), (12, "afternoon"), (18, "evening")]
)
def test_the_greeting_follows_the_centres_clock(hour: int, words_: str) -> None:
    assert words.greeting("Ada Admin", hour) == f"Good {words_}, Ada"


@pytest.mark.parametrize(("width", "height"), [(1200, 860), (860, 680)])
@pytest.mark.parametrize("size", [100, 150, 200])
def test_everything_has_a_name_room_and_a_fair_target(
    busy: ExamCentre, open_today: Open, size: int, width: int, height: int
) -> None:
    page = open_today(busy, width=width, height=height)
    theme().set_text_size(size)
    settle()
    assert unnamed_controls(page.view) == []
    assert small_targets(page.view) == []
    assert clipped_texts(page.view) == []


def test_every_word_can_be_translated(busy: ExamCentre, open_today: Open) -> None:
    set_language(PSEUDO)
    page = open_today(busy)
    data = ("Ada", "Lee Vane", "Cellar Room", "Wines", "Level 2 Theory Exam", *_calendar_words())
    assert untranslated_texts(page.view, data) == []
    assert clipped_texts(page.view) == []


def test_it_is_drawn_anew_in_the_dark(busy: ExamCentre, open_today: Open) -> None:
    page = open_today(busy)
    light = page.view.grab().toImage()
    theme().set_appearance(Appearance.DARK)
    settle()
    assert page.view.grab().toImage() != light


def _calendar_words() -> list[str]:
    days = [TODAY + n * ONE_DAY for n in range(8)]
    return sorted({day.strftime(form) for day in days for form in ("%A", "%a", "%B", "%b")})
