"""Tables: the model keeps Qt's contract, the view its keyboard, and empty lists speak."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, unnamed_controls
from tests.helpers.desk import settle
from ui.common import labels
from ui.common.buttons import Button
from ui.common.data_table import DataTable, framed
from ui.common.table_model import LOOK_ROLE, ROW_ROLE, Column, RowsModel
from ui.common.theme import theme


@dataclass(frozen=True)
class Person:
    name: str
    score: str
    status: str


COLUMNS = (
    Column[Person]("name", "Candidate", lambda row: row.name, strong=True, stretch=True),
    Column[Person](
        "score",
        "Theory %",
        lambda row: row.score,
        align="right",
        tabular=True,
        sort_key=lambda row: int(row.score),
        tooltip=lambda row: f"{row.score} of 100",
        icon=lambda row: "warning" if row.score == "8" else "",
        tone=lambda row: "danger" if row.score == "8" else "",
    ),
    Column[Person](
        "status",
        "Status",
        lambda row: row.status,
        look=lambda row: labels.status_look(row.status),
        sortable=False,
    ),
)
ROWS = (
    Person("Priya Nair", "63", "completed"),
    Person("amelia Hart", "8", "no_show"),
    Person("Tomás Ferreira", "100", "registered"),
)


@pytest.fixture
def model(qtmodeltester: ModelTester) -> RowsModel[Person]:
    made = RowsModel(COLUMNS, ROWS)
    qtmodeltester.check(made)
    return made


@pytest.fixture
def table(model: RowsModel[Person], shown: Callable[..., QWidget]) -> DataTable:
    made = DataTable("Candidates", model, multi_select=True)
    shown(framed(made))
    return made


def names(model: RowsModel[Person]) -> list[str]:
    return [row.name.split()[0] for row in model.rows]


def test_a_cell_says_everything_its_column_knows(model: RowsModel[Person]) -> None:
    cell = model.index(1, 1)
    assert cell.data() == "8"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "8 of 100"
    assert cell.data(Qt.ItemDataRole.ForegroundRole) == theme().color("danger")
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignTrailing
    assert model.index(0, 2).data() == "Completed"
    assert model.index(0, 2).data(LOOK_ROLE).icon == "check_circle"
    assert model.index(0, 2).data(ROW_ROLE) is ROWS[0]


def test_rows_are_sorted_by_the_columns_key(model: RowsModel[Person]) -> None:
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["Tomás", "Priya", "amelia"]
    model.sort(0)
    assert names(model) == ["amelia", "Priya", "Tomás"]
    model.sort(2)
    assert names(model) == ["amelia", "Priya", "Tomás"]


def test_new_rows_keep_the_chosen_order(model: RowsModel[Person]) -> None:
    model.sort(1)
    model.set_rows([*ROWS, Person("Wen Li", "9", "registered")])
    assert names(model) == ["amelia", "Wen", "Priya", "Tomás"]


def test_what_is_selected_stays_selected_while_sorting(model: RowsModel[Person]) -> None:
    kept = QPersistentModelIndex(model.index(2, 0))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert kept.row() == 0


def test_a_query_may_do_the_sorting() -> None:
    asked: list[tuple[str, bool]] = []
    model = RowsModel(COLUMNS, ROWS, on_sort=lambda key, down: asked.append((key, down)))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked == [("score", True)]
    assert model.rows == ROWS


def test_a_row_is_replaced_in_place(model: RowsModel[Person], qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged):
        model.replace_row(0, Person("Priya Nair", "64", "completed"))
    assert model.index(0, 1).data() == "64"


def test_a_header_click_sorts_up_then_down(table: DataTable, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(1) + 10, header.height() // 2)
    model = table.model()
    assert isinstance(model, RowsModel)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert names(model) == ["amelia", "Priya", "Tomás"]
    beside = place + QPoint(30, 0)  # or it would count as a double click
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert names(model) == ["Tomás", "Priya", "amelia"]


def test_enter_opens_the_current_row(table: DataTable, qtbot: QtBot) -> None:
    table.selectRow(1)
    with qtbot.waitSignal(table.activated_row) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1]]
    assert table.current_row() is ROWS[1]


def test_enter_with_ctrl_is_left_to_the_sheet(table: DataTable, qtbot: QtBot) -> None:
    table.selectRow(1)
    opened: list[object] = []
    table.activated_row.connect(opened.append)
    qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened == []


def test_several_rows_can_be_selected(table: DataTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.selection_changed):
        table.selectAll()
    assert table.selected_rows() == list(ROWS)


def test_the_row_under_the_mouse_is_tinted(table: DataTable, qtbot: QtBot) -> None:
    place = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseMove(table.viewport(), place)
    assert table.hovered_row == 1
    assert ground(table, 1) == theme().color("hover").name()
    assert ground(table, 0) == theme().color("surface").name()


def ground(table: DataTable, row: int) -> str:
    picture: QImage = table.viewport().grab().toImage()
    rect = table.visualRect(table.model().index(row, 0))
    ratio = picture.devicePixelRatio()
    return picture.pixelColor(
        round((rect.left() + 3) * ratio), round((rect.top() + 3) * ratio)
    ).name()


def test_an_empty_table_says_so_and_offers_something(
    shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    asked: list[bool] = []
    model = RowsModel(COLUMNS)
    table = DataTable("Candidates", model)
    table.set_empty("No candidates yet.", "Import candidates", lambda: asked.append(True))
    shown(table)
    button = table.findChild(Button)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [True]
    model.set_rows(ROWS)
    assert not button.isVisible()


@pytest.mark.parametrize("size", [100, 150, 200])
def test_headers_and_rows_grow_with_the_text(table: DataTable, size: int) -> None:
    theme().set_text_size(size)
    settle()
    assert clipped_texts(table) == []
    assert unnamed_controls(table) == []
    assert table.rowHeight(0) >= round(0.32 * size)


@pytest.mark.parametrize("most", [2, 9])
def test_a_table_as_high_as_its_rows_stays_so_at_any_text_size(table: DataTable, most: int) -> None:
    table.fit_height(most)
    for size in (100, 150, 200, 90):
        theme().set_text_size(size)
        settle()
        shown = table.viewport().height() // table.verticalHeader().defaultSectionSize()
        assert shown == min(most, table.model().rowCount())


def test_invalid_indexes_hold_nothing(model: RowsModel[Person]) -> None:
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0, 0)) == 0


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_a_row_is_selected_before_the_columns_are_laid_out(
    model: RowsModel[Person], direction: Qt.LayoutDirection
) -> None:
    table = DataTable("People", model)
    table.setLayoutDirection(direction)
    table.selectRow(1)
    assert table.current_row() == ROWS[1]
    assert table.selected_rows() == [ROWS[1]]
