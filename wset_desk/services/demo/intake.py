"""Who comes to the sample's courses: new people, and those who come back for the next level."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta
from uuid import UUID

from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.services.candidates import add_candidate
from wset_desk.services.course_rows import CourseSessionDetail
from wset_desk.services.demo.offer import PLANS, OfferingPlan
from wset_desk.services.demo.people import candidates
from wset_desk.services.demo.school import Enrolled, Exam, Person, School, Sitter, at
from wset_desk.services.demo.timetable import CourseRun
from wset_desk.services.enrollments import enrol, enrol_online
from wset_desk.storage.unit_of_work import UnitOfWork

_WAVES = ((170, 0.1), (90, 0.3), (60, 0.55), (35, 0.8), (14, 1.0))
"""So many days before a course begins, this share of those who come in the end have enrolled."""
_FILLS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.0)
_RETURNING = {1: 0.15, 2: 0.55, 3: 0.8}
"""By level: the share of those who have been here before."""
_SPREAD_OF_ABILITY = 6.0
_ZONES = ("Europe/Paris", "America/New_York", "Asia/Hong_Kong", "Europe/Lisbon", "Asia/Dubai")
_ABROAD = 4
"""One in so many new online students lives elsewhere."""
_TWICE = slice(40, None, 150)
"""Who is taken up once more under another name, by the order in which they came."""


class Intake:
    """Fills course sessions and online offerings."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._values: Iterator[CandidateValues] = candidates(school.source)

    def announce(self, run: CourseRun, session: CourseSessionDetail, exams: list[Exam]) -> None:
        """Let people enrol in a course session in waves until it begins."""
        fill = run.fill if run.fill is not None else self._school.source.choice(_FILLS)
        wanted = round(run.capacity * fill)
        enrolled = 0
        for days_before, share in _WAVES:
            number = round(wanted * share) - enrolled
            enrolled += number
            day = max(run.first_day - timedelta(days=days_before), self._school.opened_on)
            self._plan_wave(day, run, session.id, exams, number)

    def _plan_wave(
        self, day: date, run: CourseRun, session_id: UUID, exams: list[Exam], number: int
    ) -> None:
        when = at(day + timedelta(days=1), 9, self._school.source.randrange(0, 60, 10))

        def wave(uow: UnitOfWork) -> None:
            self._enrol(uow, run, session_id, exams, number)

        if number > 0:
            self._school.agenda.add(when, wave)

    def _enrol(
        self, uow: UnitOfWork, run: CourseRun, session_id: UUID, exams: list[Exam], number: int
    ) -> None:
        plan = PLANS[run.sold]
        people = self._choose(uow, plan, run.days, number)
        if not people:
            return
        ids = tuple(person.id for person in people)
        result = enrol(uow, session_id=session_id, candidate_ids=ids).value
        registrations = iter(result.registration_ids)
        for person, enrollment_id in zip(people, result.enrollment_ids, strict=True):
            enrolled = Enrolled(person, plan, enrollment_id)
            for exam in exams:
                exam.sitters.append(Sitter(enrolled, next(registrations)))

    def enrol_online(
        self, uow: UnitOfWork, plan: OfferingPlan, start: date, busy: date | None, number: int
    ) -> list[Enrolled]:
        """New online students from `start` on, who have time on the day `busy`."""
        offering_id = self._school.offerings[plan.key].id
        people = self._choose(uow, plan, () if busy is None else (busy,), number)
        return [
            Enrolled(
                person,
                plan,
                enrol_online(
                    uow, offering_id=offering_id, candidate_id=person.id, start_date=start
                ).value.enrollment_id,
            )
            for person in people
        ]

    def record_twice(self, uow: UnitOfWork) -> None:
        """Somebody at the desk doesn't look for people who have married, and takes them up anew."""
        for each in self._school.people[_TWICE]:
            values = each.values
            if values.email is not None:
                last_name = f"{values.last_name}-Hale"
                add_candidate(
                    uow, first_name=values.first_name, last_name=last_name, email=values.email
                )

    def _choose(
        self, uow: UnitOfWork, plan: OfferingPlan, days: Iterable[date], number: int
    ) -> list[Person]:
        """People for an offering: those who come back first, then new ones, then anybody."""
        school, wanted = self._school, (plan.level, plan.subject)
        free = [
            each
            for each in school.people
            if each.days.isdisjoint(days) and not _has_taken(each, plan)
        ]
        returning = [each for each in free if _is_ready(each, plan)]
        back = min(len(returning), round(number * _RETURNING[plan.level]))
        chosen = school.source.sample(returning, back)
        new = min(number - back, school.most_people - len(school.people))
        chosen += [self._take_up(uow, plan) for _ in range(new)]
        others = [each for each in free if each not in chosen]
        chosen += school.source.sample(others, min(len(others), number - len(chosen)))
        for person in chosen:
            person.courses.add(wanted)
            person.days.update(days)
        return chosen

    def _take_up(self, uow: UnitOfWork, plan: OfferingPlan) -> Person:
        values, number = next(self._values), len(self._school.people)
        if plan.course_format is CourseFormat.ONLINE and number % _ABROAD == 0:
            values = replace(values, time_zone=_ZONES[number // _ABROAD % len(_ZONES)])
        candidate = add_candidate(uow, **asdict(values)).value
        ability = self._school.source.gauss(0, _SPREAD_OF_ABILITY)
        person = Person(values, ability, candidate.id)
        self._school.people.append(person)
        return person


def _has_taken(person: Person, plan: OfferingPlan) -> bool:
    """Whether they were in a course of this level or a higher one, of the same subject."""
    levels = [level for level, subject in person.courses if subject == plan.subject]
    return any(level >= plan.level for level in levels)


def _is_ready(person: Person, plan: OfferingPlan) -> bool:
    """Whether the offering is a next step: the level above, or another subject."""
    if plan.level == 1:
        return bool(person.passed)
    return (plan.level - 1, plan.subject) in person.passed
