"""The way from a server's address and a code to a centre on this computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from ui.common import dates
from ui.common.tasks import Tasks
from ui.desk.main_window import MainWindow
from ui.desk.start import actions, joining, places
from ui.desk.start.approval import ApprovalPage
from ui.desk.start.computer import Computer
from ui.desk.start.front_page import FrontPage
from ui.desk.start.join import STEPS, JoinPage
from ui.desk.start.recovery_key import RecoveryKeyPage
from ui.desk.start.recovery_sheet import RecoverySheet
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.system.paths import Profile

if TYPE_CHECKING:
    from wset_desk.services.joining import Joining

_ASKED_EVERY_MS = 10_000
_WAITS = frozenset({"DEVICE_NOT_APPROVED", "SERVER_UNREACHABLE", "TOO_MANY_REQUESTS"})
"""What may be otherwise the next time: the server is asked again by itself."""


class JoinFlow(QObject):
    """``joined(Centre)`` once it is here whole, ``left()`` if the person turns back or goes on
    another time; a profile that was let in waits until then."""

    joined = Signal(object)
    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        computer: Computer,
        tasks: Tasks,
        makes: joining.MakesJoins,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._computer = window, computer
        self._tasks, self._makes = tasks, makes
        self._joining: Joining | None = None
        self._page: ApprovalPage | None = None
        self._is_asking = False
        self._afterwards: Callable[[], object] | None = None
        self._again = QTimer(self, singleShot=True, interval=_ASKED_EVERY_MS)
        self._again.timeout.connect(self._ask)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._stop)

    def begin(self) -> None:
        """Ask for the server."""
        self._tasks.run_wide(
            actions.has_keyring, self._computer, owner=self, on_done=self._show_form
        )

    def go_on(self, profile: Profile) -> None:
        """With a profile that waits for its centre."""
        page = self._show_approval(profile.name)
        self._open(page, profile, None)
        page.unlocked.connect(lambda passphrase: self._open(page, profile, passphrase))

    # -- being let in ---------------------------------------------------------------------------

    def _show_form(self, has_keyring: bool) -> None:
        page = JoinPage(self._computer.name, asks_passphrase=not has_keyring)
        page.left.connect(self._leave)
        page.submitted.connect(partial(self._begin, page))
        self._show(page)

    def _begin(self, page: JoinPage, values: dict[str, Any]) -> None:
        page.set_busy(True)
        self._tasks.run_wide(
            joining.begin,
            self._computer,
            self._makes,
            values,
            owner=self,
            on_done=self._show_recovery_key,
            on_refused=lambda error: page.refuse(error, self._tasks.describe(error)),
            on_settled=lambda: page.set_busy(False),
        )

    def _show_recovery_key(self, begun: joining.Begun) -> None:
        self._joining = begun.joining
        profile, clock = begun.joining.profile, begun.joining.workspace.store.clock
        self._computer.remember(profile)
        sheet = RecoverySheet(profile.name, begun.recovery_key, clock.now().date())
        page = RecoveryKeyPage(sheet, steps=STEPS, step=1, done_text=_("Continue"))
        page.finished.connect(lambda: self._wait(self._show_approval(profile.name), begun.joining))
        self._show(page)

    # -- being approved -------------------------------------------------------------------------

    def _show_approval(self, name: str) -> ApprovalPage:
        page = self._page = ApprovalPage(name)
        page.asked.connect(self._ask)
        page.left.connect(lambda: self._after_asking(self._leave))
        page.given_up.connect(lambda: self._after_asking(self._give_up))
        self._show(page)
        return page

    def _open(self, page: ApprovalPage, profile: Profile, passphrase: str | None) -> None:
        self._tasks.run_wide(
            joining.go_on,
            self._computer,
            profile,
            passphrase,
            owner=page,
            on_done=partial(self._opened, page),
            on_refused=lambda error: self._not_opened(page, error),
        )

    def _opened(self, page: ApprovalPage, found: Joining | None) -> None:
        page.ask_passphrase(found is None)
        if found is not None:
            self._joining = found
            self._wait(page, found)

    def _not_opened(self, page: ApprovalPage, error: DomainError) -> None:
        field = str(error.parameters.get("field", ""))
        page.refuse(self._tasks.describe(error), field)

    def _wait(self, page: ApprovalPage, found: Joining) -> None:
        page.show_fingerprint(found.fingerprint)
        self._ask()

    def _ask(self) -> None:
        """Calmly, one question at a time."""
        page, found = self._page, self._joining
        if self._is_asking or page is None or found is None:
            return
        self._again.stop()
        self._is_asking = True
        page.message.clear()
        page.ask_button.setEnabled(False)
        self._tasks.run_wide(
            joining.fetch,
            self._computer,
            self._makes,
            found,
            owner=self,
            progress=page.progress,
            on_done=self._answered,
            on_refused=self._refused,
            on_settled=self._settle,
        )

    def _answered(self, answer: actions.Centre | DomainError) -> None:
        if isinstance(answer, DomainError):
            self._refused(answer)
            return
        self._joining, self._afterwards = None, None
        self._again.stop()
        self.joined.emit(answer)
        self.deleteLater()

    def _refused(self, error: DomainError) -> None:
        page = self._page
        if page is None or self._joining is None:
            return
        if error.code == "DEVICE_NOT_APPROVED":
            now = self._joining.workspace.store.clock.now()
            asked = dates.local_time(now, ZoneInfo(places.local_zone()))
            page.say(_("It waits to be approved. Last asked at {time}.").format(time=asked))
        else:
            page.say("")
            page.refuse(self._tasks.describe(error))
        if error.code in _WAITS:
            self._again.start()

    def _settle(self) -> None:
        self._is_asking = False
        if self._page is not None:
            self._page.ask_button.setEnabled(True)
        if self._afterwards is not None:
            self._afterwards()

    # -- turning back ---------------------------------------------------------------------------

    def _after_asking(self, action: Callable[[], object]) -> None:
        """What is under way is broken off first: the store isn't closed under it."""
        self._again.stop()
        if not self._is_asking or self._page is None:
            action()
            return
        self._afterwards = action
        self._page.progress.cancel()

    def _leave(self) -> None:
        self._stop()
        self.left.emit()
        self.deleteLater()

    def _give_up(self) -> None:
        found, self._joining = self._joining, None
        if found is None:
            self._leave()
            return
        self._tasks.run_wide(
            joining.give_up,
            self._computer,
            found,
            owner=self,
            on_settled=self._leave,
        )

    def _stop(self) -> None:
        """The store is closed, and its profile waits."""
        self._again.stop()
        if self._page is not None and self._is_asking:
            self._page.progress.cancel()
        elif self._joining is not None:
            self._joining.workspace.close()
            self._joining = None

    def _show(self, page: FrontPage) -> None:
        self._window.show_front(page)
        first = page.first_focus()
        if first is not None:
            first.setFocus()
