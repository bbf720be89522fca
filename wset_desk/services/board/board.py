"""The assignment board: who waits for a seat, and where there are some (rules 8 to 12)."""

from datetime import date

from wset_desk.domain.permissions import Permission
from wset_desk.services.board.people import waiting_people
from wset_desk.services.board.rows import Board
from wset_desk.services.board.sessions import board_sessions, exams_with_seats
from wset_desk.services.board.waits import open_waits
from wset_desk.services.contract import query
from wset_desk.storage.unit_of_work import UnitOfWork


@query(Permission.VIEW_CANDIDATES)
def board(uow: UnitOfWork, *, first_day: date | None = None, last_day: date | None = None) -> Board:
    """Everybody who waits, and the sessions of the days (the centre's) with their seats.

    Without days: the sessions that haven't begun. How urgent people are doesn't depend on days.
    """
    to_come = exams_with_seats(uow)
    shown = to_come
    if first_day is not None or last_day is not None:
        shown = exams_with_seats(uow, first_day, last_day)
    return Board(waiting_people(uow, to_come), board_sessions(uow, shown), uow.now)


@query(Permission.VIEW_CANDIDATES)
def number_waiting(uow: UnitOfWork) -> int:
    """How many papers are waited for."""
    return len(open_waits(uow))
