"""Several messages one under the other, to be read before they are sent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.common.cards import Card
from ui.common.layouts import column
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.notices import words
from ui.desk.notices.actions import NoticeActions
from wset_desk.i18n import _, ngettext
from wset_desk.services.notices.rows import NoticeRow

_WIDTH = 620


class ReviewSheet(Sheet):
    """What would go out, whole; sending is one button at its foot."""

    def __init__(
        self, owner: QWidget, notices: Sequence[NoticeRow], actions: NoticeActions
    ) -> None:
        content = QWidget()
        content.setLayout(column(*(_card(each) for each in notices), None, gap=3))
        count = len(notices)
        send = ngettext("Send {n} message", "Send {n} messages", count).format(n=count)
        super().__init__(
            owner,
            _("Look through and send"),
            content,
            save_text=send,
            on_save=self._send,
            subtitle=_("Read them: they go out as they stand here."),
            width=_WIDTH,
        )
        self._notices = tuple(notices)
        self._actions = actions

    def dismiss(self) -> None:
        """Nothing here is worth a question."""
        self.close_now()

    def _send(self) -> None:
        self.close_now()
        self._actions.send(self._notices)


def _card(notice: NoticeRow) -> Card:
    card = Card(gap=2, name=notice.name)
    card.body.addWidget(Label(words.recipient_text(notice), tone="text2", wrap=True))
    if notice.failure:
        why = words.failure_text(notice)
        card.body.addWidget(Label(why, tone="danger", wrap=True))
    card.body.addWidget(Label(notice.subject, "bodyStrong", wrap=True))
    card.body.addWidget(Label(notice.body, wrap=True))
    return card
