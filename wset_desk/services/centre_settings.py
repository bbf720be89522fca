"""The settings of the centre: read and changed by name."""

from datetime import time

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import command, query
from wset_desk.settings import AnySetting, Scope, settings_of
from wset_desk.storage.schema import SettingValue
from wset_desk.storage.unit_of_work import UnitOfWork

Value = bool | int | str | time


@query(Permission.SIGN_IN)
def centre_settings(uow: UnitOfWork) -> dict[str, Value]:
    """Every setting of the centre by its name: what was set, or its default."""
    stored = {row.name: row for row in _rows(uow)}
    return {s.name: _value(s, stored.get(s.name)) for s in settings_of(Scope.CENTRE)}


@command(Permission.MANAGE_SETTINGS)
def change_setting(uow: UnitOfWork, *, name: str, value: object) -> Value:
    """Set one of the centre's settings; answers its value before.

    Refuses SETTING_UNKNOWN, and what `Setting.parse` refuses.
    """
    setting = next((s for s in settings_of(Scope.CENTRE) if s.name == name), None)
    if setting is None:
        raise DomainError("SETTING_UNKNOWN", name=name)
    row = next((row for row in _rows(uow) if row.name == name), None)
    before, encoded = _value(setting, row), setting.encode(value)
    if row is None:
        uow.add(SettingValue(name=name, scope_id=uow.actor.centre_id, value=encoded))
    else:
        row.value = encoded
    return before


def _value(setting: AnySetting, row: SettingValue | None) -> Value:
    return setting.default if row is None else setting.parse(row.value)


def _rows(uow: UnitOfWork) -> list[SettingValue]:
    of_centre = SettingValue.scope_id == uow.actor.centre_id
    return list(uow.session.scalars(select(SettingValue).where(of_centre)))
