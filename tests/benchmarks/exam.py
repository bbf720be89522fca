"""An exam of ten thousand candidates, marked by part and not yet confirmed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import cycle, islice
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from tests.helpers.marking import ExamDay, exam_day
from wset_desk.domain.catalogue import Component
from wset_desk.services.demo.people import candidates
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    Candidate,
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    ResultVersion,
)

_DISTINCT = 800
_MAXIMA = {Component.THEORY: 150, Component.TASTING: 41}
_PASS_MARK = Decimal(55)

Rows = dict[type[Any], list[dict[str, Any]]]


def large_exam(workspace: Workspace, day: date, count: int) -> ExamDay:
    """Level 3 by WSET's rules with `count` candidates: rows in, past audit log and outbox."""
    made = exam_day(workspace, level=3, profile="WSET", days=[day], candidates=1)
    rows = _Filler(workspace, made).rows(count - 1)
    with workspace.store.engine.begin() as connection:
        for entity, values in rows.items():
            connection.execute(insert(entity), values)
        connection.execute(
            update(ExamSession)
            .where(ExamSession.id.in_(made.papers.values()))
            .values(current_enrollment=count, max_capacity=count)
        )
    return made


@dataclass
class _Filler:
    workspace: Workspace
    exam: ExamDay

    def rows(self, count: int) -> Rows:
        chance = Random(count)
        named = cycle(list(islice(candidates(chance), _DISTINCT)))
        found: Rows = {
            entity: [] for entity in (Candidate, CourseEnrollment, ExamRegistration, ResultVersion)
        }
        offering_id = self._offering()
        for number in range(count):
            person, who = next(named), self._row()
            found[Candidate].append(
                {
                    **who,
                    "first_name": person.first_name,
                    "last_name": person.last_name,
                    "candidate_number": f"W{number:06}",
                    "extra_time_percent": 0 if number % 20 else 25,
                    "search_text": "",
                }
            )
            enrollment = {
                **self._row(),
                "candidate_id": who["id"],
                "offering_id": offering_id,
                "session_id": self.exam.course_session_id,
            }
            found[CourseEnrollment].append(enrollment)
            for component in Component:
                parts = _parts(component, chance)
                registration = self._registration(enrollment, component, sum(parts.values()))
                found[ExamRegistration].append(registration)
                found[ResultVersion].append(self._version(registration, component, parts))
        return found

    def _row(self) -> dict[str, Any]:
        store = self.workspace.store
        return {
            "id": store.new_id(),
            "centre_id": self.workspace.actor.centre_id,
            "created_at": store.clock.now(),
        }

    def _offering(self) -> UUID:
        with self.workspace.store.unit_of_work(self.workspace.actor, write=False) as uow:
            paper = self.exam.registrations[Component.THEORY][0]
            enrollment_id = uow.get(ExamRegistration, paper).course_enrollment_id
            assert enrollment_id is not None
            return uow.get(CourseEnrollment, enrollment_id).offering_id

    def _registration(
        self, enrollment: dict[str, Any], component: Component, score: int
    ) -> dict[str, Any]:
        row = self._row()
        results = {
            f"{each}_{name}": value if each is component else None
            for each in Component
            for name, value in (
                ("score", Decimal(score)),
                ("passed", score * 100 >= _PASS_MARK * _MAXIMA[component]),
                ("state", "provisional"),
            )
        }
        return {
            **row,
            **results,
            "candidate_id": enrollment["candidate_id"],
            "exam_session_id": self.exam.papers[component],
            "course_enrollment_id": enrollment["id"],
            "registration_type": "bundled",
            "registration_date": row["created_at"],
            "status": "completed",
            "fee_paid": True,
        }

    def _version(
        self, registration: dict[str, Any], component: Component, parts: dict[str, int]
    ) -> dict[str, Any]:
        row = self._row()
        in_parts = len(parts) > 1
        return {
            **row,
            "exam_registration_id": registration["id"],
            "component": component,
            "number": 1,
            "state": "provisional",
            "score": Decimal(sum(parts.values())),
            "max_score": _MAXIMA[component],
            "pass_mark_percentage": _PASS_MARK,
            "parts": {name: str(mark) for name, mark in parts.items()} if in_parts else None,
            "entered_by_id": self.workspace.actor.staff_id,
            "entered_at": row["created_at"],
        }


def _parts(component: Component, chance: Random) -> dict[str, int]:
    if component is Component.TASTING:
        return {"": chance.randrange(10, 42)}
    return {"multiple_choice": chance.randrange(20, 51), "written": chance.randrange(40, 101)}
