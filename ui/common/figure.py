"""A number at the head of a page, with its name and a note."""

from __future__ import annotations

from ui.common.cards import Card
from ui.common.text import ElidedLabel


class Figure(Card):
    """A name, an amount, and a note below; read out as one."""

    def __init__(self, name: str) -> None:
        super().__init__(margins=4, gap=0)
        self._name = ElidedLabel(name, "label", tone="text2")
        self._amount = ElidedLabel("", "display")
        self._note = ElidedLabel("", "label", tone="text2")
        for widget in (self._name, self._amount, self._note):
            self.body.addWidget(widget)

    def set_name(self, name: str) -> None:
        """Call it something else; the amount is to be shown anew."""
        self._name.setText(name)

    def show_amount(self, amount: str, note: str, tone: str = "text2") -> None:
        self._amount.setText(amount)
        self._note.setText(note)
        self._note.set_tone(tone)
        whole = f"{self._name.text()}: {amount}"
        self.setAccessibleName(f"{whole}. {note}" if note else whole)
