"""A block of cells as a spreadsheet puts it on the clipboard, and where it falls in the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Block = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Placed:
    """One value with its place in the grid: row and mark column, both counted from 0."""

    row: int
    column: int
    text: str


def read_block(text: str) -> Block:
    """The lines of `text` cut at tabs; the newline behind the last line makes no line of its own.

    Values lose the spaces around them. Nothing is unquoted: marks need no quotes.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return tuple(tuple(value.strip() for value in line.split("\t")) for line in lines)


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """What `read_block` reads, and spreadsheets too."""
    return "\n".join("\t".join(row) for row in rows)


def place(block: Block, row: int, column: int) -> tuple[Placed, ...]:
    """The values of `block` with its corner at `row`, `column`.

    Blank cells are left out: a gap in the pasted column must not clear a mark.
    """
    return tuple(
        Placed(row + down, column + along, text)
        for down, line in enumerate(block)
        for along, text in enumerate(line)
        if text
    )
