"""Says above the grid which marks need checking, and leads to the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame

from ui.common.buttons import Button
from ui.common.icons import pixmap
from ui.common.layouts import row
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme
from wset_desk.i18n import _, ngettext


class ProblemBanner(QFrame):
    """Hidden while there is nothing to check."""

    def __init__(self, on_next: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self.setProperty("tone", "danger")
        self._icon = Label()
        self._title = Label(style="body", weight=600, tone="danger")
        self._details = ElidedLabel(style="body")
        self.next_button = Button(
            _("Next problem"), kind="link", on_click=on_next, tool_tip=_("F8")
        )
        layout = row(
            *(self._icon, self._title, self._details, self.next_button), gap=3, margins=(4, 1, 3, 1)
        )
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setMinimumHeight(theme().size("controlLg"))
        theme().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def text(self) -> str:
        return f"{self._title.text()} {self._details.text()}".strip()

    def show_problems(self, problems: Sequence[str]) -> None:
        """One sentence for each, such as "Row 5, Theory: “8o” isn't a mark."."""
        count = len(problems)
        self._title.setText(
            ngettext("{n} mark needs checking.", "{n} marks need checking.", count).format(n=count)
        )
        self._details.setText(" · ".join(problems))
        self.setAccessibleName(self.text)
        self.setVisible(bool(problems))

    def _restyle(self) -> None:
        self._icon.setPixmap(pixmap("warning", "danger"))
        self.setMinimumHeight(theme().size("controlLg"))
