"""The rooms in which the centre teaches and examines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.fitting_table import FittingTable
from ui.common.forms import Form, NumberField, TextField
from ui.common.labels import Look
from ui.common.layouts import hide_unless, row
from ui.common.sheet import Sheet
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.settings.actions import SettingsActions
from ui.desk.settings.section import Entry, SettingsSection, listed, opening_button, table_layout
from wset_desk.i18n import N_, _
from wset_desk.services.rooms import RoomDetail, RoomUse


def _coming_text(room: RoomDetail) -> str:
    return str(len(room.coming)) if room.coming else ""


def _use_look(room: RoomDetail) -> Look:
    if room.active:
        return Look(_("In use"), "check_circle", "success", "successSoft")
    return Look(_("Out of use"), "x_circle", "text2", "sunken")


COLUMNS = (
    Column[RoomDetail]("name", N_("Name"), lambda room: room.name, strong=True, stretch=True),
    Column[RoomDetail](
        "seats",
        N_("Seats"),
        lambda room: str(room.seats),
        align="right",
        tabular=True,
        sort_key=lambda room: room.seats,
        width=90,
    ),
    Column[RoomDetail](
        "coming",
        N_("To come"),
        _coming_text,
        align="right",
        tabular=True,
        sort_key=lambda room: len(room.coming),
        width=100,
    ),
    Column[RoomDetail]("use", N_("State"), lambda room: "", look=_use_look, width=130),
)


class RoomsSection(SettingsSection):
    """The list of rooms; Enter or a double click opens one."""

    def __init__(self, context: DeskContext, actions: SettingsActions) -> None:
        super().__init__(context)
        self._actions = actions
        self.model = RowsModel(COLUMNS)
        self.table = FittingTable(_("Rooms"), self.model, ("coming",))
        add_text = _("Add a room") if self.manages else ""
        self.table.set_empty(_("No rooms yet."), add_text, self.add, icon="room")
        self.table.activated_row.connect(self.edit)
        self.add_button = Button(_("Add a room"), kind="primary", icon="plus", on_click=self.add)
        hide_unless(self.manages, self.add_button)
        note = Label(_("A session is warned of that has more seats than its room."), tone="text2")
        words = _("Edit…") if self.manages else _("Open")
        self.edit_button = opening_button(words, self.table, self.edit)
        top = row(note, None, self.edit_button, self.add_button)
        self.setLayout(table_layout(self.table, top, locked=not self.manages))

    def refresh(self) -> None:
        self._actions.load_rooms(self._show)

    def entries(self) -> list[Entry]:
        return [Entry(room.name, "", str(room.id)) for room in self.model.rows]

    def open_entry(self, key: str) -> None:
        room = next((room for room in self.model.rows if str(room.id) == key), None)
        if room is not None:
            self.edit(room)

    def create_new(self) -> None:
        if self.manages:
            self.add()

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

    def edit(self, room: RoomDetail) -> None:
        """The sheet of a room that is there."""
        sheet = RoomSheet(self, self._actions, room, manages=self.manages)
        form = sheet.fields
        if self.manages:
            words = _("Take out of use") if room.active else _("Use again")
            use = Button(
                words,
                kind="danger" if room.active else "",
                on_click=lambda: self._actions.use_room(sheet, room, not room.active),
            )
            held = QWidget()
            held.setLayout(row(use, None))
            form.add_widget(held)
        form.section(_("Still to come here"))
        form.add_widget(listed([_said(use, room) for use in room.coming], _("Nothing.")))
        sheet.open()

    def _show(self, rooms: Sequence[RoomDetail]) -> None:
        self.model.set_rows(rooms)
        self.loaded.emit()


class RoomSheet(Sheet):
    """A room's name and seats; without `manages` they are only shown."""

    def __init__(
        self, owner: QWidget, actions: SettingsActions, room: RoomDetail, *, manages: bool = True
    ) -> None:
        self.fields = _room_form()
        self.fields.set_values({"name": room.name, "seats": room.seats})
        for field in self.fields:
            field.setEnabled(manages)
        self._actions, self._room = actions, room
        super().__init__(owner, room.name, self.fields, on_save=self._save if manages else None)

    def _save(self) -> None:
        self._actions.edit_room(self, self._room, self.fields.values())


def _said(use: RoomUse, room: RoomDetail) -> str:
    text = _("{day}: {session}, {seats} seats")
    if use.seats > room.seats:
        text = _("{day}: {session}, {seats} seats, more than the room has")
    day = dates.day_short(use.day)
    return text.format(day=day, session=use.name, seats=use.seats)


def _room_form() -> Form:
    form = Form()
    form.add(TextField("name", _("Name"), required=True))
    form.add(NumberField("seats", _("Seats"), minimum=1, required=True))
    return form
