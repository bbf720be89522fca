"""The waiting list of a full exam session, in strict order, with offers of freed seats (rule 8)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.seating import WaitingKey, refusals, registration_type_for
from wset_desk.services.board.assigning import people_waiting, person_of, seat
from wset_desk.services.board.rows import Assigned, AssignmentInput, LinePlace, WaitingPerson
from wset_desk.services.contract import command, query
from wset_desk.services.exam_facts import ExamWithSeats, exam_with_seats
from wset_desk.services.exam_sessions import scheduled_session
from wset_desk.services.notices.drafting import draft_bookings
from wset_desk.services.notices.seat_offers import withdraw_offers
from wset_desk.services.waiting_lines import (
    IN_LINE,
    OFFERED,
    WAITING,
    WITHDRAWN,
    lines_where,
    settle_lines,
)
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession, WaitingListEntry
from wset_desk.storage.unit_of_work import UnitOfWork


@query(Permission.VIEW_CANDIDATES)
def waiting_list(uow: UnitOfWork, *, exam_session_id: UUID) -> tuple[LinePlace, ...]:
    """Who stands in line for a session, in order, as it is now."""
    found = lines_where(uow, ExamSession.id == exam_session_id).get(exam_session_id)
    if found is None:
        return ()
    exam_type = exam_with_seats(uow, exam_session_id).facts.exam_type
    rows = uow.session.execute(
        select(WaitingListEntry, Candidate)
        .join(Candidate, Candidate.id == WaitingListEntry.candidate_id)
        .where(WaitingListEntry.id.in_([*found.line.offers, *found.line.waiting]))
        .order_by(WaitingListEntry.position, WaitingListEntry.id)
    )
    return tuple(
        _place(entry, candidate, exam_type, found.line.offers.get(entry.id))
        for entry, candidate in rows
    )


@command(Permission.ENROL)
def join_waiting_list(
    uow: UnitOfWork, *, exam_session_id: UUID, keys: tuple[WaitingKey, ...]
) -> tuple[UUID, ...]:
    """Put people at the end of a full session's line, in this order; answers their entries.

    Leaving the list is the inverse. Refuses, naming the person, NOT_WAITING, ALREADY_IN_LINE,
    SEATS_LEFT (there is a seat for them), and whatever but full seats is against the session.
    """
    scheduled_session(uow, exam_session_id)
    settle_lines(uow, [exam_session_id])
    exam = exam_with_seats(uow, exam_session_id)
    waiting = people_waiting(uow, keys)
    people = [person_of(uow, waiting, key) for key in keys]
    for person in people:
        _check_may_join(uow, person, exam)
    last = _last_position(uow, exam_session_id)
    entries = [
        _entry(uow, person, exam, last + number) for number, person in enumerate(people, start=1)
    ]
    return tuple(entry.id for entry in entries)


@command(Permission.ENROL)
def leave_waiting_list(uow: UnitOfWork, *, entry_ids: tuple[UUID, ...]) -> None:
    """Take people out of the line; a seat that was held for them is on offer to the next.

    `restore_waiting_list` is the inverse. Refuses NOT_IN_LINE.
    """
    entries = _in_line(uow, entry_ids)
    for entry in entries:
        entry.status = WITHDRAWN
    withdraw_offers(uow, entries)
    settle_lines(uow, {each.exam_session_id for each in entries})


@command(Permission.ENROL)
def restore_waiting_list(uow: UnitOfWork, *, entry_ids: tuple[UUID, ...]) -> None:
    """Put people who were taken out of the line back into their place, without an offer.

    Refuses NOT_WAITING (they have a seat since) and ALREADY_IN_LINE, naming the person.
    """
    entries = [uow.get(WaitingListEntry, each) for each in entry_ids]
    waiting = people_waiting(uow, [_key(uow, each) for each in entries])
    for entry in entries:
        person = person_of(uow, waiting, _key(uow, entry))
        if entry.status != WITHDRAWN or entry.exam_session_id in person.line_of:
            raise DomainError("ALREADY_IN_LINE", who=person.name)
        entry.status = WAITING
    settle_lines(uow, {each.exam_session_id for each in entries})


@command(Permission.ENROL)
def take_offer(uow: UnitOfWork, *, entry_id: UUID) -> Assigned:
    """Give somebody the seat that is held for them; `undo_assign` puts them back into the line.

    Refuses NOT_IN_LINE, NO_OFFER (none, or it has expired) and what `assign` refuses.
    """
    (entry,) = _in_line(uow, (entry_id,))
    key = _key(uow, entry)
    person = person_of(uow, people_waiting(uow, [key]), key)
    if entry.exam_session_id not in person.offers:
        raise DomainError("NO_OFFER", who=person.name)
    taken = seat(uow, person, AssignmentInput(key, entry.exam_session_id), None)
    draft_bookings(uow, [uow.get(ExamRegistration, taken.registration_id)])
    return taken


@command(Permission.ENROL)
def decline_offer(uow: UnitOfWork, *, entry_id: UUID) -> None:
    """Somebody doesn't want the seat that is held for them: they leave, the next one has it.

    Refuses NOT_IN_LINE and NO_OFFER.
    """
    (entry,) = _in_line(uow, (entry_id,))
    if entry.status == WAITING:
        raise DomainError("NO_OFFER", who=_name(uow, entry))
    entry.status = WITHDRAWN
    withdraw_offers(uow, [entry])
    settle_lines(uow, [entry.exam_session_id])


@command(Permission.ENROL)
def settle_offers(uow: UnitOfWork) -> None:
    """Store which offers have run out, and draft a message to whoever has a seat held since then.

    Waiting lines go on by themselves; this makes the messages follow.
    """
    run_out = select(WaitingListEntry.exam_session_id).where(
        WaitingListEntry.status == OFFERED, WaitingListEntry.offer_expires_at <= uow.now
    )
    settle_lines(uow, set(uow.session.scalars(run_out)), offer_free_seats=False)


def _in_line(uow: UnitOfWork, entry_ids: tuple[UUID, ...]) -> list[WaitingListEntry]:
    """These entries as they stand now; NOT_IN_LINE."""
    entries = [uow.get(WaitingListEntry, each) for each in entry_ids]
    settle_lines(uow, {each.exam_session_id for each in entries})
    for entry in entries:
        if entry.status not in IN_LINE:
            raise DomainError("NOT_IN_LINE", who=_name(uow, entry))
    return entries


def _check_may_join(uow: UnitOfWork, person: WaitingPerson, exam: ExamWithSeats) -> None:
    if exam.facts.id in person.line_of:
        raise DomainError("ALREADY_IN_LINE", who=person.name)
    against = refusals(person, exam.facts, uow.now, uow.zone)
    for reason in against:
        if reason.code != "SESSION_FULL":
            raise DomainError(reason.code, **{"who": person.name, **reason.parameters})
    if not against:
        raise DomainError("SEATS_LEFT", who=person.name)


def _entry(
    uow: UnitOfWork, person: WaitingPerson, exam: ExamWithSeats, position: int
) -> WaitingListEntry:
    return uow.add(
        WaitingListEntry(
            exam_session_id=exam.facts.id,
            candidate_id=person.candidate_id,
            course_enrollment_id=person.key.enrollment_id,
            registration_type=registration_type_for(person.wait, exam.facts.session_type),
            position=position,
            joined_at=uow.now,
        )
    )


def _last_position(uow: UnitOfWork, exam_session_id: UUID) -> int:
    """Of everybody who has ever stood in the line."""
    return (
        uow.session.scalar(
            select(func.coalesce(func.max(WaitingListEntry.position), 0)).where(
                WaitingListEntry.exam_session_id == exam_session_id
            )
        )
        or 0
    )


def _place(
    entry: WaitingListEntry, candidate: Candidate, exam_type: ExamType, until: datetime | None
) -> LinePlace:
    return LinePlace(
        entry_id=entry.id,
        key=WaitingKey(entry.course_enrollment_id, exam_type),
        candidate_id=candidate.id,
        name=full_name(candidate.first_name, candidate.last_name),
        number=candidate.candidate_number,
        joined_at=entry.joined_at,
        offered_until=until,
    )


def _key(uow: UnitOfWork, entry: WaitingListEntry) -> WaitingKey:
    exam_type = exam_with_seats(uow, entry.exam_session_id).facts.exam_type
    return WaitingKey(entry.course_enrollment_id, exam_type)


def _name(uow: UnitOfWork, entry: WaitingListEntry) -> str:
    candidate = uow.get(Candidate, entry.candidate_id)
    return full_name(candidate.first_name, candidate.last_name)
