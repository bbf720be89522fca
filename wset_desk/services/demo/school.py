"""The sample centre while its year is played: who is there, which exams are held, what is due."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from wset_desk.domain.availability import Paper
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.catalogue import Component, ExamType, PaperPart, SessionType
from wset_desk.domain.rule_profiles import RULE_PROFILES
from wset_desk.services.catalogue_rows import OfferingDetail, TemplateRow
from wset_desk.services.demo.offer import PLANS, OfferingPlan, Sold
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system import sample

ZONE = ZoneInfo(sample.TIME_ZONE)
Qualification = tuple[int, str]
"""Level and subject."""
Deed = Callable[[UnitOfWork], object]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant on the centre's clock."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)


@dataclass
class Person:
    """A candidate; `ability` shifts their marks, `days` are those on which they are taken."""

    values: CandidateValues
    ability: float
    id: UUID
    days: set[date] = field(default_factory=set)
    courses: set[Qualification] = field(default_factory=set)
    passed: set[Qualification] = field(default_factory=set)


@dataclass
class Enrolled:
    """A person in an offering: which of its papers they passed, on which days they stayed away."""

    person: Person
    plan: OfferingPlan
    id: UUID
    papers: dict[ExamType, bool] = field(default_factory=dict)
    absent_on: dict[date, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Sitter:
    enrolled: Enrolled
    registration_id: UUID


@dataclass
class Exam:
    """An exam session with who sits it; `pass_mark` in percent of `max_score`."""

    id: UUID
    paper: Paper
    session_type: SessionType
    start: datetime
    deadline: datetime | None
    capacity: int
    max_score: int
    pass_mark: Decimal
    parts: tuple[PaperPart, ...] = ()
    sitters: list[Sitter] = field(default_factory=list)

    @property
    def day(self) -> date:
        return self.start.astimezone(ZONE).date()

    @property
    def component(self) -> Component:
        tasting = self.paper.exam_type is ExamType.TASTING
        return Component.TASTING if tasting else Component.THEORY

    @property
    def is_remote(self) -> bool:
        return self.session_type is SessionType.REMOTE_INVIGILATION


class Hand(IntEnum):
    """Who does something: the exams officer, the second person, or who had no part in marks."""

    OFFICER = 0
    SECOND = 1
    HEAD = 2


class Due(NamedTuple):
    """What somebody does at an instant."""

    when: datetime
    by: Hand
    deeds: list[Deed]


class Agenda:
    """What is to be done, in order of time; what falls after the sample's present is left out."""

    def __init__(self) -> None:
        self._due: list[tuple[datetime, Hand, int, Deed]] = []
        self._number = count()

    def add(self, when: datetime, deed: Deed, *, by: Hand = Hand.OFFICER) -> None:
        if when <= sample.NOW:
            heappush(self._due, (when, by, next(self._number), deed))

    def next(self) -> Due | None:
        """The next instant and everything that one person does at it; None when all is done."""
        if not self._due:
            return None
        when, by = self._due[0][:2]
        deeds = []
        while self._due and self._due[0][:2] == (when, by):
            deeds.append(heappop(self._due)[3])
        return Due(when, by, deeds)


@dataclass
class School:
    """Everything that the parts of the year share."""

    source: Random
    most_people: int
    opened_on: date
    agenda: Agenda = field(default_factory=Agenda)
    staff: dict[str, UUID] = field(default_factory=dict)
    rooms: dict[str, UUID] = field(default_factory=dict)
    offerings: dict[Sold, OfferingDetail] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    exams: list[Exam] = field(default_factory=list)

    def template(self, sold: Sold, exam_type: ExamType) -> TemplateRow:
        templates = self.offerings[sold].templates
        return next(each for each in templates if each.exam_type is exam_type)

    def exam(  # what a service answered, and what it doesn't say
        self,
        sold: Sold,
        exam_type: ExamType,
        *,
        id: UUID,
        session_type: SessionType,
        start: datetime,
        deadline: datetime | None,
        capacity: int,
    ) -> Exam:
        """Keep an exam session in mind."""
        plan, template = PLANS[sold], self.template(sold, exam_type)
        exam = Exam(
            id=id,
            paper=Paper(plan.level, plan.subject, exam_type),
            session_type=session_type,
            start=start,
            deadline=deadline,
            capacity=capacity,
            max_score=template.max_score,
            pass_mark=template.pass_mark_percentage,
            parts=RULE_PROFILES[plan.rule_profile].paper(plan.level, exam_type).parts,
        )
        self.exams.append(exam)
        return exam

    def open_exams(self, paper: Paper, session_type: SessionType, now: datetime) -> list[Exam]:
        """Where there is still a place for this paper, by time."""
        found = (
            each
            for each in self.exams
            if each.paper == paper
            and each.session_type is session_type
            and (each.deadline is None or now <= each.deadline)
            and len(each.sitters) < each.capacity
        )
        return sorted(found, key=lambda each: each.start)
