"""What happened to the sample's seats of late: lined up for, given up, moved, called off."""

from collections.abc import Iterator
from datetime import timedelta

from wset_desk.domain.catalogue import SessionType
from wset_desk.domain.registrations import RegistrationType
from wset_desk.domain.seating import refusals
from wset_desk.services.board.assigning import assign
from wset_desk.services.board.board import board
from wset_desk.services.board.cancelling import cancel_registration
from wset_desk.services.board.rescheduling import reschedule, reschedule_choices
from wset_desk.services.board.rows import (
    AssignmentInput,
    Board,
    BoardSession,
    SeatedPerson,
    WaitingPerson,
)
from wset_desk.services.board.waiting_list import join_waiting_list
from wset_desk.services.demo.school import School, at
from wset_desk.services.exam_session_changes import cancel_exam_session
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system import sample

OFFER_HOURS = 48
_LATELY = at(sample.NOW.date() - timedelta(days=1), 13, 5)
_LONGEST_LINE, _FEW = 3, 3
_MADE_GOOD = (RegistrationType.MAKEUP, RegistrationType.RESIT)
_CALLED_OFF = (SessionType.MAKEUP, SessionType.RESIT)


def change_seats(school: School) -> None:
    """Put it on the agenda of the day before the sample's present."""
    school.agenda.add(_LATELY, _change)


def _change(uow: UnitOfWork) -> None:
    """Each where there is a case for it: a small sample may have none."""
    for change in (_line_up, _move, _call_off):
        change(uow, board(uow))


def _line_up(uow: UnitOfWork, found: Board) -> None:
    """A session fills up, people wait for it; then somebody gives up a seat, which is on offer."""
    offer = timedelta(hours=OFFER_HOURS)
    sessions = _changeable(uow, found, ahead=offer)
    for session in sorted(sessions, key=lambda each: each.facts.seats_left):
        left = session.facts.seats_left
        keys = [each.key for each in found.people if _fits(uow, each, session)]
        if session.people and len(keys) > left + 1:
            pairs = (AssignmentInput(key, session.id) for key in keys[:left])
            if left:
                assign(uow, assignments=tuple(pairs))
            in_line = tuple(keys[left : left + _LONGEST_LINE])
            join_waiting_list(uow, exam_session_id=session.id, keys=in_line)
            cancel_registration(uow, registration_id=session.people[0].registration_id)
            return


def _fits(uow: UnitOfWork, person: WaitingPerson, session: BoardSession) -> bool:
    against = refusals(person, session.facts, uow.now, uow.zone)
    return {reason.code for reason in against} <= {"SESSION_FULL"}


def _move(uow: UnitOfWork, found: Board) -> None:
    """Somebody comes to another makeup or resit instead."""
    for _session, person in _seated(uow, found):
        for choice in reschedule_choices(uow, registration_id=person.registration_id):
            if not choice.reasons:
                reschedule(
                    uow,
                    registration_id=person.registration_id,
                    exam_session_id=choice.session.id,
                )
                return


def _call_off(uow: UnitOfWork, found: Board) -> None:
    """A makeup or resit for few is cancelled; they wait again, with what they have paid."""
    for session, _person in _seated(uow, found):
        if session.facts.session_type in _CALLED_OFF and session.taken <= _FEW:
            cancel_exam_session(uow, exam_session_id=session.id, reason="The examiner is ill")
            return


def _seated(uow: UnitOfWork, found: Board) -> Iterator[tuple[BoardSession, SeatedPerson]]:
    """Who has a seat, as a makeup or resit, that they can still give up in time."""
    for session in _changeable(uow, found):
        yield from ((session, each) for each in session.people if each.type in _MADE_GOOD)


def _changeable(
    uow: UnitOfWork, found: Board, ahead: timedelta = timedelta(0)
) -> Iterator[BoardSession]:
    """The sessions in which a seat can be given up in time, for so long at least."""
    for session in found.sessions:
        deadline = session.facts.deadline
        if deadline is not None and deadline > uow.now + ahead:
            yield session
