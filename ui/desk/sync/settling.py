"""The verbs of Needs attention: keep mine, keep theirs, edit it in its own form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.desk.audit.actions import open_record
from ui.desk.context import DeskContext
from ui.desk.sync.compare_panel import SettlingVerbs
from ui.desk.sync.editors import open_editor
from ui.desk.sync.mark_reason import ask_mark_reason
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.record_names import RecordRef
from wset_desk.services.syncing.not_taken import NotTaken, keep_mine, keep_theirs

if TYPE_CHECKING:
    from ui.desk.sync.attention_pane import AttentionPane


class Settling:
    """Runs the services for one pane."""

    def __init__(self, pane: AttentionPane, context: DeskContext) -> None:
        self._pane, self._context = pane, context

    def verbs(self) -> SettlingVerbs:
        return SettlingVerbs(self.keep_mine, self.keep_theirs, self.edit, self._open)

    def keep_mine(self, action: NotTaken) -> None:
        """Write it again; marks want a reason. What is against it is said beside it."""
        if action.wants_reason:
            self._ask_reason(action)
            return
        self._context.tasks.run(
            keep_mine,
            owner=self._pane,
            tx=action.tx,
            on_done=lambda _nothing: self._written(),
            on_refused=self._refuse,
        )

    def keep_theirs(self, action: NotTaken) -> None:
        self._context.tasks.run(
            keep_theirs,
            owner=self._pane,
            tx=action.tx,
            on_done=lambda _nothing: self._context.toast(_("What stands is kept")),
            on_refused=self._refuse,
        )

    def edit(self, action: NotTaken) -> None:
        """Open the record's own sheet, with what was typed over what stands."""
        if action.typed is not None:
            open_editor(self._pane, self._context, action.tx, action.typed, self._refuse)

    def _ask_reason(self, action: NotTaken) -> None:
        ask_mark_reason(self._pane, self._context, keep_mine, self._written, tx=action.tx)

    def _written(self) -> None:
        self._context.toast(_("Written again as it was typed"))

    def _refuse(self, error: DomainError) -> None:
        self._pane.panel.refuse(self._context.tasks.describe(error))

    def _open(self, record: RecordRef) -> None:
        open_record(self._context, record)
