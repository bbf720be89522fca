"""A row whose second part goes below the first where both don't fit."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from tests.helpers.a11y import clipped_texts
from tests.helpers.desk import settle
from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.layouts import column
from ui.common.theme import theme


@pytest.fixture
def page(shown: Callable[..., QWidget]) -> QWidget:
    made = QWidget()
    actions: list[QWidget] = [Button("Bring in data…"), Button("New candidate", kind="primary")]
    header = PageHeader("Candidates", "320 candidates", actions)
    made.setLayout(column(header, None, margins=(4, 4, 4, 4)))
    return shown(made, 600, 300)


def header_of(page: QWidget) -> PageHeader:
    header = page.findChild(PageHeader)
    assert header is not None
    return header


def test_title_and_actions_stand_side_by_side_while_both_fit(page: QWidget) -> None:
    header = header_of(page)
    first, second = header.findChildren(Button)
    assert not header.is_folded
    assert first.y() == second.y() < header.height() / 2
    assert second.geometry().right() == header.width() - 1


def test_a_title_is_not_cut_short_for_the_sake_of_actions(page: QWidget) -> None:
    header = header_of(page)
    page.resize(340, 300)
    settle()
    assert header.is_folded
    assert all(each.y() > header.height() / 2 for each in header.findChildren(Button))
    assert clipped_texts(page) == []
    page.resize(600, 300)
    settle()
    assert not header.is_folded


def test_it_follows_larger_text_and_longer_titles(page: QWidget) -> None:
    header = header_of(page)
    theme().set_text_size(200)
    settle()
    assert header.is_folded
    theme().set_text_size(100)
    settle()
    assert not header.is_folded
    header.set_title("Candidates of the whole of the year and of the years before it, all of them")
    settle()
    assert header.is_folded


class LayoutRequests(QObject):
    """How often a widget was asked to lay itself out."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_it_comes_to_rest(page: QWidget) -> None:
    """Else a window at rest keeps the processor busy."""
    requests = LayoutRequests(header_of(page))
    header_of(page).set_title("Everybody", "320 candidates")
    settle()
    settled = requests.count
    assert settled
    settle()
    assert requests.count == settled
