"""The remote invigilation queue: who still has to be booked, checked or given more time."""

from datetime import date
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import UNDO_REASON, checked_reason
from wset_desk.domain.remote import RemoteState
from wset_desk.services.contract import command, query
from wset_desk.services.prices import today
from wset_desk.services.remote.cases import remote_cases
from wset_desk.services.remote.rows import RemoteCase
from wset_desk.storage.schema import CourseEnrollment
from wset_desk.storage.unit_of_work import UnitOfWork


@query(Permission.VIEW_CANDIDATES)
def remote_queue(uow: UnitOfWork) -> tuple[RemoteCase, ...]:
    """Every case that isn't over, the one whose window ends soonest first."""
    return tuple(remote_cases(uow))


@query(Permission.VIEW_CANDIDATES)
def remote_case(uow: UnitOfWork, *, enrollment_id: UUID) -> RemoteCase:
    """One enrolment's case. Refuses NOT_AN_ONLINE_ENROLMENT where nothing is left to sit."""
    return case_of(uow, enrollment_id)


@query(Permission.VIEW_CANDIDATES)
def count_remote(uow: UnitOfWork) -> dict[RemoteState, int]:
    """How many cases there are in each state."""
    counts = dict.fromkeys(RemoteState, 0)
    for case in remote_cases(uow):
        counts[case.state] += 1
    return counts


@command(Permission.ENROL)
def extend_window(uow: UnitOfWork, *, enrollment_id: UUID, last_day: date, reason: str) -> None:
    """Let a candidate sit until `last_day`, with a reason that the audit log keeps.

    Refuses NOT_AN_ONLINE_ENROLMENT, REASON_MISSING, TEXT_TOO_LONG, WINDOW_NOT_LONGER and
    WINDOW_IN_THE_PAST, with their field.
    """
    enrollment = uow.get(CourseEnrollment, enrollment_id)
    if enrollment.window_ends_on is None:
        raise DomainError("NOT_AN_ONLINE_ENROLMENT")
    uow.reason = checked_reason(reason)
    if last_day <= enrollment.window_ends_on:
        raise DomainError("WINDOW_NOT_LONGER", field="last_day", last=enrollment.window_ends_on)
    if last_day < today(uow):
        raise DomainError("WINDOW_IN_THE_PAST", field="last_day")
    enrollment.window_ends_on = last_day


@command(Permission.ENROL)
def undo_extension(
    uow: UnitOfWork, *, enrollment_id: UUID, extended_to: date, last_day: date
) -> None:
    """Put the window back to `last_day`, if it is still the extended one and nothing needs it.

    Refuses EXTENSION_BUILT_UPON: it was changed again, or an exam is booked after `last_day`.
    """
    enrollment = uow.get(CourseEnrollment, enrollment_id)
    bookings = [case.booking for case in remote_cases(uow, CourseEnrollment.id == enrollment_id)]
    needed = any(each and each.start.astimezone(uow.zone).date() > last_day for each in bookings)
    if enrollment.window_ends_on != extended_to or needed:
        raise DomainError("EXTENSION_BUILT_UPON")
    uow.reason = UNDO_REASON
    enrollment.window_ends_on = last_day


def case_of(uow: UnitOfWork, enrollment_id: UUID) -> RemoteCase:
    """The case of an enrolment; NOT_AN_ONLINE_ENROLMENT where it has none."""
    cases = remote_cases(uow, CourseEnrollment.id == enrollment_id)
    if not cases:
        raise DomainError("NOT_AN_ONLINE_ENROLMENT")
    return cases[0]
