"""Who waits for a seat, as the board shows them (helpers of this layer)."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from decimal import Decimal

from sqlalchemy import ColumnElement

from wset_desk.domain.candidates import full_name
from wset_desk.domain.seating import history_of
from wset_desk.services.board.circumstances import Circumstances, circumstances_of
from wset_desk.services.board.rows import WaitingPerson
from wset_desk.services.board.waits import OpenWait, open_waits
from wset_desk.services.exam_facts import ExamWithSeats
from wset_desk.storage.unit_of_work import UnitOfWork


def waiting_people(
    uow: UnitOfWork, exams: Sequence[ExamWithSeats], *conditions: ColumnElement[bool]
) -> tuple[WaitingPerson, ...]:
    """Who waits, the most urgent first; `conditions` narrow the enrolments.

    `exams` are all sessions to come in which people can be seated, by time.
    """
    waits = open_waits(uow, *conditions)
    around = circumstances_of(uow, exams, waits)
    people = [_person(uow, each, around) for each in waits]
    return tuple(sorted(people, key=lambda each: (each.urgency, each.name, each.key.exam_type)))


def _person(uow: UnitOfWork, wait: OpenWait, around: Circumstances) -> WaitingPerson:
    row = wait.row
    marked = [each for each in wait.booked if each.mark is not None]
    history = history_of([each.attempt for each in wait.booked])
    return WaitingPerson(
        key=wait.key,
        candidate_id=row.candidate_id,
        name=full_name(row.first_name, row.last_name),
        number=row.candidate_number,
        wait=wait.wait.waiting,
        level=row.wset_level,
        subject=row.subject,
        exam_type=wait.key.exam_type,
        reason=wait.wait.reason,
        since=_since(uow, wait),
        last_day=wait.window.last if wait.window else None,
        last_mark=marked[-1].mark if marked else None,
        is_released=bool(marked) and marked[-1].is_released,
        fee=around.fee_of(wait),
        fee_waived=around.is_waived(wait),
        owes=around.owed.get(row.candidate_id, Decimal("0.00")),
        extra_time_percent=row.extra_time_percent,
        time_zone=row.time_zone,
        busy=around.busy.get(row.candidate_id, ()),
        history=history,
        window=wait.window,
        resits_allowed=history.resits_allowed,
        line_of=around.lines.get(wait.key, ()),
        offers=around.offers.get(wait.key, frozenset()),
        urgency=around.urgency_of(wait),
        course_session_id=row.session_id,
        after=wait.wait.after,
    )


def _since(uow: UnitOfWork, wait: OpenWait) -> datetime | None:
    if wait.after is not None:
        return wait.after.when
    first = wait.window.first if wait.window else None
    if first is None:
        return None
    return datetime.combine(first, time(), tzinfo=uow.zone).astimezone(UTC)
