"""People's access: their roles, their passwords, and when it ends."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import is_plausible_email
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission, Role
from wset_desk.services.contract import command, query
from wset_desk.services.exams_held import SCHEDULED
from wset_desk.services.staff import StaffMember, member_of
from wset_desk.storage.schema import CourseSession, ExamSession, ExamTemplate, SessionStaff, Staff
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.passwords import Passwords


@dataclass(frozen=True)
class Duty:
    """A session to come that somebody teaches or invigilates."""

    name: str
    day: date


@query(Permission.MANAGE_STAFF)
def list_accounts(uow: UnitOfWork) -> tuple[StaffMember, ...]:
    """Everybody, whoever has left too: the active first, by name."""
    rows = uow.session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name))
    return tuple(member_of(row) for row in rows)


@query(Permission.MANAGE_STAFF)
def duties(uow: UnitOfWork, *, staff_id: UUID) -> tuple[Duty, ...]:
    """The sessions to come that a person is assigned to, the next first."""
    today = uow.now.astimezone(uow.zone).date()
    courses = uow.session.execute(
        select(CourseSession.name, CourseSession.starts_on)
        .join(SessionStaff, SessionStaff.session_id == CourseSession.id)
        .where(
            SessionStaff.staff_id == staff_id,
            CourseSession.status == SCHEDULED,
            CourseSession.ends_on >= today,
        )
    )
    exams = uow.session.execute(
        select(ExamSession.name, ExamTemplate.name, ExamSession.exam_date)
        .join(SessionStaff, SessionStaff.exam_session_id == ExamSession.id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            SessionStaff.staff_id == staff_id,
            ExamSession.status == SCHEDULED,
            ExamSession.exam_date >= uow.now,
        )
    )
    found = [Duty(name, day) for name, day in courses]
    found += [Duty(name or paper, at.astimezone(uow.zone).date()) for name, paper, at in exams]
    return tuple(sorted(found, key=lambda duty: (duty.day, duty.name)))


@command(Permission.MANAGE_STAFF)
def edit_account(
    uow: UnitOfWork, *, staff_id: UUID, name: str, roles: frozenset[Role], email: str = ""
) -> StaffMember:
    """Change a person's name, e-mail address and roles.

    Refuses NAME_MISSING, EMAIL_NOT_PLAUSIBLE, ROLE_MISSING, LAST_ADMINISTRATOR.
    """
    if not name.strip():
        raise DomainError("NAME_MISSING", field="name")
    if email.strip() and not is_plausible_email(email.strip()):
        raise DomainError("EMAIL_NOT_PLAUSIBLE", field="email", text=email.strip())
    if not roles:
        raise DomainError("ROLE_MISSING", field="roles")
    row = uow.get(Staff, staff_id)
    if Role.ADMINISTRATOR not in roles:
        _keep_an_administrator(uow, row, field="roles")
    row.name, row.roles, row.email = name.strip(), sorted(roles), email.strip() or None
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
