"""The centre's sessions for other calendars: exams and course days, and nobody's candidates."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.calendar_entries import CalendarEntry
from wset_desk.domain.catalogue import DeliveryMethod, SessionType
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import N_, _
from wset_desk.services.calendar_files import calendar_text
from wset_desk.services.conflicts import SCHEDULED
from wset_desk.services.contract import query
from wset_desk.services.exam_session_details import end_of
from wset_desk.storage.schema import (
    CourseSession,
    ExamSession,
    ExamTemplate,
    Offering,
    Room,
    SessionDay,
    SessionStaff,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork

Session = ExamSession | CourseSession
_When = tuple[UUID, datetime, datetime]
"""Whose event it is, with its beginning and end."""
_KINDS = {
    SessionType.BUNDLED: N_("Course exam"),
    SessionType.MAKEUP: N_("Makeup"),
    SessionType.RESIT: N_("Resit"),
    SessionType.REMOTE_INVIGILATION: N_("Remote"),
    SessionType.STANDALONE: N_("Standalone"),
}


@query(Permission.VIEW_CALENDAR)
def calendar_feed(uow: UnitOfWork) -> str:
    """All sessions as one calendar file, to be taken up by another program time and again.

    What was moved or cancelled since the last file is so there, too; no candidate is named.
    """
    feed = _Feed(uow)
    entries = sorted([*feed.exams(), *feed.course_days()], key=lambda each: (each.start, each.uid))
    return calendar_text(entries, uow.centre.name)


class _Feed:
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._staff = _staff_names(uow)

    def exams(self) -> Iterator[CalendarEntry]:
        rows = self._uow.session.execute(
            select(ExamSession, ExamTemplate.name, Offering.wset_level, Room.name)
            .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
            .join(Offering, Offering.id == ExamTemplate.course_offering_id)
            .outerjoin(Room, Room.id == ExamSession.room_id)
        )
        for exam, template, level, room in rows:
            day = (exam.id, exam.exam_date, end_of(exam))
            yield self._entry(exam, exam.name or template, level, room, day)

    def course_days(self) -> Iterator[CalendarEntry]:
        rows = self._uow.session.execute(
            select(SessionDay, CourseSession, Offering.wset_level, Room.name)
            .join(CourseSession, CourseSession.id == SessionDay.session_id)
            .join(Offering, Offering.id == CourseSession.offering_id)
            .outerjoin(Room, Room.id == CourseSession.room_id)
        )
        for day, session, level, room in rows:
            yield self._entry(
                session, session.name, level, room, (day.id, day.starts_at, day.ends_at)
            )

    def _entry(
        self, session: Session, name: str, level: int, room: str | None, when: _When
    ) -> CalendarEntry:
        row_id, start, end = when
        staff = ", ".join(self._staff.get(session.id, ()))
        return CalendarEntry(
            uid=f"{row_id}@wset-desk",
            summary=name,
            start=start,
            end=end,
            stamp=self._uow.now,
            sequence=(self._uow.now - session.created_at) // timedelta(minutes=1),
            location=_place(session, room),
            description="\n".join(part for part in (_kind(session, level), staff) if part),
            is_cancelled=session.status != SCHEDULED,
        )


def _place(session: Session, room: str | None) -> str:
    if session.delivery_method == DeliveryMethod.REMOTE_INVIGILATION:
        return _("Online, watched remotely")
    return ", ".join(dict.fromkeys(part for part in (room, session.location) if part))


def _kind(session: Session, level: int) -> str:
    """ "Level 2 · Makeup"."""
    if isinstance(session, CourseSession):
        return _("Level {level} · Course").format(level=level)
    kind = _(_KINDS[SessionType(session.session_type)])
    return _("Level {level} · {kind}").format(level=level, kind=kind)


def _staff_names(uow: UnitOfWork) -> dict[UUID, list[str]]:
    """By session, of courses and exams alike."""
    rows = uow.session.execute(
        select(SessionStaff.session_id, SessionStaff.exam_session_id, Staff.name)
        .join(Staff, Staff.id == SessionStaff.staff_id)
        .order_by(Staff.name)
    )
    names: dict[UUID, list[str]] = defaultdict(list)
    for session_id, exam_session_id, name in rows:
        key = session_id or exam_session_id
        if key is not None:
            names[key].append(name)
    return names
