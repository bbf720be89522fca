"""What a window owes to people who don't see it well: names, room for its texts, targets."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

SMALLEST_TARGET = 24
_ROUNDING = 1


def unnamed_controls(widget: QWidget) -> list[str]:
    """The visible controls that take the keyboard and have no accessible name."""
    QAccessible.setActive(True)
    return [_describe(control) for control in _controls(widget) if not _name(control)]


def small_targets(widget: QWidget) -> list[str]:
    """The visible controls that are under 24 pixels in width or height."""
    return [
        f"{_describe(control)} {control.width()}×{control.height()}"
        for control in _controls(widget)
        if min(control.width(), control.height()) < SMALLEST_TARGET
    ]


def clipped_texts(widget: QWidget) -> list[str]:
    """The visible labels, buttons, combos and column headers whose text has too little room.

    A text that ends in "…" on purpose counts as long as its whole isn't in the tool tip.
    """
    clipped = [_describe(each) for each in _all_visible(widget) if _is_clipped(each)]
    headers = (each for each in _all_visible(widget) if isinstance(each, QHeaderView))
    return clipped + [text for header in headers for text in _clipped_sections(header)]


def _controls(widget: QWidget) -> Iterator[QWidget]:
    for each in _all_visible(widget):
        if isinstance(each, QScrollBar) or each.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        bare_scroll = isinstance(each, QAbstractScrollArea) and not isinstance(
            each, QAbstractItemView | QPlainTextEdit
        )
        if not bare_scroll and each.focusProxy() is None:
            yield each


def _all_visible(widget: QWidget) -> list[QWidget]:
    return [each for each in [widget, *widget.findChildren(QWidget)] if each.isVisible()]


def _name(control: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(control)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _is_clipped(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return _is_clipped_label(widget)
    if not isinstance(widget, QAbstractButton | QComboBox):
        return False
    text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
    if not text or text in widget.toolTip():
        return False
    wanted = widget.minimumSizeHint()
    return widget.width() + _ROUNDING < wanted.width() or _too_low(widget, wanted.height())


def _is_clipped_label(label: QLabel) -> bool:
    if not label.text() or label.text() in label.toolTip():
        return False
    margins = label.contentsMargins()
    room = label.contentsRect().adjusted(*[label.margin(), label.margin(), 0, 0])
    flags = int(label.alignment().value)
    if label.wordWrap():
        flags |= int(Qt.TextFlag.TextWordWrap.value)
    around = QRect(0, 0, room.width() if label.wordWrap() else 100_000, 100_000)
    needed = label.fontMetrics().boundingRect(around, flags, label.text())
    high = needed.height() + margins.top() + margins.bottom()
    return needed.width() > room.width() + _ROUNDING or _too_low(label, high)


def _too_low(widget: QWidget, wanted: int) -> bool:
    return widget.height() + _ROUNDING < wanted


def _clipped_sections(header: QHeaderView) -> list[str]:
    model = header.model()
    if header.orientation() is not Qt.Orientation.Horizontal or model is None:
        return []
    return [
        f"header {model.headerData(section, header.orientation())}"
        for section in range(header.count())
        if not header.isSectionHidden(section)
        and header.sectionSize(section) + _ROUNDING < header.sectionSizeHint(section)
    ]


def _describe(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {text or widget.accessibleName() or widget.objectName()!r}"
