"""The shell for everybody: names, room, targets, another language, and what it imports."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.shots import shot
from ui.common.overlay import open_overlays
from ui.common.theme import Appearance, theme
from ui.desk.main_window import MainWindow
from wset_desk.i18n import PSEUDO, set_language

OpenDesk = Callable[..., MainWindow]
DATA = ("Borough Wine School", "Kim Adler", "Notes", "12 notes", "New note", "Filter", "Ctrl+N")
FIRST_PAINT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
application = QApplication([])
from ui.desk.main_window import MainWindow
from ui.common.text import Label
window = MainWindow({memory})
window.show_front(Label("Sign in"))
window.show()
application.processEvents()
loaded = {{"sqlalchemy", "wset_desk.services", "wset_desk.storage", "babel"}} & set(sys.modules)
print(sorted(loaded))
"""
MEMORY = 'type("Memory", (), {"get": lambda *a: a[2] if len(a) > 2 else None, "set": print})()'


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (900, 640)])
@pytest.mark.parametrize("size", [100, 150, 200])
def test_everything_has_a_name_room_and_a_fair_target(
    open_desk: OpenDesk, size: int, width: int, height: int
) -> None:
    window = open_desk(width=width, height=height)
    theme().set_text_size(size)
    assert window.desk is not None
    window.desk.rail.set_badge("results", 14, "accent")
    window.toast("Amelia Hart moved to Saturday", lambda: None)
    settle()
    assert unnamed_controls(window) == []
    assert small_targets(window) == []
    assert clipped_texts(window) == []


def test_the_shell_speaks_another_longer_language(open_desk: OpenDesk) -> None:
    set_language(PSEUDO)
    window = open_desk()
    settle()
    assert untranslated_texts(window, DATA) == []
    assert clipped_texts(window) == []


@pytest.mark.parametrize("sheet", ["help", "palette"])
def test_what_lies_over_it_speaks_it_too(open_desk: OpenDesk, sheet: str) -> None:
    set_language(PSEUDO)
    window = open_desk()
    opened = {
        "help": window.open_help,
        "palette": window.open_palette,
    }
    opened[sheet]()
    settle()
    overlay = open_overlays(window)[0]
    assert untranslated_texts(overlay, DATA) == []
    assert clipped_texts(overlay) == []
    assert unnamed_controls(overlay) == []


def test_dark_and_light_are_drawn_differently(open_desk: OpenDesk, tmp_path: Path) -> None:
    window = open_desk()
    light = shot(window, tmp_path / "light.png").read_bytes()
    theme().set_appearance(Appearance.DARK)
    assert shot(window, tmp_path / "dark.png").read_bytes() != light


def test_the_first_paint_waits_for_no_store() -> None:
    script = FIRST_PAINT.format(memory=MEMORY)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"
