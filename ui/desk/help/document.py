"""Markdown in the theme's look: type styles, colours and distances of every block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ui.common.theme import theme
from ui.desk.help.pages import slug

_HEADING_STYLES = {1: "heading", 2: "title", 3: "bodyStrong"}
_ABOVE = {1: 0, 2: 6, 3: 4}
_BELOW = {1: 3, 2: 2, 3: 1}
_LINE_HEIGHT = 140.0
_INDENT = 20
_CELL = 5


def fill(document: QTextDocument, markdown: str) -> Mapping[str, int]:
    """Show `markdown`; answers at which block each heading stands, by its slug."""
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    document.setDefaultFont(theme().font("body"))
    document.setIndentWidth(theme().px(_INDENT))
    document.setDocumentMargin(theme().space(1))
    for table in _tables(document.rootFrame()):
        _style_table(table)
    places: dict[str, int] = {}
    for block in _blocks(document):
        _style_block(block)
        if block.blockFormat().headingLevel():
            places.setdefault(slug(block.text()), block.blockNumber())
    return places


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _style_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    level = block.blockFormat().headingLevel()
    in_table = cursor.currentTable() is not None
    goes_on = block.textList() is not None and block.next().textList() is not None
    distances = QTextBlockFormat()
    distances.setTopMargin(theme().space(_ABOVE.get(level, 0)))
    below = 0 if in_table else 1 if goes_on else 3
    distances.setBottomMargin(theme().space(_BELOW.get(level, below)))
    if not level and not in_table:
        distances.setLineHeight(
            _LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
    cursor.mergeBlockFormat(distances)
    for start, length, given in _fragments(block):
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_char_format(given, level))


def _fragments(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    found, fragments = [], block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        fragments += 1
    return found


def _char_format(given: QTextCharFormat, level: int) -> QTextCharFormat:
    """What Markdown made of a piece of text, in our fonts and colours."""
    style = QTextCharFormat()
    style.setFont(theme().font(_HEADING_STYLES.get(level, "body")))
    style.setForeground(QBrush(theme().color("text")))
    if given.fontWeight() > style.fontWeight():
        style.setFontWeight(theme().font("bodyStrong").weight())
    if given.fontItalic():
        style.setForeground(QBrush(theme().color("text2")))
    if given.fontFixedPitch() and not level:
        style.setFont(theme().font("body", 500, tabular=True))
        style.setBackground(QBrush(theme().color("sunken")))
    if given.isAnchor():
        style.setAnchor(True)
        style.setAnchorHref(given.anchorHref())
        style.setForeground(QBrush(theme().color("accentText")))
        style.setFontUnderline(True)
    return style


def _tables(frame: QTextFrame) -> list[QTextTable]:
    return [child for child in frame.childFrames() if isinstance(child, QTextTable)]


def _style_table(table: QTextTable) -> None:
    look = table.format()
    look.setBorderCollapse(True)
    look.setBorder(1)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QBrush(theme().color("border")))
    look.setCellPadding(theme().px(_CELL))
    look.setCellSpacing(0)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    look.setBottomMargin(theme().space(2))
    look.setTopMargin(theme().space(1))
    table.setFormat(look)
    if not table.cellAt(0, 0).firstCursorPosition().block().text():
        table.removeRows(0, 1)
