"""The settings of the centre and of its courses: read, explained, changed, back to the default."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.settings import AnySetting, Scope
from wset_desk.services.contract import command, query
from wset_desk.services.setting_values import centre_setting, setting_row
from wset_desk.settings import REMOTE_HOURS_FROM, REMOTE_HOURS_UNTIL, SETTINGS
from wset_desk.storage.schema import AuditEntry, Course, SettingValue
from wset_desk.storage.unit_of_work import UnitOfWork

Value = bool | int | str | time

_OF_CENTRE = frozenset({Scope.CENTRE, Scope.COURSE})


@dataclass(frozen=True)
class Origin:
    """Where a value that isn't the default comes from: when it was set, and by whom."""

    at: datetime
    by: str


@dataclass(frozen=True)
class CourseValue:
    """What one course has set for itself."""

    course_id: UUID
    course_title: str
    value: Value
    origin: Origin


@dataclass(frozen=True)
class SettingState:
    """A setting of the centre as it stands. `origin` is None where nobody has set it."""

    name: str
    value: Value
    origin: Origin | None
    courses: tuple[CourseValue, ...] = ()


@query(Permission.SIGN_IN)
def centre_settings(uow: UnitOfWork) -> dict[str, Value]:
    """Every setting of the centre by its name: what was set, or its default."""
    stored = {row.name: row for row in _rows(uow) if row.scope_id == uow.actor.centre_id}
    return {s.name: _value(s, stored.get(s.name)) for s in settings_of_centre()}


@query(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def setting_states(uow: UnitOfWork) -> tuple[SettingState, ...]:
    """Every setting of the centre with where its value comes from, in the registry's order."""
    rows = _rows(uow)
    origins = _origins(uow, rows)
    titles = _course_titles(uow)
    return tuple(_state(uow, setting, rows, origins, titles) for setting in settings_of_centre())


@command(Permission.MANAGE_SETTINGS)
def change_setting(
    uow: UnitOfWork, *, name: str, value: object, course_id: UUID | None = None
) -> Value | None:
    """Set one of the centre's settings, or what a course has instead.

    Answers what was set before, None if nothing was. Refuses SETTING_UNKNOWN,
    SETTING_NOT_OF_COURSES, SETTING_HOURS_REVERSED, NOT_FOUND, and what `Setting.parse` refuses.
    """
    setting = _setting(name)
    scope_id = _scope_id(uow, setting, course_id)
    encoded = setting.encode(value)
    row = setting_row(uow, name, scope_id)
    before = None if row is None else setting.parse(row.value)
    if row is None:
        uow.add(SettingValue(name=name, scope_id=scope_id, value=encoded))
    else:
        row.value = encoded
    _check_hours(uow, name)
    return before


@command(Permission.MANAGE_SETTINGS)
def reset_setting(uow: UnitOfWork, *, name: str, course_id: UUID | None = None) -> Value | None:
    """Back to the default; a course: back to what holds for the centre.

    Answers what was set before, None if nothing was. Refuses as `change_setting` does.
    """
    setting = _setting(name)
    row = setting_row(uow, name, _scope_id(uow, setting, course_id))
    if row is None:
        return None
    uow.delete(row)
    _check_hours(uow, name)
    return setting.parse(row.value)


def settings_of_centre() -> tuple[AnySetting, ...]:
    """The settings that the centre's store keeps, in the order in which they are shown."""
    return tuple(setting for setting in SETTINGS.values() if setting.scope in _OF_CENTRE)


def _setting(name: str) -> AnySetting:
    setting = SETTINGS.get(name)
    if setting is None or setting.scope not in _OF_CENTRE:
        raise DomainError("SETTING_UNKNOWN", name=name)
    return setting


def _check_hours(uow: UnitOfWork, name: str) -> None:
    """Refuse SETTING_HOURS_REVERSED for a day that would end before it begins."""
    if name not in (REMOTE_HOURS_FROM.name, REMOTE_HOURS_UNTIL.name):
        return
    uow.session.flush()
    first, last = (centre_setting(uow, each) for each in (REMOTE_HOURS_FROM, REMOTE_HOURS_UNTIL))
    if first >= last:
        hours = {"first": f"{first:%H:%M}", "last": f"{last:%H:%M}"}
        raise DomainError("SETTING_HOURS_REVERSED", field=name, **hours)


def _scope_id(uow: UnitOfWork, setting: AnySetting, course_id: UUID | None) -> UUID:
    if course_id is None:
        return uow.actor.centre_id
    if setting.scope is not Scope.COURSE:
        raise DomainError("SETTING_NOT_OF_COURSES", name=setting.name)
    return uow.get(Course, course_id).id


def _state(
    uow: UnitOfWork,
    setting: AnySetting,
    rows: Iterable[SettingValue],
    origins: Mapping[UUID, Origin],
    titles: Mapping[UUID, str],
) -> SettingState:
    own = {row.scope_id: row for row in rows if row.name == setting.name}
    of_centre = own.get(uow.actor.centre_id)
    return SettingState(
        setting.name,
        _value(setting, of_centre),
        None if of_centre is None else origins[of_centre.id],
        tuple(
            CourseValue(course_id, title, _value(setting, own[course_id]), origins[row.id])
            for course_id, title in titles.items()
            if (row := own.get(course_id)) is not None
        ),
    )


def _value(setting: AnySetting, row: SettingValue | None) -> Value:
    return setting.default if row is None else setting.parse(row.value)


def _rows(uow: UnitOfWork) -> list[SettingValue]:
    return list(uow.session.scalars(select(SettingValue)))


def _origins(uow: UnitOfWork, rows: Iterable[SettingValue]) -> dict[UUID, Origin]:
    """The last change of each row, by its id: the audit log knows."""
    entries = uow.session.execute(
        select(AuditEntry.row_id, AuditEntry.at, AuditEntry.actor_name)
        .where(AuditEntry.entity == SettingValue.__tablename__)
        .order_by(AuditEntry.at, AuditEntry.id)
    )
    last = {row_id: Origin(at, by) for row_id, at, by in entries}
    return {row.id: last.get(row.id, Origin(row.created_at, "")) for row in rows}


def _course_titles(uow: UnitOfWork) -> dict[UUID, str]:
    rows = uow.session.execute(select(Course.id, Course.title).order_by(Course.title, Course.id))
    return {row.id: row.title for row in rows}
