"""The buttons that take results a step further: confirm, release."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.layouts import hide_unless, row
from ui.desk.context import DeskSession
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext


class LifeButtons(QWidget):
    """Each is shown to those who may, while there is something to confirm or to release."""

    def __init__(
        self,
        session: DeskSession,
        on_confirm: Callable[[], object],
        on_release: Callable[[], object],
    ) -> None:
        super().__init__()
        self._may_confirm = session.may(Permission.CONFIRM_RESULTS)
        self._may_release = session.may(Permission.RELEASE_RESULTS)
        self.confirm_button = Button("", icon="user_check", on_click=on_confirm)
        self.release_button = Button("", kind="primary", icon="check", on_click=on_release)
        self.setLayout(row(self.confirm_button, self.release_button, gap=2))
        hide_unless(False, self.confirm_button, self.release_button)

    def show_counts(self, confirm: int, own: int, release: int, *, selected: bool) -> None:
        """How many results could be confirmed or released, and how many wait for somebody else.

        `selected`: it speaks of the selected results alone.
        """
        self.confirm_button.setVisible(self._may_confirm and bool(confirm or own))
        self.confirm_button.setEnabled(bool(confirm))
        self.confirm_button.setText(_confirm_text(confirm, selected=selected))
        why = _("A second person confirms: not whoever entered the mark.")
        self.confirm_button.setToolTip(why if own else "")
        self.release_button.setVisible(self._may_release and bool(release))
        self.release_button.setText(_release_text(release, selected=selected))


def _confirm_text(count: int, *, selected: bool) -> str:
    if not count:
        return _("Confirm")
    if selected:
        return ngettext("Confirm {n} selected", "Confirm {n} selected", count).format(n=count)
    return _("Confirm {n}").format(n=count)


def _release_text(count: int, *, selected: bool) -> str:
    if selected:
        return ngettext("Release {n} selected…", "Release {n} selected…", count).format(n=count)
    return _("Release {n}…").format(n=count)
