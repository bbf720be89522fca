"""Who may sign in, and as what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.common import dates, labels
from ui.common.buttons import Button
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.forms import CheckField, Form, TextField
from ui.common.labels import Look
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.settings.actions import ROLE_KEYS, SettingsActions
from ui.desk.settings.section import Entry, SettingsSection, listed, opening_button
from ui.desk.start.new_password import NewPasswordField, RepeatField
from wset_desk.domain.permissions import Role
from wset_desk.i18n import N_, _
from wset_desk.services.accounts import Duty
from wset_desk.services.staff import StaffMember

ROLE_NOTES = {
    Role.ADMINISTRATOR: N_("Everything, people and settings included."),
    Role.EXAMS_OFFICER: N_("Courses, exams, candidates and results."),
    Role.INVIGILATOR: N_("Attendance and marks of the sessions assigned to them."),
}


def _roles_text(person: StaffMember) -> str:
    return ", ".join(labels.role(role) for role in sorted(person.roles))


def _access_look(person: StaffMember) -> Look:
    if person.active:
        return Look(_("Can sign in"), "check_circle", "success", "successSoft")
    return Look(_("No access"), "x_circle", "text2", "sunken")


COLUMNS = (
    Column[StaffMember]("name", N_("Name"), lambda p: p.name, strong=True, stretch=True),
    Column[StaffMember]("username", N_("User name"), lambda p: p.username, width=120),
    Column[StaffMember]("roles", N_("Roles"), _roles_text, width=190),
    Column[StaffMember]("access", N_("Access"), lambda p: "", look=_access_look, width=130),
)


class PeopleSection(SettingsSection):
    """The list of people; Enter or a double click opens one."""

    def __init__(self, context: DeskContext, actions: SettingsActions) -> None:
        super().__init__(context)
        self._actions = actions
        self.model = RowsModel(COLUMNS)
        self.table = FittingTable(_("People"), self.model, ("username", "roles"))
        self.table.activated_row.connect(self.edit)
        self.add_button = Button(
            _("Add a person"), kind="primary", icon="user_plus", on_click=self.add
        )
        note = Label(_("Who has left keeps what they did."), tone="text2")
        self.edit_button = opening_button(_("Edit…"), self.table, self.edit)
        top = row(note, None, self.edit_button, self.add_button)
        layout = column(top, framed(self.table), gap=3)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        self._actions.load_people(self._show)

    def entries(self) -> list[Entry]:
        return [Entry(p.name, _roles_text(p), str(p.id)) for p in self.model.rows]

    def open_entry(self, key: str) -> None:
        person = next((p for p in self.model.rows if str(p.id) == key), None)
        if person is not None:
            self.edit(person)

    def create_new(self) -> None:
        self.add()

    def _show(self, people: Sequence[StaffMember]) -> None:
        self.model.set_rows(people)
        self.loaded.emit()

    def add(self) -> None:
        """The sheet for a new person."""
        form = _person_form()
        form.add(
            TextField(
                "username", _("User name"), required=True, help_text=_("They sign in with it.")
            )
        )
        password = form.add(NewPasswordField("password", _("First password")))
        form.add(RepeatField("password_again", _("First password again"), password))
        _add_roles(form)
        sheet = Sheet(
            self,
            _("New person"),
            form,
            save_text=_("Add"),
            on_save=lambda: self._actions.add_person(sheet, form.values()),
        )
        sheet.open()

    def edit(self, person: StaffMember) -> None:
        """The sheet of somebody who is there."""
        sheet = PersonSheet(self, self._actions, person)
        form = sheet.fields
        password = Button(
            _("New password…"), icon="key", on_click=lambda: self._ask_password(sheet, person)
        )
        words = _("End access") if person.active else _("Give access back")
        access = Button(
            words,
            kind="danger" if person.active else "",
            on_click=lambda: self._actions.set_active(person, not person.active, sheet),
        )
        form.add_widget(_buttons(password, access))
        form.section(_("Still assigned to"))
        self._actions.load_duties(sheet, person, lambda found: form.add_widget(_duties(found)))
        sheet.open()

    def _ask_password(self, before: Sheet, person: StaffMember) -> None:
        before.close_now()
        form = Form()
        password = form.add(NewPasswordField("password", _("New password")))
        form.add(RepeatField("password_again", _("New password again"), password))
        sheet = Sheet(
            self,
            _("New password"),
            form,
            subtitle=_("Tell {name}, who can change it then.").format(name=person.name),
            on_save=lambda: self._actions.set_password(sheet, person, password.value()),
        )
        sheet.open()


class PersonSheet(Sheet):
    """Somebody's name, address and roles."""

    def __init__(self, owner: QWidget, actions: SettingsActions, person: StaffMember) -> None:
        self.fields = form = _person_form()
        form.add(TextField("email", _("E-mail"), max_length=254))
        _add_roles(form)
        roles = {key: role in person.roles for role, key in ROLE_KEYS.items()}
        form.set_values({"name": person.name, "email": person.email, **roles})
        self._actions, self._person = actions, person
        super().__init__(
            owner,
            person.name,
            form,
            subtitle=_("Signs in as {username}").format(username=person.username),
            on_save=self._save,
        )

    def _save(self) -> None:
        self._actions.edit_person(self, self._person, self.fields.values())


def _person_form() -> Form:
    form = Form()
    form.add(TextField("name", _("Name"), required=True))
    return form


def _add_roles(form: Form) -> None:
    form.section(_("Roles"))
    for role, key in ROLE_KEYS.items():
        form.add(CheckField(key, labels.role(role), help_text=_(ROLE_NOTES[role])))


def _duties(found: Sequence[Duty]) -> QWidget:
    lines = [
        _("{day}: {session}").format(day=dates.day_short(duty.day), session=duty.name)
        for duty in found
    ]
    return listed(lines, _("Nothing that is still to come."))


def _buttons(*buttons: Button) -> QWidget:
    held = QWidget()
    held.setLayout(row(*buttons, None))
    return held
