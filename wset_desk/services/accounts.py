"""People's access: their roles, their passwords, and when it ends."""

from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission, Role
from wset_desk.services.contract import command, query
from wset_desk.services.staff import StaffMember, member_of
from wset_desk.storage.schema import Staff
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.passwords import Passwords


@query(Permission.MANAGE_STAFF)
def list_accounts(uow: UnitOfWork) -> tuple[StaffMember, ...]:
    """Everybody, whoever has left too: the active first, by name."""
    rows = uow.session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name))
    return tuple(member_of(row) for row in rows)


@command(Permission.MANAGE_STAFF)
def edit_account(
    uow: UnitOfWork, *, staff_id: UUID, name: str, roles: frozenset[Role]
) -> StaffMember:
    """Change a person's name and roles. Refuses NAME_MISSING, ROLE_MISSING, LAST_ADMINISTRATOR."""
    if not name.strip():
        raise DomainError("NAME_MISSING", field="name")
    if not roles:
        raise DomainError("ROLE_MISSING", field="roles")
    row = uow.get(Staff, staff_id)
    if Role.ADMINISTRATOR not in roles:
        _keep_an_administrator(uow, row, field="roles")
    row.name, row.roles = name.strip(), sorted(roles)
    return member_of(row)


@command(Permission.MANAGE_STAFF)
def set_active(uow: UnitOfWork, *, staff_id: UUID, active: bool) -> StaffMember:
    """End a person's access, or give it back; what they did stays. Refuses LAST_ADMINISTRATOR."""
    row = uow.get(Staff, staff_id)
    if not active:
        _keep_an_administrator(uow, row, field="active")
    row.active = active
    return member_of(row)


@command(Permission.MANAGE_STAFF)
def set_password(
    uow: UnitOfWork, *, staff_id: UUID, password: str, passwords: Passwords
) -> StaffMember:
    """Give a person who forgot theirs a new password. Refuses PASSWORD_TOO_SHORT."""
    row = uow.get(Staff, staff_id)
    row.password_hash = passwords.hash(password)
    return member_of(row)


@command(Permission.SIGN_IN)
def change_own_password(
    uow: UnitOfWork, *, present: str, password: str, passwords: Passwords
) -> None:
    """Replace one's own password. Refuses NOT_PERMITTED, PASSWORD_WRONG, PASSWORD_TOO_SHORT."""
    if uow.actor.staff_id is None:
        raise DomainError("NOT_PERMITTED")
    row = uow.get(Staff, uow.actor.staff_id)
    if not passwords.verify(row.password_hash or "", present):
        raise DomainError("PASSWORD_WRONG", field="present")
    row.password_hash = passwords.hash(password)


def _keep_an_administrator(uow: UnitOfWork, leaving: Staff, field: str) -> None:
    others = uow.session.scalars(select(Staff).where(Staff.active, Staff.id != leaving.id))
    is_one = leaving.active and Role.ADMINISTRATOR in leaving.roles
    if is_one and not any(Role.ADMINISTRATOR in row.roles for row in others):
        raise DomainError("LAST_ADMINISTRATOR", field=field)
