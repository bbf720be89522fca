"""The sheet in which the password at the mail server goes to this computer's keyring."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.forms import Form
from ui.common.layouts import row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.start.password_field import PasswordField
from wset_desk.i18n import _
from wset_desk.system.mail_password import forget_mail_password, keep_mail_password


class MailPasswordSheet(Sheet):
    """For one account: ``user`` at ``host``, as the settings have them."""

    def __init__(self, owner: QWidget, context: DeskContext, user: str, host: str) -> None:
        form = Form()
        known = bool(user and host)
        super().__init__(
            owner,
            _("Password at the mail server"),
            form,
            subtitle=_("For {user} at {server}.").format(user=user, server=host) if known else "",
            on_save=self._keep if known else None,
        )
        self._context = context
        self._account = (user, host)
        if not known:
            first = _("Give the mail server and the user name there first.")
            form.add_widget(Label(first, tone="text2", wrap=True))
            return
        self.password = form.add(PasswordField("password", _("Password")))
        note = _("It stays in this computer's keyring; another computer needs it again.")
        form.add_widget(Label(note, tone="text2", wrap=True))
        self.forget_button = Button(_("Forget it"), kind="ghost", on_click=self._forget)
        held = QWidget()
        held.setLayout(row(self.forget_button, None))
        form.add_widget(held)

    def _keep(self) -> None:
        password = str(self.password.value())
        self._run(keep_mail_password, _("The password is in the keyring"), password)

    def _forget(self) -> None:
        self._run(forget_mail_password, _("The password is forgotten"))

    def _run(self, act: Callable[..., object], text: str, *given: str) -> None:
        def done(_nothing: object) -> None:
            self.close_now()
            self._context.toast(text)

        tasks = self._context.tasks
        tasks.run_wide(
            act,
            *self._account,
            *given,
            owner=self,
            on_done=done,
            on_refused=lambda error: self.refuse(error, tasks.describe(error)),
        )
