"""Everything about the action that is chosen in the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QWidget

from ui.common import dates
from ui.common.badges import Avatar
from ui.common.buttons import Button
from ui.common.cards import EmptyState
from ui.common.layouts import clear, column, line, row
from ui.common.scrolling import scrolling
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.audit import words
from ui.desk.audit.record_block import OpenRecord, RecordBlock
from ui.desk.audit.values import Values
from wset_desk.i18n import _
from wset_desk.services.audit import Act, RecordsPage
from wset_desk.services.audit_records import RecordChange


class ActPanel(QFrame):
    """Who did it, when and why, then record by record; `on_more` asks for further records."""

    def __init__(
        self, values: Values, on_open: OpenRecord, on_more: Callable[[Act, int], object]
    ) -> None:
        super().__init__()
        self._values = values
        self._on_open = on_open
        self._on_more = on_more
        self._records: list[RecordChange] = []
        self._next = 0
        self.act: Act | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(_("What was done"))
        self._body = column(gap=4, margins=(5, 5, 5, 5))
        inner = QWidget()
        inner.setLayout(self._body)
        self._scroll = scrolling(inner, _("What was done"))
        self.setLayout(column(self._scroll, gap=0))
        self.more_button: Button | None = None
        theme().changed.connect(self._restyle)
        self.show_nothing()

    def show_nothing(self) -> None:
        self.act = None
        self._empty()
        text = _("Choose an action to see what it changed.")
        self._body.addWidget(EmptyState(text, icon="history"), 1)

    def show_act(self, act: Act) -> None:
        """The heading at once; the records follow by `add_records`."""
        self.act = act
        self._records, self._next = [], 0
        self._show_heading(act)
        self._scroll.verticalScrollBar().setValue(0)

    def add_records(self, page: RecordsPage) -> None:
        """Show more of what the action changed below what is there."""
        if self.act is not None:
            self._records.extend(page.records)
            self._next, total = page.next_offset, page.total
            self._drop_end()
            self._add_blocks(page.records)
            self._add_end(total)

    def _show_heading(self, act: Act) -> None:
        self._empty()
        who = column(
            Label(act.actor_name, "bodyStrong"),
            Label(dates.moment_text(act.key.at, self._values.zone), tone="text2", wrap=True),
            gap=0,
        )
        top = row(Avatar(act.actor_name), who, gap=3)
        top.setStretch(1, 1)
        self._body.addLayout(top)
        self._body.addWidget(Label(words.sentence(act), "title", wrap=True))
        if act.reason:
            self._body.addWidget(Label(words.reason_text(act.reason), wrap=True))
        changed = words.counts_text(act.counts)
        self._body.addWidget(Label(changed, "label", tone="text2", wrap=True))
        self._body.addStretch(1)

    def _add_blocks(self, records: tuple[RecordChange, ...]) -> None:
        for record in records:
            self._body.addWidget(line())
            self._body.addWidget(RecordBlock(record, self._values, self._on_open))

    def _add_end(self, total: int) -> None:
        if self._next < total and self.act is not None:
            act, offset = self.act, self._next
            self.more_button = Button(
                _("Show more of what it changed"), on_click=lambda: self._on_more(act, offset)
            )
            self._body.addWidget(self.more_button)
        self._body.addStretch(1)

    def _drop_end(self) -> None:
        """Take away the room, and the button, below the last record."""
        if self.more_button is not None:
            self._body.removeWidget(self.more_button)
            self.more_button.hide()
            self.more_button.deleteLater()
            self.more_button = None
        self._body.takeAt(self._body.count() - 1)

    def _empty(self) -> None:
        self.more_button = None
        clear(self._body)

    def _restyle(self) -> None:
        if self.act is None:
            return
        shown, offset = tuple(self._records), self._next
        act = self.act
        total = offset + (self.more_button is not None)
        self._show_heading(act)
        self._drop_end()
        self._add_blocks(shown)
        self._add_end(total)
