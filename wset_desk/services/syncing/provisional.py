"""Seats that were given here and that the server hasn't confirmed: another desk may have given the
same one (see the sync design, "What we promise")."""

from uuid import UUID

from sqlalchemy import or_, select

from wset_desk.storage.schema import ExamRegistration, OutboxEntry, ServerLink
from wset_desk.storage.unit_of_work import UnitOfWork

_REGISTRATIONS = ExamRegistration.__tablename__


def provisional_seats(uow: UnitOfWork) -> frozenset[UUID]:
    """The registrations whose seat is provisional until the server has it.

    None where there is no server, or only the one that this computer has for itself: it has them in
    a blink. Nor what was booked before there was one, for nobody else could book then.
    """
    patch = OutboxEntry.patch
    takes_a_seat = or_(
        OutboxEntry.op == "insert",
        patch["status"].as_string() == "registered",
        patch["exam_session_id"].as_string().is_not(None),
    )
    waiting = (
        select(OutboxEntry.row_id)
        .join(ServerLink, ServerLink.centre_id == OutboxEntry.centre_id)
        .where(
            OutboxEntry.state == "waiting",
            OutboxEntry.entity == _REGISTRATIONS,
            OutboxEntry.client_time >= ServerLink.connected_at,
            ServerLink.is_own.is_(False),
            takes_a_seat,
        )
    )
    return frozenset(uow.session.scalars(waiting))
