"""The cards of the sessions: their frames, dimmed or aimed at, with the picture inside."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.common.card_brush import CardBrush
from ui.common.theme import theme
from ui.desk.board.fits import Fit, Verdict
from ui.desk.board.session_picture import SessionPicture, SessionWords, card_rect
from ui.desk.board.sessions_model import SESSION_ROLE, VERDICT_ROLE
from wset_desk.services.board.rows import BoardSession

_DIMMED = 0.8
_DIM = {Fit.NONE, Fit.FULL, Fit.LATE}
Index = QModelIndex | QPersistentModelIndex


class SessionDelegate(QStyledItemDelegate):
    """`target` is the session over which people are held, `hot` the one whose button is under
    the mouse; `cell` is a card's size with its gaps."""

    def __init__(self, told: SessionWords) -> None:
        super().__init__()
        self.told = told
        self.target: UUID | None = None
        self.hot: UUID | None = None
        self.cell = QSize()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        session: BoardSession = index.data(SESSION_ROLE)
        verdict: Verdict = index.data(VERDICT_ROLE)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = card_rect(option.rect, mirrored=mirrored)
        is_target = session.id == self.target
        dimmed = verdict.fit in _DIM and not is_target
        _paint_frame(painter, card, option.state, verdict, is_target=is_target)
        painter.setOpacity(_DIMMED if dimmed else 1.0)
        picture = SessionPicture(CardBrush(painter, card, mirrored=mirrored), self.told)
        coming = verdict.chosen if is_target and verdict.fit is Fit.ALL else 0
        picture.paint(session, coming)
        painter.setOpacity(1.0)
        if is_target:
            picture.paint_drop(session, verdict)
        else:
            picture.paint_foot(session, verdict, hot=session.id == self.hot)
        painter.restore()


def _paint_frame(
    painter: QPainter,
    card: QRectF,
    state: QStyle.StateFlag,
    verdict: Verdict,
    *,
    is_target: bool,
) -> None:
    focused = bool(state & QStyle.StateFlag.State_HasFocus)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    edge = "focus" if focused else "borderStrong" if hovered else "border"
    pen = QPen(theme().color(edge), 2 if focused else 1)
    ground = "canvas" if verdict.fit in _DIM else "surface"
    if is_target:
        takes = verdict.takes_drop
        pen = QPen(theme().color("focus" if takes else "danger"), 2)
        pen.setDashPattern([4, 3])
        ground = "infoSoft" if takes else "canvas"
    painter.setPen(pen)
    painter.setBrush(theme().color(ground))
    corner = theme().radius("lg")
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
