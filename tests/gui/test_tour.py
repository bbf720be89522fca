"""The tour: every scene of the day, kept as pictures that show something."""

import re
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.helpers.sample import FEW_WEEKS
from ui.desk.navigation import PAGES
from ui.desk.start.computer import Computer
from ui.desk.start.welcome import WelcomePage
from ui.desk.tour.guide import SIZE, Guide
from ui.desk.tour.quick import every_page
from ui.desk.tour.tour import lead_tour
from wset_desk.system.keys import KeyStore

SCENES = (
    *("welcome", "sign-in", "today", "calendar-month", "calendar-week", "calendar-day"),
    *("board", "board-chosen", "board-suggested"),
    *("remote-book", "remote-checks", "remote-hours", "results-by-part", "revenue", "bring-in"),
    *("enquiries",),
    *("reports", "reports-papers"),
    *("audit", "settings-all", "settings-profiles", "settings-prices", "help", "locked"),
    *("new-course", "import-preview", "enrol", "course", "bundled-exam", "results", "profile"),
    *("set-up", "restore", "release-list", "result-history", "export"),
    *("account", "duplicates", "correction"),
    *("profile-level", "profile-preview", "price"),
)


def colours(picture: QImage) -> int:
    """How many different colours are in a coarse grid of the picture."""
    wide, high = picture.width(), picture.height()
    return len(
        {picture.pixel(x, y) for x in range(0, wide, 7) for y in range(0, high, 7)},
    )


def test_a_whole_day_in_pictures(qapp: QApplication, tmp_path: Path) -> None:
    kept: list[Path] = []
    lead_tour(tmp_path / "pictures", kept.append, size=FEW_WEEKS, every_look=False)
    names = [re.fullmatch(r"(\d\d)-(.+)-light", each.stem) for each in kept]
    found = [match[2] for match in names if match is not None]
    assert len(found) == len(kept)
    assert set(SCENES) <= set(found)
    assert [int(match[1]) for match in names if match is not None] == list(range(1, len(kept) + 1))
    for each in kept:
        picture = QImage(str(each))
        assert (picture.width(), picture.height()) == SIZE
        assert colours(picture) > 12


def test_a_quick_one_looks_at_every_page_once(qapp: QApplication, tmp_path: Path) -> None:
    kept: list[Path] = []
    lead_tour(tmp_path, kept.append, size=FEW_WEEKS, every_look=False, scenes=every_page)
    names = [each.stem.split("-", 1)[1].removesuffix("-light") for each in kept]
    assert names == ["welcome", "sign-in", *(page.name for page in PAGES), "sync", "help"]


def test_what_is_typed_on_the_way_arrives(qapp: QApplication, tmp_path: Path) -> None:
    """No window is the active one where there is no screen."""
    guide = Guide(
        Computer(root=tmp_path, environ={}, keys=lambda: KeyStore(None, environ={})),
        tmp_path,
        lambda _path: None,
        every_look=False,
    )
    try:
        guide.welcome()
        guide.find(WelcomePage).set_up_wanted.emit()
        guide.settle()
        field = guide.window.focusWidget()
        assert isinstance(field, QLineEdit)
        guide.type("Wine School")
        assert field.text() == "Wine School"
    finally:
        guide.close()


def test_the_desk_never_locks_on_the_way(qapp: QApplication, tmp_path: Path) -> None:
    guide = Guide(
        Computer(root=tmp_path, environ={}, keys=lambda: KeyStore(None, environ={})),
        tmp_path,
        lambda _path: None,
        every_look=False,
    )
    try:
        guide.welcome()
        watch = guide.flow.guard.idle
        watch.start(10)
        guide.picture("welcome")
        assert not watch.timer.isActive()
    finally:
        guide.close()
