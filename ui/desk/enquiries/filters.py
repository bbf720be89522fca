"""What of the enquiries is shown: by words, level, paper, reviewer, deadline and fee."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common import labels
from ui.common.badges import Chip
from ui.common.flow import FlowLayout
from ui.common.inputs import Choice, Combo, SearchField
from ui.common.labels import Look
from ui.desk.enquiries import words
from ui.desk.enquiries.model import Filter
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import EnquiryRow

_LEVELS = (1, 2, 3)


class EnquiryFilters(QWidget):
    """``changed()`` whenever a person wants to see others; ``me`` is who is signed in."""

    changed = Signal()

    def __init__(self, me: UUID) -> None:
        super().__init__()
        self._me = me
        self.search = SearchField(_("Filter by name, number or exam"), _("Filter enquiries"))
        levels = [Choice(None, _("All levels")), *(Choice(n, labels.level(n)) for n in _LEVELS)]
        self.level = Combo(_("Level"), levels, kind="ghost")
        types = [Choice(each, words.type_text(each)) for each in EnquiryType]
        self.paper = Combo(_("Paper"), [Choice(None, _("All papers")), *types], kind="ghost")
        self.mine = _chip(_("Reviewed by me"), "user", "info")
        self.overdue = _chip(_("Overdue"), "warning", "danger")
        self.unpaid = _chip(_("Fee owed"), "money", "warning")
        flow = FlowLayout(gap=2)
        chips = (self.mine, self.overdue, self.unpaid)
        for each in (self.search, self.level, self.paper, *chips):
            flow.addWidget(each)
        self.setLayout(flow)
        self.search.searched.connect(lambda _text: self.changed.emit())
        for combo in (self.level, self.paper):
            combo.chosen.connect(lambda _value: self.changed.emit())
        for chip in chips:
            chip.clicked.connect(lambda _checked: self.changed.emit())

    @property
    def wanted(self) -> Filter:
        return Filter(
            text=self.search.text(),
            level=self.level.value(),
            enquiry_type=self.paper.value(),
            reviewer_id=self._me if self.mine.isChecked() else None,
            overdue=self.overdue.isChecked(),
            unpaid=self.unpaid.isChecked(),
        )

    def clear(self) -> None:
        """Show everything."""
        self.search.clear()
        for combo in (self.level, self.paper):
            combo.set_value(None)
        for chip in (self.mine, self.overdue, self.unpaid):
            chip.setChecked(False)

    def count(self, rows: Sequence[EnquiryRow]) -> None:
        """Say how many there are of what can be switched on."""
        self.mine.set_count(sum(each.is_open and each.reviewer_id == self._me for each in rows))
        self.overdue.set_count(sum(each.is_overdue for each in rows))
        self.unpaid.set_count(sum(each.owed > 0 for each in rows))


def _chip(text: str, icon: str, ink: str) -> Chip:
    ground = f"{ink}Soft"
    return Chip(Look(text, icon, ink, ground, ink), checked=False)
