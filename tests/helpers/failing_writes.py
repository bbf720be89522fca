"""A disk on which the k-th write fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

_WRITES = ("INSERT", "UPDATE", "DELETE", "RELEASE")


@dataclass
class Disk:
    """`left` writes go well; the next one doesn't, and then all do again."""

    left: int
    has_failed: bool = False

    def write(self, statement: str) -> None:
        if self.left == 0 and not self.has_failed:
            self.has_failed = True
            raise OperationalError(statement, {}, OSError("database or disk is full"))
        self.left -= 1


@contextmanager
def failing_at(engine: Engine, number: int) -> Iterator[Disk]:
    """Meanwhile the write of this number, counted from 0, fails: a statement, or a commit."""
    disk = Disk(number)

    def execute(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(_WRITES):
            disk.write(statement)

    def commit(_connection: Any) -> None:
        disk.write("COMMIT")

    event.listen(engine, "before_cursor_execute", execute)
    event.listen(engine, "commit", commit)
    try:
        yield disk
    finally:
        event.remove(engine, "before_cursor_execute", execute)
        event.remove(engine, "commit", commit)
