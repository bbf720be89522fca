"""Writing to many remote candidates at once: the next free times, or that their window ends."""

from uuid import UUID
from zoneinfo import ZoneInfo

from wset_desk.domain.errors import DomainError
from wset_desk.domain.notices import NoticeKind
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.contract import command
from wset_desk.services.notices.phrases import date_text, fee_text, time_text
from wset_desk.services.notices.rows import DraftsMade
from wset_desk.services.notices.writing import draft_to, withdraw
from wset_desk.services.remote.queue import case_of
from wset_desk.services.remote.rows import RemoteCase, Slot
from wset_desk.services.remote.slots import slots
from wset_desk.storage.schema import Candidate, Notice
from wset_desk.storage.unit_of_work import UnitOfWork

TIMES_OFFERED = 3


@command(Permission.ENROL)
def offer_times(uow: UnitOfWork, *, enrollment_ids: tuple[UUID, ...]) -> DraftsMade:
    """Write to each candidate when they could sit: the first free time of the next three days.

    Nothing is booked or held by it. Unsent offers to them give way. Whoever is booked, or finds
    no free time, is left out. Discarding the drafts is the inverse. Refuses CANDIDATES_MISSING
    and NOT_AN_ONLINE_ENROLMENT.
    """
    if not enrollment_ids:
        raise DomainError("CANDIDATES_MISSING")
    cases = [case_of(uow, each) for each in dict.fromkeys(enrollment_ids)]
    people = [each.candidate_id for each in cases]
    withdraw(uow, [NoticeKind.OFFER], Notice.candidate_id.in_(people))
    found = [(case, _next_times(uow, case)) for case in cases]
    return DraftsMade(
        tuple(_draft(uow, case, times).id for case, times in found if times),
        tuple(case.name for case, times in found if not times),
    )


@command(Permission.ENROL)
def remind_of_windows(uow: UnitOfWork, *, enrollment_ids: tuple[UUID, ...]) -> DraftsMade:
    """Write to each until when their remote exam has to be sat.

    Unsent reminders to them give way. Whoever is booked, or whose window has ended, is left out.
    Discarding the drafts is the inverse. Refuses CANDIDATES_MISSING and NOT_AN_ONLINE_ENROLMENT.
    """
    if not enrollment_ids:
        raise DomainError("CANDIDATES_MISSING")
    cases = [case_of(uow, each) for each in dict.fromkeys(enrollment_ids)]
    people = [each.candidate_id for each in cases]
    withdraw(uow, [NoticeKind.WINDOW], Notice.candidate_id.in_(people))
    late = [each for each in cases if each.booking is not None or each.days_left < 0]
    reminded = [each for each in cases if each not in late]
    return DraftsMade(
        tuple(_remind(uow, case).id for case in reminded), tuple(case.name for case in late)
    )


def _remind(uow: UnitOfWork, case: RemoteCase) -> Notice:
    values = {
        "exam": case.offering,
        "until": date_text(case.window.last),
        "fee": fee_text(uow, case.fee),
    }
    return draft_to(uow, uow.get(Candidate, case.candidate_id), NoticeKind.WINDOW, values)


def _next_times(uow: UnitOfWork, case: RemoteCase) -> list[Slot]:
    """One of each day, the earliest; none for whoever is booked."""
    if case.booking is not None:
        return []
    by_day: dict[object, Slot] = {}
    for slot in slots(uow, enrollment_id=case.key.enrollment_id).slots:
        if slot.is_free:
            by_day.setdefault(slot.start.astimezone(uow.zone).date(), slot)
    return list(by_day.values())[:TIMES_OFFERED]


def _draft(uow: UnitOfWork, case: RemoteCase, times: list[Slot]) -> Notice:
    values = {
        "exam": case.offering,
        "times": "\n".join(_time(uow, case, slot) for slot in times),
        "until": date_text(case.window.last),
        "fee": fee_text(uow, case.fee),
    }
    return draft_to(uow, uow.get(Candidate, case.candidate_id), NoticeKind.OFFER, values)


def _time(uow: UnitOfWork, case: RemoteCase, slot: Slot) -> str:
    here = time_text(slot.start, slot.end, uow.zone)
    if not case.time_zone or case.time_zone == uow.zone.key:
        return here
    there = time_text(slot.start, slot.end, ZoneInfo(case.time_zone))
    return _("{here} (in {zone}: {there})").format(here=here, zone=case.time_zone, there=there)
