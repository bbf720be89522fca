"""The rooms in which the centre teaches and examines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.data_table import DataTable, framed
from ui.common.forms import Form, NumberField, TextField
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.desk.settings.actions import SettingsActions
from wset_desk.i18n import N_, _
from wset_desk.services.rooms import RoomRow

COLUMNS = (
    Column[RoomRow]("name", N_("Name"), lambda room: room.name, strong=True, stretch=True),
    Column[RoomRow](
        "seats",
        N_("Seats"),
        lambda room: str(room.seats),
        align="right",
        tabular=True,
        sort_key=lambda room: room.seats,
    ),
)


class RoomSettings(QWidget):
    """The list of rooms; Enter or a double click opens one."""

    def __init__(self, actions: SettingsActions) -> None:
        super().__init__()
        self._actions = actions
        self.model = RowsModel(COLUMNS)
        self.table = DataTable(_("Rooms"), self.model)
        self.table.set_empty(_("No rooms yet."), _("Add a room"), self.add, icon="room")
        self.table.activated_row.connect(self.edit)
        self.add_button = Button(_("Add a room"), kind="primary", icon="plus", on_click=self.add)
        note = Label(_("A session can't have more seats than its room."), tone="text2")
        layout = column(row(note, None, self.add_button), framed(self.table), gap=3)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_rooms(self, rooms: Sequence[RoomRow]) -> None:
        self.model.set_rows(rooms)

    def add(self) -> None:
        """The sheet for a new room."""
        form = _room_form()
        sheet = Sheet(
            self,
            _("New room"),
            form,
            save_text=_("Add"),
            on_save=lambda: self._actions.add_room(sheet, form.values()),
        )
        sheet.open()

    def edit(self, room: RoomRow) -> None:
        """The sheet of a room that is there."""
        form = _room_form()
        form.set_values({"name": room.name, "seats": room.seats})
        sheet = Sheet(
            self,
            room.name,
            form,
            on_save=lambda: self._actions.edit_room(sheet, room, form.values()),
        )
        close = Button(
            _("Take out of use"),
            kind="danger",
            on_click=lambda: self._actions.close_room(sheet, room),
        )
        held = QWidget()
        held.setLayout(row(close, None))
        form.add_widget(held)
        sheet.open()


def _room_form() -> Form:
    form = Form()
    form.add(TextField("name", _("Name"), required=True))
    form.add(NumberField("seats", _("Seats"), minimum=1, required=True))
    return form
