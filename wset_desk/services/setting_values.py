"""What the centre has set, read by services of this layer."""

from datetime import time
from typing import TypeVar

from sqlalchemy import select

from wset_desk.settings import Setting
from wset_desk.storage.schema import SettingValue
from wset_desk.storage.unit_of_work import UnitOfWork

Value = TypeVar("Value", bool, int, str, time)


def centre_setting(uow: UnitOfWork, setting: Setting[Value]) -> Value:
    """The centre's value of a setting, or its default."""
    row = uow.session.scalar(
        select(SettingValue).where(
            SettingValue.name == setting.name, SettingValue.scope_id == uow.actor.centre_id
        )
    )
    return setting.default if row is None else setting.parse(row.value)
