"""What the centre and its courses have set, read by services of this layer."""

from datetime import time
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.settings import Setting
from wset_desk.storage.schema import SettingValue
from wset_desk.storage.unit_of_work import UnitOfWork

Value = TypeVar("Value", bool, int, str, time)


class CentreSettings:
    """All that the centre has set, read once: for services that ask many times."""

    def __init__(self, uow: UnitOfWork) -> None:
        columns = select(SettingValue.name, SettingValue.value)
        rows = uow.session.execute(columns.where(SettingValue.scope_id == uow.actor.centre_id))
        self._values = {row.name: row.value for row in rows}

    def __getitem__(self, setting: Setting[Value]) -> Value:
        """The centre's value of a setting, or its default."""
        value = self._values.get(setting.name)
        return setting.default if value is None else setting.parse(value)


def centre_setting(uow: UnitOfWork, setting: Setting[Value]) -> Value:
    """The centre's value of a setting, or its default."""
    row = setting_row(uow, setting.name, uow.actor.centre_id)
    return setting.default if row is None else setting.parse(row.value)


def course_setting(uow: UnitOfWork, setting: Setting[Value], course_id: UUID) -> Value:
    """What a course has set for itself; else the centre's value."""
    row = setting_row(uow, setting.name, course_id)
    return centre_setting(uow, setting) if row is None else setting.parse(row.value)


def setting_row(uow: UnitOfWork, name: str, scope_id: UUID) -> SettingValue | None:
    """What was set for a centre, a person or a course, whichever `scope_id` is the id of."""
    return uow.session.scalar(
        select(SettingValue).where(SettingValue.name == name, SettingValue.scope_id == scope_id)
    )
