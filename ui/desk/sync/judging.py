"""The verbs for what was handed in: written here as one's own change, and then settled there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ui.desk.context import DeskContext
from ui.desk.sync.mark_reason import ask_mark_reason
from ui.desk.sync_watch import JudgesHandedIn
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.syncing.handed_in_here import write_handed_in
from wset_desk.services.syncing.not_taken import NotTaken

if TYPE_CHECKING:
    from ui.desk.sync.handed_in import HandedInSheet


class Judging:
    """What was written and isn't settled yet is settled only, when it is asked for again: in
    between the network may have failed."""

    def __init__(self, sheet: HandedInSheet, context: DeskContext) -> None:
        self._sheet, self._context = sheet, context
        self._written: set[UUID] = set()
        self.judge: JudgesHandedIn | None = None

    def write(self, action: NotTaken) -> None:
        """Write it as one's own; marks want a reason. What is against it is said beside it."""
        if action.tx in self._written:
            self._settle(action, is_written=True)
        elif action.wants_reason:
            ask_mark_reason(
                self._sheet,
                self._context,
                write_handed_in,
                lambda: self._was_written(action),
                action=self._sheet.handed_in(action),
            )
        else:
            self._hold(True)
            self._context.tasks.run(
                write_handed_in,
                owner=self._sheet,
                action=self._sheet.handed_in(action),
                on_done=lambda _nothing: self._was_written(action),
                on_refused=self._refuse,
                on_settled=lambda: self._hold(False),
            )

    def discard(self, action: NotTaken) -> None:
        """Leave what stands; what was written already can't be left any more."""
        self._settle(action, is_written=action.tx in self._written)

    def _was_written(self, action: NotTaken) -> None:
        self._written.add(action.tx)
        self._settle(action, is_written=True)

    def _settle(self, action: NotTaken, *, is_written: bool) -> None:
        assert self.judge is not None  # noqa: S101 - without one nothing is on show
        self._hold(True)
        self._context.tasks.run_wide(
            self.judge.settle,
            action.tx,
            is_written=is_written,
            owner=self._sheet,
            on_done=lambda _nothing: self._was_settled(action, is_written=is_written),
            on_refused=lambda error: self._was_not_settled(error, is_written=is_written),
            on_settled=lambda: self._hold(False),
        )

    def _was_settled(self, action: NotTaken, *, is_written: bool) -> None:
        told = _("Written again as it was typed") if is_written else _("What stands is kept")
        self._context.toast(told)
        self._sheet.settled(action)

    def _was_not_settled(self, error: DomainError, *, is_written: bool) -> None:
        text = self._context.tasks.describe(error)
        if is_written:
            told = _("It is written here; the server hasn't heard that it is settled. {why}")
            text = told.format(why=text)
        self._sheet.compare.refuse(text)

    def _refuse(self, error: DomainError) -> None:
        self._sheet.compare.refuse(self._context.tasks.describe(error))

    def _hold(self, held: bool) -> None:
        """Neither button twice while one is at work."""
        for button in (self._sheet.compare.mine_button, self._sheet.compare.theirs_button):
            button.setEnabled(not held)
