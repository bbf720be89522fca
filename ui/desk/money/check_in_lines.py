"""Whether somebody would be let in to their exam now, in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ui.common.badges import Badge
from ui.common.labels import Look
from ui.common.layouts import column
from ui.common.money import money_text
from ui.common.text import Label
from wset_desk.domain.errors import Refusal
from wset_desk.i18n import _
from wset_desk.services.refusals import describe


class CheckInLines(QWidget):
    """That the candidate is let in, or every reason why not; amounts are in `currency`."""

    def __init__(self, blockers: Iterable[Refusal], currency: str) -> None:
        super().__init__()
        reasons = [_worded(each, currency) for each in blockers]
        if reasons:
            look = Look(_("Not let in now"), "lock", "warning", "warningSoft")
        else:
            look = Look(_("Is let in now"), "unlock", "success", "successSoft")
        lines = [Label(text, "label", tone="text2", wrap=True) for text in reasons]
        self.setAccessibleName(" ".join((look.text, *reasons)))
        self.setLayout(column(Badge(look), *lines, gap=0))


def _worded(blocker: Refusal, currency: str) -> str:
    amounts = {
        name: money_text(value, currency)
        for name, value in blocker.parameters.items()
        if isinstance(value, Decimal)
    }
    return describe(Refusal(blocker.code, blocker.parameters | amounts).as_error())
