"""The two checkers that the screens' tests rely on find what they are there to find."""

import ast
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.pseudo import bare_strings, bare_strings_below, untranslated_texts
from tests.helpers.scripts import ROOT
from wset_desk.i18n import _, set_language


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    set_language("qps")
    widget = QWidget()
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    yield widget
    set_language("en")


def add(window: QWidget, *widgets: QWidget) -> None:
    for widget in widgets:
        window.layout().addWidget(widget)  # type: ignore[union-attr]


def test_a_text_around_the_mechanism_is_found(window: QWidget) -> None:
    button = QPushButton(_("Save"))
    button.setToolTip("Keep it")
    combo = QComboBox()
    combo.addItems([_("All levels"), "Level 2"])
    add(window, QLabel("Plain"), QLabel(_("Marked")), button, combo)
    assert untranslated_texts(window) == ["Keep it", "Level 2", "Plain"]


def test_what_people_type_and_what_comes_from_the_store_is_no_text(window: QWidget) -> None:
    field = QLineEdit("Anna")
    field.setPlaceholderText(_("Name"))
    label = QLabel(_("Dear {name}").format(name="Anna") + " · Anna Fischer · 17:00")
    add(window, field, label)
    assert untranslated_texts(window, data=["Anna", "Anna Fischer"]) == []
    assert untranslated_texts(window, data=["Anna"]) == [label.text()]


@pytest.mark.parametrize(
    "source",
    [
        "label.setText('Save')",
        "QPushButton('Save')",
        "label.setText(f'{n} seats')",
        "label.setText('{n} seats'.format(n=n))",
        "label.setText('Yes' if done else _('No'))",
        "label.setToolTip(_('Seats') + ' left')",
        "EmptyState('inbox', 'Nothing here yet')",
        "Column(key='name', title='Name')",
    ],
)
def test_a_bare_literal_is_found(source: str) -> None:
    assert [line for line, _text in bare_strings(source)] == [1]


@pytest.mark.parametrize(
    "source",
    [
        "label.setText(_('Save'))",
        "label.setText(_('{n} seats').format(n=n))",
        "label.setText(f'{count} / {capacity}')",
        "combo.addItem(_('All'), 'all')",
        "Column(key='name', title=_('Name'))",
        "label.setObjectName('Save button')",
        "raise ValueError('not for people')",
        "EmptyState('inbox', N_('Nothing here yet'))",
    ],
)
def test_what_is_marked_or_never_shown_is_left_alone(source: str) -> None:
    ast.parse(source)
    assert bare_strings(source) == []


def test_every_text_of_the_windows_goes_through_the_mechanism() -> None:
    assert bare_strings_below(ROOT / "ui") == []
