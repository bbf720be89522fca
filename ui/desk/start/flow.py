"""The way from the first window to the desk: welcome, set-up, sign-in, recovery."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.common.tasks import Tasks
from ui.desk.main_window import MainWindow
from ui.desk.start import actions
from ui.desk.start.computer import Computer
from ui.desk.start.current import CurrentCentre
from ui.desk.start.first_paint import FirstPaint
from ui.desk.start.front_page import FrontPage
from ui.desk.start.guard import Guard
from ui.desk.start.joining import MakesJoins
from ui.desk.start.sign_in import SignInPage
from ui.desk.start.welcome import WelcomePage
from wset_desk.domain.errors import DomainError
from wset_desk.system.paths import Profile, ProfileKind

if TYPE_CHECKING:
    from ui.desk.start.recover import RecoverPage
    from ui.desk.start.set_up import SetUpPage

_RECOVERABLE = frozenset({"PASSPHRASE_WRONG", "KEY_NOT_IN_KEYRING", "KEYRING_REFUSED"})


class StartFlow(QObject):
    """Shows the front pages of one window and does what they ask for."""

    def __init__(
        self,
        window: MainWindow,
        computer: Computer,
        tasks: Tasks,
        current: CurrentCentre,
        joins: MakesJoins | None = None,
    ) -> None:
        """Without ``joins`` no centre on a server can be joined."""
        super().__init__(window)
        self._joins = joins
        self._window = window
        self._computer = computer
        self._tasks = tasks
        self._current = current
        self._typed_ahead: tuple[str, str] | None = None
        self.guard = Guard(window, tasks, current)
        self.guard.sign_in_wanted.connect(self._ask_who)

    def begin(self, wanted: str | None = None) -> None:
        """Show the first page. Refuses PROFILE_UNKNOWN for a wanted profile that isn't there."""
        profile = self._computer.first_profile(wanted)
        if profile is None:
            self.show_welcome()
        else:
            self.show_sign_in(profile)

    # -- welcome --------------------------------------------------------------------------------

    def show_welcome(self) -> None:
        self.guard.end()
        self._current.close()
        page = WelcomePage(self._computer.profiles(), can_join=self._joins is not None)
        page.profile_chosen.connect(self.show_sign_in)
        page.set_up_wanted.connect(self._ask_about_keyring)
        page.sample_wanted.connect(partial(self._build_sample, page))
        page.join_wanted.connect(lambda: self._join(None))
        page.restore_wanted.connect(self._restore)
        self._show(page)

    def _build_sample(self, page: WelcomePage) -> None:
        page.set_building(True)
        self._tasks.run_wide(
            actions.build_sample,
            self._computer,
            owner=page,
            progress=page.progress,
            on_done=self.show_sign_in,
            on_refused=lambda error: page.message.show_message(self._tasks.describe(error)),
            on_settled=lambda: page.set_building(False),
        )

    def _restore(self) -> None:
        from ui.desk.start.restore_flow import RestoreFlow  # noqa: PLC0415 - not for the first paint

        way = RestoreFlow(self._window, self._computer, self._tasks, self)
        way.left.connect(self.show_welcome)
        way.restored.connect(self.show_sign_in)
        way.begin()

    def _join(self, profile: Profile | None) -> None:
        """Join a centre, or go on with one that was begun with."""
        from ui.desk.start.join_flow import JoinFlow  # noqa: PLC0415 - not for the first paint

        if self._joins is None:
            raise RuntimeError("there is no network")
        self._current.close()
        way = JoinFlow(self._window, self._computer, self._tasks, self._joins, self)
        way.left.connect(self.show_welcome)
        way.joined.connect(self._joined)
        if profile is None:
            way.begin()
        else:
            way.go_on(profile)

    def _joined(self, centre: actions.Centre) -> None:
        self._take(centre)
        self.show_sign_in(centre.profile)

    # -- set-up ---------------------------------------------------------------------------------

    def _ask_about_keyring(self) -> None:
        self._tasks.run_wide(
            actions.has_keyring, self._computer, owner=self, on_done=self._show_set_up
        )

    def _show_set_up(self, has_keyring: bool) -> None:
        from ui.desk.start.set_up import SetUpPage  # noqa: PLC0415 - not for the first paint

        page = SetUpPage(asks_passphrase=not has_keyring)
        page.left.connect(self.show_welcome)
        page.submitted.connect(partial(self._set_up, page))
        self._show(page)

    def _set_up(self, page: SetUpPage, values: dict[str, Any]) -> None:
        page.set_busy(True)
        self._tasks.run_wide(
            actions.set_up,
            self._computer,
            values,
            owner=self,
            on_done=partial(self._show_recovery_key, values["username"]),
            on_refused=lambda error: page.refuse(error, self._tasks.describe(error)),
            on_settled=lambda: page.set_busy(False),
        )

    def _show_recovery_key(self, username: str, made: actions.NewCentre) -> None:
        from ui.desk.start.recovery_key import RecoveryKeyPage  # noqa: PLC0415
        from ui.desk.start.recovery_sheet import RecoverySheet  # noqa: PLC0415

        self._take(made.centre)
        workspace, facts = made.centre.workspace, made.centre.facts
        today = workspace.store.clock.now().astimezone(facts.zone).date()
        page = RecoveryKeyPage(RecoverySheet(facts.name, made.recovery_key, today))
        page.finished.connect(lambda: self.guard.begin(username, workspace.actor))
        self._show(page)

    # -- sign-in --------------------------------------------------------------------------------

    def show_sign_in(self, profile: Profile, why: str = "") -> None:
        """The sign-in page, saying `why` if there is something to say; the store is opened behind
        it while the person types.

        Nobody can sign in to a centre that isn't here whole yet: the way to it goes on.
        """
        if self._joins is not None and profile.joining_file.exists():
            self._join(profile)
            return
        page = SignInPage(profile.name, is_sample=profile.kind is ProfileKind.SAMPLE)
        page.left.connect(self.show_welcome)
        page.submitted.connect(partial(self._sign_in, page, profile))
        page.recovery_wanted.connect(partial(self._ask_how_to_recover, profile))
        self._show(page)
        if why:
            page.message.show_message(why, "warning")
        self._typed_ahead = None
        if not self._is_open(profile):
            self._current.close()
            page.set_opening(True)
            FirstPaint(page, partial(self._open, page, profile))

    def _open(self, page: SignInPage, profile: Profile) -> None:
        self._tasks.run_wide(
            actions.open_if_possible,
            self._computer,
            profile,
            owner=self,
            on_done=partial(self._opened, page),
            on_refused=partial(self._not_opened, page),
        )

    def _opened(self, page: SignInPage, centre: actions.Centre | None) -> None:
        if not self._is_shown(page):
            if centre is not None:
                centre.workspace.close()
            return
        page.set_opening(False)
        page.set_busy(False)
        if centre is None:
            page.ask_passphrase(True)
            return
        self._take(centre)
        page.ask_passphrase(False)
        if self._typed_ahead is not None:
            self._check_password(page, *self._typed_ahead)

    def _not_opened(self, page: SignInPage, error: DomainError) -> None:
        if not self._is_shown(page):
            return
        page.set_opening(False)
        page.set_busy(False)
        page.refuse(error, self._tasks.describe(error))
        if error.code in _RECOVERABLE:
            page.offer_recovery()

    def _sign_in(
        self, page: SignInPage, profile: Profile, username: str, password: str, passphrase: str
    ) -> None:
        if self._is_open(profile):
            self._check_password(page, username, password)
            return
        page.set_busy(True)
        self._typed_ahead = (username, password)
        if page.is_opening:
            return
        page.set_opening(True)
        self._tasks.run_wide(
            actions.open_centre,
            self._computer,
            profile,
            passphrase or None,
            owner=self,
            on_done=partial(self._opened, page),
            on_refused=partial(self._not_opened, page),
        )

    def _check_password(self, page: SignInPage, username: str, password: str) -> None:
        page.set_busy(True)
        self.guard.verify(
            username,
            password,
            owner=page,
            on_done=partial(self.guard.begin, username),
            on_refused=lambda error: page.refuse(error, self._tasks.describe(error)),
            on_settled=lambda: page.set_busy(False),
        )

    def _ask_who(self, why: str) -> None:
        if self._current.centre is not None:
            self.show_sign_in(self._current.centre.profile, why)

    # -- recovery -------------------------------------------------------------------------------

    def _ask_how_to_recover(self, profile: Profile) -> None:
        self._tasks.run_wide(
            actions.has_keyring,
            self._computer,
            owner=self,
            on_done=partial(self._show_recover, profile),
        )

    def _show_recover(self, profile: Profile, has_keyring: bool) -> None:
        from ui.desk.start.recover import RecoverPage  # noqa: PLC0415 - not for the first paint

        page = RecoverPage(profile.name, asks_passphrase=not has_keyring)
        page.left.connect(lambda: self.show_sign_in(profile))
        page.submitted.connect(partial(self._recover, page, profile))
        self._show(page)

    def _recover(
        self, page: RecoverPage, profile: Profile, recovery_key: str, passphrase: str
    ) -> None:
        page.set_busy(True)
        self._tasks.run_wide(
            actions.recover,
            self._computer,
            profile,
            recovery_key,
            passphrase or None,
            owner=self,
            on_done=self._recovered,
            on_refused=lambda error: page.refuse(error, self._tasks.describe(error)),
            on_settled=lambda: page.set_busy(False),
        )

    def _recovered(self, centre: actions.Centre) -> None:
        self._take(centre)
        self.show_sign_in(centre.profile)

    # -- helpers --------------------------------------------------------------------------------

    def _show(self, page: FrontPage) -> None:
        self._window.show_front(page)
        first = page.first_focus()
        if first is not None:
            first.setFocus()

    def _take(self, centre: actions.Centre) -> None:
        self._current.take(centre)
        self._computer.remember(centre.profile)

    def _is_open(self, profile: Profile) -> bool:
        return self._current.centre is not None and self._current.centre.profile == profile

    def _is_shown(self, page: FrontPage) -> bool:
        return self._window.front is page
