"""Bringing a centre that has been on one computer to a server."""

from __future__ import annotations

from collections.abc import Callable

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import Form, TextField
from ui.common.layouts import row
from ui.common.messages import MessageBar
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.sync_watch import SyncWatch
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _


class ConnectingCard(Card):
    """Asks for the server's address and a code."""

    def __init__(
        self, context: DeskContext, sync: SyncWatch, connected: Callable[[], object]
    ) -> None:
        super().__init__(margins=6, gap=4)
        self._context, self._sync, self._connected = context, sync, connected
        self.message = MessageBar()
        self.form = Form()
        self.form.add(
            TextField(
                "address",
                _("Address"),
                required=True,
                help_text=_("Such as https://exams.example.org"),
            )
        )
        self.form.add(
            TextField(
                "code",
                _("Code"),
                required=True,
                help_text=_("From whoever runs the server. It is good once, for a day."),
            )
        )
        self.connect_button = Button(_("Connect"), kind="primary", on_click=self.connect_now)
        why = _(
            "A server that is always on has the centre's data for several computers, and each goes "
            "on working when the network doesn't. Everything goes along, the history included."
        )
        self.body.addWidget(Label(_("Connect to a server"), "title"))
        self.body.addWidget(self.message)
        self.body.addWidget(Label(why, tone="text2", wrap=True))
        self.body.addWidget(self.form)
        self.body.addLayout(row(None, self.connect_button))

    def connect_now(self) -> None:
        """Ask the server; what is wrong is said beside its field."""
        self.message.clear()
        if not self.form.check():
            return
        values = self.form.values()
        self.connect_button.setEnabled(False)
        self._context.tasks.run_wide(
            self._sync.connect_to,
            values["address"],
            values["code"],
            owner=self,
            on_done=self._done,
            on_refused=self._refuse,
            on_settled=lambda: self.connect_button.setEnabled(True),
        )

    def _done(self, _nothing: object) -> None:
        self._context.toast(_("Connected. Everything is being sent to the server."))
        self._connected()

    def _refuse(self, error: DomainError) -> None:
        field, text = error.parameters.get("field"), self._context.tasks.describe(error)
        if field in ("address", "code"):
            self.form.errors({str(field): text})
        else:
            self.message.show_message(text)
