"""What is waited for in which enrolment, read from the bookings (helpers of this layer)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from wset_desk.domain.catalogue import CourseFormat, ExamType
from wset_desk.domain.registrations import RegistrationStatus, Waiting
from wset_desk.domain.scheduling import Window
from wset_desk.domain.seating import Wait, WaitingKey, wait_of, window_for
from wset_desk.services.board.open_papers import open_papers
from wset_desk.services.booked_papers import BookedPaper, attempts_of
from wset_desk.services.prices import today
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OpenWait:
    """A row of `open_papers`, what is waited for, and everything booked for it before.

    `window` is the one that binds the candidate, if any.
    """

    row: Any
    key: WaitingKey
    wait: Wait
    window: Window | None
    booked: Sequence[BookedPaper]

    @property
    def after(self) -> BookedPaper | None:
        """The booking that was missed, failed or lost."""
        wanted = self.wait.after
        return next((x for x in self.booked if x.attempt.registration_id == wanted), None)

    @property
    def no_show(self) -> UUID | None:
        """The latest exam of the paper that was missed."""
        missed = [
            each.attempt.registration_id
            for each in self.booked
            if each.attempt.status is RegistrationStatus.NO_SHOW
        ]
        return missed[-1] if missed else None


def open_waits(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> list[OpenWait]:
    """What is waited for in the enrolments that meet the conditions.

    First remote exams are among it while they can be booked; once their window is over they are
    in the remote queue alone.
    """
    day = today(uow)
    rows = open_papers(uow, *conditions)
    booked = attempts_of(uow, {row.enrollment_id for row in rows}) if rows else {}
    found = (_open_wait(row, booked, day) for row in rows)
    return [each for each in found if each is not None]


def _open_wait(
    row: Any, booked: Mapping[WaitingKey, Sequence[BookedPaper]], day: date
) -> OpenWait | None:
    key = WaitingKey(row.enrollment_id, ExamType(row.exam_type))
    mine = booked.get(key, ())
    window = _window(row)
    window_open = window is not None and day <= window.last
    wait = wait_of(
        CourseFormat(row.course_format),
        key.exam_type,
        [each.attempt for each in mine],
        window_open=window_open,
    )
    if wait is None or (wait.waiting is Waiting.REMOTE_INVIGILATION and not window_open):
        return None
    return OpenWait(row, key, wait, window_for(wait.waiting, window), mine)


def _window(row: Any) -> Window | None:
    if row.start_date is None or row.window_ends_on is None:
        return None
    return Window(row.start_date, row.window_ends_on)
