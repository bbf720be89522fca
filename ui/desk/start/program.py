"""The desk program: application, window, the first page."""

from __future__ import annotations

import signal
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.common import messages
from ui.common.icons import icon
from ui.common.tasks import Tasks
from ui.desk.main_window import MainWindow
from ui.desk.start.closing import ClosingBackup
from ui.desk.start.computer import Computer
from ui.desk.start.current import CurrentCentre
from ui.desk.start.first_paint import FirstPaint
from ui.desk.start.flow import StartFlow
from ui.desk.start.joining import MakesJoins
from ui.desk.sync_watch import StartsSync
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import ENGLISH
from wset_desk.system.clock import clock_from
from wset_desk.system.languages import VARIABLE, use_language
from wset_desk.system.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Mapping

_SOON_NEEDED = "wset_desk.exchange.export_files"
"""Brings the services along: read while somebody looks at the first page, off their thread."""


def run_desk(
    *,
    now: str | None,
    profile: str | None,
    root: Path | None,
    starts_sync: StartsSync | None = None,
    joins: MakesJoins | None = None,
) -> int:
    """Show the window until it is closed; answers the exit status.

    Refuses NOW_NOT_AN_INSTANT, PROFILE_UNKNOWN and LANGUAGE_UNKNOWN before anything is shown.
    """
    computer = Computer(root=root, now=now)
    clock_from(now, computer.environ)
    preferences = computer.preferences()
    speak(preferences, computer.environ)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("wset-desk")
    application.setDesktopFileName("wset-desk")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop doesn't look at Python's handlers
    current = CurrentCentre(starts_sync)
    tasks = Tasks(current, describe)
    window = MainWindow(preferences)
    window.setWindowIcon(icon("logo", "accentText", 64))
    _report_bugs_in(window)
    ClosingBackup(window, tasks, current)
    StartFlow(window, computer, tasks, current, joins).begin(profile)
    FirstPaint(window, partial(tasks.run_wide, import_module, _SOON_NEEDED, owner=window))
    window.show()
    status = application.exec()
    tasks.close()
    current.close()
    return status


def speak(preferences: Preferences, environ: Mapping[str, str]) -> None:
    """Use the language of the environment, else this computer's, else English.

    Refuses LANGUAGE_UNKNOWN for the environment's.
    """
    if asked := environ.get(VARIABLE):
        use_language(asked)
        return
    try:
        use_language(str(preferences.get("language")))
    except DomainError:
        use_language(ENGLISH)  # its translation is gone from this version


def describe(error: DomainError) -> str:
    """A refusal in words."""
    from wset_desk.services.refusals import describe as in_words  # noqa: PLC0415 - a service

    return in_words(error)


def _report_bugs_in(window: MainWindow) -> None:
    """What no task has caught: a bug in the window itself."""

    def report(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        messages.report_bug(window, error)

    sys.excepthook = report
