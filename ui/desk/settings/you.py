"""Who is signed in."""

from __future__ import annotations

from ui.common import labels
from ui.common.badges import Avatar
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import Form
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskSession
from ui.desk.settings.actions import SettingsActions
from ui.desk.start.new_password import NewPasswordField, RepeatField
from ui.desk.start.password_field import PasswordField
from wset_desk.i18n import _


class YourSettings(Card):
    """Name, roles, and the way to another password."""

    def __init__(self, session: DeskSession, actions: SettingsActions) -> None:
        super().__init__(margins=6, gap=4)
        self._actions = actions
        roles = ", ".join(labels.role(role) for role in sorted(session.roles))
        self.password_button = Button(
            _("Change password…"), icon="key", on_click=self.change_password
        )
        words = column(
            Label(session.name, "title", wrap=True),
            Label(
                _("{roles} · {centre}").format(roles=roles, centre=session.centre_name),
                tone="text2",
                wrap=True,
            ),
            gap=0,
        )
        shown = row(Avatar(session.name, size=44), gap=4)
        shown.addLayout(words, 1)
        shown.addWidget(self.password_button)
        self.body.addLayout(shown)

    def change_password(self) -> None:
        """The sheet that asks for the present password and the new one."""
        form = Form()
        form.add(PasswordField("present", _("Present password")))
        password = form.add(NewPasswordField("password", _("New password")))
        form.add(RepeatField("password_again", _("New password again"), password))
        sheet = Sheet(
            self,
            _("Change password"),
            form,
            on_save=lambda: self._actions.change_own_password(sheet, form.values()),
        )
        sheet.open()
