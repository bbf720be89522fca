"""The tour's scenes of what makes a centre trust it: set up, restore, release, history, export."""

from __future__ import annotations

from ui.desk.exporting import ExportSheet
from ui.desk.results.correction_sheet import CorrectionSheet
from ui.desk.results.release_sheet import ReleaseSheet
from ui.desk.results.version_list import VersionSheet
from ui.desk.results.view import ResultsView
from ui.desk.start.choose_backup import ChooseBackupPage
from ui.desk.start.set_up import SetUpPage
from ui.desk.start.welcome import WelcomePage
from ui.desk.tour.guide import Guide
from wset_desk.domain.results import ResultState


def other_ways_in(guide: Guide) -> None:
    """A centre of one's own, and one out of its backup."""
    guide.find(WelcomePage).set_up_wanted.emit()
    guide.settle()
    guide.picture("set-up", large=True)
    guide.find(SetUpPage).left.emit()
    guide.settle()
    guide.find(WelcomePage).restore_wanted.emit()
    guide.settle()
    guide.picture("restore")
    guide.find(ChooseBackupPage).left.emit()
    guide.settle()


def results_life(guide: Guide) -> None:
    """What releasing would mean for whom, and what became of a mark so far; then the export."""
    view = guide.go("results", ResultsView)
    waiting = [each for each in view.list.model.rows if each.confirmed]
    if waiting:
        exam = max(waiting, key=lambda each: each.confirmed)
        view.open(course_session_id=exam.course_session_id, exam_session_id=exam.exam_session_id)
        guide.settle()
        view.page.life.release()
        guide.settle()
        guide.picture("release-list", large=True)
        guide.find(ReleaseSheet).close_now()
        _history(guide, view)
        view.show_list()
    view.list.exporter.ask()
    guide.settle()
    guide.picture("export")
    guide.find(ExportSheet).close_now()
    guide.settle()


def _history(guide: Guide, view: ResultsView) -> None:
    model = view.page.model
    column = model.sheet.mark_columns()[0]
    cells = ((row, model.sheet.cell(row, column)) for row in range(model.rowCount()))
    settled = [row for row, cell in cells if cell and cell.state is ResultState.CONFIRMED]
    if settled:
        view.page.grid.setCurrentIndex(model.index(settled[0], column))
        view.page.life.show_history()
        guide.settle()
        guide.picture("result-history")
        guide.find(VersionSheet).correct_button.click()
        guide.settle()
        guide.picture("correction")
        guide.find(CorrectionSheet).close_now()
