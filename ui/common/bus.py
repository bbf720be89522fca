"""Tells every screen which tables a committed action changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """``changed`` carries the names of the changed tables as a ``frozenset[str]``."""

    changed = Signal(object)


bus = Bus()
