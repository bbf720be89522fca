"""The way from a backup to a centre on this computer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.common.tasks import Tasks
from ui.desk.main_window import MainWindow
from ui.desk.start import actions
from ui.desk.start.choose_backup import ChooseBackupPage
from ui.desk.start.computer import Computer
from ui.desk.start.front_page import FrontPage
from ui.desk.start.restore_page import RestorePage


class RestoreFlow(QObject):
    """``restored(Profile)`` once it is there, ``left()`` if the person turns back."""

    restored = Signal(object)
    left = Signal()

    def __init__(
        self, window: MainWindow, computer: Computer, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._computer = computer
        self._tasks = tasks
        self.restored.connect(self.deleteLater)
        self.left.connect(self.deleteLater)

    def begin(self) -> None:
        """Ask for the file and what opens it."""
        page = ChooseBackupPage()
        page.left.connect(self.left)
        page.submitted.connect(partial(self._open, page))
        self._show(page)

    def _open(self, page: ChooseBackupPage, file: str, passphrase: str, recovery_key: str) -> None:
        page.set_busy(True)
        self._tasks.run_wide(
            actions.open_backup,
            self._computer,
            file,
            passphrase,
            recovery_key,
            owner=page,
            on_done=self._show_contents,
            on_refused=lambda error: page.refuse(error, self._tasks.describe(error)),
            on_settled=lambda: page.set_busy(False),
        )

    def _show_contents(self, found: actions.FoundBackup) -> None:
        backup = found.backup
        page = RestorePage(
            backup.about.name,
            backup.head.created,
            backup.about.rows.get("candidates", 0),
            names=[profile.name for profile in self._computer.profiles()],
            asks_passphrase=found.needs_passphrase and not found.passphrase,
        )
        page.left.connect(self.begin)
        page.submitted.connect(partial(self._restore, page, found))
        self._show(page)

    def _restore(
        self,
        page: RestorePage,
        found: actions.FoundBackup,
        name: str,
        chosen: str,
        replace: bool,
    ) -> None:
        page.set_busy(True)
        self._tasks.run_wide(
            actions.restore,
            self._computer,
            found.backup,
            name,
            chosen or found.passphrase,
            replace,
            owner=page,
            progress=page.progress,
            on_done=self.restored.emit,
            on_refused=lambda error: page.refuse(error, self._tasks.describe(error)),
            on_settled=lambda: page.set_busy(False),
        )

    def _show(self, page: FrontPage) -> None:
        self._window.show_front(page)
        first = page.first_focus()
        if first is not None:
            first.setFocus()
