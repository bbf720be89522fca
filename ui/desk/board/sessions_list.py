"""The session cards: people are dropped on them, and everything is there for click and key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle

from ui.common.enter_key import is_enter
from ui.common.theme import theme
from ui.desk.board.edge_scroller import EdgeScroller
from ui.desk.board.fits import Verdict
from ui.desk.board.people_list import MIME
from ui.desk.board.session_delegate import SessionDelegate
from ui.desk.board.session_picture import (
    CAN_ACT,
    SessionWords,
    card_rect,
    cell_size,
    foot_rect,
)
from ui.desk.board.sessions_model import SESSION_ROLE, SessionsModel
from wset_desk.i18n import _
from wset_desk.services.board.rows import BoardSession

Index = QModelIndex | QPersistentModelIndex


class SessionsList(QListView):
    """``wanted(session)``: seat those chosen there; ``opened(session)``: show its people.

    ``left()`` on Esc: the keyboard goes back to the people.
    """

    wanted = Signal(object)
    opened = Signal(object)
    left = Signal()

    def __init__(self, told: SessionWords) -> None:
        super().__init__()
        self.cards = SessionsModel(told.lines)
        self.setModel(self.cards)
        self.delegate = SessionDelegate(told)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(_("Sessions"))
        self.setProperty("role", "bare")
        self.setProperty("ownFocus", True)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.viewport().setAutoFillBackground(False)
        self.scroller = EdgeScroller(self)
        self.scroller.timeout.connect(self._retarget)
        self._held_at: QPointF | None = None
        self._pressed: UUID | None = None
        theme().changed.connect(self._fit)

    # what the panel calls

    def show_sessions(
        self, sessions: Sequence[BoardSession], verdicts: Mapping[UUID, Verdict]
    ) -> None:
        """Show these; the current one stays current, and the list where it was scrolled to."""
        current, scrolled = self.current(), self.verticalScrollBar().value()
        order = [session.id for session in self.cards.sessions]
        self.cards.set_sessions(sessions, verdicts)
        self._make_current(self.cards.row_of(current.id) if current is not None else -1)
        stays = order == [session.id for session in self.cards.sessions]
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled if stays else 0)

    def current(self) -> BoardSession | None:
        session = self.currentIndex().data(SESSION_ROLE)
        return session if isinstance(session, BoardSession) else None

    def choose(self, session_id: UUID) -> None:
        """Make a session the current one, and scroll to it."""
        row = self.cards.row_of(session_id)
        self._make_current(row)
        if row >= 0:
            self.scrollTo(self.cards.index(row))

    def card_of(self, session_id: UUID) -> QPointF:
        """The middle of a session's card, in the viewport."""
        rect = self.visualRect(self.cards.index(self.cards.row_of(session_id)))
        return card_rect(rect, mirrored=self.isRightToLeft()).center()

    def foot_of(self, session_id: UUID) -> QPointF:
        """The middle of what is at the foot of its card."""
        rect = self.visualRect(self.cards.index(self.cards.row_of(session_id)))
        return foot_rect(card_rect(rect, mirrored=self.isRightToLeft())).center()

    @property
    def target(self) -> UUID | None:
        """The session over which people are held."""
        return self.delegate.target

    # keyboard and mouse

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cards.rowCount():
            self._make_current(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        session = self.current()
        if session is not None and is_enter(event):
            self._act(session)
        elif session is not None and event.key() == Qt.Key.Key_Space:
            self.opened.emit(session)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        session = self._button_at(event.position())
        hot = session.id if session is not None else None
        if hot != self.delegate.hot:
            self.delegate.hot = hot
            self.viewport().update()
        over = self._session_at(event.position()) is not None
        pointing, plain = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(pointing if over else plain)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.delegate.hot = None
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        session = self._session_at(event.position())
        self._pressed = session.id if session is not None else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has done it; the second may find another card in its place."""
        self._pressed = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        session = self._session_at(event.position())
        pressed, self._pressed = self._pressed, None
        clicked = session is not None and session.id == pressed
        if not clicked or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._button_at(event.position()) is not None:
            self.wanted.emit(session)
        else:
            self.opened.emit(session)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._held_at = event.position()
        self.scroller.hold(event.position())
        verdict = self._aim(event.position())
        event.setAccepted(verdict is not None and verdict.takes_drop)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.stop_dragging()

    def dropEvent(self, event: QDropEvent) -> None:
        session = self._session_at(event.position())
        self.stop_dragging()
        takes = session is not None and self.cards.verdict(session.id).takes_drop
        event.setAccepted(takes)
        if takes:
            event.acceptProposedAction()
            self.wanted.emit(session)

    def stop_dragging(self) -> None:
        """Nothing is held over the cards any more."""
        self.scroller.stop()
        self._held_at = None
        self._set_target(None)

    def _retarget(self) -> None:
        """The cards have moved under the mouse."""
        if self._held_at is not None:
            self._aim(self._held_at)

    def _aim(self, position: QPointF) -> Verdict | None:
        session = self._session_at(position)
        self._set_target(session.id if session is not None else None)
        return self.cards.verdict(session.id) if session is not None else None

    def _set_target(self, session_id: UUID | None) -> None:
        before, self.delegate.target = self.delegate.target, session_id
        if before == session_id:
            return
        for each in (before, session_id):
            if each is not None:
                self.update(self.cards.index(self.cards.row_of(each)))

    # the rest

    def _act(self, session: BoardSession) -> None:
        """Enter: what the card's button does, or its people where it has none."""
        acts = self.cards.verdict(session.id).fit in CAN_ACT
        (self.wanted if acts else self.opened).emit(session)

    def _session_at(self, position: QPointF) -> BoardSession | None:
        index = self.indexAt(position.toPoint())
        if not index.isValid():
            return None
        card = card_rect(self.visualRect(index), mirrored=self.isRightToLeft())
        found = index.data(SESSION_ROLE)
        return found if card.contains(position) and isinstance(found, BoardSession) else None

    def _button_at(self, position: QPointF) -> BoardSession | None:
        session = self._session_at(position)
        if session is None or self.cards.verdict(session.id).fit not in CAN_ACT:
            return None
        card = card_rect(
            self.visualRect(self.indexAt(position.toPoint())), mirrored=self.isRightToLeft()
        )
        return session if foot_rect(card).contains(position) else None

    def _make_current(self, row: int) -> None:
        index = self.cards.index(row) if row >= 0 else QModelIndex()
        command = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(index, command)

    def _fit(self) -> None:
        # a list that wraps leaves room for a scroll bar of the style's width, shown or not
        extent = QStyle.PixelMetric.PM_ScrollBarExtent
        bar = self.style().pixelMetric(extent, None, self.verticalScrollBar())
        width = self.maximumViewportSize().width() - bar - 1
        self.delegate.cell = cell_size(width)
        several = self.delegate.cell.width() < width
        self.setFlow(QListView.Flow.LeftToRight if several else QListView.Flow.TopToBottom)
        self.setWrapping(several)
        self.setGridSize(self.delegate.cell)
        self.scheduleDelayedItemsLayout()
