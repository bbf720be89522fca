"""`wset-desk tour`: a day's work in the windows, on a fresh sample, without a screen."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.desk.start.computer import Computer
from ui.desk.start.program import speak
from ui.desk.tour.guide import Guide, Kept
from wset_desk.services.demo.build import WHOLE, SampleSize, build_sample
from wset_desk.system import sample
from wset_desk.system.keys import KeyStore
from wset_desk.system.paths import Profile

Scenes = Callable[[Guide], object]


def run_tour(out: Path, *, quick: bool = False) -> int:
    """Keep pictures in `out`, which is made if need be; answers the exit status.

    A `quick` one looks at every page once, in light.
    """
    import typer  # noqa: PLC0415 - only the command line has come this way

    def kept(picture: Path) -> None:
        typer.echo(picture.name)

    if quick:
        lead_tour(out, kept, scenes=_quick, every_look=False)
    else:
        lead_tour(out, kept)
    typer.echo(str(out.resolve()))
    return 0


def lead_tour(
    out: Path,
    on_picture: Kept,
    *,
    size: SampleSize = WHOLE,
    every_look: bool = True,
    scenes: Scenes | None = None,
) -> None:
    """Drive the windows through the day, or through `scenes` of a signed-out sample.

    `on_picture` hears of each picture as it is kept.
    """
    out.mkdir(parents=True, exist_ok=True)
    application = _application()
    with tempfile.TemporaryDirectory(prefix="wset-desk-tour-") as folder:
        computer = Computer(root=Path(folder), environ={}, keys=_keys)
        speak(computer.preferences(), os.environ)
        guide = Guide(computer, out, on_picture, every_look=every_look)
        try:
            guide.welcome()
            guide.picture("welcome", large=True)
            if scenes is None:
                _ways_in(guide)
            guide.sign_in_page(_sample(Path(folder), size))
            (scenes or _day)(guide)
        finally:
            guide.close()
            application.processEvents()


def _ways_in(guide: Guide) -> None:
    from ui.desk.tour import trust  # noqa: PLC0415 - pages of which the first picture needs none

    trust.other_ways_in(guide)


def _quick(guide: Guide) -> None:
    from ui.desk.tour import quick  # noqa: PLC0415 - every page: after the first picture

    quick.every_page(guide)


def _day(guide: Guide) -> None:
    # every screen: after the first picture
    from ui.desk.tour import office, scenes, trust  # noqa: PLC0415

    scenes.sign_in(guide)
    scenes.today(guide)
    scenes.calendar(guide)
    scenes.assign_seats(guide)
    office.remote_queue(guide)
    office.messages(guide)
    session_id = scenes.new_course(guide)
    scenes.bring_in_candidates(guide)
    scenes.enrol(guide, session_id)
    scenes.bundled_exam(guide)
    scenes.offerings(guide)
    scenes.profile(guide, scenes.results(guide))
    trust.results_life(guide)
    scenes.merge(guide)
    office.papers_in_parts(guide)
    office.enquiries(guide)
    office.letters(guide)
    office.revenue(guide)
    office.reports(guide)
    office.all_kinds_of_files(guide)
    office.audit(guide)
    office.settings(guide)
    office.sync(guide)
    office.help_page(guide)
    scenes.palette(guide)
    office.lock(guide)


def _sample(root: Path, size: SampleSize) -> Profile:
    return build_sample(keys=_keys(), root=root, seed=sample.SEED, size=size)


def _keys() -> KeyStore:
    """Nothing of the tour reaches this computer's keyring; the sample's passphrase is published."""
    return KeyStore(None, environ={})


def _application() -> QApplication:
    """Offscreen, whatever screen there is: the windows must have their full size."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QApplication(["wset-desk"])
