"""How this computer stands with the centre's server, and the button that asks it at once."""

from __future__ import annotations

from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.labels import Look
from ui.common.layouts import column, row
from ui.common.progress import Progress, ProgressLine
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.sync import words
from ui.desk.sync_watch import SyncWatch
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.i18n import _
from wset_desk.services.syncing.standing import ServerStanding


class StateCard(Card):
    """What was last exchanged, and what waits; a first exchange shows how far it is."""

    def __init__(self, context: DeskContext, sync: SyncWatch, title: str) -> None:
        super().__init__(margins=5, gap=3)
        self._zone, self._sync = context.session.zone, sync
        self._most = 0
        self._standing: ServerStanding | None = None
        self.progress = Progress(self)
        self.badge = Badge(Look("", "", "text2", "sunken"))
        self.told = Label(tone="text2", wrap=True)
        self.sync_button = Button(_("Sync now"), kind="primary", on_click=sync.sync_now)
        shown = row(gap=4)
        shown.addLayout(column(row(self.badge, None), self.told, gap=1), 1)
        shown.addWidget(self.sync_button)
        if title:
            self.body.addWidget(Label(title, "title"))
        self.body.addLayout(shown)
        self.body.addWidget(ProgressLine(self.progress, can_cancel=False))
        sync.changed.connect(self._show_state)

    def show_standing(self, standing: ServerStanding) -> None:
        """The rest is the watch's."""
        self._standing = standing
        self._show_state(self._sync.state)

    def _show_state(self, state: SyncState) -> None:
        self.badge.set_look(words.state_look(state))
        self._show_progress(state)
        if self._standing is not None:
            self.told.setText(words.state_text(state, self._standing, self._zone))

    def _show_progress(self, state: SyncState) -> None:
        if state.kind is not SyncKind.SYNCING:
            self._most = 0
            self.progress.end()
            return
        if not self._most:
            self._most = max(1, state.waiting)
            self.progress.begin()
        self.progress.report(max(0.0, 1 - state.waiting / self._most))
