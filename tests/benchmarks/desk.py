"""Our program as a child process that tells when it has come how far.

`python -m tests.benchmarks.desk first-paint` starts it as `wset-desk` does and ends at its first
paint; `… calendar` signs in to the sample under WSET_DESK_DATA and goes to the calendar.
"""

import sys
import time
from collections.abc import Sequence

from tests.benchmarks.painting import report_first_paint, say
from ui.cli import start
from wset_desk.system import sample


def main(arguments: Sequence[str]) -> int:
    if arguments[0] == "first-paint":
        return _start_and([], leave_at_first_paint=True)
    return _start_and(["--profile", sample.NAME], leave_at_first_paint=False)


def _start_and(arguments: list[str], *, leave_at_first_paint: bool) -> int:
    """Take hold of the application where the program hands over to Qt."""
    from PySide6.QtWidgets import QApplication

    run = QApplication.exec

    def run_watched(application: QApplication) -> int:
        from ui.desk.main_window import MainWindow

        if leave_at_first_paint:
            report_first_paint(application, MainWindow, leave=True)
            return int(run())
        window = next(w for w in application.topLevelWidgets() if isinstance(w, MainWindow))
        return _to_the_calendar(application, window)

    QApplication.exec = run_watched  # type: ignore[assignment, method-assign]
    return start(arguments)


def _to_the_calendar(application: "object", window: "object") -> int:
    """Sign in as soon as the store is open; the time runs from the click to the painted month."""
    from PySide6.QtWidgets import QApplication

    from ui.desk.main_window import MainWindow
    from ui.desk.start.sign_in import SignInPage

    assert isinstance(application, QApplication)
    assert isinstance(window, MainWindow)
    page = window.front
    assert isinstance(page, SignInPage)
    page.fill(sample.SIGN_INS[0].username, sample.PASSWORD)
    while page.is_opening:
        application.processEvents()
    begin = time.perf_counter()
    page.submit()
    while window.desk is None:
        application.processEvents()
    window.navigate("calendar")
    tasks = window.desk.context.tasks
    while window.desk.stack.screen is None or tasks.busy:
        application.processEvents()
    application.processEvents()
    say(f"ready {(time.perf_counter() - begin) * 1000}")
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
