"""`wset-desk` itself, saying in lines which page its window shows; its sample centre is small."""

import json
import sys
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.sample import FEW_WEEKS
from ui.cli import start
from ui.desk.main_window import MainWindow
from ui.desk.start.welcome import WelcomePage


class Watch(QObject):
    """Says "page NAME" when another page is painted, and where its chief button is."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            window = watched.window()
            if isinstance(window, MainWindow):
                self._say(window)
        return False

    def _say(self, window: MainWindow) -> None:
        page = window.front or window.desk
        name = type(page).__name__
        if name == self._said or page is None:
            return
        self._said = name
        place = _centre(page.sample_button) if isinstance(page, WelcomePage) else []
        sys.stdout.write(f"page {name} {json.dumps(place)}\n")
        sys.stdout.flush()


def _centre(widget: QWidget) -> list[int]:
    at = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
    return [at.x(), at.y()]


def main(arguments: list[str]) -> int:
    from wset_desk.services.demo import build

    build.build_sample = partial(build.build_sample, size=FEW_WEEKS)  # type: ignore[assignment]
    watch = Watch()
    plain = QApplication.exec

    def run(*_application: object) -> int:
        QApplication.instance().installEventFilter(watch)
        return plain()

    QApplication.exec = run  # type: ignore[assignment, method-assign]
    return start(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
