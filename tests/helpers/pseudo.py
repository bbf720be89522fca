"""Finds texts that didn't pass through the language mechanism: in a shown window, and in source."""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)

_PROPERTIES = (
    "text",
    "title",
    "placeholderText",
    "toolTip",
    "statusTip",
    "whatsThis",
    "windowTitle",
    "accessibleName",
    "accessibleDescription",
    "prefix",
    "suffix",
)
_TYPED_BY_PEOPLE = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_WORD = re.compile(r"[A-Za-z]{2,}")
_TAG = re.compile(r"<[^<>]+>|&\w+;")


def untranslated_texts(window: QWidget, data: Collection[str] = ()) -> list[str]:
    """The texts of `window` with words in plain letters outside ⟦…⟧, under the pseudo-locale.

    `data` holds what comes from the store or the calendar (names, places, months): it's left out.
    """
    widgets = [window, *window.findChildren(QWidget)]
    texts = {text for widget in widgets for text in _texts_of(widget)}
    texts |= {action.text() for action in window.findChildren(QAction) if not action.isSeparator()}
    return sorted(text for text in texts if _has_plain_words(text, data))


def _has_plain_words(text: str, data: Collection[str]) -> bool:
    while _MARKED.search(text):
        text = _MARKED.sub("", text)
    text = _TAG.sub(" ", text)
    for known in sorted(data, key=len, reverse=True):
        text = text.replace(known, " ")
    return _WORD.search(text) is not None


def _texts_of(widget: QWidget) -> Iterator[str]:
    for name in _PROPERTIES:
        value = widget.property(name)
        if isinstance(value, str) and not (name == "text" and isinstance(widget, _TYPED_BY_PEOPLE)):
            yield value
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(i) for i in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(i) for i in range(widget.count()))
    if isinstance(widget, QTableView | QTreeView) and widget.model():
        yield from _headers(widget.model())


def _headers(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(model.columnCount()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            header = model.headerData(column, Qt.Orientation.Horizontal, role)
            if isinstance(header, str):
                yield header


_SINKS = re.compile(
    r"(Q(Label|PushButton|ToolButton|CheckBox|RadioButton|GroupBox|Action|Menu|MessageBox)"
    r"|set(Text|Title|ToolTip|WindowTitle|PlaceholderText|AccessibleName|AccessibleDescription"
    r"|StatusTip|WhatsThis|Prefix|Suffix|LabelText|HeaderLabels|InformativeText|SpecialValueText)"
    r"|addAction|addMenu|addTab|addItem|addItems|addRow|insertItem|showMessage|drawText|toast)"
)
_SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}|^[A-Z][a-z]{2,}$")


_PARTS_ARE_SHOWN = (ast.JoinedStr, ast.BinOp, ast.BoolOp, ast.IfExp, ast.List, ast.Tuple)
_NO_WIDGET = re.compile(r"N_|Q\w*|\w*(Error|Event)|TypeVar|ParamSpec|NewType")


def bare_strings(source: str) -> list[tuple[int, str]]:
    """Line and text of each literal that a call shows to people without `_()` around it.

    A call to one of Qt's setters and constructors shows its first argument; of any other call of a
    capitalised name (a widget of ours), each literal that reads as words counts.
    """
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return sorted({found for call in calls for found in _shown_bare(call)})


def bare_strings_below(folder: Path) -> list[str]:
    """The same for all modules below `folder`, as "file:line text"."""
    return [
        f"{file.relative_to(folder)}:{line} {text}"
        for file in sorted(folder.rglob("*.py"))
        for line, text in bare_strings(file.read_text("utf-8"))
    ]


def _shown_bare(call: ast.Call) -> Iterator[tuple[int, str]]:
    name = _callee(call)
    if _SINKS.fullmatch(name):
        shown, is_text = call.args[:1], _WORD
    elif name[:1].isupper() and not _NO_WIDGET.fullmatch(name):
        shown, is_text = [*call.args, *(keyword.value for keyword in call.keywords)], _SENTENCE
    else:
        return
    for argument in shown:
        for literal in _literals(argument):
            if is_text.search(str(literal.value)):
                yield literal.lineno, str(literal.value)


def _callee(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literals(node: ast.expr) -> Iterator[ast.Constant]:
    """The literals of which an expression's text is made; what a call returns isn't looked into."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join"):
            yield from _literals(node.func.value)
    elif isinstance(node, _PARTS_ARE_SHOWN):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr) and child is not getattr(node, "test", None):
                yield from _literals(child)
