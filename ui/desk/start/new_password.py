"""A password that is chosen, typed twice."""

from __future__ import annotations

from ui.desk.start.password_field import PasswordField
from wset_desk.i18n import _
from wset_desk.system.passwords import MINIMUM_LENGTH


class NewPasswordField(PasswordField):
    """Long enough, says before it is sent."""

    def __init__(self, key: str, label: str) -> None:
        words = _("At least {minimum} characters.").format(minimum=MINIMUM_LENGTH)
        super().__init__(key, label, help_text=words)

    def problem(self) -> str:
        if self.value() and len(self.value()) < MINIMUM_LENGTH:
            return _("Use at least {minimum} characters.").format(minimum=MINIMUM_LENGTH)
        return super().problem()


class RepeatField(PasswordField):
    """What stands in the other field, once more."""

    def __init__(self, key: str, label: str, first: PasswordField) -> None:
        super().__init__(key, label)
        self._first = first

    def problem(self) -> str:
        if self.value() and self.value() != self._first.value():
            return _("This differs from the first.")
        return super().problem()
