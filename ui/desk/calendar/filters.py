"""The row over the calendar: types to switch on and off with their counts, level, room, person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.common import labels
from ui.common.buttons import Button
from ui.common.chips import Chip
from ui.common.flow import FlowLayout
from ui.common.inputs import Choice, Combo
from ui.common.layouts import column
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.calendar.model import Filters
from ui.desk.context import DeskContext
from wset_desk.domain.catalogue import LEVELS, SessionType
from wset_desk.i18n import _
from wset_desk.services import rooms, staff
from wset_desk.services.rooms import RoomRow
from wset_desk.services.staff import StaffMember

_REMEMBERED = "calendar_filters"


class FilterBar(QWidget):
    """``changed(Filters)`` when a person narrows or widens the calendar."""

    changed = Signal(object)

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        remembered = context.memory.get(_REMEMBERED) if context.memory else None
        filters = self._filters = Filters.from_plain(remembered)
        self.chips = {kind: self._chip(kind) for kind in SessionType}
        self.level = Combo(_("Level"), self._levels(), filters.level)
        self.room = Combo(_("Room"), [Choice(None, _("All rooms"))])
        self.person = Combo(_("Invigilator"), [Choice(None, _("Everybody"))])
        self.level.chosen.connect(lambda value: self._change(level=value))
        self.room.chosen.connect(lambda value: self._change(room_id=value))
        self.person.chosen.connect(lambda value: self._change(staff_id=value))
        self.more = Button(_("Filters"), kind="ghost", icon="filter", on_click=self.open_more)
        self._popup = self._make_popup()
        layout = FlowLayout(gap=2)
        for widget in (*self.chips.values(), self.more):
            layout.addWidget(widget)
        self.setLayout(layout)
        self._say_how_many()

    @property
    def filters(self) -> Filters:
        return self._filters

    def open_more(self) -> None:
        """Level, room and person, below their button."""
        self._popup.adjustSize()
        edge = self.more.width() - self._popup.width() if self.isRightToLeft() else 0
        self._popup.move(self.more.mapToGlobal(QPoint(edge, self.more.height() + 4)))
        self._popup.show()
        self.level.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for kind, chip in self.chips.items():
            chip.set_count(counts.get(kind, 0))

    def load_choices(self) -> None:
        """Ask for the centre's rooms and people."""
        tasks = self._context.tasks

        def got_rooms(found: tuple[RoomRow, ...]) -> None:
            tasks.run(staff.list_staff, owner=self, on_done=partial(got_people, found))

        def got_people(found: tuple[RoomRow, ...], people: tuple[StaffMember, ...]) -> None:
            self.show_choices(
                [(room.id, room.name) for room in found],
                [(person.id, person.name) for person in people],
            )

        tasks.run(rooms.list_rooms, owner=self, on_done=got_rooms)

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

    def _make_popup(self) -> QFrame:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("role", "card")
        popup.setAccessibleName(_("Filters"))
        fields = column(gap=3, margins=(4, 4, 4, 4))
        for combo in (self.level, self.room, self.person):
            label = Label(combo.accessibleName(), "label", weight=600)
            label.setBuddy(combo)
            fields.addLayout(column(label, combo, gap=1))
        fields.addWidget(Button(_("Show everything"), kind="link", on_click=self.clear))
        popup.setLayout(fields)
        popup.setMinimumWidth(theme().px(240))
        return popup

    def _say_how_many(self) -> None:
        narrowed = len(self._filters.arguments())
        self.more.setText(_("Filters ({n})").format(n=narrowed) if narrowed else _("Filters"))
        self.more.updateGeometry()

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
            if self._context.memory is not None:
                self._context.memory.set(_REMEMBERED, filters.to_plain())
            self._say_how_many()
            self.changed.emit(filters)
