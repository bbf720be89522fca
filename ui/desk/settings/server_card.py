"""How this computer stands with the centre's server."""

from __future__ import annotations

from ui.common import dates
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.labels import Look
from ui.common.layouts import column, line, row
from ui.common.progress import Progress, ProgressLine
from ui.common.text import ElidedLabel, Label
from ui.desk.context import DeskContext
from ui.desk.settings.setting_row import SettingRow
from ui.desk.sync_watch import SyncWatch
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.i18n import _, ngettext
from wset_desk.services.syncing.standing import ServerStanding


class ServerCard(Card):
    """Where the server is, and what was last exchanged; a first exchange shows how far it is."""

    def __init__(self, context: DeskContext, sync: SyncWatch) -> None:
        super().__init__(margins=6, gap=4)
        self._context, self._sync = context, sync
        self._most = 0
        self.progress = Progress(self)
        self.badge = Badge(Look("", "", "text2", "sunken"))
        self.told = Label(tone="text2", wrap=True)
        self.sync_button = Button(_("Sync now"), kind="primary", on_click=sync.sync_now)
        self.address = ElidedLabel("", weight=600)
        self.fingerprint = Label("", weight=600, tabular=True)
        shown = row(gap=4)
        shown.addLayout(column(row(self.badge, None), self.told, gap=1), 1)
        shown.addWidget(self.sync_button)
        self.body.addWidget(Label(_("Server"), "title"))
        self.body.addLayout(shown)
        self.body.addWidget(ProgressLine(self.progress, can_cancel=False))
        self.body.addWidget(line())
        self.body.addLayout(column(Label(_("Address"), "bodyStrong"), self.address, gap=0))
        self.body.addWidget(line())
        why = _("Whoever approves this computer compares it.")
        self.body.addWidget(SettingRow(_("Fingerprint of this computer"), why, self.fingerprint))
        sync.changed.connect(self._show_state)

    def show_standing(self, standing: ServerStanding) -> None:
        """The rest is the watch's."""
        self.address.setText(standing.address or "")
        self.fingerprint.setText(standing.fingerprint or "")
        self._show_state(self._sync.state, standing)

    def _show_state(self, state: SyncState, standing: ServerStanding | None = None) -> None:
        self.badge.set_look(_look(state))
        self._show_progress(state)
        if standing is not None:
            self.told.setText(self._words(state, standing))

    def _words(self, state: SyncState, standing: ServerStanding) -> str:
        if state.refusal is not None:
            return self._context.tasks.describe(state.refusal)
        said = []
        if standing.synced_at is None:
            said.append(_("Nothing was exchanged yet."))
        else:
            moment = dates.moment_text(standing.synced_at, self._context.session.zone)
            said.append(_("Last exchanged on {moment}.").format(moment=moment))
        if standing.waiting:
            waits = ngettext("{n} change waits.", "{n} changes wait.", standing.waiting)
            said.append(waits.format(n=standing.waiting))
        if standing.not_taken:
            left = ngettext(
                "{n} change wasn't taken by the server.",
                "{n} changes weren't taken by the server.",
                standing.not_taken,
            )
            said.append(left.format(n=standing.not_taken))
        return " ".join(said)

    def _show_progress(self, state: SyncState) -> None:
        if state.kind is not SyncKind.SYNCING:
            self._most = 0
            self.progress.end()
            return
        if not self._most:
            self._most = max(1, state.waiting)
            self.progress.begin()
        self.progress.report(max(0.0, 1 - state.waiting / self._most))


def _look(state: SyncState) -> Look:
    """In a word or two: does the server have today's work?"""
    if state.kind is SyncKind.OFFLINE:
        return Look(_("Can't be reached"), "cloud_up", "text2", "sunken")
    if state.kind is SyncKind.REFUSED:
        return Look(_("Not synced"), "warning", "warning", "warningSoft")
    if state.attention:
        text = ngettext("{n} needs attention", "{n} need attention", state.attention)
        return Look(text.format(n=state.attention), "warning", "warning", "warningSoft")
    if state.kind is SyncKind.SAVED:
        return Look(_("Everything exchanged"), "cloud_check", "success", "successSoft")
    return Look(_("Syncing…"), "cloud_up", "info", "infoSoft")
