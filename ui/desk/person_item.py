"""Who is signed in, at the foot of the rail; a click opens their menu."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.common.badges import Avatar
from ui.common.layouts import row
from ui.common.text import ElidedLabel
from ui.desk.rail_button import RailButton
from wset_desk.i18n import _


class PersonItem(RailButton):
    """Initials, name and role."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__(
            ElidedLabel(name, "body", weight=600), ElidedLabel(role, "caption", tone="text2")
        )
        self.setAccessibleName(_("Signed in: {name}, {role}").format(name=name, role=role))
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hold(row(Avatar(name, size=28), self.words, gap=2, margins=(2, 1, 2, 1)))
