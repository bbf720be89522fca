"""The pages of a document below one another, as they will be printed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ui.common.tasks import Tasks
from ui.common.theme import theme
from wset_desk.documents.pages import Printed
from wset_desk.documents.preview import PagePicture, page_picture, page_sizes, page_text
from wset_desk.i18n import _

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_DOTS_PER_POINT = 96 / 72
_KEPT = 12
"""Pages whose pictures are kept."""
_STEP = 48
_CLOSE = 0.01
_LARGEST_FIT = 1.25


class PagesView(QAbstractScrollArea):
    """Pictures are made off the window's thread, of the pages that one sees.

    ``page_changed(number, pages)``, counted from 1; ``zoom_changed(share)``.
    """

    page_changed = Signal(int, int)
    zoom_changed = Signal(float)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._printed: Printed | None = None
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._pictures: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._generation = 0
        self._zoom: float | None = None
        self._current = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Preview"))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme().changed.connect(self._rearrange)

    @property
    def pages(self) -> int:
        return len(self._sizes)

    @property
    def current(self) -> int:
        """The page in the middle of what one sees, counted from 1."""
        return self._current + 1

    @property
    def zoom(self) -> float:
        """The size of a page on the screen; 1 is that of the paper."""
        return self._fitting() if self._zoom is None else self._zoom

    def picture(self, page: int) -> QImage | None:
        """What is shown of a page, counted from 1; None until it is made."""
        return self._pictures.get(page - 1)

    def show_document(self, printed: Printed) -> None:
        self._printed, self._sizes = printed, page_sizes(printed.content)
        self._rearrange()
        self.go_to(1)
        self._tell_page()

    def go_to(self, page: int) -> None:
        """Have a page, counted from 1, at the top."""
        if self._sizes:
            at = min(max(page, 1), self.pages) - 1
            self.verticalScrollBar().setValue(self._rects()[at].top() - self._gap)

    def zoom_by(self, step: int) -> None:
        """The next larger or smaller size, if there is one."""
        beyond = [each for each in _ZOOMS if (each - self.zoom) * step > _CLOSE]
        if beyond:
            self._set_zoom(min(beyond, key=lambda each: abs(each - self.zoom)))

    def fit(self) -> None:
        """As wide as there is room."""
        self._set_zoom(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_PageDown: lambda: self.go_to(self.current + 1),
            Qt.Key.Key_PageUp: lambda: self.go_to(self.current - 1),
            Qt.Key.Key_Home: lambda: self.go_to(1),
            Qt.Key.Key_End: lambda: self.go_to(self.pages),
            Qt.Key.Key_Down: lambda: self._scroll_by(_STEP),
            Qt.Key.Key_Up: lambda: self._scroll_by(-_STEP),
            Qt.Key.Key_Plus: lambda: self.zoom_by(1),
            Qt.Key.Key_Minus: lambda: self.zoom_by(-1),
            Qt.Key.Key_0: self.fit,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            move()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().color("sunken"))
        for at, rect in enumerate(self._shown_rects()):
            if rect.intersects(event.rect()):
                self._paint_page(painter, at, rect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rearrange()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(640), theme().px(800))

    @property
    def _gap(self) -> int:
        return theme().space(4)

    def _fitting(self) -> float:
        widest = max((width for width, _height in self._sizes), default=1.0)
        room = self.viewport().width() - 2 * self._gap
        return min(max(room / widest / _DOTS_PER_POINT, _ZOOMS[0]), _LARGEST_FIT)

    def _rects(self) -> list[QRect]:
        """Where the pages lie, from the top of the first."""
        scale, top, found = self.zoom * _DOTS_PER_POINT, self._gap, []
        for width, height in self._sizes:
            wide, high = round(width * scale), round(height * scale)
            left = max((self.viewport().width() - wide) // 2, self._gap)
            found.append(QRect(left, top, wide, high))
            top += high + self._gap
        return found

    def _shown_rects(self) -> list[QRect]:
        """Where they lie as it is scrolled now."""
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return [rect.translated(-x, -y) for rect in self._rects()]

    def _set_zoom(self, zoom: float | None) -> None:
        page = self.current
        self._zoom = zoom
        self._rearrange()
        self.go_to(page)

    def _rearrange(self) -> None:
        """Sizes have changed: lay out anew, and have new pictures made."""
        self._generation += 1
        self._asked.clear()
        rects = self._rects()
        bottom = rects[-1].bottom() + self._gap if rects else 0
        widest = max((rect.width() for rect in rects), default=0) + 2 * self._gap
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(bottom - view.height(), 0))
        self.verticalScrollBar().setPageStep(view.height())
        self.horizontalScrollBar().setRange(0, max(widest - view.width(), 0))
        self.horizontalScrollBar().setPageStep(view.width())
        self.zoom_changed.emit(self.zoom)
        self.viewport().update()

    def _scroll_by(self, dots: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + theme().px(dots))

    def _scrolled(self) -> None:
        middle = self.viewport().height() // 2
        shown = self._shown_rects()
        at = next((n for n, rect in enumerate(shown) if rect.bottom() >= middle), self._current)
        if at != self._current:
            self._current = at
            self._tell_page()
        self.viewport().update()

    def _tell_page(self) -> None:
        if self._printed is not None:
            self.setAccessibleDescription(page_text(self._printed.content, self._current))
            self.page_changed.emit(self.current, self.pages)

    def _paint_page(self, painter: QPainter, at: int, rect: QRect) -> None:
        painter.fillRect(rect, Qt.GlobalColor.white)
        picture = self._pictures.get(at)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, picture)
        painter.setPen(theme().color("border"))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        self._ask(at)

    def _ask(self, at: int) -> None:
        """Have the page's picture made at this size, once."""
        if at in self._asked or self._printed is None:
            return
        self._asked.add(at)
        scale = self.zoom * _DOTS_PER_POINT * self.devicePixelRatioF()
        self._tasks.run_wide(
            page_picture,
            self._printed.content,
            at,
            scale,
            owner=self,
            on_done=partial(self._take, self._generation, at),
        )

    def _take(self, generation: int, at: int, made: PagePicture) -> None:
        if generation != self._generation:
            return
        self._pictures.pop(at, None)
        self._pictures[at] = image_of(made)
        for oldest in list(self._pictures)[:-_KEPT]:
            del self._pictures[oldest]
            self._asked.discard(oldest)
        self.viewport().update()


def image_of(made: PagePicture) -> QImage:
    """A page's picture as Qt draws it."""
    shared = QImage(made.data, made.width, made.height, made.stride, QImage.Format.Format_RGB32)
    return shared.copy()  # the bytes may go
