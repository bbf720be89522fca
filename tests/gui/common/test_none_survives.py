"""A release of Qt's binding once stole a reference to None with every call that returns nothing."""

import sys

from PySide6.QtCore import QObject

CALLS = 300_000


def test_calls_that_return_nothing_leave_none_alone() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _call in range(CALLS):
        thing.setParent(None)
    assert abs(sys.getrefcount(None) - before) < CALLS // 100
