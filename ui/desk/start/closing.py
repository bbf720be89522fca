"""The last thing of the day: a backup before the window closes, if something was changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.layouts import row
from ui.common.messages import MessageBar
from ui.common.progress import Progress, ProgressLine
from ui.common.tasks import Tasks, later
from ui.common.text import Label
from ui.desk.main_window import MainWindow
from ui.desk.start.current import CurrentCentre
from ui.desk.start.front_page import FrontPage
from wset_desk.i18n import _

_WIDTH = 460


class ClosingPage(FrontPage):
    """``again_wanted()`` and ``close_wanted()``, offered once the backup was refused."""

    help_topic = "backup"
    again_wanted = Signal()
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Backing up"), width=_WIDTH)
        self.message = MessageBar()
        self.progress = Progress(self)
        self.again_button = Button(_("Try again"), kind="primary", on_click=self.again_wanted.emit)
        self.close_button = Button(_("Close without a backup"), on_click=self.close_wanted.emit)
        self._heading = Label(style="heading", wrap=True)
        self._note = Label(tone="text2", wrap=True)
        card = Card(margins=6, gap=4)
        card.body.addWidget(self._heading)
        card.body.addWidget(self._note)
        card.body.addWidget(ProgressLine(self.progress))
        card.body.addLayout(row(self.close_button, None, self.again_button))
        self.body.addWidget(self.message)
        self.body.addWidget(card)
        self.show_working()

    def show_working(self) -> None:
        self._heading.setText(_("Backing up"))
        self._note.setText(_("The window closes as soon as today's work is safe."))
        self.message.clear()
        self._offer(False)

    def show_refusal(self, text: str) -> None:
        self._heading.setText(_("Not backed up"))
        self._note.setText(_("Today's work is on this computer, but not in the backups yet."))
        self.message.show_message(text, "warning")
        self._offer(True)
        self.again_button.setFocus()

    def _offer(self, offered: bool) -> None:
        self.again_button.setVisible(offered)
        self.close_button.setVisible(offered)


def _session_ends() -> bool:
    """The computer is being shut down: nobody has time for questions."""
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()


class ClosingBackup(QObject):
    """Holds the window open until the backup is made, refused and waived, or cancelled."""

    def __init__(self, window: MainWindow, tasks: Tasks, current: CurrentCentre) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._current = current
        self._page: ClosingPage | None = None
        self._over = False
        window.may_close = self.may_close

    def may_close(self) -> bool:
        """Whether nothing is left to do. Closing the window once more waives what was refused."""
        if self._over or _session_ends():
            return True
        if self._page is not None:
            return self._page.again_button.isVisible()
        backups = self._current.backups
        if backups is None or not backups.scheduled:
            return True
        self._begin()
        return False

    def _begin(self) -> None:
        self._page = page = ClosingPage()
        page.again_wanted.connect(self._run)
        page.close_wanted.connect(self._close)
        self._window.show_front(page)
        self._run()

    def _run(self) -> None:
        page, backups = self._page, self._current.backups
        if page is None or backups is None:
            return
        page.show_working()
        self._tasks.run_wide(
            backups.back_up_if_due,
            owner=page,
            progress=page.progress,
            on_done=lambda _file: self._close(),
            on_refused=lambda error: page.show_refusal(self._tasks.describe(error)),
            on_settled=self._close_if_cancelled,
        )

    def _close_if_cancelled(self) -> None:
        if self._page is not None and self._page.progress.cancelled:
            self._close()

    def _close(self) -> None:
        if not self._over:
            self._over = True
            later(self, 0, self._window.close)  # not while an earlier wish to close is answered
