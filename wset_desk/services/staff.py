"""The centre's people: who they are, and who is signed in."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission, Role
from wset_desk.services.contract import command, query
from wset_desk.services.offline_access import check_reached_server
from wset_desk.services.sign_in_attempts import SignInAttempts
from wset_desk.storage.schema import Staff
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.system.passwords import Passwords

# A hash that no password has, at the usual cost: an unknown name takes as long as a known one.
_NOBODYS_HASH = "$argon2id$v=19$m=65536,t=3,p=4$c29tZSBmaXhlZCBzYWx0$" + "A" * 43


@dataclass(frozen=True)
class StaffMember:
    id: UUID
    username: str
    name: str
    roles: frozenset[Role]
    active: bool
    email: str = ""


def new_staff(
    uow: UnitOfWork,
    *,
    name: str,
    username: str,
    password: str,
    roles: frozenset[Role],
    passwords: Passwords,
) -> Staff:
    """The row of a new person, for services of this layer."""
    if not name.strip():
        raise DomainError("NAME_MISSING", field="administrator_name")
    if not username.strip():
        raise DomainError("USERNAME_MISSING", field="username")
    if _by_username(uow, username) is not None:
        raise DomainError("USERNAME_TAKEN", field="username", username=username.strip())
    return uow.add(
        Staff(
            name=name.strip(),
            username=username.strip().lower(),
            password_hash=passwords.hash(password),
            roles=sorted(roles),
        )
    )


@command(Permission.MANAGE_STAFF)
def add_staff(
    uow: UnitOfWork,
    *,
    name: str,
    username: str,
    password: str,
    roles: frozenset[Role],
    passwords: Passwords,
) -> StaffMember:
    """Take up a person.

    Refuses NAME_MISSING, USERNAME_MISSING, USERNAME_TAKEN, ROLE_MISSING, PASSWORD_TOO_SHORT.
    """
    if not roles:
        raise DomainError("ROLE_MISSING", field="roles")
    return member_of(
        new_staff(
            uow,
            name=name,
            username=username,
            password=password,
            roles=roles,
            passwords=passwords,
        )
    )


@query(Permission.VIEW_CALENDAR, Permission.MANAGE_STAFF)
def list_staff(uow: UnitOfWork) -> tuple[StaffMember, ...]:
    """Everybody active, by name."""
    rows = uow.session.scalars(select(Staff).where(Staff.active).order_by(Staff.name))
    return tuple(member_of(row) for row in rows)


@query(Permission.SIGN_IN)
def sign_in(
    uow: UnitOfWork,
    *,
    username: str,
    password: str,
    passwords: Passwords,
    attempts: SignInAttempts | None = None,
) -> Actor:
    """The person with this name and password, as an actor.

    Refuses SIGN_IN_FAILED with the same words, after the same work, whether the name or the
    password is wrong; TRY_AGAIN_IN after several of them, where `attempts` are counted. The
    sample's passwords are published and its clock stands, so nobody waits there. Whoever is right
    may be refused SIGN_IN_TOO_LONG_OFFLINE.
    """
    counted = None if uow.centre.is_sample else attempts
    if counted is not None:
        counted.check(username, uow.now)
    row = _by_username(uow, username)
    stored = row.password_hash if row is not None and row.active else None
    right = passwords.verify(stored or _NOBODYS_HASH, password)
    if row is None or not right:
        if counted is not None:
            counted.failed(username, uow.now)
        raise DomainError("SIGN_IN_FAILED", field="password")
    if counted is not None:
        counted.succeeded(username)
    check_reached_server(uow)
    return _as(uow, row)


@query(Permission.SIGN_IN)
def person_at_work(uow: UnitOfWork) -> Actor | None:
    """Who is signed in, with the roles that they have by now; None for somebody who has left."""
    wanted = select(Staff).where(Staff.id == uow.actor.staff_id, Staff.active)
    row = uow.session.scalars(wanted).first()
    return None if row is None else _as(uow, row)


def _as(uow: UnitOfWork, row: Staff) -> Actor:
    roles = frozenset(Role(role) for role in row.roles)
    return replace(uow.actor, staff_id=row.id, name=row.name, roles=roles)


def _by_username(uow: UnitOfWork, username: str) -> Staff | None:
    wanted = username.strip().lower()
    return uow.session.scalar(select(Staff).where(func.lower(Staff.username) == wanted))


def member_of(row: Staff) -> StaffMember:
    """A person as everybody outside the storage sees them."""
    return StaffMember(
        row.id,
        row.username,
        row.name,
        frozenset(Role(role) for role in row.roles),
        row.active,
        row.email or "",
    )
