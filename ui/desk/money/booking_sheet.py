"""What the sheets about the fee of one booking have in common."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.common.forms import Form, MultilineField
from ui.common.sheet import Sheet
from ui.desk.money import words
from ui.desk.money.actions import MoneyActions
from wset_desk.i18n import _

REASON = "reason"


class BookingSheet(Sheet):
    """Filled in `fields` about a booking of `name`; the keyboard begins at the field `focus`."""

    def __init__(
        self,
        actions: MoneyActions,
        name: str,
        booking: words.AnyFee,
        fields: Form,
        *,
        title: str,
        save_text: str,
        on_save: Callable[[], object],
        focus: str = "",
    ) -> None:
        self._actions, self._name, self._booking = actions, name, booking
        self.fields = fields
        self._focus = focus
        super().__init__(
            actions.owner,
            title,
            fields,
            subtitle=f"{name} · {words.booking_text(booking)}",
            save_text=save_text,
            on_save=on_save,
        )

    def first_focus(self) -> QWidget | None:
        return self.fields[self._focus].control if self._focus else super().first_focus()

    @property
    def reason(self) -> str:
        """What was given as the reason."""
        return str(self.fields[REASON].value())

    def submit_by(self, verb: Callable[..., object]) -> None:
        """Hand what was filled in to one of the actions."""
        verb(
            self,
            self._name,
            **words.key_of(self._booking),
            **self.fields.values(),
        )


def reason_field(help_text: str, title: str = "") -> MultilineField:
    """The reason that everything needs which changes what somebody owes."""
    return MultilineField(REASON, title or _("Reason"), required=True, help_text=help_text)
