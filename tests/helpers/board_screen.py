"""The assignment board in a window, on a real store, and ways to work it."""

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.helpers.board import School
from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.drops import drop, hold_over
from ui.common.badges import Badge
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.desk.board.fits import Fit
from ui.desk.board.people_list import carried
from ui.desk.board.person_delegate import tick_rect
from ui.desk.board.view import BoardView
from wset_desk.domain.permissions import Role
from wset_desk.services.refusals import describe

S = TypeVar("S", bound=Sheet)
_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier


class BoardScreen:
    """The screen with what it asked of the shell, and the school behind it."""

    def __init__(self, school: School, *roles: Role) -> None:
        self.school = school
        self.shell = Recorder()
        tasks = InlineTasks(school.workspace, describe)
        session = replace(session_of(*roles), clock=school.clock.now)
        self.view = BoardView(context_of(tasks, session, self.shell))

    @classmethod
    def of(cls, view: BoardView, school: School) -> "BoardScreen":
        """A board that is shown already, in the desk's window."""
        made = cls.__new__(cls)
        made.school, made.shell, made.view = school, Recorder(), view
        return made

    # what is shown

    @property
    def names(self) -> list[str]:
        """The people in the list, in the order shown."""
        return [person.name for person in self.view.waiting.list.people.people]

    @property
    def chosen(self) -> list[str]:
        return [person.name for person in self.view.waiting.people_chosen()]

    @property
    def sessions(self) -> list[UUID]:
        """The sessions, in the order shown."""
        return [session.id for session in self.view.sessions.list.cards.sessions]

    def fit(self, session_id: UUID) -> Fit:
        return self.view.sessions.list.cards.verdict(session_id).fit

    def spoken(self, session_id: UUID) -> str:
        """What a screen reader says of a session's card."""
        cards = self.view.sessions.list.cards
        role = Qt.ItemDataRole.AccessibleTextRole
        return str(cards.index(cards.row_of(session_id)).data(role))

    def foot(self, session_id: UUID) -> str:
        """What stands at the foot of a card."""
        cards = self.view.sessions.list
        session = cards.cards.sessions[cards.cards.row_of(session_id)]
        return cards.delegate.told.foot(session, cards.cards.verdict(session_id))[1]

    # mouse

    def tick(self, *names: str) -> None:
        """Click the circle of each."""
        for name in names:
            people = self.view.waiting.list
            rect = people.visualRect(people.people.index(self.names.index(name)))
            self._click(people.viewport(), tick_rect(rect, mirrored=False).center())

    def click_card(self, name: str, modifiers: Qt.KeyboardModifier = _PLAIN) -> None:
        people = self.view.waiting.list
        rect = people.visualRect(people.people.index(self.names.index(name)))
        QTest.mouseClick(people.viewport(), _LEFT, modifiers, rect.center())
        settle()

    def click_foot(self, session_id: UUID) -> None:
        cards = self.view.sessions.list
        self._click(cards.viewport(), cards.foot_of(session_id))

    def click_session(self, session_id: UUID) -> None:
        cards = self.view.sessions.list
        self._click(cards.viewport(), cards.card_of(session_id) - QPointF(0, 30))

    def double_click_session(self, session_id: UUID) -> None:
        cards = self.view.sessions.list
        self._double_click(cards.card_of(session_id) - QPointF(0, 30))

    def double_click_foot(self, session_id: UUID) -> None:
        self._double_click(self.view.sessions.list.foot_of(session_id))

    def hold_over(self, session_id: UUID) -> bool:
        """Hold those chosen over a card; whether it would take them."""
        cards = self.view.sessions.list
        return hold_over(cards.viewport(), carried(), cards.card_of(session_id))

    def drop_on(self, session_id: UUID) -> bool:
        cards = self.view.sessions.list
        taken = drop(cards.viewport(), carried(), cards.card_of(session_id))
        settle()
        return taken

    def press(self, widget: QWidget) -> None:
        """Click the middle of a button."""
        QTest.mouseClick(widget, _LEFT)
        settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _PLAIN) -> None:
        """To whatever has the keyboard."""
        QTest.keyClick(self.view.window().focusWidget() or self.view, key, modifiers)
        settle()

    # what lies over it

    def sheet(self, kind: type[S]) -> S:
        """The sheet that is open, which must be of this kind."""
        (found,) = [each for each in self.view.window().findChildren(Sheet) if each.is_open]
        assert isinstance(found, kind)
        return found

    def newest_sheet(self, kind: type[S]) -> S:
        """The one on top of others."""
        found = [each for each in self.view.window().findChildren(kind) if each.is_open]
        assert found, f"no {kind.__name__} is open"
        return found[-1]

    def has_sheet(self) -> bool:
        return any(each.is_open for each in self.view.window().findChildren(Sheet))

    def undo(self, number: int = -1) -> None:
        """What the toast's button does."""
        inverse = self.shell.undos[number]
        assert inverse is not None
        inverse()
        settle()

    def _double_click(self, place: QPointF) -> None:
        """Both clicks, as a mouse sends them: to whatever is there by then."""
        window = self.view.window().windowHandle()
        viewport = self.view.sessions.list.viewport()
        at = viewport.mapTo(self.view.window(), place.toPoint())
        QTest.mouseDClick(window, _LEFT, _PLAIN, at)
        settle()

    def _click(self, widget: QWidget, place: QPointF) -> None:
        QTest.mouseClick(widget, _LEFT, _PLAIN, QPoint(round(place.x()), round(place.y())))
        settle()


def button(widget: QWidget, name: str) -> QAbstractButton:
    """The visible button with this text or name."""
    return next(
        each
        for each in widget.findChildren(QAbstractButton)
        if name in {each.text(), each.accessibleName()} and each.isVisible()
    )


def texts_in(widget: QWidget) -> list[str]:
    """Every text of labels and buttons that is seen, from the top down."""
    kinds = (QLabel, QAbstractButton)
    found = [each for each in widget.findChildren(QWidget) if isinstance(each, kinds)]
    return [each.text() for each in found if each.isVisible() and each.text()]


def badges_in(widget: QWidget) -> list[str]:
    """The words of the badges that are seen."""
    return [each.accessibleName() for each in widget.findChildren(Badge) if each.isVisible()]
