"""A row of things that goes on in the next line."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.flow import FlowLayout


def flow(*texts: str) -> tuple[QWidget, list[Button]]:
    box, buttons = QWidget(), [Button(text) for text in texts]
    layout = FlowLayout(gap=2)
    for button in buttons:
        layout.addWidget(button)
    box.setLayout(layout)
    return box, buttons


def test_items_stand_side_by_side_while_there_is_room(shown: Callable[..., QWidget]) -> None:
    box, buttons = flow("One", "Two", "Three")
    shown(box, 600, 200)
    assert len({button.y() for button in buttons}) == 1
    assert [button.x() for button in buttons] == sorted(button.x() for button in buttons)


def test_what_has_no_room_goes_on_below(shown: Callable[..., QWidget]) -> None:
    box, (one, two, three) = flow("One", "Two", "Three")
    shown(box, one.sizeHint().width() + two.sizeHint().width() + 20, 200)
    assert one.y() == two.y() < three.y()
    assert three.x() == one.x()
    layout = box.layout()
    assert layout is not None
    assert layout.heightForWidth(box.width()) == three.geometry().bottom() + 1


def test_right_to_left_it_begins_at_the_right(shown: Callable[..., QWidget]) -> None:
    box, (one, two) = flow("One", "Two")
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(box, 600, 200)
    assert one.geometry().right() == box.width() - 1
    assert two.geometry().right() < one.x()


def test_what_is_hidden_leaves_no_gap(shown: Callable[..., QWidget]) -> None:
    box, (one, two, three) = flow("One", "A much longer second", "Three")
    two.hide()
    shown(box, one.sizeHint().width() + three.sizeHint().width() + 20, 200)
    layout = box.layout()
    assert layout is not None
    assert one.y() == three.y()
    assert three.x() == one.geometry().right() + 1 + layout.spacing()
    assert layout.minimumSize().width() < two.sizeHint().width()
