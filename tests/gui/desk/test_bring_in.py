"""Bringing a file in, in the window: columns, rows, decisions, import, and back again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.bring_in_page import Page, open_page
from tests.helpers.desk import context_of, settle
from tests.helpers.hostile import HOSTILE, hostile
from tests.helpers.pseudo import untranslated_texts
from ui.common.inputs import Combo
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk.bring_in.model import is_wrong
from ui.desk.candidates.view import CandidatesView
from wset_desk.domain.candidates import CandidateField
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.candidates import add_candidate, candidate, find_candidates
from wset_desk.services.import_checks import RowState
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace

GOOD = "Nr;Surname;First name;DOB;E-mail\nW1;Silva;Ana;14/02/1990;\nW2;Moor;Ben;31/01/1971;\n"
MIXED = (
    "Nr;Surname;First name;DOB;E-mail\n"
    "W1;Silva;Ana;14/02/1990;ana@new.example.org\n"
    "W2;Moor;;soon;\n"
    ";Li;Wen;;wen@example.org\n"
    "W4;Nair;Priya;01/03/1992;\n"
)


@pytest.fixture
def page(
    desk: Workspace, shown: Callable[..., CandidatesView], tmp_path: Path, qtbot: QtBot
) -> Page:
    return open_page(desk, shown, tmp_path, qtbot)


@pytest.fixture
def known(page: Page) -> Page:
    """With Ana, who has a number, and Wen, who has none, known already."""
    for first, last, number in (("Ana", "Silva", "W1"), ("Wen", "Li", None)):
        page.workspace.call(
            add_candidate, first_name=first, last_name=last, candidate_number=number
        )
    return page


def test_a_file_is_recognised_checked_and_imported(page: Page) -> None:
    page.read(GOOD)
    assert page.view.mapping.combos[1].currentText() == "Last name"
    assert page.states() == [RowState.NEW, RowState.NEW]
    assert page.view.go.text() == "Import 2 candidates"
    page.click("Import 2 candidates")
    assert page.kept() == ["Ben Moor", "Ana Silva"]
    assert page.view.report.title.text() == "2 candidates were added"
    assert page.shell.toasts == ["2 candidates were added"]
    page.click("Show the candidates")
    assert [row.name for row in page.page.list.model.rows] == ["Ben Moor", "Ana Silva"]


def test_an_import_is_taken_back_by_its_toast(page: Page) -> None:
    page.read(GOOD)
    page.click("Import 2 candidates")
    undo = page.shell.undos[0]
    assert undo is not None
    undo()
    assert page.kept() == []
    assert page.shell.toasts[-1] == "The import was taken out"


def test_the_same_file_again_is_already_there(page: Page) -> None:
    page.read(GOOD)
    page.click("Import 2 candidates")
    page.click("Another file…")
    page.read(GOOD)
    assert page.states() == [RowState.SAME, RowState.SAME]
    assert not page.view.go.isEnabled()
    assert page.view.hint.text() == "There is nothing new in this file."


def test_what_is_wrong_is_marked_in_its_cell_and_holds_everybody_up(known: Page) -> None:
    known.read(MIXED)
    assert known.states() == [
        RowState.CHANGED,
        RowState.ERROR,
        RowState.DUPLICATE,
        RowState.NEW,
    ]
    model = known.view.preview.model
    wrong = [
        (row, model.headerData(column, Qt.Orientation.Horizontal))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if is_wrong(model.index(row, column))
    ]
    assert wrong == [(1, "First name"), (1, "Date of birth")]
    assert not known.view.go.isEnabled()
    assert known.view.hint.text() == "1 row has to be mended in the file, or left out."


def test_f8_goes_to_the_problem_and_says_what_it_is(known: Page, qtbot: QtBot) -> None:
    known.read(MIXED)
    qtbot.keyClick(known.view.mapping.combos[0], Qt.Key.Key_F8)
    table = known.view.preview.table
    assert table is not None
    assert table.selected_rows()[0].checked.number == 3
    assert "Give the first name." in known.texts(known.view.preview.card)


def test_wrong_rows_are_left_out_with_a_click(known: Page, qtbot: QtBot) -> None:
    known.read(MIXED)
    qtbot.mouseClick(known.view.preview.leave_out, Qt.MouseButton.LeftButton)
    known.click("Import 1 candidate")
    assert known.kept() == ["Wen Li", "Priya Nair", "Ana Silva"]
    assert known.report() == {
        "Rows in the file": "4",
        "New": "1",
        "Already there": "0",
        "Changed": "0",
        "Refused": "1",
        "Left out": "2",
    }


def test_each_known_candidate_is_decided_on_its_own(known: Page, qtbot: QtBot) -> None:
    known.read(MIXED)
    qtbot.mouseClick(known.view.preview.leave_out, Qt.MouseButton.LeftButton)
    known.choose_row(0)
    card = known.view.preview.card
    assert any("ana@new.example.org" in text for text in known.texts(card))
    assert card.combo is not None
    assert card.combo.findText("Add as somebody else") < 0
    known.pick(card.combo, "Update from the file")
    known.choose_row(2)
    assert card.combo is not None
    known.pick(card.combo, "Add as somebody else")
    assert known.view.preview.model.rows[0].decision == "Update from the file"
    known.click("Import 3 candidates")
    assert known.kept() == ["Wen Li", "Wen Li", "Priya Nair", "Ana Silva"]
    ana = known.workspace.run(find_candidates, text="ana silva").rows[0]
    detail = known.workspace.run(candidate, candidate_id=ana.id).detail
    assert detail.values.email == "ana@new.example.org"


def test_all_known_candidates_are_decided_at_once(known: Page, qtbot: QtBot) -> None:
    known.read(MIXED)
    qtbot.mouseClick(known.view.preview.leave_out, Qt.MouseButton.LeftButton)
    known.pick(known.view.preview.known, "Update from the file")
    known.click("Import 3 candidates")
    assert known.kept() == ["Wen Li", "Priya Nair", "Ana Silva"]


def test_an_update_that_may_mean_two_people_waits_for_a_name(page: Page) -> None:
    for number in ("W7", "W8"):
        page.workspace.call(
            add_candidate, first_name="Wen", last_name="Li", candidate_number=number
        )
    page.read("Name;E-mail\nWen Li;wen@example.org\n")
    page.pick(page.view.preview.known, "Update from the file")
    assert not page.view.go.isEnabled()
    assert page.view.hint.text() == "Row 2 may be about several people: choose whom to update."
    page.choose_row(0)
    combo = page.view.preview.card.combo
    assert combo is not None
    page.pick(combo, "Update Wen Li, W8")
    page.click("Import 1 candidate")
    emails = {row.number: row.email for row in page.workspace.run(find_candidates).rows}
    assert emails == {"W7": None, "W8": "wen@example.org"}


def test_a_column_is_mapped_otherwise(page: Page) -> None:
    page.read("Osoba;Surname;DOB\nSilva, Ana;x;14/02/1990\n")
    assert "Say which columns hold" in page.view.message.text
    page.pick(page.view.mapping.combos[0], "Whole name")
    assert not page.view.message.isVisible()
    assert page.states() == [RowState.NEW]
    page.click("Import 1 candidate")
    assert len(page.kept()) == 1


def test_a_field_moves_from_one_column_to_another(page: Page) -> None:
    page.read("Surname;First name;Other\nx;Ana;Silva\n")
    page.pick(page.view.mapping.combos[2], "Last name")
    assert page.view.mapping.mapping() == {
        1: CandidateField.FIRST_NAME,
        2: CandidateField.LAST_NAME,
    }
    page.click("Import 1 candidate")
    assert page.kept() == ["Ana Silva"]


def test_dates_in_doubt_are_asked_about(page: Page) -> None:
    page.read("Name,DOB\nAna Silva,05/09/1990\n")
    model = page.view.preview.model
    assert model.index(0, 4).data() == "5 Sept 1990"
    assert not page.view.go.isEnabled()
    assert "which comes first in dates" in page.view.hint.text()
    order = next(
        each for each in page.view.mapping.findChildren(Combo) if each.findText("Month first") >= 0
    )
    assert order.isVisible()
    page.pick(order, "Month first")
    assert page.view.preview.model.index(0, 4).data() == "9 May 1990"
    assert page.view.go.isEnabled()
    page.read("Name,DOB\nAna Silva,25/09/1990\n")
    assert not order.isVisible()
    assert page.view.go.isEnabled()


def test_chips_filter_the_rows(known: Page, qtbot: QtBot) -> None:
    known.read(MIXED)
    for state in (RowState.NEW, RowState.CHANGED, RowState.DUPLICATE):
        qtbot.mouseClick(known.view.preview.chips[state], Qt.MouseButton.LeftButton)
    assert known.states() == [RowState.ERROR]
    assert not known.view.preview.chips[RowState.SAME].isVisible()


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "There is nothing in this file."), ('Name\n"x', "Row 2: a quotation mark is opened")],
)
def test_a_file_that_is_refused_says_why_where_it_is_chosen(
    page: Page, content: str, words: str
) -> None:
    page.read(content)
    assert page.view.choose.message.text.startswith(words)
    assert page.view.choose.isVisible()


def test_a_file_is_dropped(page: Page) -> None:
    path = page.folder / "dropped.csv"
    path.write_text(GOOD, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = page.view.choose.drop
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    entered = QDragEnterEvent(QPoint(50, 50), copy, data, buttons, keys)
    drop.dragEnterEvent(entered)
    assert entered.isAccepted()
    drop.dropEvent(QDropEvent(QPointF(50, 50), copy, data, buttons, keys))
    assert page.states() == [RowState.NEW, RowState.NEW]


def test_a_file_is_picked_in_the_systems_dialog(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = page.folder / "picked.csv"
    path.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.click("Choose a file…")
    assert len(page.states()) == 2


def test_escape_goes_back_to_the_list(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClick(page.view.choose.drop.button, Qt.Key.Key_Escape)
    assert page.page.list.table.isVisible()


def test_the_model_is_a_sound_one(known: Page, qtmodeltester: ModelTester) -> None:
    known.read(MIXED)
    qtmodeltester.check(known.view.preview.model)


@pytest.mark.parametrize("text_size", [100, 150])
@pytest.mark.parametrize("width", [1280, 1004])
def test_every_step_has_names_and_room(known: Page, text_size: int, width: int) -> None:
    theme().set_up(Appearance.DARK, text_size)
    known.page.resize(width, 720)
    settle()
    checks = (unnamed_controls, small_targets, clipped_texts)
    assert [check(known.page) for check in checks] == [[], [], []]
    known.read(MIXED)
    known.choose_row(2)
    assert [check(known.page) for check in checks] == [[], [], []]
    known.view.preview.leave_out.click()
    known.view.go.click()
    settle()
    assert [check(known.page) for check in checks] == [[], [], []]


def test_every_text_goes_through_the_language_mechanism(
    desk: Workspace, shown: Callable[..., CandidatesView], tmp_path: Path
) -> None:
    set_language(PSEUDO)
    desk.call(add_candidate, first_name="Ana", last_name="Silva", candidate_number="W1")
    page = shown(CandidatesView(context_of(InlineTasks(desk, describe))), 1280, 800)
    page.open(bring_in=True)
    settle()
    assert untranslated_texts(page.bring_in_view) == []
    path = tmp_path / "people.csv"
    path.write_text(MIXED, encoding="utf-8")
    page.bring_in_view.read(path)
    table = page.bring_in_view.preview.table
    assert table is not None
    table.selectRow(0)
    settle()
    given = (*MIXED.replace("\n", ";").split(";"), "people.csv", "UTF", "Feb", "Mar")
    assert untranslated_texts(page.bring_in_view, [word for word in given if word]) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_words_and_another_try(page: Page, name: str) -> None:
    path, _code = hostile(name, page.folder)
    page.view.read(path)
    settle()
    assert page.view.choose.isVisible()
    assert page.view.choose.message.isVisible()
    assert page.kept() == []
    page.read(GOOD)
    assert page.states() == [RowState.NEW, RowState.NEW]
    assert not page.view.choose.message.isVisible()


def test_a_file_with_headings_alone_says_so(page: Page) -> None:
    page.read("Nr;Surname;First name\n")
    assert page.view.hint.text() == "This file has headings and no rows."
    assert not page.view.go.isEnabled()
