"""Every kind of data brought in and taken out, in the window."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.helpers.bring_in_page import Page, open_page
from tests.helpers.courses import enrol_in, level_2_course
from tests.helpers.desk import context_of, settle
from ui.common.buttons import Button
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.desk.bring_in.take_out_sheet import TakeOutSheet
from ui.desk.candidates.view import CandidatesView
from wset_desk.domain.file_fields import FileKind
from wset_desk.services.candidates import add_candidate, find_candidates
from wset_desk.services.import_checks import RowState
from wset_desk.services.import_runs import list_imports
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.system.preferences import Preferences
from wset_desk.system.resources import resource_path

GOOD = "Nr;Surname;First name;DOB;E-mail\nW1;Silva;Ana;14/02/1990;\nW2;Moor;Ben;31/01/1971;\n"


@pytest.fixture
def page(
    desk: Workspace, shown: Callable[..., CandidatesView], tmp_path: Path, qtbot: QtBot
) -> Page:
    return open_page(desk, shown, tmp_path, qtbot)


def test_a_centres_data_comes_in_kind_by_kind(page: Page, qtbot: QtBot) -> None:
    for kind in FileKind:
        page.sample(kind)
        assert set(page.states()) == {RowState.NEW}
        count = len(page.view.preview.model.rows)
        page.click(page.view.go.text())
        assert page.report()["New"] == page.report()["Rows in the file"] == str(count)
        page.click("Another file…")
    page.sample(FileKind.RESULTS)
    assert page.states() == [RowState.SAME, RowState.SAME]


def test_a_kind_whose_predecessors_are_missing_says_so_in_its_row(page: Page) -> None:
    page.sample(FileKind.ENROLMENTS)
    assert set(page.states()) == {RowState.ERROR}
    page.choose_row(0)
    said = " ".join(page.texts(page.view.preview.card))
    assert "Bring candidates in first." in said
    assert page.view.hint.text().startswith("5 rows wait for “Candidates”: bring that in first.")


def test_a_price_in_the_file_updates_what_is_known(page: Page) -> None:
    page.sample(FileKind.COURSES)
    page.click("Import 5 rows")
    page.click("Another file…")
    text = resource_path("samples/courses.csv").read_text("utf-8").replace("480.00", "500,00")
    page.read(text, "courses.csv")
    assert page.states().count(RowState.CHANGED) == 1
    page.choose_row(page.states().index(RowState.CHANGED))
    assert any("480.00 → 500.00" in each for each in page.texts(page.view.preview.card))
    assert page.view.preview.card.combo is None
    page.pick(page.view.preview.known, "Update from the file")
    page.click("Import 1 row")
    assert page.report()["Changed"] == "1"


def test_a_mapping_is_remembered_for_its_kind(
    desk: Workspace, shown: Callable[..., CandidatesView], tmp_path: Path
) -> None:
    context = replace(
        context_of(InlineTasks(desk, describe)), memory=Preferences(tmp_path / "pc.json")
    )
    path = tmp_path / "people.csv"
    path.write_text("Osoba;Surname\nSilva, Ana;x\n", encoding="utf-8")
    for expected in ({1: "last_name"}, {0: "full_name"}):
        view = shown(CandidatesView(context), 1280, 820)
        view.open(bring_in=True)
        settle()
        page = view.bring_in_view
        page.read(path)
        settle()
        assert page.mapping.mapping() == expected
        page.mapping.combos[0].set_value("full_name")
        page.mapping.combos[1].set_value(None)
        page.mapping.changed.emit()
        settle()
        page.go.click()
        settle()


def test_data_is_taken_out_with_clicks(
    page: Page, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page.workspace.call(add_candidate, first_name="Ana", last_name="Silva")
    target = page.folder / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.click("Export…")
    sheet = page.page.window().findChild(Sheet)
    assert sheet is not None
    buttons = {each.text(): each for each in sheet.findChildren(Button)}
    qtbot.mouseClick(buttons["Choose where…"], Qt.MouseButton.LeftButton)
    settle()
    assert page.shell.toasts == ["1 row is in out.csv"]
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Candidate number,First name,Last name")
    assert len(lines) == 2


def test_the_report_and_an_example_are_saved(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = iter(("example.csv", "example.xlsx", "another"))
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(page.folder / next(chosen)), "")
    )
    for saved in ("example.csv", "example.xlsx", "another.xlsx"):
        page.click("Save an example file…")
        shipped = resource_path(f"samples/candidates{Path(saved).suffix}")
        assert (page.folder / saved).read_bytes() == shipped.read_bytes()
    page.read(GOOD.replace("W1;Silva", "W8;Silva"))
    page.click("Import 2 candidates")
    target = page.folder / "report.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.click("Save this report…")
    assert target.read_text("utf-8-sig").splitlines()[1] == "Rows in the file,2,,"


def sheet_of(page: Page) -> TakeOutSheet:
    sheet = page.page.window().findChild(TakeOutSheet)
    assert sheet is not None
    return sheet


def press(page: Page, sheet: Sheet, text: str) -> None:
    buttons = {each.text(): each for each in sheet.findChildren(Button)}
    page.qtbot.mouseClick(buttons[text], Qt.MouseButton.LeftButton)
    settle()


def test_an_import_of_any_kind_is_taken_out_after_a_look_at_what_goes(page: Page) -> None:
    page.sample(FileKind.COURSES)
    page.click("Import 5 rows")
    page.click("Take this import out…")
    sheet = sheet_of(page)
    said = " ".join(page.texts(sheet))
    assert "Removed: 4 courses, 5 prices, 5 offerings, 6 exam templates" in said
    press(page, sheet, "Take it out")
    assert page.shell.toasts[-1] == "The import was taken out"
    (run,) = page.view.earlier.model.rows
    assert run.taken_out_at is not None
    page.sample(FileKind.COURSES)
    assert set(page.states()) == {RowState.NEW}


def test_taking_out_tells_how_far_it_is_and_can_be_stopped(page: Page) -> None:
    page.sample(FileKind.COURSES)
    page.click("Import 5 rows")
    page.click("Take this import out…")
    sheet = sheet_of(page)
    told: list[float] = []

    def stop_once(fraction: float) -> None:
        told.append(fraction)
        if len(told) == 1:
            sheet.dismiss()

    sheet.progress.changed.connect(stop_once)
    press(page, sheet, "Take it out")
    assert sheet.isVisible()
    assert sheet.save_button.isEnabled()
    assert told == [0.0]
    (run,) = page.workspace.run(list_imports)
    assert run.taken_out_at is None
    press(page, sheet, "Take it out")
    assert told == sorted(told)
    assert told[-1] > 0.5
    (run,) = page.workspace.run(list_imports)
    assert run.taken_out_at is not None


def test_what_was_built_upon_is_said_before_anything_is_taken_out(page: Page) -> None:
    page.sample(FileKind.CANDIDATES)
    page.click(page.view.go.text())
    enrol_in(
        page.workspace,
        level_2_course(page.workspace).id,
        page.workspace.run(find_candidates, text="okafor").rows[0].id,
    )
    page.click("Take this import out…")
    sheet = sheet_of(page)
    assert "Chidi Okafor: Enrolment was added since" in page.texts(sheet)
    assert not sheet.save_button.isVisible()


def test_earlier_imports_are_looked_at_and_saved_again(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.read(GOOD + "W3;;Eva;soon;\n", "some people.csv")
    page.view.preview.leave_out.click()
    page.click("Import 2 candidates")
    page.click("Earlier imports…")
    table = page.view.earlier.table
    page.qtbot.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(table.model().index(0, 1)).center(),
    )
    settle()
    assert page.report()["Refused"] == "1"
    said = " ".join(page.texts(page.view.report))
    assert "some people.csv" in said
    assert "Row 4: Give the last name." in said
    target = page.folder / "later.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.click("Save this report…")
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[1] == "Rows in the file,3,,"
    assert "Row 2,New,," in lines


def test_the_next_file_is_of_the_next_kind(page: Page) -> None:
    page.sample(FileKind.CANDIDATES)
    page.click(page.view.go.text())
    page.click("Next: Courses…")
    assert page.view.choose.kind() is FileKind.COURSES


def test_what_was_brought_in_is_shown_where_it_is(page: Page) -> None:
    page.sample(FileKind.COURSES)
    page.click("Import 5 rows")
    page.click("Show the courses")
    assert page.shell.visits == [("courses", {})]
