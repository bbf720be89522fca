"""What rows of files name: offerings, rooms, course sessions, exam sessions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import CourseFormat, ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_exams import SittingValues
from wset_desk.domain.names import fold
from wset_desk.domain.pricing import product_kind_of
from wset_desk.domain.registrations import RegistrationType
from wset_desk.domain.scheduling import local_to_utc
from wset_desk.storage.schema import (
    Course,
    CourseSession,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    Product,
    Room,
)
from wset_desk.storage.unit_of_work import UnitOfWork

folded = lru_cache(maxsize=10_000)(fold)
_instant = lru_cache(maxsize=10_000)(local_to_utc)
"""Ten thousand rows name the same few sessions, and a row the same moment more than once."""


def as_local(uow: UnitOfWork, instant: datetime) -> datetime:
    """What the centre's clocks show, to the second, without a zone."""
    return instant.astimezone(uow.zone).replace(tzinfo=None, microsecond=0)


def as_instant(uow: UnitOfWork, local: datetime, field: str) -> datetime:
    """The instant of a local time; refuses LOCAL_TIME_DOES_NOT_EXIST for `field`."""
    try:
        return _instant(local.date(), local.time(), uow.zone)
    except DomainError as error:
        raise DomainError(error.code, **{**error.parameters, "field": field}) from error


class Offerings:
    """The centre's offerings with their templates."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._by_name: dict[str, list[Offering]] = defaultdict(list)
        self.by_id: dict[UUID, Offering] = {}
        self.subjects: dict[UUID, str] = {}
        rows = uow.session.execute(
            select(Offering, Course.subject)
            .join(Course, Course.id == Offering.course_id)
            .order_by(Offering.id)
        )
        for offering, subject in rows:
            self._by_name[folded(offering.name)].append(offering)
            self.by_id[offering.id] = offering
            self.subjects[offering.id] = subject
        templates = uow.session.scalars(select(ExamTemplate)).all()
        self.templates = {each.id: each for each in templates}
        self._papers = {(each.course_offering_id, each.exam_type): each for each in templates}

    def find(self, name: str, course_format: CourseFormat | None) -> Offering:
        """By name, and by format where several share the name; in person if none is given."""
        named = self._by_name.get(folded(name), [])
        wanted = course_format or (CourseFormat.IN_PERSON if len(named) > 1 else None)
        for each in named:
            if wanted is None or each.course_format == wanted:
                return each
        raise DomainError("OFFERING_UNKNOWN", field="offering", name=name)

    def paper(self, offering: Offering, exam_type: ExamType) -> ExamTemplate:
        found = self._papers.get((offering.id, exam_type))
        if found is None:
            raise DomainError("PAPER_NOT_IN_OFFERING", field="paper", name=offering.name)
        return found

    def same_course(self, one: UUID, other: UUID) -> bool:
        """Whether two offerings are of one level and subject."""
        levels = self.by_id[one].wset_level, self.by_id[other].wset_level
        return levels[0] == levels[1] and self.subjects[one] == self.subjects[other]


class Rooms:
    """The centre's rooms by name; one that isn't known is taken up."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        rooms = uow.session.scalars(select(Room)).all()
        self.by_id = {each.id: each for each in rooms}
        self._by_name = {folded(each.name): each for each in rooms}

    def id_of(self, name: str, seats: int) -> UUID | None:
        if not name:
            return None
        room = self._by_name.get(folded(name))
        if room is None:
            room = self._by_name[folded(name)] = self._uow.add(Room(name=name, seats=seats))
        return room.id


class CourseSessions:
    """Course sessions by offering and first day."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.by_id: dict[UUID, CourseSession] = {}
        self._by_day: dict[tuple[UUID, date], list[CourseSession]] = defaultdict(list)
        for each in uow.session.scalars(select(CourseSession).order_by(CourseSession.id)):
            self.by_id[each.id] = each
            self._by_day[each.offering_id, each.starts_on].append(each)

    def find(self, offering: Offering, day: date, name: str) -> CourseSession:
        """By name, which may be left out where one alone begins on that day."""
        fitting = [
            each
            for each in self._by_day.get((offering.id, day), [])
            if not name or folded(each.name) == folded(name)
        ]
        if not fitting:
            raise DomainError("COURSE_SESSION_UNKNOWN", field="day", day=day)
        if len(fitting) > 1:
            raise DomainError("SEVERAL_SESSIONS_FIT", field="course_session")
        return fitting[0]


@dataclass(frozen=True)
class ExamEntry:
    exam: ExamSession
    template: ExamTemplate
    offering: Offering
    name: str
    start: datetime
    course: str

    def names(self) -> dict[str, Any]:
        """The fields by which files name the exam session."""
        return {
            "exam": self.name,
            "exam_start": self.start,
            "exam_offering": self.offering.name,
            "exam_course": self.course,
        }


class ExamSessions:
    """Exam sessions by name and local start."""

    def __init__(self, uow: UnitOfWork, offerings: Offerings) -> None:
        self.by_id: dict[UUID, ExamEntry] = {}
        self._by_name: dict[tuple[str, datetime], list[ExamEntry]] = defaultdict(list)
        self._by_day: dict[tuple[str, date], list[ExamEntry]] = defaultdict(list)
        courses = dict(uow.session.execute(select(CourseSession.id, CourseSession.name)).all())
        for exam in uow.session.scalars(select(ExamSession).order_by(ExamSession.id)):
            template = offerings.templates[exam.exam_template_id]
            offering = offerings.by_id[template.course_offering_id]
            start = as_local(uow, exam.exam_date)
            course = "" if exam.course_session_id is None else courses[exam.course_session_id]
            name = exam.name or template.name
            entry = ExamEntry(exam, template, offering, name, start, course)
            self.by_id[exam.id] = entry
            self._by_name[folded(entry.name), start].append(entry)
            self._by_day[folded(entry.name), start.date()].append(entry)

    def about(self, booking: ExamRegistration) -> tuple[UUID | None, ...]:
        """By what a booking is found: its candidate, its exam, and the course of that."""
        exam = booking.exam_session_id
        return booking.candidate_id, exam, self.by_id[exam].exam.course_session_id

    def called(self, name: str, start: datetime) -> Sequence[ExamEntry]:
        """All of this name that begin then; on that day, where no time is said."""
        exact = self._by_name.get((folded(name), start), ())
        return (
            exact if exact or start.time() != time() else self._by_day[folded(name), start.date()]
        )

    def find(self, values: SittingValues) -> ExamEntry:
        """Offering and course session may be left out where one alone is called so."""
        offering, course = folded(values.exam_offering), folded(values.exam_course)
        fitting = [
            each
            for each in self.called(values.exam, values.exam_start)
            if (not offering or folded(each.offering.name) == offering)
            and (not course or folded(each.course) == course)
        ]
        if not fitting:
            raise DomainError("EXAM_SESSION_UNKNOWN", field="exam")
        if len(fitting) > 1:
            raise DomainError("SEVERAL_SESSIONS_FIT", field="exam")
        return fitting[0]


class ExamProducts:
    """As what a booking is charged: by its own type, not the session's (rule 11)."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._by_level = {
            (each.kind, each.level): each.id
            for each in uow.session.scalars(select(Product).where(Product.active))
        }

    def of(self, booked_as: RegistrationType, exam: ExamEntry) -> UUID | None:
        if booked_as is RegistrationType.BUNDLED:
            return exam.exam.product_id
        kind = product_kind_of(booked_as)
        return None if kind is None else self._by_level.get((kind, exam.offering.wset_level))
