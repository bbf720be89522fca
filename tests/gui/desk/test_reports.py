"""The reports page: the list, numbers, pictures, the table with its total, filters, files."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.marking import ExamDay, at, exam_day
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.result_life import officer, release
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk import period_days
from ui.desk.letters.preview import Preview
from ui.desk.reports.view import ReportsView
from wset_desk.documents.preview import page_text
from wset_desk.domain.catalogue import Component
from wset_desk.domain.permissions import Role
from wset_desk.exchange.tabular import read_table
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.attendance import mark_no_show, undo_no_show
from wset_desk.services.refusals import describe
from wset_desk.services.reports.registry import REPORTS, Report
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system import sample
from wset_desk.system.clock import FixedClock

Shown = Callable[..., QWidget]
SAT_ON = date(2026, 9, 6)
TODAY = datetime(2026, 10, 20, 9, tzinfo=UTC)


@pytest.fixture
def day(desk: Workspace, clock: FixedClock) -> ExamDay:
    """Of four at a level 2 exam one failed, two passed and one was absent."""
    made = exam_day(desk, candidates=4, days=(date(2026, 9, 5), SAT_ON))
    clock.instant = at(SAT_ON)
    desk.call(mark_no_show, registration_ids=(made.registrations[Component.THEORY][3],))
    marks = ("40", "60", "80")
    desk.call(set_marks, marks=tuple(made.mark(n, text) for n, text in enumerate(marks, 1)))
    release(officer(desk), made, 1, 2, 3)
    clock.instant = TODAY
    return made


class Page:
    """The page of a centre, and what it asked of the shell."""

    def __init__(self, workspace: Workspace, now: datetime = TODAY) -> None:
        self.shell = Recorder()
        session = replace(session_of(Role.EXAMS_OFFICER), clock=lambda: now)
        self.view = ReportsView(context_of(InlineTasks(workspace, describe), session, self.shell))

    def rows(self) -> list[list[str]]:
        """What the table shows, columns without room too."""
        model = self.table.model()
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    @property
    def table(self) -> Any:
        assert self.view.table is not None
        return self.view.table

    def figures(self) -> list[str]:
        return [f.accessibleName() for f in self.view.headlines.figures if not f.isHidden()]


@pytest.fixture
def page(desk: Workspace, day: ExamDay, shown: Shown) -> Page:
    found = Page(desk)
    shown(found.view, 1300, 800)
    return found


def test_it_opens_with_the_overview(page: Page) -> None:
    assert page.view.report.name == "overview"
    assert page.figures() == [
        "Exams sat: 3. 4 candidates",
        "Pass rate: 66.7 %. 2 of 3",
        "No-shows: 25.0 %. 1 of 4",
        "Enquiries upheld: –. none is open",
    ]
    rate, people, _third = page.view.charts.cards
    assert rate.view.accessibleDescription() == "L2 Wine: 66.7 %"
    assert people.view.accessibleDescription() == "September 2026: 4"
    row, total = page.rows()
    assert row[:7] == ["Level 2", "Wine", "Theory", "3", "3", "66.7 %", "25.0 %"]
    assert total[:7] == ["Total", "", "", "3", "3", "66.7 %", "25.0 %"]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_every_report_of_the_registry_is_shown(page: Page, report: Report) -> None:
    page.view.list.chosen.emit(report.name)
    settle()
    assert page.view.report is report
    assert 1 <= len(page.figures()) <= 4
    assert any(not card.isHidden() for card in page.view.charts.cards)
    assert [column.key for column in page.view.shown.found.columns] == list(page.table.keys)
    assert unnamed_controls(page.view) == []


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_every_report_of_the_sample_is_shown(
    sample_year: Workspace, shown: Shown, report: Report
) -> None:
    found = Page(sample_year, sample.NOW)
    shown(found.view, 1080, 800)
    found.view.show_report(report.name)
    settle()
    assert found.table.horizontalScrollBar().maximum() == 0
    assert clipped_texts(found.view) == []
    rows = found.rows()
    if found.view.shown.found.total is not None and rows:
        assert rows[-1][0] == "Total"
        found.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        assert found.rows()[-1] == rows[-1]


def test_a_picture_turns_into_its_numbers(page: Page, qtbot: QtBot) -> None:
    page.view.show_report("papers")
    marks = page.view.charts.cards[1]
    marks.flip.setFocus()
    qtbot.keyClick(marks.flip, Qt.Key.Key_Space)
    settle()
    assert marks.shows_numbers
    assert marks.flip.accessibleName() == "Show the picture"
    model = marks.table.model()
    texts = [[model.index(row, n).data() for n in range(3)] for row in range(model.rowCount())]
    assert [row for row in texts if row[1:] != ["0", "0"]] == [
        ["40 to 50 %", "1", "0"],
        ["60 to 70 %", "0", "1"],
        ["80 to 90 %", "0", "1"],
    ]
    page.view.level.set_value(2)
    page.view.refresh()
    assert marks.shows_numbers
    marks.flip.click()
    assert not marks.shows_numbers


def test_period_and_level_narrow_it(page: Page) -> None:
    page.view.show_report("sessions")
    assert len(page.rows()) == 2
    page.view.period.choose(period_days.THIS_MONTH)
    settle()
    assert page.rows() == []
    assert page.view.charts.cards[0].nothing.isVisible()
    page.view.period.choose(period_days.ANY_TIME)
    page.view.level.set_value(3)
    page.view.level.chosen.emit(3)
    settle()
    assert page.rows() == []


def test_a_row_leads_to_where_it_comes_from(page: Page, qtbot: QtBot) -> None:
    page.view.show_report("papers")
    page.table.selectRow(0)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.shell.visits == [("reports", {"report": "sessions", "level": 2})]
    page.view.open(**page.shell.visits.pop()[1])
    settle()
    assert (page.view.report.name, page.view.level.value()) == ("sessions", 2)
    page.table.activated_row.emit(page.table.report_model.rows[0])
    assert page.shell.visits[-1][0] == "results"
    assert "exam_session_id" in page.shell.visits[-1][1]
    page.view.show_report("absences")
    page.table.activated_row.emit(page.table.report_model.rows[0])
    assert page.shell.visits[-1][0] == "candidates"


def test_a_total_leads_nowhere(page: Page) -> None:
    page.view.show_report("papers")
    page.table.activated_row.emit(page.table.report_model.rows[-1])
    assert page.shell.visits == []


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_the_table_is_exported_with_its_total(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    file = tmp_path / f"levels{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    page.view.show_report("levels")
    page.view.export()
    settle()
    headings, level, total = [row.cells for row in read_table(file).rows]
    assert headings[:4] == ("Level", "Results", "Passed", "Failed")
    assert (level[0], total[0]) == ("2", "Total")
    assert level[1:4] == total[1:4] == ("3", "2", "1")
    assert page.shell.toasts == [f"Written to {file.name}"]


def test_it_is_shown_as_it_will_be_printed(page: Page, qtbot: QtBot) -> None:
    page.view.show_report("levels")
    page.view.level.set_value(2)
    page.view.refresh()
    page.view.take_keyboard()
    qtbot.keyClick(page.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    (preview,) = page.view.window().findChildren(Preview)
    assert preview.printed is not None
    text = page_text(preview.printed.content, 0)
    assert "By level" in text
    assert " · Level 2" in text
    assert "Borough Wine School" in text
    preview.dismiss()


def test_what_is_exported_is_what_is_shown(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another report is being read, the one on show is written, under its own name."""
    offered: list[str] = []

    def choose(_page: QWidget, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "file.csv"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.view.show_report("levels")
    page.view._actions.read = lambda *_: None  # as if the answer took its time
    page.view.show_report("papers")
    page.view.export()
    settle()
    assert offered[0].startswith("Report by level")
    assert read_table(tmp_path / "file.csv").rows[0].cells[:2] == ("Level", "Results")


def test_nobody_choosing_a_file_writes_none(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.view.export()
    assert page.shell.toasts == []


def test_the_palette_goes_to_every_report(page: Page) -> None:
    texts = {command.text: command for command in page.view.commands()}
    texts["Report: Time to release"].run()
    assert page.view.report.name == "release"
    assert len(texts) >= len(REPORTS) + 1


def test_a_change_elsewhere_is_seen_at_once(page: Page, day: ExamDay, desk: Workspace) -> None:
    absent = day.registrations[Component.THEORY][3]
    outcome = desk.run(undo_no_show, registration_ids=(absent,))
    page.view.context.bus.changed.emit(outcome.changes)
    settle()
    assert page.figures()[2] == "No-shows: 0.0 %. 0 of 3"


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("size", [100, 150])
def test_it_can_be_read_and_hit(page: Page, appearance: Appearance, size: int) -> None:
    theme().set_up(appearance, size)
    settle()
    assert unnamed_controls(page.view) == []
    assert clipped_texts(page.view) == []
    assert small_targets(page.view) == []


def test_every_word_can_be_translated(desk: Workspace, day: ExamDay, shown: Shown) -> None:
    set_language(PSEUDO)
    found = Page(desk)
    shown(found.view, 1600, 900)
    data = ("Wine", "Main Hall", "Level 2 Theory Exam", "Ada Admin", "Sep", "September 2026", "Oct")
    for report in REPORTS:
        found.view.show_report(report.name)
        settle()
        people = [row[0] for row in found.rows()] if report.name == "absences" else []
        assert untranslated_texts(found.view, (*data, *people)) == []


def test_it_reads_from_right_to_left(desk: Workspace, day: ExamDay, shown: Shown) -> None:
    found = Page(desk)
    found.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(found.view, 1080, 800)
    first, second, _third = found.view.charts.cards
    assert (
        first.mapTo(found.view, first.rect().topLeft()).x()
        > second.mapTo(found.view, second.rect().topLeft()).x()
    )
    assert not found.view.grab().toImage().isNull()
