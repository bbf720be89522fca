"""What stands under a name: another computer may have given it a row of its own meanwhile."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.services.centre_settings import change_setting, reset_setting
from wset_desk.services.text_blocks import set_text_blocks
from wset_desk.settings import SETTINGS
from wset_desk.storage.schema import OutboxEntry, SettingValue, TextBlock
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork


def _write_setting(uow: UnitOfWork, entry: OutboxEntry, named: Mapping[str, Any]) -> None:
    scope = UUID(str(named["scope_id"]))
    where: dict[str, Any] = {"name": named["name"]}
    if scope != uow.actor.centre_id:
        where["course_id"] = scope
    if is_removed(entry):
        reset_setting(uow, **where)
        return
    value = SETTINGS[named["name"]].parse(entry.patch["value"])
    change_setting(uow, value=value, **where)


def _write_text(uow: UnitOfWork, entry: OutboxEntry, named: Mapping[str, Any]) -> None:
    text = None if is_removed(entry) else entry.patch.get("text")
    set_text_blocks(uow, texts={named["name"]: text})


NAMED: Mapping[str, tuple[type[Any], Callable[..., None]]] = {
    SettingValue.__tablename__: (SettingValue, _write_setting),
    TextBlock.__tablename__: (TextBlock, _write_text),
}


def write_named(uow: UnitOfWork, entry: OutboxEntry) -> None:
    """Write it under its name, whatever row that has. Refuses what its service refuses."""
    _model, write = NAMED[entry.entity]
    named = name_of(uow, entry)
    if named is None:
        raise DomainError("ROW_UNKNOWN")
    write(uow, entry, named)


def name_of(uow: UnitOfWork, entry: OutboxEntry) -> Mapping[str, Any] | None:
    """`name`, and of a setting `scope_id`; None where there is no such row (any more)."""
    if entry.op == "insert":
        return entry.patch
    model, _write = NAMED[entry.entity]
    row = uow.session.scalar(
        select(model).where(model.id == entry.row_id), execution_options=WITH_DELETED
    )
    if row is None:
        return None
    return {name: getattr(row, name) for name in ("name", "scope_id") if hasattr(row, name)}


def is_removed(entry: OutboxEntry) -> bool:
    """Whether it was set back to what it was to begin with."""
    return entry.patch.get("deleted_at") is not None
