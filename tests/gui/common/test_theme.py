"""Appearance and text size, and that everything reads them."""

import re

import pytest
from PySide6.QtGui import QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.common.icons import icon, pixmap
from ui.common.style_sheet import fill_style_sheet
from ui.common.text import ElidedLabel, Label
from ui.common.theme import Appearance, theme
from wset_desk.system.resources import resource_path

ICONS = sorted(file.stem for file in resource_path("icons").glob("*.svg"))


def test_there_is_one_theme() -> None:
    assert theme() is theme()


def test_dark_changes_palette_and_colours_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    light = theme().color("canvas").name()
    with qtbot.waitSignal(theme().changed):
        theme().set_appearance(Appearance.DARK)
    assert theme().color("canvas").name() != light
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme().color("canvas")


def test_choosing_what_is_chosen_already_changes_nothing(qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme().changed):
        theme().set_up(Appearance.LIGHT, 100)


@pytest.mark.parametrize(("asked", "got"), [(150, 150), (20, 90), (999, 200)])
def test_text_size_scales_everything_within_its_limits(asked: int, got: int) -> None:
    theme().set_text_size(asked)
    assert theme().text_size == got
    assert theme().font("body").pixelSize() == round(13 * got / 100)
    assert theme().size("control") == round(34 * got / 100)


def test_labels_grow_with_the_text_size(qtbot: QtBot) -> None:
    label = Label("Amelia Hart", "title")
    qtbot.addWidget(label)
    before = label.sizeHint().width()
    theme().set_text_size(200)
    assert label.sizeHint().width() > 1.9 * before


def test_tabular_digits_are_equally_wide() -> None:
    metrics = QFontMetricsF(theme().font("body", tabular=True))
    assert metrics.horizontalAdvance("111") == metrics.horizontalAdvance("888")


def test_the_programs_own_font_is_used() -> None:
    assert QFont(theme().font("body")).family() == "Inter"
    assert QFontMetricsF(theme().font("body")).horizontalAdvance("mm") > 0


def test_an_unknown_colour_is_an_error() -> None:
    with pytest.raises(KeyError):
        theme().color("cat.nothing.fg")


def test_the_style_sheet_is_filled_completely() -> None:
    filled = fill_style_sheet(theme())
    assert "${" not in filled
    assert re.search(r"min-height: 32px", filled)


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_something_in_its_colour(name: str) -> None:
    drawn = pixmap(name, "accent", 24).toImage()
    inked = [
        drawn.pixelColor(x, y)
        for x in range(drawn.width())
        for y in range(drawn.height())
        if drawn.pixelColor(x, y).alpha() == 255
    ]
    assert inked
    assert all(ink == theme().color("accent") for ink in inked)


def test_icons_are_sharp_on_dense_screens_and_scale_with_the_text() -> None:
    theme().set_text_size(150)
    drawn = pixmap("calendar", "text", 16)
    assert (drawn.width(), drawn.devicePixelRatio()) == (48, 2)
    assert not icon("calendar").isNull()


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        pixmap("no_such_icon")


def test_an_elided_label_tells_its_whole_text(qtbot: QtBot) -> None:
    label = ElidedLabel("Wine and Spirit Education at the Borough Wine School")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.toolTip() == ""
