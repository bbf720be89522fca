"""The history of one record, reachable from its own page."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.badges import Avatar
from ui.common.buttons import Button
from ui.common.cards import Card, EmptyState
from ui.common.layouts import clear, column, line, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.audit import words
from ui.desk.audit.actions import open_record
from ui.desk.audit.record_block import RecordBlock
from ui.desk.audit.values import Values
from ui.desk.context import DeskContext
from wset_desk.i18n import _
from wset_desk.services.audit import PastAct, RecordHistory, record_history
from wset_desk.services.record_names import RecordRef

_PAGE = 20
_WIDTH = 620


class HistorySheet(Sheet):
    """What was done to a record and to what belongs to it, the newest first.

    ``owner`` is the page it covers; ``entity`` is the name of the record's table.
    """

    def __init__(
        self, context: DeskContext, owner: QWidget, entity: str, row_id: UUID, name: str = ""
    ) -> None:
        self._body = column(gap=3)
        content = QWidget()
        content.setLayout(self._body)
        super().__init__(owner, _("History"), content, subtitle=name, width=_WIDTH)
        self._context = context
        self._record = RecordRef(entity, row_id)
        self._values = Values(context.session.zone, context.session.currency)
        self._past: list[PastAct] = []
        self.more_button: Button | None = None
        self._load()

    @property
    def shown(self) -> tuple[PastAct, ...]:
        return tuple(self._past)

    def _load(self) -> None:
        self._context.tasks.run(
            record_history,
            owner=self,
            on_done=self._show,
            entity=self._record.entity,
            row_id=self._record.id,
            limit=_PAGE,
            offset=len(self._past),
        )

    def _show(self, history: RecordHistory) -> None:
        self._past.extend(history.acts)
        clear(self._body)
        self.more_button = None
        for past in self._past:
            self._body.addWidget(self._card(past))
        if not self._past:
            nothing = EmptyState(_("Nothing has been recorded here yet."), icon="history")
            nothing.setMinimumHeight(theme().px(200))
            self._body.addWidget(nothing)
        if len(self._past) < history.total:
            self.more_button = Button(_("Show what was done before"), on_click=self._load)
            self._body.addWidget(self.more_button)

    def _card(self, past: PastAct) -> Card:
        act = past.act
        card = Card(margins=4, gap=3)
        when = dates.moment_text(act.key.at, self._values.zone)
        by_whom = _("{person} · {when}").format(person=act.actor_name, when=when)
        texts = column(
            Label(words.sentence(act), "bodyStrong", wrap=True),
            Label(by_whom, "label", tone="text2", wrap=True),
            gap=0,
        )
        top = row(Avatar(act.actor_name, size=32), texts, gap=3)
        top.setStretch(1, 1)
        card.body.addLayout(top)
        if act.reason:
            card.body.addWidget(Label(words.reason_text(act.reason), wrap=True))
        for record in past.records:
            card.body.addWidget(line())
            card.body.addWidget(RecordBlock(record, self._values, self._open, self._record))
        return card

    def _open(self, record: RecordRef) -> None:
        self.close_now()
        open_record(self._context, record)
