"""What the server didn't take: what stands and what was typed, side by side, to be settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.layouts import clear, column, line, row
from ui.common.text import Label
from ui.desk.audit.actions import open_record
from ui.desk.audit.record_block import RecordBlock
from ui.desk.audit.values import Values
from ui.desk.context import DeskContext
from wset_desk.i18n import _
from wset_desk.services.record_names import RecordRef
from wset_desk.services.syncing.not_taken import NotTaken, keep_mine, keep_theirs


class NotTakenCard(Card):
    """One block for each action."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(margins=6, gap=4)
        self._context = context
        self._values = Values(context.session.zone, context.session.currency)
        self._lines = column(gap=4)
        note = _("What stands is at the left of each arrow, what was typed here at its right.")
        self.body.addWidget(Label(_("Needs attention"), "title"))
        self.body.addWidget(Label(note, tone="text2", wrap=True))
        self.body.addLayout(self._lines)

    def show_actions(self, actions: Sequence[NotTaken]) -> None:
        clear(self._lines)
        self.setVisible(bool(actions))
        for action in actions:
            self._lines.addWidget(line())
            self._lines.addWidget(self._block(action))

    def _block(self, action: NotTaken) -> QWidget:
        moment = dates.moment_text(action.at, self._context.session.zone)
        told = _("{name}, {moment}").format(name=action.by or _("WSET Desk"), moment=moment)
        block = column(
            Label(told, "bodyStrong", wrap=True),
            Label(self._context.tasks.describe(action.why), tone="warning", wrap=True),
            *self._theirs(action),
            *(RecordBlock(record, self._values, self._open) for record in action.records),
            row(None, *self._buttons(action), gap=2),
            gap=2,
        )
        held = QWidget()
        held.setLayout(block)
        return held

    def _theirs(self, action: NotTaken) -> list[Label]:
        if action.theirs_by is None or action.theirs_at is None:
            return []
        moment = dates.moment_text(action.theirs_at, self._context.session.zone)
        told = _("What stands was written by {name}, {moment}.")
        text = told.format(name=action.theirs_by, moment=moment)
        return [Label(text, "label", tone="text2", wrap=True)]

    def _buttons(self, action: NotTaken) -> list[Button]:
        kept = Button(
            _("Keep what stands"),
            on_click=lambda: self._settle(keep_theirs, action, _("What stands is kept")),
        )
        if not action.can_keep:
            return [kept]
        tried = Button(
            _("Keep what was typed"),
            on_click=lambda: self._settle(keep_mine, action, _("Written again as it was typed")),
        )
        return [tried, kept]

    def _settle(self, service: Callable[..., object], action: NotTaken, done: str) -> None:
        self._context.tasks.run(
            service,
            owner=self,
            tx=action.tx,
            on_done=lambda _nothing: self._context.toast(done),
        )

    def _open(self, record: RecordRef) -> None:
        open_record(self._context, record)
