"""The server that this computer has for itself: other computers may come to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.inputs import Check, LineEdit
from ui.common.layouts import column, line, row
from ui.common.messages import MessageBar
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.settings.setting_row import SettingRow
from ui.desk.sync_watch import HasOwnServer
from wset_desk.domain.errors import DomainError
from wset_desk.domain.sync_states import ComputerInvited, OwnServerState
from wset_desk.i18n import _


class OwnServerCard(Card):
    """A switch, and what has to be typed at a computer that joins."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(margins=6, gap=4)
        self._context = context
        self._server: HasOwnServer | None = None
        self._copied = ""
        self.message = MessageBar()
        self.switch = Check(_("Allow computers on this network"), False, self._choose)
        self.code_button = Button(_("Code for a computer"), on_click=self._ask_for_code)
        self.copy_button = Button(_("Copy"), icon="copy", on_click=self._copy)
        self.address = Label("", weight=600, wrap=True, tabular=True)
        self.code = LineEdit(_("Code"))
        self.code.setReadOnly(True)
        why = _(
            "This centre is served by this computer itself; nothing has to be set up for that. "
            "Other computers can have the same data, as long as a window is open here."
        )
        compared = _("It gets the centre once somebody has compared its fingerprint.")
        self._asking = SettingRow(_("Another computer"), compared, self.code_button)
        self._typed = self._what_is_typed()
        self.body.addWidget(Label(_("This computer's server"), "title"))
        self.body.addWidget(self.message)
        self.body.addWidget(Label(why, tone="text2", wrap=True))
        self.body.addWidget(self.switch)
        self.body.addWidget(self._asking)
        self.body.addWidget(self._typed)
        self._asking.hide()
        self._typed.hide()

    def show_server(self, server: HasOwnServer, state: OwnServerState) -> None:
        """Whether it lets others in."""
        self._server = server
        with QSignalBlocker(self.switch):
            self.switch.setChecked(state.lets_in)
        self._asking.setVisible(state.lets_in)
        if not state.lets_in:
            self._typed.hide()

    def _what_is_typed(self) -> QWidget:
        told = _("Choose “Join a centre” there, and type both. The code is good once, for a day.")
        held = QWidget()
        held.setLayout(
            column(
                line(),
                Label(told, tone="text2", wrap=True),
                column(Label(_("Address"), "label", tone="text2"), self.address, gap=0),
                column(Label(_("Code"), "label", tone="text2"), self.code, gap=0),
                row(None, self.copy_button),
                gap=3,
            )
        )
        return held

    def _choose(self, wanted: bool) -> None:
        if self._server is not None:
            self._run(self._server.let_others_in, self._chosen, wanted)

    def _chosen(self, state: OwnServerState) -> None:
        if self._server is not None:
            self.show_server(self._server, state)
        allowed, alone = _("Computers on this network may come"), _("No other computer may come")
        self._context.toast(allowed if state.lets_in else alone)

    def _ask_for_code(self) -> None:
        if self._server is not None:
            self._run(self._server.invite, self._show_code)

    def _run(
        self, function: Callable[..., Any], done: Callable[[Any], object], *words: Any
    ) -> None:
        self.message.clear()
        self._context.tasks.run_wide(
            function, *words, owner=self, on_done=done, on_refused=self._refuse
        )

    def _refuse(self, error: DomainError) -> None:
        self.message.show_message(self._context.tasks.describe(error), "warning")

    def _show_code(self, invited: ComputerInvited) -> None:
        nowhere = _("This computer has no address on a network.")
        self.address.setText("\n".join(invited.addresses) or nowhere)
        self.code.setText(invited.code)
        self._copied = "\n".join([*invited.addresses[:1], invited.code])
        self._typed.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)
        self._context.toast(_("Copied"))
