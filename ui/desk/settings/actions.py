"""The verbs of the settings: each tells what was done, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.sheet import Sheet
from ui.common.tasks import Done, Refused
from ui.desk.context import DeskContext
from wset_desk.domain.permissions import Role
from wset_desk.i18n import _
from wset_desk.services import accounts, rooms
from wset_desk.services.catalogue import list_courses
from wset_desk.services.centre_settings import change_setting, reset_setting, setting_states
from wset_desk.services.rooms import RoomDetail, RoomRow
from wset_desk.services.staff import StaffMember, add_staff
from wset_desk.settings import AnySetting
from wset_desk.system.passwords import Passwords

ROLE_KEYS = {role: f"role_{role.value}" for role in Role}
"""Each role's field in a person's form."""


class SettingsActions:
    """What can be done on the settings' page; `owner` is the page."""

    def __init__(self, context: DeskContext, owner: QWidget) -> None:
        self._context = context
        self._owner = owner
        self._passwords = Passwords()

    def load_states(self, on_done: Done) -> None:
        self._context.tasks.run(setting_states, owner=self._owner, on_done=on_done)

    def load_courses(self, asker: QWidget, on_done: Done) -> None:
        self._context.tasks.run(list_courses, owner=asker, on_done=on_done)

    def load_people(self, on_done: Done) -> None:
        self._context.tasks.run(accounts.list_accounts, owner=self._owner, on_done=on_done)

    def load_rooms(self, on_done: Done) -> None:
        self._context.tasks.run(rooms.all_rooms, owner=self._owner, on_done=on_done)

    def load_duties(self, asker: QWidget, person: StaffMember, on_done: Done) -> None:
        self._context.tasks.run(accounts.duties, owner=asker, on_done=on_done, staff_id=person.id)

    def change(self, setting: AnySetting, value: object, on_refused: Refused) -> None:
        """Set one of the centre's settings at once."""
        self._context.tasks.run(
            change_setting,
            owner=self._owner,
            on_done=self._changed(setting),
            on_refused=on_refused,
            name=setting.name,
            value=value,
        )

    def reset(self, setting: AnySetting) -> None:
        """Back to the default."""
        self._context.tasks.run(
            reset_setting, owner=self._owner, on_done=self._changed(setting), name=setting.name
        )

    def change_for_course(
        self, sheet: Sheet, setting: AnySetting, course_id: UUID, value: object
    ) -> None:
        done = self._changed(setting, course_id=course_id)
        arguments = {"name": setting.name, "value": value, "course_id": course_id}
        sheet.submit(self._context.tasks, change_setting, on_done=done, **arguments)

    def reset_for_course(self, sheet: Sheet, setting: AnySetting, course_id: UUID) -> None:
        """A course takes the centre's value again."""
        done = self._changed(setting, course_id=course_id)
        arguments = {"name": setting.name, "course_id": course_id}
        sheet.submit(self._context.tasks, reset_setting, on_done=done, **arguments)

    def _changed(self, setting: AnySetting, **of_course: UUID) -> Done:
        """Tells of it; undone, what was set before is set again, or nothing if nothing was."""

        def done(before: object) -> None:
            text = _("{title} changed").format(title=_(setting.title))
            again = {"name": setting.name, **of_course}
            if before is None:
                undo = self._later(reset_setting, **again)
            else:
                undo = self._later(change_setting, value=before, **again)
            self._context.toast(text, undo)

        return done

    def add_person(self, sheet: Sheet, values: dict[str, Any]) -> None:
        sheet.submit(
            self._context.tasks,
            add_staff,
            on_done=self._tell(_("{name} can sign in now")),
            name=values["name"],
            username=values["username"],
            password=values["password"],
            roles=_roles(values),
            passwords=self._passwords,
        )

    def edit_person(self, sheet: Sheet, before: StaffMember, values: dict[str, Any]) -> None:
        def done(after: StaffMember) -> None:
            undo = self._later(
                accounts.edit_account,
                staff_id=before.id,
                name=before.name,
                roles=before.roles,
                email=before.email,
            )
            self._context.toast(_("{name} changed").format(name=after.name), undo)

        sheet.submit(
            self._context.tasks,
            accounts.edit_account,
            on_done=done,
            staff_id=before.id,
            name=values["name"],
            roles=_roles(values),
            email=values["email"],
        )

    def set_active(self, person: StaffMember, active: bool, sheet: Sheet) -> None:
        """End a person's access or give it back."""
        text = _("{name} can sign in again") if active else _("{name} can't sign in any more")

        def done(after: StaffMember) -> None:
            undo = self._later(accounts.set_active, staff_id=person.id, active=not active)
            self._context.toast(text.format(name=after.name), undo)

        sheet.submit(
            self._context.tasks,
            accounts.set_active,
            on_done=done,
            staff_id=person.id,
            active=active,
        )

    def set_password(self, sheet: Sheet, person: StaffMember, password: str) -> None:
        sheet.submit(
            self._context.tasks,
            accounts.set_password,
            on_done=self._tell(_("{name} has a new password")),
            staff_id=person.id,
            password=password,
            passwords=self._passwords,
        )

    def change_own_password(self, sheet: Sheet, values: dict[str, Any]) -> None:
        sheet.submit(
            self._context.tasks,
            accounts.change_own_password,
            on_done=lambda _nothing: self._context.toast(_("Your password is changed")),
            present=values["present"],
            password=values["password"],
            passwords=self._passwords,
        )

    def add_room(self, sheet: Sheet, values: dict[str, Any]) -> None:
        def done(room: RoomRow) -> None:
            self._context.toast(_("{name} added").format(name=room.name), self._closing(room))

        sheet.submit(self._context.tasks, rooms.add_room, on_done=done, **values)

    def edit_room(self, sheet: Sheet, before: RoomDetail, values: dict[str, Any]) -> None:
        values = {**values, "active": before.active}
        self._edit_room(sheet, before, values, _("{name} changed"))

    def use_room(self, sheet: Sheet, room: RoomDetail, use: bool) -> None:
        """Take a room out of use (what is booked there stays), or use it again."""
        values = {"name": room.name, "seats": room.seats, "active": use}
        text = _("{name} is in use again") if use else _("{name} is out of use")
        self._edit_room(sheet, room, values, text)

    def _edit_room(
        self, sheet: Sheet, before: RoomDetail, values: dict[str, Any], text: str
    ) -> None:
        def done(after: RoomRow) -> None:
            undo = self._later(
                rooms.edit_room,
                room_id=before.id,
                name=before.name,
                seats=before.seats,
                active=before.active,
            )
            self._context.toast(text.format(name=after.name), undo)

        sheet.submit(
            self._context.tasks, rooms.edit_room, on_done=done, room_id=before.id, **values
        )

    def _closing(self, room: RoomRow) -> Callable[[], object]:
        return self._later(
            rooms.edit_room, room_id=room.id, name=room.name, seats=room.seats, active=False
        )

    def _tell(self, text: str) -> Callable[[StaffMember], object]:
        return lambda person: self._context.toast(text.format(name=person.name))

    def _later(self, service: Callable[..., Any], **parameters: Any) -> Callable[[], object]:
        """What takes an action back: a change of its own."""
        return partial(self._context.tasks.run, service, owner=self._owner, **parameters)


def _roles(values: dict[str, Any]) -> frozenset[Role]:
    return frozenset(role for role, key in ROLE_KEYS.items() if values[key])
