"""The row over the calendar: types to switch on and off with their counts, level, room, person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common import labels
from ui.common.chips import Chip
from ui.common.flow import FlowLayout
from ui.common.inputs import Choice, Combo
from ui.desk.calendar.model import Filters
from wset_desk.domain.catalogue import LEVELS, SessionType
from wset_desk.i18n import _


class FilterBar(QWidget):
    """``changed(Filters)`` when a person narrows or widens the calendar."""

    changed = Signal(object)

    def __init__(self, filters: Filters) -> None:
        super().__init__()
        self._filters = filters
        self.chips = {kind: self._chip(kind) for kind in SessionType}
        self.level = Combo(_("Level"), self._levels(), filters.level, kind="ghost")
        self.room = Combo(_("Room"), [Choice(None, _("All rooms"))], kind="ghost")
        self.person = Combo(_("Invigilator"), [Choice(None, _("Everybody"))], kind="ghost")
        self.level.chosen.connect(lambda value: self._change(level=value))
        self.room.chosen.connect(lambda value: self._change(room_id=value))
        self.person.chosen.connect(lambda value: self._change(staff_id=value))
        layout = FlowLayout(gap=2)
        for widget in (*self.chips.values(), self.level, self.room, self.person):
            layout.addWidget(widget)
        self.setLayout(layout)

    @property
    def filters(self) -> Filters:
        return self._filters

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for kind, chip in self.chips.items():
            chip.set_count(counts.get(kind, 0))

    def show_choices(
        self, rooms: Sequence[tuple[UUID, str]], people: Sequence[tuple[UUID, str]]
    ) -> None:
        """The centre's rooms and staff; one that is gone doesn't narrow any more."""
        filters = self._filters
        self.room.set_choices(
            [Choice(None, _("All rooms")), *(Choice(*room) for room in rooms)], filters.room_id
        )
        self.person.set_choices(
            [Choice(None, _("Everybody")), *(Choice(*person) for person in people)],
            filters.staff_id,
        )
        self._change(room_id=self.room.value(), staff_id=self.person.value())

    def clear(self) -> None:
        """Show everything again."""
        for chip in self.chips.values():
            chip.setChecked(True)
        for combo in (self.level, self.room, self.person):
            combo.set_value(None)
        self._take(Filters())

    def _chip(self, kind: SessionType) -> Chip:
        chip = Chip(labels.category(kind), 0, checked=kind not in self._filters.hidden_types)
        chip.clicked.connect(lambda _checked: self._change(hidden_types=self._hidden()))
        return chip

    def _hidden(self) -> frozenset[str]:
        return frozenset(kind.value for kind, chip in self.chips.items() if not chip.isChecked())

    def _levels(self) -> list[Choice]:
        return [Choice(None, _("All levels")), *(Choice(n, labels.level(n)) for n in LEVELS)]

    def _change(self, **values: object) -> None:
        self._take(replace(self._filters, **values))  # type: ignore[arg-type]

    def _take(self, filters: Filters) -> None:
        if filters != self._filters:
            self._filters = filters
            self.changed.emit(filters)
