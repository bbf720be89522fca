"""Ctrl+K: pages, actions and things, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.common.commands import Command, best_commands
from ui.common.enter_key import ENTER
from ui.common.icons import paint_icon, pixmap
from ui.common.inputs import LineEdit
from ui.common.layouts import column, line, row
from ui.common.overlay import Overlay
from ui.common.text import Label
from ui.common.theme import theme
from wset_desk.i18n import _

Found = Callable[[Sequence[Command]], object]
SearchProvider = Callable[[str, Found], object]

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_COMMAND_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_WIDTH = 620
_LIST_HEIGHT = 360
_TOP = 90
_ROW = 40
_MOST = 30
_SHORTEST_SEARCH = 2
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class _CommandList(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.commands: list[Command] = []

    def set_commands(self, commands: Sequence[Command]) -> None:
        self.beginResetModel()
        self.commands = list(commands)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.commands)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        command = self.commands[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return command.text
        return command if role == _COMMAND_ROLE else None


class _CommandDelegate(QStyledItemDelegate):
    """Icon and words at the left, section and shortcut at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        metrics = QFontMetrics(theme().font("body"))
        return QSize(100, max(theme().px(_ROW), metrics.height() + theme().px(14)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        command: Command = index.data(_COMMAND_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(6, 1, -6, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accentSoft"))
            painter.drawRoundedRect(rect, theme().radius("md"), theme().radius("md"))
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        self._paint_words(painter, rect, command, chosen, mirrored)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, rect: QRectF, command: Command, chosen: bool, mirrored: bool
    ) -> None:
        pad, side = theme().px(10), theme().px(18)
        # A painter mirrors alignment by itself where the window runs from right to left.
        leading, trailing = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        icon_left = rect.right() - pad - side if mirrored else rect.left() + pad
        target = QRectF(icon_left, rect.center().y() - side / 2, side, side)
        paint_icon(painter, command.icon, "accentText" if chosen else "text2", target)
        inset = pad + side + pad
        room = rect.adjusted(pad if mirrored else inset, 0, -inset if mirrored else -pad, 0)
        aside = command.shortcut or command.note or command.section
        painter.setFont(theme().font("label"))
        painter.setPen(theme().color("text2"))
        painter.drawText(room, trailing | Qt.AlignmentFlag.AlignVCenter, aside)
        taken = QFontMetrics(painter.font()).horizontalAdvance(aside) + pad
        room.adjust(taken if mirrored else 0, 0, 0 if mirrored else -taken, 0)
        painter.setFont(theme().font("body", 500))
        painter.setPen(theme().color("accentText" if chosen else "text"))
        words = QFontMetrics(painter.font()).elidedText(
            command.text, Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(room, leading | Qt.AlignmentFlag.AlignVCenter, words)


class CommandPalette(Overlay):
    """Finds among ``commands`` at once, and asks ``search`` for what is in the store.

    ``search(text, found)`` calls ``found(commands)`` when it knows; late answers are dropped.
    """

    def __init__(
        self, owner: QWidget, commands: Sequence[Command], search: SearchProvider | None = None
    ) -> None:
        super().__init__(owner, "dialog", _("Search and commands"))
        self._commands = list(commands)
        self._search = search
        self.line = LineEdit(_("Search"), placeholder=_("Go to, find or do…"))
        self.line.setProperty("kind", "plain")
        self.list = QListView()
        self.list.setAccessibleName(_("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_CommandDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self._model = _CommandList(self)
        self.list.setModel(self._model)
        self.list.setProperty("role", "bare")
        self._nothing = Label(_("Nothing found."), tone="text2")
        self._nothing.setMargin(theme().space(4))
        glass = Label()
        glass.setPixmap(pixmap("search", "text3"))
        self.panel.setLayout(
            column(
                row(glass, self.line, gap=1, margins=(4, 2, 3, 2)),
                line(),
                self._nothing,
                self.list,
                gap=1,
                margins=(0, 0, 0, 2),
            )
        )
        self.line.textChanged.connect(self._find)
        self.line.installEventFilter(self)
        self.list.clicked.connect(self._run)
        self._find("")

    def place_panel(self) -> None:
        width = min(theme().px(_WIDTH), self.width() - 2 * theme().space(6))
        top = min(theme().px(_TOP), self.height() // 8)
        height = min(theme().px(_LIST_HEIGHT), self.height() - 2 * top)
        self.panel.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def first_focus(self) -> QWidget | None:
        return self.line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        typing = watched is self.line and event.type() == QEvent.Type.KeyPress
        if typing and isinstance(event, QKeyEvent) and self._on_key(Qt.Key(event.key())):
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            last = self._model.rowCount() - 1
            wanted = self.list.currentIndex().row() + _STEPS[key]
            self._select(max(0, min(last, wanted)))
            return True
        if key in ENTER:
            self._run(self.list.currentIndex())
            return True
        return False

    def _find(self, text: str) -> None:
        text = text.strip()
        own = best_commands(text, self._commands, _MOST)
        self._show(own)
        if self._search is None or len(text) < _SHORTEST_SEARCH:
            return

        def found(commands: Sequence[Command]) -> None:
            if self.is_open and self.line.text().strip() == text:
                self._show([*own, *commands][:_MOST])

        self._search(text, found)

    def _show(self, commands: Sequence[Command]) -> None:
        self._model.set_commands(commands)
        self._nothing.setVisible(not commands)
        self._select(0)

    def _select(self, number: int) -> None:
        index = self._model.index(number)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        if index.isValid():
            self.line.setAccessibleDescription(self._model.commands[number].text)

    def _run(self, index: QModelIndex) -> None:
        command = index.data(_COMMAND_ROLE)
        if isinstance(command, Command):
            self.close_now()
            command.run()
