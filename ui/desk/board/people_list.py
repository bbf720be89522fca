"""The list of waiting people: ticked by click and by Space, dragged one or many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.common.enter_key import is_enter
from ui.common.theme import theme
from ui.desk.board.drag_picture import drag_picture
from ui.desk.board.people_model import PERSON_ROLE, PeopleModel
from ui.desk.board.person_delegate import PersonDelegate, PersonWords, tick_rect
from wset_desk.domain.seating import WaitingKey
from wset_desk.i18n import _
from wset_desk.services.board.rows import WaitingPerson

MIME = "application/x-wset-desk-waiting"
_ARROWS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
_PICKS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_Command = QItemSelectionModel.SelectionFlag
Index = QModelIndex | QPersistentModelIndex


class PeopleList(QListView):
    """``chosen()`` when the ticks change, ``opened(person)`` on Enter and double click.

    ``cleared()`` comes before a click or Esc that drops all ticks, ``passed_on()`` when the
    keyboard goes to the sessions. ``dragged`` answers whom a drag takes along.
    """

    chosen = Signal()
    opened = Signal(object)
    cleared = Signal()
    passed_on = Signal()
    drag_began = Signal()
    drag_ended = Signal()

    def __init__(self, told: PersonWords) -> None:
        super().__init__()
        self.people = PeopleModel(told.lines)
        self.setModel(self.people)
        self._delegate = PersonDelegate(told)
        self.setItemDelegate(self._delegate)
        self.dragged: Callable[[], Sequence[WaitingPerson]] = self.ticked
        self.setAccessibleName(_("Waiting for a seat"))
        self.setProperty("role", "bare")
        self.setProperty("ownFocus", True)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().selectionChanged.connect(lambda *_changed: self.chosen.emit())
        self.doubleClicked.connect(self._open)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def set_people(self, people: Sequence[WaitingPerson], ticked: Collection[WaitingKey]) -> None:
        """Show these, with those ticked; the current one and the scroll bar keep their places."""
        if self._shows(people, ticked):
            return
        current = self.current()
        scrolled = self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self.people.set_people(people)
        selection = QItemSelection()
        for row, person in enumerate(people):
            if person.key in ticked:
                index = self.people.index(row)
                selection.select(index, index)
        self.selectionModel().select(selection, _Command.ClearAndSelect)
        row = self.people.row_of(current.key) if current is not None else -1
        if row >= 0:
            self.selectionModel().setCurrentIndex(self.people.index(row), _Command.NoUpdate)
        self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def _shows(self, people: Sequence[WaitingPerson], ticked: Collection[WaitingKey]) -> bool:
        """Whether all of this is shown already."""
        wanted = {person.key for person in people if person.key in ticked}
        same = list(people) == list(self.people.people)
        return same and {person.key for person in self.ticked()} == wanted

    def current(self) -> WaitingPerson | None:
        person = self.currentIndex().data(PERSON_ROLE)
        return person if isinstance(person, WaitingPerson) else None

    def ticked(self) -> list[WaitingPerson]:
        """Those who are ticked and on show, in the order shown."""
        people = self.people.people
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [people[row] for row in rows]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins with the first card, and ticks nothing by that."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.people.rowCount():
            first = self.people.index(0)
            self.selectionModel().setCurrentIndex(first, _Command.NoUpdate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
            self.clearSelection()
        elif event.key() == self._key_aside() and not event.modifiers() & _PICKS:
            self.passed_on.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._chooses_alone(index, event):
            self.cleared.emit()
        super().mousePressEvent(event)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> _Command:
        """Arrows only walk, Space ticks, and so does a click on the circle."""
        if isinstance(event, QKeyEvent) and not event.modifiers() & _PICKS:
            if event.key() == Qt.Key.Key_Space:
                return _Command.Toggle
            if event.key() in _ARROWS:
                return _Command.NoUpdate
        if isinstance(event, QMouseEvent) and self._ticks(index, event):
            pressed = event.type() == QEvent.Type.MouseButtonPress
            return _Command.Toggle if pressed else _Command.NoUpdate
        return super().selectionCommand(index, event)

    def startDrag(self, supported: Qt.DropAction) -> None:
        people = self.dragged()
        if not people:
            return
        drag = QDrag(self)
        drag.setMimeData(carried())
        mirrored = self.isRightToLeft()
        drag.setPixmap(drag_picture(people, self.devicePixelRatioF(), mirrored=mirrored))
        drag.setHotSpot(QPoint(theme().px(24), theme().px(28)))
        self.drag_began.emit()
        drag.exec(Qt.DropAction.MoveAction)
        self.drag_ended.emit()

    def _key_aside(self) -> Qt.Key:
        """The arrow to where the sessions are."""
        return Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right

    def _chooses_alone(self, index: Index, event: QMouseEvent) -> bool:
        """A plain click on a card that isn't ticked: nobody else stays chosen."""
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & _PICKS
        return plain and not self._ticks(index, event) and not self._is_ticked(index)

    def _is_ticked(self, index: Index) -> bool:
        return index.row() in {each.row() for each in self.selectionModel().selectedIndexes()}

    def _ticks(self, index: Index, event: QMouseEvent) -> bool:
        if not index.isValid() or event.modifiers() & _PICKS:
            return False
        place = tick_rect(self.visualRect(index), mirrored=self.isRightToLeft())
        return place.contains(event.position())

    def _open(self, index: Index) -> None:
        person = index.data(PERSON_ROLE)
        if isinstance(person, WaitingPerson):
            self.opened.emit(person)


def carried() -> QMimeData:
    """What a drag carries: a sign only, for it is always those who are ticked."""
    data = QMimeData()
    data.setData(MIME, QByteArray(b"chosen"))
    return data
