"""A code with which one computer joins: a desk, or the computer of one invigilator."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.forms import Choice, ComboField, Form
from ui.common.layouts import column, line, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.start.password_field import PasswordField
from ui.desk.sync_watch import SyncWatch
from wset_desk.domain.permissions import Role
from wset_desk.i18n import _
from wset_desk.services.staff import StaffMember

_DESK = ""


class AddComputerSheet(Sheet):
    """The server makes the code, for an administrator who signs in there with their password."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        sync: SyncWatch,
        address: str,
        people: Sequence[StaffMember],
    ) -> None:
        self._context, self._sync, self._server = context, sync, address
        self.fields = _form(people)
        self.address, self.code = _shown(), _shown()
        self._told = self._what_is_typed()
        content = QWidget()
        content.setLayout(column(self.fields, self._told, None, gap=4))
        super().__init__(
            owner, _("Add a computer"), content, save_text=_("Make a code"), on_save=self._ask
        )
        self._told.hide()
        self.fields["password"].line.returnPressed.connect(self.save)  # type: ignore[attr-defined]

    def _ask(self) -> None:
        if not self.fields.check():
            return
        chosen = self.fields["for"].value()
        self.save_button.setEnabled(False)
        self._context.tasks.run_wide(
            self._sync.new_code,
            self.fields["password"].value(),
            UUID(chosen) if chosen else None,
            owner=self,
            on_done=self._show,
            on_refused=lambda error: self.refuse(error, self._context.tasks.describe(error)),
            on_settled=lambda: self.save_button.setEnabled(True),
        )

    def refuse(self, error: Exception, text: str) -> None:
        """A wrong password stands beside it."""
        field = str(getattr(error, "parameters", {}).get("field", ""))
        if field == "password":
            self.fields.errors({field: text})
        else:
            self.message.show_message(text)

    def _show(self, code: str) -> None:
        self.address.setText(self._server)
        self.code.setText(code)
        self.fields.hide()
        self.save_button.hide()
        self.cancel_button.setText(_("Close"))
        self._told.show()

    def _what_is_typed(self) -> QWidget:
        told = _(
            "Choose “Join a centre” on the first page of that computer, and type both. The code is "
            "good once, for a day. Then compare its fingerprint here, under Computers."
        )
        copied = Button(_("Copy"), icon="copy", on_click=self._copy)
        held = QWidget()
        held.setLayout(
            column(
                Label(told, wrap=True),
                line(),
                column(Label(_("Address"), "label", tone="text2"), self.address, gap=0),
                column(Label(_("Code"), "label", tone="text2"), self.code, gap=0),
                row(None, copied),
                gap=3,
            )
        )
        return held

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.address.text()}\n{self.code.text()}")
        self._context.toast(_("Copied"))


def _form(people: Sequence[StaffMember]) -> Form:
    form = Form()
    choices = [Choice(_DESK, _("A desk: everything of the centre"))]
    choices += [
        Choice(str(each.id), _("{name}: their exams alone").format(name=each.name))
        for each in people
        if each.active and Role.INVIGILATOR in each.roles
    ]
    form.add(ComboField("for", _("What it gets"), choices))
    form.add(
        PasswordField(
            "password", _("Your password"), help_text=_("The server asks who wants the code.")
        )
    )
    form.set_values({"for": _DESK})
    return form


def _shown() -> Label:
    label = Label("", "title", wrap=True, tabular=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
