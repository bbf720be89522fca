"""Where the files that belong to the program lie: source tree, installed wheel or frozen app."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource_path(relative: str = "") -> Path:
    """A file or folder under `resources/`, such as `resource_path("fonts/Inter-Bold.otf")`."""
    return _bundled("resources", "_resources") / relative


def migrations_path() -> Path:
    """The folder with alembic's `env.py` and `versions/`."""
    return _bundled("migrations", "_migrations")


def _bundled(in_source: str, in_wheel: str) -> Path:
    """The folder in the frozen app, else in the wheel, else at the root of the source tree."""
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(frozen) / "wset_desk" if frozen else _PACKAGE
    installed = package / in_wheel
    return installed if installed.is_dir() else package.parent / in_source
