"""The times at which a case could be sat: remote sessions with seats, and free invigilators."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.availability import SessionFacts
from wset_desk.domain.catalogue import DeliveryMethod, SessionType
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import (
    RegistrationFacts,
    RegistrationType,
    registration_refusals,
)
from wset_desk.domain.seating import history_of
from wset_desk.services.booked_papers import attempts_of
from wset_desk.services.busy_times import busy_times
from wset_desk.services.conflicts import SCHEDULED
from wset_desk.services.contract import query
from wset_desk.services.days import day_after, midnight
from wset_desk.services.deadlines import default_deadline
from wset_desk.services.exam_facts import exams_where
from wset_desk.services.prices import today
from wset_desk.services.remote.free_times import free_times
from wset_desk.services.remote.queue import case_of
from wset_desk.services.remote.rows import RemoteCase, Slot, SlotSearch
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import REMOTE_PARALLEL_EXAMS
from wset_desk.storage.schema import ExamSession, SessionStaff, Staff
from wset_desk.storage.unit_of_work import UnitOfWork

_DAYS_SHOWN = 28
_DAYS_LOOKED_AHEAD = 120


@query(Permission.VIEW_CANDIDATES)
def slots(
    uow: UnitOfWork,
    *,
    enrollment_id: UUID,
    first_day: date | None = None,
    last_day: date | None = None,
) -> SlotSearch:
    """The times of the days asked for; without any, of four weeks from the first day in time.

    Sessions that can't be booked are among them, with the reasons; free times are only those that
    can. Refuses NOT_AN_ONLINE_ENROLMENT.
    """
    case = case_of(uow, enrollment_id)
    in_time = first_day_in_time(uow)
    first = first_day or max(in_time, case.window.first)
    last = last_day or first + timedelta(days=_DAYS_SHOWN - 1)
    search = _Search(uow, case)
    found = [*search.sessions(first, last), *search.free(first, last)]
    found.sort(key=lambda slot: (slot.start, slot.exam_session_id is None))
    return SlotSearch(tuple(found), first, last, in_time, case.window)


def first_day_in_time(uow: UnitOfWork) -> date:
    """The first day whose remote exams can still be booked now (rule 9)."""
    day = today(uow)
    for _ in range(_DAYS_LOOKED_AHEAD):
        evening = day_after(uow, day) - timedelta(minutes=1)
        if uow.now <= default_deadline(uow, evening, DeliveryMethod.REMOTE_INVIGILATION):
            return day
        day += timedelta(days=1)
    return day


def slot_at(uow: UnitOfWork, case: RemoteCase, start: datetime) -> Slot | None:
    """The free time that begins at `start`, if there still is one, bookable or not."""
    search = _Search(uow, case)
    day = start.astimezone(uow.zone).date()
    return next((each for each in search.times(day, day) if each.start == start), None)


class _Search:
    """What is free for one case; who is booked already may look for another time."""

    def __init__(self, uow: UnitOfWork, case: RemoteCase) -> None:
        self._uow = uow
        self._case = case
        self._parallel = centre_setting(uow, REMOTE_PARALLEL_EXAMS)
        self._deadline = lru_cache(maxsize=None)(self._deadline_of_day)
        booked = case.booking.registration_id if case.booking else None
        attempts = [
            each.attempt
            for each in attempts_of(uow, {case.key.enrollment_id}).get(case.key, ())
            if each.attempt.registration_id != booked
        ]
        self._history = history_of(attempts)
        own = (case.booking.start, case.booking.end) if case.booking else None
        busy = busy_times(uow, {case.candidate_id}).get(case.candidate_id, ())
        self._busy = tuple(each for each in busy if (each.start, each.end) != own)

    def sessions(self, first: date, last: date) -> Iterator[Slot]:
        """Remote sessions of the paper that are planned."""
        exams = exams_where(
            self._uow,
            ExamSession.session_type == SessionType.REMOTE_INVIGILATION,
            ExamSession.status == SCHEDULED,
            ExamSession.exam_date >= max(midnight(self._uow, first), self._uow.now),
            ExamSession.exam_date < day_after(self._uow, last),
        )
        mine = [each for each in exams if self._is_mine(each.facts)]
        staff = _invigilators(self._uow, [each.facts.id for each in mine])
        for each in mine:
            slot = self._slot(each.facts, staff.get(each.facts.id, ()))
            yield replace(slot, exam_session_id=each.facts.id)

    def free(self, first: date, last: date) -> Iterator[Slot]:
        """Times at which a session could be made for the case and booked."""
        return (each for each in self.times(first, last) if each.is_free)

    def times(self, first: date, last: date) -> Iterator[Slot]:
        """Times at which somebody could invigilate, with what speaks against them."""
        begin = max(midnight(self._uow, first), self._uow.now)
        until = day_after(self._uow, last)
        if begin >= until:
            return
        for time in free_times(self._uow, begin, until, minutes=self._case.minutes):
            yield self._slot(self._facts(time.start), time.staff)

    def _is_mine(self, facts: SessionFacts) -> bool:
        case = self._case
        return (facts.level, facts.subject, facts.exam_type) == (
            case.level,
            case.subject,
            case.key.exam_type,
        )

    def _slot(self, facts: SessionFacts, staff: tuple[tuple[UUID, str], ...]) -> Slot:
        case = self._case
        already = case.booking is not None and case.booking.exam_session_id == facts.id
        reasons = registration_refusals(
            RegistrationFacts(
                registration_type=RegistrationType.REMOTE_INVIGILATION,
                paper=facts.paper,
                session=facts,
                now=self._uow.now,
                zone=self._uow.zone,
                history=self._history,
                already_registered=already,
                busy=self._busy,
                extra_time_percent=case.extra_time_percent,
                window=case.window,
            )
        )
        return Slot(
            exam_session_id=None,
            start=facts.start,
            end=facts.start + timedelta(minutes=case.minutes),
            deadline=facts.deadline,
            seats_left=facts.seats_left,
            staff=staff,
            refusals=reasons,
        )

    def _facts(self, start: datetime) -> SessionFacts:
        """The session that booking a free time would make."""
        case = self._case
        return SessionFacts(
            id=case.key.enrollment_id,
            level=case.level,
            subject=case.subject,
            exam_type=case.key.exam_type,
            session_type=SessionType.REMOTE_INVIGILATION,
            delivery_method=DeliveryMethod.REMOTE_INVIGILATION,
            start=start,
            end=start + timedelta(minutes=case.duration_minutes),
            seats_left=self._parallel,
            deadline=min(self._deadline(start.astimezone(self._uow.zone).date()), start),
            can_schedule_independently=True,
        )

    def _deadline_of_day(self, day: date) -> datetime:
        evening = day_after(self._uow, day) - timedelta(minutes=1)
        return default_deadline(self._uow, evening, DeliveryMethod.REMOTE_INVIGILATION)


def _invigilators(
    uow: UnitOfWork, exam_session_ids: list[UUID]
) -> dict[UUID, tuple[tuple[UUID, str], ...]]:
    rows = uow.session.execute(
        select(SessionStaff.exam_session_id, Staff.id, Staff.name)
        .join(Staff, Staff.id == SessionStaff.staff_id)
        .where(SessionStaff.exam_session_id.in_(exam_session_ids))
        .order_by(Staff.name)
    )
    found: dict[UUID, tuple[tuple[UUID, str], ...]] = {}
    for exam_session_id, staff_id, name in rows:
        if exam_session_id is not None:
            found[exam_session_id] = (*found.get(exam_session_id, ()), (staff_id, name))
    return found
