"""Pictures of windows, to look at and to compare."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.helpers.desk import settle


def shot(widget: QWidget, path: Path) -> Path:
    """Save what the widget looks like now as a PNG; the path is returned for convenience."""
    settle()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(path)):
        raise OSError(f"no picture could be written to {path}")
    return path
