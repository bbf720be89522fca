"""Who is signed in: their desk begins, locks when idle or asked to, opens again, ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.common import messages
from ui.common.bus import bus
from ui.common.tasks import Refused, Settled, Tasks, later
from ui.desk.context import DeskContext, DeskSession
from ui.desk.main_window import MainWindow
from ui.desk.rail_badges import RailBadges
from ui.desk.search import StoreSearch
from ui.desk.start.current import CurrentCentre
from ui.desk.start.idle import IdleWatch
from ui.desk.start.lock import LockPage
from ui.desk.start.unfinished import UnfinishedMail
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.i18n import _
from wset_desk.settings import IDLE_LOCK_MINUTES

if TYPE_CHECKING:
    from ui.desk.start.actions import Centre
    from wset_desk.domain.errors import DomainError
    from wset_desk.services.opening import CentreFacts
    from wset_desk.services.workspace import Actor

ASKED_ANEW_MS = 15_000
"""For so long a sign-in waits for the server of a computer that was away for too long."""


class Guard(QObject):
    """``sign_in_wanted(why)`` asks for the sign-in page, with or without a desk behind it; ``why``
    is said there, if it isn't empty."""

    sign_in_wanted = Signal(str)

    def __init__(self, window: MainWindow, tasks: Tasks, current: CurrentCentre) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._current = current
        self._session: DeskSession | None = None
        self._username = ""
        self._again: Callable[[], object] | None = None
        self._unfinished = UnfinishedMail(window)
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock)
        self.idle.touched.connect(current.sync.touched)
        window.lock_requested.connect(self.lock)
        window.switch_user_requested.connect(self.switch_user)
        window.sign_out_requested.connect(self.sign_out)
        bus.changed.connect(self._on_changed)
        current.sync.changed.connect(self._on_sync)

    def verify(
        self,
        username: str,
        password: str,
        *,
        owner: QObject,
        on_done: Callable[[Actor], object],
        on_refused: Refused,
        on_settled: Settled,
    ) -> None:
        """Ask the store whether the password is right; `on_done` gets the person."""
        # Opening the centre has imported the services.
        from wset_desk.services.staff import sign_in  # noqa: PLC0415

        centre = self._open_centre()
        ask = partial(
            self._tasks.run,
            sign_in,
            owner=owner,
            on_done=on_done,
            on_settled=on_settled,
            username=username,
            password=password,
            passwords=centre.passwords,
            attempts=centre.attempts,
        )
        again = partial(ask, on_refused=on_refused)
        self._again = None
        ask(on_refused=partial(self._refuse, owner, again, on_refused))

    def _refuse(
        self, owner: QObject, again: Callable[[], object], on_refused: Refused, error: DomainError
    ) -> None:
        """A computer that was away for too long may reach its server now: then it is asked anew."""
        if error.code == "SIGN_IN_TOO_LONG_OFFLINE":
            self._again = again
            self._current.sync.sync_now()
            later(owner, ASKED_ANEW_MS, self._give_up)
        on_refused(error)

    def _give_up(self) -> None:
        self._again = None

    def _on_sync(self, state: SyncState) -> None:
        if state.kind is SyncKind.SAVED and self._again is not None:
            again, self._again = self._again, None
            again()

    def begin(self, username: str, actor: Actor) -> None:
        """The desk of this person: a new one, or the one on which they were at work."""
        centre = self._open_centre()
        centre.workspace.act_as(actor)
        session = _session(centre, actor)
        if self._is_theirs(session):
            self._window.return_to_desk()
        else:
            self._show_desk(session)
        self._session, self._username = session, username
        self._watch_idleness()

    def _show_desk(self, session: DeskSession, page_name: str = "") -> None:
        search = StoreSearch(self._tasks, session, self._window.navigate, self._window)
        made = self._window.make_context(self._tasks, session, search)
        current = self._current
        context = replace(made, backups=current.backups, sync=current.sync)
        self._window.show_desk(context, page_name)
        self._count(context)
        self._unfinished.look(self._open_centre(), context)

    def _count(self, context: DeskContext) -> None:
        if self._window.desk is not None:
            RailBadges(context, self._window.desk.rail)

    def lock(self) -> None:
        """Hide the desk until its person types their password; nothing on it is lost."""
        if self._session is None or not self._window.desk_is_shown:
            return
        self.idle.stop()
        page = LockPage(self._session.name, self._session.centre_name)
        page.submitted.connect(partial(self._unlock, page))
        page.switch_wanted.connect(self.switch_user)
        self._window.show_front(page)
        page.first_focus().setFocus()
        self._back_up()

    def switch_user(self) -> None:
        """Let somebody else sign in; whoever was here finds their desk as it was."""
        self.idle.stop()
        self.sign_in_wanted.emit("")

    def sign_out(self) -> None:
        """End this person's desk, and ask who comes next."""
        self._sign_out("")

    def _sign_out(self, why: str) -> None:
        self.end()
        self.sign_in_wanted.emit(why)

    def end(self) -> None:
        """Nobody is at work here any more."""
        self.idle.stop()
        self._session = None
        self._window.drop_desk()

    def _back_up(self) -> None:
        """Nobody is at work: a good moment, if something was changed."""
        if self._current.backups is not None:
            self._tasks.run_wide(
                self._current.backups.back_up_if_due,
                owner=self,
                on_refused=lambda error: messages.show(
                    self._window, self._tasks.describe(error), tone="warning"
                ),
            )

    def _unlock(self, page: LockPage, password: str) -> None:
        page.set_busy(True)
        self.verify(
            self._username,
            password,
            owner=page,
            on_done=partial(self.begin, self._username),
            on_refused=lambda error: page.refuse(error, self._tasks.describe(error)),
            on_settled=lambda: page.set_busy(False),
        )

    def _is_theirs(self, session: DeskSession) -> bool:
        """Whether the desk that is there belongs to this person, with what they may do."""
        before = self._session
        return before is not None and (before.staff_id, before.name, before.roles) == (
            session.staff_id,
            session.name,
            session.roles,
        )

    def _watch_idleness(self) -> None:
        from wset_desk.services.centre_settings import centre_settings  # noqa: PLC0415

        handle = self._window.windowHandle()
        if handle is not None:
            self.idle.watch(handle)
        self._tasks.run(
            centre_settings,
            owner=self,
            on_done=lambda values: self.idle.start(values[IDLE_LOCK_MINUTES.name]),
        )

    def _on_changed(self, changes: frozenset[str]) -> None:
        if "settings" in changes and self._window.desk_is_shown:
            self._watch_idleness()
        if "staff" in changes and self._session is not None:
            from wset_desk.services.staff import person_at_work  # noqa: PLC0415

            self._tasks.run(person_at_work, owner=self, on_done=self._take_person)
        if "centres" in changes and self._session is not None:
            from wset_desk.services.opening import about_centre  # noqa: PLC0415

            self._tasks.run(about_centre, owner=self, on_done=self._take_facts)

    def _take_person(self, person: Actor | None) -> None:
        """Whoever may no longer work here is signed out; who may do other things signs in anew."""
        session = self._session
        if session is None or (person is not None and person.staff_id != session.staff_id):
            return
        if person is None:
            self._sign_out(_("{name} can’t sign in here any more.").format(name=session.name))
        elif person.roles != session.roles:
            self.lock()

    def _take_facts(self, facts: CentreFacts) -> None:
        """What the centre is called shows at once; every time or amount is another anew."""
        before, desk = self._session, self._window.desk
        if before is None or desk is None:
            return
        self._current.learn(facts)
        self._session = replace(
            before, centre_name=facts.name, zone=facts.zone, currency=facts.currency
        )
        if (before.zone, before.currency) == (facts.zone, facts.currency):
            desk.rail.set_centre_name(facts.name)
        else:
            self._show_desk(self._session, desk.stack.current_name)

    def _open_centre(self) -> Centre:
        if self._current.centre is None:
            raise RuntimeError("no centre is open")
        return self._current.centre


def _session(centre: Centre, actor: Actor) -> DeskSession:
    if actor.staff_id is None:
        raise RuntimeError("nobody is signed in")
    return DeskSession(
        staff_id=actor.staff_id,
        name=actor.name,
        roles=actor.roles,
        centre_name=centre.facts.name,
        zone=centre.facts.zone,
        currency=centre.facts.currency,
        clock=centre.workspace.store.clock.now,
        is_sample=centre.facts.is_sample,
    )
