"""The bare Qt + SQLAlchemy program against which ours is measured, run as a child process.

`python -m tests.benchmarks.bare window` paints an empty window; `python -m tests.benchmarks.bare
month STORE KEY` shows a list of six weeks of a store's exam sessions in it.
"""

import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.benchmarks.painting import report_first_paint, say
from wset_desk.system import sample


def main(arguments: Sequence[str]) -> int:
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1440, 900)
    watcher = report_first_paint(application, QMainWindow, leave=arguments[0] == "window")
    begin = time.perf_counter()
    window.setCentralWidget(_month(*arguments[1:]) if arguments[0] == "month" else QWidget())
    window.show()
    while not watcher.said:
        application.processEvents()
    say(f"ready {(time.perf_counter() - begin) * 1000}")
    return 0


def _month(store: str, key: str) -> QListWidget:
    from wset_desk.storage.engine import open_sqlite
    from wset_desk.storage.schema import ExamSession

    shown = QListWidget()
    engine = open_sqlite(Path(store), bytes.fromhex(key))
    with Session(engine) as session:
        rows = session.execute(
            select(ExamSession.name, ExamSession.exam_date).where(
                ExamSession.exam_date >= sample.NOW - timedelta(days=21),
                ExamSession.exam_date < sample.NOW + timedelta(days=21),
            )
        )
        shown.addItems([f"{name} {start}" for name, start in rows])
    engine.dispose()
    return shown


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
