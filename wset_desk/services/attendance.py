"""Who did not come: a no-show has no marks, which is not a fail (rule 11)."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from wset_desk.domain.double_entry import Entry
from wset_desk.domain.errors import DomainError
from wset_desk.domain.mark_entry import absence_refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus, check_transition
from wset_desk.services.assigned import check_assigned
from wset_desk.services.contract import command
from wset_desk.services.derived import settle_results
from wset_desk.services.marking.entries import open_entries
from wset_desk.services.result_versions import NO_RESULT, Sitting, sittings, standing_results
from wset_desk.services.results_sitting import names_of_staff
from wset_desk.storage.schema import ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork


@command(Permission.RECORD_ATTENDANCE, Permission.RECORD_ASSIGNED_ATTENDANCE)
def mark_no_show(uow: UnitOfWork, *, registration_ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """Put candidates down as absent, from the exam's day on; answers those that weren't yet.

    All or none. Refuses NOT_ASSIGNED, NO_SHOW_BEFORE_EXAM, NO_SHOW_WITH_MARK, NO_SHOW_WITH_ENTRY
    where somebody typed a mark of two that are needed, STATUS_CHANGE_NOT_ALLOWED.
    """
    changed = []
    today = uow.now.astimezone(uow.zone).date()
    marked = {
        registration_id
        for (registration_id, _), result in standing_results(uow, registration_ids).items()
        if result.value != NO_RESULT
    }
    entries = _entries(uow, registration_ids)
    for registration, exam, _ in _sittings(uow, registration_ids):
        status = RegistrationStatus(registration.status)
        if status is RegistrationStatus.NO_SHOW:
            continue
        refusal = absence_refusal(
            status=status,
            has_mark=registration.id in marked,
            exam_day=exam.exam_date.astimezone(uow.zone).date(),
            today=today,
        )
        if refusal is not None:
            raise refusal.as_error()
        _check_entries(uow, entries.get(registration.id, ()))
        changed.append(registration)
    _change(uow, changed, RegistrationStatus.NO_SHOW)
    return tuple(each.id for each in changed)


@command(Permission.RECORD_ATTENDANCE, Permission.RECORD_ASSIGNED_ATTENDANCE)
def undo_no_show(uow: UnitOfWork, *, registration_ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The inverse of `mark_no_show`: they are registered again, and can be given marks.

    All or none. Refuses NOT_ASSIGNED, STATUS_CHANGE_NOT_ALLOWED for who isn't a no-show.
    """
    absent = [registration for registration, _, _ in _sittings(uow, registration_ids)]
    if any(each.status != RegistrationStatus.NO_SHOW for each in absent):
        raise DomainError("STATUS_CHANGE_NOT_ALLOWED")
    _change(uow, absent, RegistrationStatus.REGISTERED)
    return registration_ids


def _entries(uow: UnitOfWork, registration_ids: tuple[UUID, ...]) -> dict[UUID, list[Entry]]:
    """What was typed and is no result yet: it says that the candidate was there."""
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for cell, entries in open_entries(uow, registration_ids).items():
        found[cell.registration_id] += entries
    return found


def _check_entries(uow: UnitOfWork, entries: Sequence[Entry]) -> None:
    if any(entry.by == uow.actor.staff_id for entry in entries):
        raise DomainError("NO_SHOW_WITH_MARK")
    if entries:
        name = names_of_staff(uow, [entries[0].by])[entries[0].by]
        raise DomainError("NO_SHOW_WITH_ENTRY", name=name)


def _sittings(uow: UnitOfWork, registration_ids: tuple[UUID, ...]) -> list[Sitting]:
    found = sittings(uow, registration_ids)
    sessions = {sitting.exam.id for sitting in found.values()}
    check_assigned(uow, sessions, Permission.RECORD_ATTENDANCE)
    return [found[each] for each in dict.fromkeys(registration_ids)]


def _change(
    uow: UnitOfWork, registrations: Sequence[ExamRegistration], status: RegistrationStatus
) -> None:
    for registration in registrations:
        check_transition(RegistrationStatus(registration.status), status)
        registration.status = status
    settle_results(uow, *registrations)
